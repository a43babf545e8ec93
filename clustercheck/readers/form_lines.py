"""The lines of 基本信息 and 定性条件, and profile lines that stand anywhere else in a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from clustercheck.cluster import Answer, Cell, Entry
from clustercheck.indicators import PROFILE, ProfileItem
from clustercheck.problems import Name, warning
from clustercheck.readers import Ignored
from clustercheck.readers.cells import GridCell, cell_ref
from clustercheck.readers.figures import unreadable
from clustercheck.readers.found import Found
from clustercheck.readers.headings import dated
from clustercheck.readers.naming import code_in, profile_item
from clustercheck.readers.roles import is_figure, role_of, year_in
from clustercheck.readers.sheets import Row
from clustercheck.readers.statements import read_item, read_yes_no
from clustercheck.readers.tables import Table
from clustercheck.readers.taking import take, unit_of
from clustercheck.readers.words import means_nothing

_UNKNOWN = Name("不是已知的项目", "no known item")
_LONGEST_LABEL = 20
_LONGEST_DATED = 40


def read_profile(sheet: str, table: Table, rows: Sequence[tuple[int, Row]], found: Found) -> None:
    """Take the lines of a 基本信息 table."""
    content = table.roles["content"]
    for number, row in rows:
        cells = dict(row)
        item = _item(sheet, number, cells, table, found)
        if item is not None:
            take_item(item, cells.get(content), Cell(sheet, cell_ref(number, content)), found)


def read_answers(sheet: str, table: Table, rows: Sequence[tuple[int, Row]], found: Found) -> None:
    """Take the answers of a 定性条件 table; whether a code is one of a standard's, the standard knows."""
    column, proof = table.roles["answer"], table.roles.get("evidence")
    for number, row in rows:
        cells = dict(row)
        label = _text(cells, table.roles.get("name"))
        cell = cells.get(column)
        code = code_in(_text(cells, table.roles.get("code")))
        place = Cell(sheet, cell_ref(number, column))
        if code is None and (cell is None or not label):
            continue
        said = read_yes_no(cell, found.where(place))
        found.problems.extend(said.problems)
        value = said.value if isinstance(said.value, bool) else None
        evidence_cell = None if proof is None else Cell(sheet, cell_ref(number, proof))
        evidence = _evidence(cells, proof, evidence_cell, found)
        text = "" if cell is None else cell.text
        found.add_answer(code or label, label, Answer(value, place, evidence, evidence_cell, text, label))


def read_loose_lines(sheet: str, number: int, row: Row, found: Found) -> None:
    """Take profile lines that stand outside the form: a known label, and what follows it in the row."""
    for index, (column, cell) in enumerate(row):
        if cell.kind != "text" or len(cell.text) > _LONGEST_DATED:
            continue
        following = row[index + 1] if index + 1 < len(row) else (column + 1, None)
        value = following[1]
        if (
            value is not None
            and is_figure(value)
            and _take_dated(cell.text, value, Cell(sheet, cell_ref(number, following[0])), found)
        ):
            continue
        item = _known_item(cell.text)
        if item is None or (value is not None and _is_heading(value)):
            continue
        take_item(item, value, Cell(sheet, cell_ref(number, following[0])), found)


def _is_heading(cell: GridCell) -> bool:
    return _known_item(cell.text) is not None or role_of(cell) is not None or year_in(cell) is not None


def _take_dated(label: str, cell: GridCell, place: Cell, found: Found) -> bool:
    """Take a figure beside a label that names the year too: `2024年总产值（亿元）`, or by the map."""
    named = found.known.label(label) if found.known.mapped(label) else dated(label.rstrip(":： "))
    if named is None or named.year is None:
        return False
    found.years.add(named.year)
    take(found, named.indicator, named.year, cell, place, unit_of(named))
    return True


@lru_cache(maxsize=4096)
def _known_item(text: str) -> ProfileItem | None:
    return profile_item(text) if len(text) <= _LONGEST_LABEL else None


def take_item(item: ProfileItem, cell: GridCell | None, place: Cell, found: Found) -> None:
    """Take a line of 基本信息."""
    said = read_item(cell, item, found.where(place))
    found.problems.extend(said.problems)
    # A mark for nothing (—, 无) is blank; what was not understood keeps its text, so that it is not taken for blank.
    text = "" if cell is None or (said.value is None and not said.problems) else cell.text
    found.add_entry(item, Entry(said.value, place, text))


def _item(
    sheet: str, number: int, cells: Mapping[int, GridCell], table: Table, found: Found
) -> ProfileItem | None:
    label = _text(cells, table.roles.get("name"))
    code = code_in(_text(cells, table.roles.get("code")))
    item = PROFILE.get(code) if code is not None else profile_item(label)
    content = cells.get(table.roles["content"])
    if item is None and content is not None:
        if code is None and _take_dated(
            label, content, Cell(sheet, cell_ref(number, table.roles["content"])), found
        ):
            return None
        place = Cell(sheet, cell_ref(number, table.roles.get("code" if code else "name", table.left)))
        found.ignored.append(Ignored(place, code or label, _UNKNOWN))
        nearest = found.suggestions.code(code, PROFILE) if code else None
        if code and nearest:
            found.problems.append(
                warning(
                    "C122", found.where(place), written=code, nearest=nearest, indicator=PROFILE[nearest].name
                )
            )
    return item


def _evidence(cells: Mapping[int, GridCell], column: int | None, place: Cell | None, found: Found) -> str:
    cell = None if column is None else cells.get(column)
    if cell is None or place is None or means_nothing(cell.text):
        return ""
    broken = unreadable(cell, found.where(place))
    if broken is not None:
        found.problems.append(broken)
        return ""
    return cell.text.strip()


def _text(cells: Mapping[int, GridCell], column: int | None) -> str:
    cell = None if column is None else cells.get(column)
    return "" if cell is None else cell.text.strip()
