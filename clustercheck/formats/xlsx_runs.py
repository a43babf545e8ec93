"""How the runs of a rich text in an .xlsx are set: plain, raised or lowered."""

from __future__ import annotations

from clustercheck.formats.xlsx_cells import FALSE
from clustercheck.model.note_marks import SETTINGS, Setting

TAGS_OF_RUNS = frozenset(("r", "vertAlign", "strike"))


def setting_from(tag: str, attributes: dict[str, str], before: Setting) -> Setting:
    """The setting from this tag on, one of `TAGS_OF_RUNS`; any other tag leaves it as it was before."""
    if tag == "r":
        return ""
    if tag == "vertAlign":
        return SETTINGS.get(attributes.get("val", ""), before)
    # What is struck out is no digit of its figure, as a mark in superscript is none.
    return "super" if tag == "strike" and attributes.get("val") not in FALSE else before
