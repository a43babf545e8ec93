"""The draft of a map: every label with figures that is not known, for the user to say what it means."""

from __future__ import annotations

import json
from collections.abc import Sequence

from clustercheck.model.indicators import INDICATORS
from clustercheck.model.patterns import pattern
from clustercheck.tables.reading import Ignored
from clustercheck.texts.messages import _, said

_YEAR = pattern(r"(?:19|20)\d\d")


def render(ignored: Sequence[Ignored]) -> str:
    """The draft as YAML; empty where there is no unknown label with figures."""
    labels = _different([one for one in ignored if one.label and not one.is_year])
    years = _different([one for one in ignored if one.label and one.is_year])
    if not labels and not years:
        return ""
    lines = [
        _("What the labels of this form mean. Use it with --map."),
        _("Write an id from the list below for ignore; ignore passes the line over."),
        _("unit goes before what the sheet says; year is for a label with a single figure."),
    ]
    text = "".join(f"# {line}\n" for line in lines)
    if labels:
        text += "labels:\n" + "".join(_label(one) for one in labels)
    if years:
        text += (
            "# "
            + _("Take a heading away from here to the years only if it is of a whole year that is over.")
            + "\n"
        )
        text += "# years:\n" + "".join(_heading(one) for one in years)
    text += "#\n" + "".join(
        f"# {id}  {said(each.name)} ({each.unit.name})\n" for id, each in INDICATORS.items()
    )
    return text


def _different(ignored: Sequence[Ignored]) -> list[Ignored]:
    return list({(one.cell.sheet, one.label): one for one in ignored}.values())


def _label(one: Ignored) -> str:
    near = INDICATORS.get(one.nearest)
    hint = "" if near is None else _("  # perhaps {id} ({name})").format(id=near.id, name=said(near.name))
    unit = "万元" if near is None else near.unit.name
    sheet = f"    sheet: {_quoted(one.cell.sheet)}\n" if one.cell.sheet else ""
    return (
        f"  - label: {_quoted(one.label)}  # {one.cell.ref}\n{sheet}"
        f"    indicator: ignore{hint}\n    # unit: {unit}\n"
    )


def _heading(one: Ignored) -> str:
    found = _YEAR.search(one.label)
    year = found[0] if found else "2024"
    return f"#   - heading: {_quoted(one.label)}  # {one.cell.ref}\n#     year: {year}\n"


def _quoted(text: str) -> str:
    """A text on one line, as YAML and JSON both write it."""
    return json.dumps(" ".join(text.split()) if "\n" in text else text, ensure_ascii=False)
