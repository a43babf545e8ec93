"""Figures that a standard's own file declares because the vocabulary does not have them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clustercheck.model.hints import TYPE_CHECKING
from clustercheck.model.indicators import INDICATORS, Indicator, declare
from clustercheck.model.problems import Name, Problem, Where, error
from clustercheck.model.quantities import UNITS
from clustercheck.model.standard import Standard
from clustercheck.model.words import name_key

if TYPE_CHECKING:  # compiled standards are looked at here too, and need no YAML
    from clustercheck.catalogue.fields import Fields
    from clustercheck.catalogue.nodes import Faults

# The dimensions that a unit of each kind may have.
_DIMENSIONS = {
    "amount": ("money", "mass", "area", "people"),
    "firms": ("firms",),
    "things": ("patents",),
    "rate": ("rate",),
}


def read_figures(fields: Fields, faults: Faults) -> tuple[Indicator, ...]:
    """Read the figures of a file and declare them by their ids."""
    from clustercheck.catalogue.nodes import nearest

    entries = fields.each("figures")
    ids = [entry.text("id") for entry in entries]
    prefix = f"{fields.text('id')}_"
    names: dict[str, str] = {
        name_key(name): one.id
        for one in INDICATORS.values()
        for name in (one.name.zh, one.name.en, *one.aliases)
    }
    found = []
    for entry, id in zip(entries, ids, strict=True):
        if ids.count(id) > 1:
            faults.add("S114", entry.at("id"), id=id)
        if (
            not id.startswith(prefix)
            or not id.isascii()
            or not id.isidentifier()
            or id != id.lower()
            or id in INDICATORS
        ):
            faults.add("S160", entry.at("id"), id=id, prefix=prefix)
        for whole in entry.words("part_of"):
            if whole not in INDICATORS and whole not in ids:
                known = [*INDICATORS, *ids]
                faults.add("S118", whole.place, key="part_of", value=whole, near=nearest(whole, known))
        figure = _figure(entry, faults)
        if figure is not None:
            for name in (figure.name.zh, *figure.aliases):
                other = names.setdefault(name_key(name), id)
                if other != id:
                    faults.add("S161", entry.at("name"), name=name, id=id, other=other)
            found.append(figure)
    if not faults.found:
        for figure in found:
            declare(figure)
    return tuple(found)


def _figure(entry: Fields, faults: Faults) -> Indicator | None:
    kind, written = entry.text("kind"), entry.word("unit")
    if kind not in _DIMENSIONS or written is None:
        return None
    units = {name: unit for one in reversed(_DIMENSIONS[kind]) for name, unit in UNITS[one].items()}
    if written not in units:
        from clustercheck.catalogue.nodes import nearest

        near = nearest(written, list(units))
        faults.add("S108", written.place, key="unit", value=written, near=near, choices=list(units))
        return None
    return Indicator(
        entry.text("id"),
        entry.name("name") or Name("", ""),
        units[written],
        aliases=tuple(map(str, entry.words("aliases"))),
        part_of=tuple(map(str, entry.words("part_of"))),
    )


def declared_otherwise(editions: Sequence[Standard]) -> Iterator[Problem]:
    """Faults of figures that two editions declare differently: no workbook could be read for both."""
    first: dict[str, tuple[Indicator, Standard]] = {}
    for standard in editions:
        for figure in standard.figures:
            other, of = first.setdefault(figure.id, (figure, standard))
            if other != figure:
                yield error(
                    "S162", Where(standard.file), id=figure.id, one=of.edition, other=standard.edition
                )
