"""Tables with indicators across: years down, one cluster; or clusters down, as many as there are rows."""

from __future__ import annotations

from collections.abc import Mapping

from clustercheck.readers.cells import GridCell
from clustercheck.readers.headers import MAX_COLUMNS, Header, header_below
from clustercheck.readers.headings import Axis, Heading, axis_of, dated, may_stand_under, part_named
from clustercheck.readers.known import Known
from clustercheck.readers.naming import Label, outlined
from clustercheck.readers.roles import is_figure, role_of, year_in
from clustercheck.readers.sheets import Row, Sheet
from clustercheck.readers.tables import Column, Odd, Table

# A header may be parted from its rows by a blank one or two.
_FAR = 3


def table_across(sheet: Sheet, number: int, row: Row, known: Known) -> Table | None:
    """The table that a row heads with indicators; None where it heads none."""
    first_value = _first_value(row, known)
    if first_value is None:
        return None
    return built_across(sheet, header_below(sheet, number, row, first_value, known), first_value, known)


def built_across(sheet: Sheet, header: Header, first_value: int, known: Known) -> Table | None:
    """The table under a header that names indicators; None where it names none, or figures stand nowhere below."""
    columns = columns_of(header)
    labels = [column.number for column in columns]
    first = min(labels, default=first_value)
    below = _first_row(sheet, header.bottom)
    axes = dict(header.axes)
    if not labels and not _could_be_mapped(header, axes, below, first, known):
        return None
    if below is not None and not axes:
        years = [c for c, cell in below if c < first and _names_year(cell, header.headings.get(c), known)]
        if years:
            axes["years"] = years[0]
    if not axes and header.roles.get("name", first) < first:
        axes["others"] = header.roles["name"]
    if not axes and (len(labels) < 2 or not _has_figures(below, first)):
        return None
    plain = {column.year for column in columns}
    odd = tuple(
        Odd(column, found.text, found.year is not None and found.year not in plain, found.rest)
        for column, found in header.headings.items()
        if column >= first and column not in labels and not _is_known(column, header)
    )
    left, right = min(*header.headings, *axes.values()), max(header.headings)
    return Table(
        "across" if axes else "unplaced", header.top, left, right, header.roles, (), odd,
        head=header.bottom, columns=columns, axes=axes, profile=header.profile,
        named_by=named_by(header.headings, axes),
    )  # fmt: skip


def _could_be_mapped(
    header: Header, axes: Mapping[Axis, int], below: Row | None, first: int, known: Known
) -> bool:
    """Whether a header says what its rows are named by, and figures stand below headings that are all unknown."""
    if any(found.year is not None for found in header.headings.values()):
        return False
    if not axes or below is None or not _has_figures(below, first):
        return False
    # A name beside its value, above a label beside its figure, heads nothing.
    label = below[0][1].text
    if known.label(label) is not None or dated(label) is not None:
        return False
    return "years" in axes or len(header.headings) > 2


def _has_figures(row: Row | None, first: int) -> bool:
    return row is not None and any(column >= first and is_figure(cell) for column, cell in row)


def columns_of(header: Header) -> tuple[Column, ...]:
    """The columns of a header that name an indicator; one marked as a part is of the indicator before it."""
    columns: list[Column] = []
    whole: Label | None = None
    has_whole = False
    for number, found in header.headings.items():
        label = found.label
        bare, is_part = outlined(found.text)
        if is_part and has_whole:
            if whole is None:
                label = None  # a part of what is not known
            elif label is None:
                part = part_named(whole.indicator, bare)
                label = None if part is None else Label(part, whole.unit, whole.year)
            elif not may_stand_under(label.indicator, whole.indicator):
                label = None
        elif found.rest or label is not None:
            whole, has_whole = label, number not in header.axes.values()
        if label is not None:
            columns.append(Column(number, label, found.year, found.unit))
    return tuple(columns)


def named_by(headings: Mapping[int, Heading], axes: Mapping[Axis, int]) -> str:
    """The heading of the column that names the rows."""
    found = next(
        (headings.get(axes[axis]) for axis in ("clusters", "places", "others") if axis in axes), None
    )
    return "" if found is None else found.text


def _is_known(column: int, header: Header) -> bool:
    return column in (*header.roles.values(), *header.axes.values(), *header.profile)


def _first_value(row: Row, known: Known) -> int | None:
    """The column of the first indicator, if a row could head such a table."""
    axis = next((column for column, cell in row if _is_axis(cell.text) or role_of(cell) == "name"), None)
    labels = [
        column for column, cell in row[:MAX_COLUMNS] if len(cell.text) <= 60 and _label(cell.text, known)
    ]
    if len(labels) >= 2 or (labels and (axis is not None or len(row) == 2)):
        return labels[0]
    if axis is None:
        return None
    return next((column for column, _ in row if column > axis), None)


def _is_axis(text: str) -> bool:
    return len(text) <= 60 and axis_of(text) is not None


def _label(text: str, known: Known) -> Label | None:
    return known.label(text) or dated(text) or known.label(outlined(text)[0])


def _first_row(sheet: Sheet, head: int) -> Row | None:
    return next((sheet.rows[n] for n in range(head + 1, head + 1 + _FAR) if n in sheet.rows), None)


def _names_year(cell: GridCell, heading: Heading | None, known: Known) -> bool:
    """Whether a cell on the left of a row is its year, and no running number that looks like one."""
    if known.year(cell.text) is not None:
        return True
    if year_in(cell) is None:
        return False
    if heading is None or (cell.kind == "text" and "年" in cell.text):
        return True
    if "年" in heading.text or axis_of(heading.text) == "years":
        return True
    return role_of(GridCell("text", heading.text)) in ("name", "unit")
