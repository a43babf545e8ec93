"""The value of a cell of an OpenDocument spreadsheet, which the file stores beside the shown text."""

from __future__ import annotations

from clustercheck.formats.cells import GridCell
from clustercheck.formats.number_formats import FormatKind, day_shown, number_cell, percentage
from clustercheck.formats.xlsx_cells import iso_date
from clustercheck.model.quantities import fifteen_digits


def value_cell(
    kind: str | None, attributes: dict[str, str], text: str | None, format: FormatKind
) -> GridCell | None:
    """The cell of a stored value. The text is None if the file has no text."""
    if kind in ("float", "currency", "percentage"):
        value = attributes.get("office:value")
        return None if value is None else _number(value, kind == "percentage", text, format)
    if kind == "date" and "office:date-value" in attributes:
        day = iso_date(attributes["office:date-value"])
        if text is None or day.date is None or text.strip()[:10] == day.text:
            return day_shown(day, format)
        from clustercheck.formats.shown_text import date_showing

        return date_showing(text, day.date)
    if kind == "boolean" and "office:boolean-value" in attributes:
        return GridCell("boolean", attributes["office:boolean-value"].upper())
    return None


def _number(value: str, percent: bool, text: str | None, format: FormatKind) -> GridCell:
    try:
        number = fifteen_digits(value)
    except ValueError:
        return GridCell("text", value)
    plainly = percentage(number) if percent else number_cell(number, "plain")
    # Most numbers are shown as stored; then the text tells nothing more.
    if text is None or text == plainly.text:
        return plainly if format == "plain" or percent else number_cell(number, format)
    from clustercheck.formats.shown_text import cell_showing

    # It is a percentage also where the sign is not shown.
    return cell_showing(f"{text}%" if percent and text.strip() and "%" not in text else text, number)
