"""Read a user's map of labels as strictly as a standard: all faults at once, with line and column."""

from __future__ import annotations

from pathlib import Path

from clustercheck.catalogue.fields import Fields
from clustercheck.catalogue.nodes import Faults, read_fields
from clustercheck.catalogue.shapes import Field, Shape
from clustercheck.formats.text_files import text_of
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.label_map import LabelMap, MappedLabel, MappedYear
from clustercheck.model.problems import UsageFault, Where, error, reason_of
from clustercheck.model.quantities import UNITS

IGNORE = "ignore"
_FIRST_YEAR, _LAST_YEAR = 1990, 2100

_LABEL = Shape(
    "labels",
    {
        "label": Field("text", required=True, says="the label as the sheet has it"),
        "indicator": Field(
            "text", required=True, choices=(*INDICATORS, IGNORE), says="its id, or ignore to pass it over"
        ),
        "unit": Field("text", says="the unit of its figures; it goes before what stands in the sheet"),
        "sheet": Field("text", says="the sheet; left out, any"),
        "year": Field("whole", says="the year of its one figure, where no column has years"),
    },
)
_YEAR = Shape(
    "years",
    {
        "heading": Field("text", required=True, says="the heading as the sheet has it"),
        "year": Field("whole", required=True, says="the whole year that it stands for"),
        "sheet": Field("text", says="the sheet; left out, any"),
    },
)
_MAP = Shape(
    "map",
    {"labels": Field("shape", many=True, shape=_LABEL), "years": Field("shape", many=True, shape=_YEAR)},
)


def read_label_map(path: Path) -> LabelMap:
    """The map in a file. Raises `UsageFault` with all its faults."""
    faults = Faults(str(path))
    try:
        text = text_of(path)
    except (OSError, UnicodeError) as fault:
        raise UsageFault(error("S100", Where(str(path)), reason=reason_of(fault))) from fault
    lines = (line.strip() for line in text.splitlines())
    if not any(line and not line.startswith("#") for line in lines):
        raise UsageFault(error("U424", Where(str(path))))
    fields = read_fields(text, _MAP, faults)
    found = LabelMap() if fields is None else _built(fields, faults)
    if faults.found:
        raise UsageFault(*faults.found)
    return found


def _built(fields: Fields, faults: Faults) -> LabelMap:
    labels = [_label(each, faults) for each in fields.each("labels")]
    years = [
        MappedYear(each.text("heading"), _year(each, faults) or 0, each.text("sheet"), each.at("heading"))
        for each in fields.each("years")
    ]
    seen: set[tuple[str, str]] = set()
    for name, sheet, place in (
        *((one.label, one.sheet, one.place) for one in labels),
        *((one.heading, one.sheet, one.place) for one in years),
    ):
        if name and (name, sheet) in seen:
            faults.add("S114", place, id=name)
        seen.add((name, sheet))
    return LabelMap(tuple(labels), tuple(years))


def _label(fields: Fields, faults: Faults) -> MappedLabel:
    id, unit = fields.text("indicator"), fields.text("unit")
    indicator = INDICATORS.get(id)
    if indicator is not None and unit and unit not in UNITS[indicator.unit.dimension]:
        faults.add(
            "U423",
            fields.at("unit"),
            unit=unit,
            indicator=indicator.name,
            units=tuple(UNITS[indicator.unit.dimension]),
        )
    return MappedLabel(
        fields.text("label"), id if indicator else None, unit, fields.text("sheet"), _year(fields, faults),
        fields.at("label"),
    )  # fmt: skip


def _year(fields: Fields, faults: Faults) -> int | None:
    if "year" not in fields:
        return None
    year = fields.whole("year")
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        faults.add("S106", fields.at("year"), key="year", expected="2024")
    return year
