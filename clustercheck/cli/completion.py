"""The proposals of a shell after a TAB: standards, criteria and the words of an option.

A completion that fails prints nothing: it must not write into the line that is being typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import typer

from clustercheck.model.problems import ClusterCheckError, Name
from clustercheck.texts.messages import said

# A value and its description, for shells that show it.
Offer = tuple[str, str]


def words(*known: str) -> Callable[[str], list[str]]:
    """The completion of an option with a few fixed words."""

    def offered(incomplete: str) -> list[str]:
        return [word for word in known if word.startswith(incomplete)]

    return offered


def standards(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """The ids of standards; after a Chinese character the names of places, after an @ the editions."""
    from clustercheck.catalogue import load

    try:
        known = load(_own(ctx))
    except ClusterCheckError:
        return []
    offers = []
    for id, editions in known.items():
        name = said(editions[-1].name)
        offers.append((id, name))
        if incomplete:
            offers.append((editions[-1].jurisdiction.zh, name))
            offers += [(each.label, said(each.name)) for each in editions]
    return _beginning(offers, incomplete)


def criteria(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """The criteria of the chosen standard: by id, or after a Chinese character by name."""
    try:
        names = _criteria_of(ctx)
    except ClusterCheckError:
        return []
    by_id = [(id, said(name)) for id, name in names.items()]
    by_name = [(name.zh, id) for id, name in names.items()] if incomplete else []
    return _beginning([*by_id, *by_name], incomplete)


def _criteria_of(ctx: typer.Context) -> dict[str, Name]:
    from clustercheck.catalogue import find_standard, standard_for

    own, city, file = _own(ctx), ctx.params.get("city"), ctx.params.get("file")
    if city is not None:
        standard = find_standard(city, as_of=date.today(), own=own)
    else:
        from clustercheck.tables.reader import read_cluster

        standard = standard_for(read_cluster(file or ""), as_of=date.today(), own=own)
    return {each.id: each.name for each in standard.each_criterion()}


def _own(ctx: typer.Context) -> Path | None:
    """The folder of `--standards`, which is still a text while a line is being typed."""
    folder = ctx.params.get("standards")
    return Path(folder) if folder else None


def _beginning(offers: Iterable[Offer], incomplete: str) -> list[Offer]:
    return [offer for offer in offers if offer[0].startswith(incomplete)]
