"""`--set`, `--fix` and `--growth`: the assumptions of a plan."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from clustercheck.model.cluster import Cluster
from clustercheck.model.indicators import INDICATORS, Indicator
from clustercheck.model.patterns import pattern
from clustercheck.model.problems import UsageFault, Where, error
from clustercheck.model.quantities import fifteen_digits, plausible

Figures = Mapping[str, Mapping[int, Decimal]]

_SETTING = pattern(r"([^.=]{1,80})(?:\.(\d{4}))?=([^=]{1,40})", re.ASCII | re.DOTALL)
_LEAST_GROWTH, _MOST_GROWTH = Decimal(-50), Decimal(200)


def settings(texts: Sequence[str], cluster: Cluster, newest: int, own: Sequence[Indicator]) -> Figures:
    """The figures of `--set ID[.YEAR]=VALUE`, in the canonical unit. Raises `UsageFault`.

    `own` are the figures that the standard declares. Without a year it means the newest year; for an indicator asked
    once, the column of its figure.
    """
    found: dict[str, dict[int, Decimal]] = {}
    for text in texts:
        match = _SETTING.fullmatch(text.strip())
        if match is None:
            raise UsageFault(error("U510", Where(), value=text))
        id = indicator_named(match[1].strip(), own)
        try:
            value = fifteen_digits(match[3].strip().removesuffix("%").replace(",", ""))
        except ValueError as fault:
            raise UsageFault(error("U510", Where(), value=text)) from fault
        if value < 0 or not plausible(value):
            raise UsageFault(error("U510", Where(), value=text))
        year = int(match[2]) if match[2] else _year(cluster, id, newest)
        if not 1990 <= year <= 2100:
            raise UsageFault(error("U510", Where(), value=text))
        found.setdefault(id, {})[year] = value
    return found


def _year(cluster: Cluster, id: str, newest: int) -> int:
    row = cluster.observations.get(id, {})
    filled = [year for year, seen in row.items() if not seen.is_blank]
    return max(filled) if filled and INDICATORS[id].once else newest


def indicator_named(name: str, own: Sequence[Indicator] = ()) -> str:
    """An indicator's id from its id or Chinese name. Raises `UsageFault` with the nearest name."""
    every = (*INDICATORS.values(), *own)
    known = {one.id: one.id for one in every} | {one.name.zh: one.id for one in every}
    if name in known:
        return known[name]
    from difflib import get_close_matches

    near = get_close_matches(name, known, 3, 0.4) or ["-"]
    raise UsageFault(error("U511", Where(), value=name, near=near))


def growth(text: str | None) -> Decimal | None:
    """The growth of `--growth`, in % a year; raises `UsageFault`."""
    if text is None:
        return None
    try:
        value = Decimal(text.strip().removesuffix("%"))
        if not value.is_finite() or not _LEAST_GROWTH <= value <= _MOST_GROWTH:
            raise ValueError(text)
    except (InvalidOperation, ValueError) as fault:
        raise UsageFault(
            error(
                "U514",
                Where(),
                option="--growth",
                value=text,
                least=str(_LEAST_GROWTH),
                most=str(_MOST_GROWTH),
            )
        ) from fault
    return value.quantize(Decimal("0.1")) if value == value.quantize(Decimal("0.1")) else value
