"""The lines of a table that are not taken: listed with the reason, and reported if figures are lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from clustercheck.formats.cells import GridCell, cell_ref
from clustercheck.model.cluster import Cell
from clustercheck.model.problems import Name, warning
from clustercheck.tables.collection import Found
from clustercheck.tables.kinds import is_neutral
from clustercheck.tables.outline import MAPPED_AWAY, NEARLY, PART, SECTION, OutlineLabel
from clustercheck.tables.reading import Ignored

_new = tuple.__new__
_OTHER_TABLE = Name(
    "像是另一张表的表头，以下各行未采用",
    "looks like the header of another table; the rows below are not used",
)

_OTHER_YEAR = Name("所写年份与各列年份都不同", "its year is that of no column")


def report_part(
    sheet: str, number: int, cells: Mapping[int, GridCell], dividing: Mapping[int, str], found: Found
) -> bool:
    """Whether a column of the table says that a row is about a part only. Such a row is listed."""
    for column, cell in cells.items() if dividing else ():
        head = dividing.get(column)
        if head is not None and not is_whole(cell.text):
            place = Cell(sheet, cell_ref(number, column))
            found.ignored.append(Ignored(place, cell.text, PART))
            found.problems.append(warning("C151", found.where(place), heading=head, of=cell.text))
            return True
    return False


def pass_over(place: Cell, label: str, item: OutlineLabel, found: Found) -> None:
    """List a label that is not taken, with the indicator it may mean."""
    _, why, nearest, above = item
    # The user's map answers it: no question is left.
    asked = "" if why is MAPPED_AWAY else label
    found.ignored.append(
        _new(Ignored, (place, label, why, asked, "" if nearest is None else nearest.id, False))
    )
    if nearest is None or why not in (NEARLY, PART, SECTION):
        return
    if why is NEARLY:
        found.problems.append(
            warning("C123", found.where(place), label=label, indicator=nearest.name, id=nearest.id)
        )
    else:
        found.problems.append(
            warning(
                "C145",
                found.where(place),
                label=label,
                over=above,
                indicator=nearest.name,
                id=nearest.id,
            )
        )


def list_of_other_year(place: Cell, label: str, found: Found) -> None:
    """List a line whose own year is that of no column."""
    found.ignored.append(Ignored(place, label, _OTHER_YEAR))


def end_table(place: Cell, label: str, names: Iterable[GridCell | None], found: Found) -> None:
    """List a line that looks like the header of another table, and report it if known indicators are lost below it."""
    found.ignored.append(Ignored(place, label, _OTHER_TABLE))
    texts = (name.text for name in names if name is not None and name.kind == "text")
    if any(found.known.line_label(text) is not None for text in texts):
        found.problems.append(warning("C157", found.where(place), label=label))


def is_whole(text: str) -> bool:
    """Whether a word means the whole cluster or the whole year: 合计, 全部, 本集群, 年."""
    return is_neutral(text) or text.strip() in ("全部企业", "全口径")
