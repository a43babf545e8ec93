"""The lines of 基本信息 and 定性条件, and profile lines anywhere else in a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clustercheck.formats.cells import LONGEST_ROW, GridCell, cell_at
from clustercheck.model.cluster import Answer, Cell, ProfileEntry
from clustercheck.model.indicators import PROFILE, ProfileItem
from clustercheck.model.problems import Name, Problem, warning
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached
from clustercheck.model.words import begins_otherwise, means_nothing
from clustercheck.tables.answers import denies, read_answer, without_meaning
from clustercheck.tables.collection import Found
from clustercheck.tables.figures import unreadable
from clustercheck.tables.known_names import FIRST_OF_ITEMS, code_in, profile_item
from clustercheck.tables.labels import dated
from clustercheck.tables.meanings import year_in
from clustercheck.tables.observations import take, unit_of
from clustercheck.tables.profile_values import read_item
from clustercheck.tables.reading import Ignored
from clustercheck.tables.roles import is_figure_text, role_of
from clustercheck.tables.sheet import Row
from clustercheck.tables.table import Table
from clustercheck.tables.written_pairs import written_pairs

_UNKNOWN = Name("不是已知的项目", "no known item")
_LONGEST_LABEL = 20
_LONGEST_DATED = 40


class EntryLine(NamedTuple):
    """A line of 基本信息; its problems have no file yet."""

    item: ProfileItem
    entry: ProfileEntry
    problems: tuple[Problem, ...]


class AnswerLine(NamedTuple):
    """A line of 定性条件; its problems have no file yet."""

    id: str
    answer: Answer
    problems: tuple[Problem, ...]


def read_profile(sheet: str, table: Table, rows: Sequence[tuple[int, Row]], found: Found) -> None:
    """Take the lines of a 基本信息 table."""
    roles = table.roles
    columns = roles.get("code"), roles.get("name"), roles["content"]
    for number, row in rows:
        line = entry_line(sheet, number, row, columns)
        if line is None:
            _pass_over_item(sheet, number, dict(row), table, found)
        else:
            take_entry(line, found)


def read_answers(sheet: str, table: Table, rows: Sequence[tuple[int, Row]], found: Found) -> None:
    """Take the answers of a 定性条件 table. The standard decides later whether a code is one of its own."""
    roles = table.roles
    columns = roles.get("code"), roles.get("name"), roles["answer"], roles.get("evidence")
    lines = [answer_line(sheet, number, row, columns) for number, row in rows]
    take_answers([line for line in lines if line is not None], found)


def take_entry(line: EntryLine, found: Found) -> None:
    """Take a line of 基本信息."""
    if line.problems:
        found.problems += _in_file(line.problems, found.file)
    found.add_entry(line.item, line.entry)


def take_answers(lines: Sequence[AnswerLine], found: Found) -> None:
    """Take lines of 定性条件."""
    for id, answer, problems in lines:
        if problems:
            found.problems += _in_file(problems, found.file)
        found.add_answer(id, answer.question, answer)


def read_loose_lines(sheet: str, number: int, row: Row, found: Found) -> None:
    """Take profile lines outside the form: a known label and the text after it, in the row or in the cell."""
    has_map = found.known.has_map
    for index, (column, cell) in enumerate(row):
        if cell.kind != "text":
            continue
        text = cell.text
        if (":" in text or "：" in text) and not FIRST_OF_ITEMS.isdisjoint(text):
            for known, written in written_pairs(text):
                take_item(known, GridCell("text", written), cell_at(sheet, number, column), found)
        # A label names its year with digits, which are no letters, or with those of a Chinese year.
        may_be_dated = has_map or not text.isalpha() or "二" in text or "一" in text
        if len(text) > _LONGEST_DATED:
            continue
        if not may_be_dated and begins_otherwise(text, FIRST_OF_ITEMS):
            continue
        place, value = row[index + 1] if index + 1 < len(row) else (column + 1, None)
        if (
            value is not None
            and may_be_dated
            and (value.kind != "text" or is_figure_text(value.text))
            and _take_dated(text, value, cell_at(sheet, number, place), found)
        ):
            continue
        item = _known_item(text)
        if item is None or (value is not None and _is_heading(value)):
            continue
        take_item(item, value, cell_at(sheet, number, place), found)


def _is_heading(cell: GridCell) -> bool:
    return _known_item(cell.text) is not None or role_of(cell) is not None or year_in(cell) is not None


def _take_dated(label: str, cell: GridCell, place: Cell, found: Found) -> bool:
    """Take a figure beside a label with its year: `2024年总产值（亿元）`, or by the map."""
    named = found.known.label(label) if found.known.mapped(label) else dated(label.rstrip(":： "))
    if named is None or named.year is None:
        return False
    found.years.add(named.year)
    take(found, named.indicator, named.year, cell, place, unit_of(named))
    return True


def _known_item(text: str) -> ProfileItem | None:
    return profile_item(text) if len(text) <= _LONGEST_LABEL else None


def take_item(item: ProfileItem, cell: GridCell | None, place: Cell, found: Found) -> None:
    """Take a line of 基本信息."""
    line = _line_of(item, cell, place)
    found.problems += _in_file(line.problems, found.file)
    found.add_entry(item, line.entry)


def _line_of(item: ProfileItem, cell: GridCell | None, place: Cell) -> EntryLine:
    said = read_item(cell, item, place.within(""))
    # A mark for nothing (—, 无) is blank; what was not understood keeps its text, so that it is not taken for blank.
    text = "" if cell is None or (said.value is None and not said.problems) else cell.text
    return EntryLine(item, ProfileEntry(said.value, place, text), said.problems)


def entry_in(
    sheet: str, number: int, row: Row, columns: tuple[int | None, int | None, int]
) -> EntryLine | None:
    """The content of a row, None if it has no known item; columns are those of code, name and content."""
    cells = dict(row)
    code_column, name, content = columns
    code = code_in(_text(cells, code_column))
    item = PROFILE.get(code) if code is not None else profile_item(_text(cells, name))
    return None if item is None else _line_of(item, cells.get(content), cell_at(sheet, number, content))


def answer_in(
    sheet: str, number: int, row: Row, columns: tuple[int | None, int | None, int, int | None]
) -> AnswerLine | None:
    """The answer in a row, None if there is none; columns are those of code, condition, answer and evidence."""
    cells = dict(row)
    code_column, name, answer, proof = columns
    label, cell = _text(cells, name), cells.get(answer)
    code = code_in(_text(cells, code_column))
    if code is None and (cell is None or not label):
        return None
    place = cell_at(sheet, number, answer)
    said = read_answer(cell, place.within(""), denies(code, label))
    label = without_meaning(label)
    value = said.value if isinstance(said.value, bool) else None
    evidence, evidence_cell, broken = "", None, None
    if proof is not None:
        evidence_cell = cell_at(sheet, number, proof)
        evidence, broken = _evidence(cells.get(proof), evidence_cell)
    text = "" if cell is None else cell.text
    problems = said.problems if broken is None else (*said.problems, broken)
    return AnswerLine(code or label, Answer(value, place, evidence, evidence_cell, text, label), problems)


# For rows that are not kept themselves.
entry_line, answer_line = cached(512, LONGEST_ROW)(entry_in), cached(1024, LONGEST_ROW)(answer_in)


def _in_file(problems: tuple[Problem, ...], file: str) -> list[Problem]:
    return [problem._replace(where=problem.where._replace(file=file)) for problem in problems]


def _pass_over_item(
    sheet: str, number: int, cells: Mapping[int, GridCell], table: Table, found: Found
) -> None:
    """Handle a line of 基本信息 without a known item: a dated figure, or else listed as not used."""
    content_column = table.roles["content"]
    label, content = _text(cells, table.roles.get("name")), cells.get(content_column)
    code = code_in(_text(cells, table.roles.get("code")))
    if content is None:
        return
    if code is None and _take_dated(label, content, cell_at(sheet, number, content_column), found):
        return
    place = cell_at(sheet, number, table.roles.get("code" if code else "name", table.left))
    found.ignored.append(Ignored(place, code or label, _UNKNOWN))
    nearest = found.suggestions.code(code, PROFILE) if code else None
    if code and nearest:
        found.problems.append(
            warning(
                "C122", found.where(place), written=code, nearest=nearest, indicator=PROFILE[nearest].name
            )
        )


def _evidence(cell: GridCell | None, place: Cell) -> tuple[str, Problem | None]:
    """The text of the evidence, or why it cannot be read."""
    if cell is None or means_nothing(cell.text):
        return "", None
    broken = unreadable(cell, place.within(""))
    return ("", broken) if broken is not None else (cell.text.strip(), None)


def _text(cells: Mapping[int, GridCell], column: int | None) -> str:
    cell = None if column is None else cells.get(column)
    return "" if cell is None else cell.text.strip()
