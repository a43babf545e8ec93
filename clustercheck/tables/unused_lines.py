"""What a table has and is not taken: listed with the reason, and said where figures are lost by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from clustercheck.formats.cells import GridCell, cell_ref
from clustercheck.model.cluster import Cell
from clustercheck.model.problems import Name, error, warning
from clustercheck.tables.collection import Found
from clustercheck.tables.kinds import is_neutral
from clustercheck.tables.outline import MAPPED_AWAY, NEARLY, PART, SECTION, UNKNOWN, Item
from clustercheck.tables.reading import Ignored
from clustercheck.tables.roles import is_figure
from clustercheck.tables.sheet import Row
from clustercheck.tables.suspects import NO_PLAIN_YEAR
from clustercheck.tables.table import Table

ODD_YEAR = Name("表头不是单纯的年份", "the heading is no plain year")
OTHER_TABLE = Name(
    "像是另一张表的表头，以下各行未采用",
    "looks like the header of another table; the rows below are not used",
)


def report_odd(
    sheet: str,
    table: Table,
    rows: Sequence[tuple[int, Row]],
    found: Found,
    suspects: Mapping[int, int] = MappingProxyType({}),
) -> None:
    """List the columns that are not taken; a warning where that loses a year. `suspects` are taken, with a doubt."""
    headed = {column for column, _ in table.years}
    for column, year in suspects.items():
        if column in headed:
            # A year over two columns is told of by itself.
            continue
        head = next((odd.text for odd in table.odd if odd.column == column), "")
        place = found.where(Cell(sheet, cell_ref(table.head, column)))
        found.problems.append(error(NO_PLAIN_YEAR, place, text=head or "-", year=year))
    under: dict[int, list[GridCell]] = {odd.column: [] for odd in table.odd}
    if under:
        for _number, row in rows:
            for column, cell in row:
                if column in under:
                    under[column].append(cell)
    for odd in table.odd:
        if odd.column in suspects:
            continue
        below = under[odd.column]
        if not odd.is_year and not any(is_figure(cell) for cell in below):
            continue
        heading = Cell(sheet, cell_ref(table.head, odd.column))
        why = ODD_YEAR if odd.is_year else UNKNOWN
        found.ignored.append(Ignored(heading, odd.text, why, odd.label, "", odd.is_year))
        if odd.is_year and below:
            found.problems.append(warning("C129", found.where(heading), text=odd.text))


def report_part(
    sheet: str, number: int, cells: Mapping[int, GridCell], dividing: Mapping[int, str], found: Found
) -> bool:
    """Whether a row is of a part only, as a column of the table says; it is listed then."""
    for column, cell in cells.items():
        head = dividing.get(column)
        if head is not None and not is_whole(cell.text):
            place = Cell(sheet, cell_ref(number, column))
            found.ignored.append(Ignored(place, cell.text, PART))
            found.problems.append(warning("C151", found.where(place), heading=head, of=cell.text))
            return True
    return False


def pass_over(place: Cell, label: str, item: Item, found: Found) -> None:
    """List a label that is not taken, with the indicator it may mean."""
    nearest = item.nearest
    # What the map says to pass over is no open question.
    asked = "" if item.why is MAPPED_AWAY else label
    found.ignored.append(Ignored(place, label, item.why, asked, "" if nearest is None else nearest.id))
    if nearest is None or item.why not in (NEARLY, PART, SECTION):
        return
    if item.why is NEARLY:
        found.problems.append(
            warning("C123", found.where(place), label=label, indicator=nearest.name, id=nearest.id)
        )
    else:
        found.problems.append(
            warning(
                "C145",
                found.where(place),
                label=label,
                over=item.above,
                indicator=nearest.name,
                id=nearest.id,
            )
        )


def is_whole(text: str) -> bool:
    """Whether a word says that all of the cluster and of a year is meant: 合计, 全部, 本集群, 年."""
    return is_neutral(text) or text.strip() in ("全部企业", "全口径")
