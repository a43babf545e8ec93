"""Basic information and answers of a form are taken by what its copies said, and give what the plain way gives."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from copies import copy_of_form
from ways import plain_way, recorded
from writers import by_excel, unchanged

from clustercheck.formats.cells import Grid, GridCell, KeptRow, Row, Workbook
from clustercheck.formats.detect import read_workbook
from clustercheck.tables.layout import lay_out
from clustercheck.tables.quick import known_sheets
from clustercheck.tables.reader import read_all


def laid_out(sheet: Grid) -> tuple[object, ...]:
    found = lay_out(Workbook((sheet,)), "x")
    return (
        found.answers,
        list(found.answers),
        found.entries,
        list(found.entries),
        found.observations,
        found.problems,
        found.ignored,
        found.years,
        found.used,
        found.table,
        found.disputed,
    )


def sheet_of(content: bytes, name: str) -> Grid:
    return next(sheet for sheet in read_workbook("x", content).sheets if sheet.name == name)


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of each sheet of words with a known header, whether it was taken."""
    return recorded(monkeypatch, known_sheets, "take_words")


@pytest.mark.parametrize("write", [unchanged, by_excel])
def test_the_copies_of_a_form(write: Callable[[bytes], bytes], taken: list[bool]) -> None:
    contents = [
        write(copy_of_form(number, standard))
        for number in range(4)
        for standard in ("zhuhai", "qingyuan", "hainan")
    ]
    with plain_way():
        plain = [read_all("x", content=content) for content in contents]
    taken.clear()
    assert [read_all("x", content=content) for content in contents] == plain
    assert taken.count(True) >= 12


def text(words: str) -> GridCell:
    return GridCell("text", words)


def variants(row: Row) -> list[Row]:
    """Other rows in its place: with another text in each cell, one cell less, and rows of other kinds."""
    changed = [
        tuple([(at, text(f"{cell.text}其他") if at == column else cell) for at, cell in row])
        for column, _ in row
    ]
    cut = [row[1:], row[:-1]] if len(row) > 1 else []
    last = row[-1][0]
    answered = [*[(column, cell) for column, cell in row if column != 2], (2, text("否"))]
    others: list[Row] = [
        ((1, text("指标")), (2, text("2023年")), (3, text("2024年"))),
        ((1, text("条件")), (2, text("是否符合")), (3, text("佐证材料")), (last + 1, text("编码"))),
        (
            (1, text("企业总数")),
            (2, text("家")),
            (3, GridCell("number", "2024")),
            (4, GridCell("number", "5")),
        ),
        ((1, text("2024年总产值（亿元）")), (2, GridCell("number", "35"))),
        ((1, text("集群名称")), (2, text("另一个集群"))),
    ]
    return [*changed, *cut, tuple(sorted(answered)), *others]


@pytest.mark.parametrize("name", ["基本信息", "定性条件"])
@pytest.mark.parametrize("write", [unchanged, by_excel])
def test_any_other_row_in_a_known_sheet(
    write: Callable[[bytes], bytes], name: str, taken: list[bool]
) -> None:
    sheet = sheet_of(write(copy_of_form(1)), name)
    for _ in range(2):
        laid_out(sheet)
    assert taken[-1]
    for number, row in sheet.rows.items():
        for other in variants(row):
            odd = sheet._replace(rows={**sheet.rows, number: other})
            with plain_way():
                plain = laid_out(odd)
            for _ in range(2):
                laid_out(sheet)
            assert laid_out(odd) == plain
            # A row may be kept with what it says, also one that the plain way has to read.
            kept = sheet._replace(rows={**sheet.rows, number: KeptRow(other)})
            for _ in range(3):
                assert laid_out(kept) == plain


def test_a_row_that_two_sheets_share_is_read_by_the_columns_of_each(taken: list[bool]) -> None:
    """The answer stands in another column, or the sheet has another name."""
    line = KeptRow([(1, text("条件甲")), (2, text("是")), (3, text("否")), (4, text("one_condition"))])
    heads: list[Row] = [
        ((1, text("条件")), (2, text("是否符合")), (3, text("佐证材料")), (4, text("编码"))),
        ((1, text("条件")), (2, text("佐证材料")), (3, text("是否符合")), (4, text("编码"))),
    ]
    sheets = [
        Grid(name, False, {1: ((1, text(f"标题{place}")),), 2: head, 3: line})
        for name in ("定性条件", "条件")
        for place, head in enumerate(heads)
    ]
    with plain_way():
        plain = [laid_out(sheet) for sheet in sheets]
    assert len({repr(each) for each in plain}) == 4
    for _ in range(3):
        assert [laid_out(sheet) for sheet in sheets] == plain
    assert taken.count(True) >= 8


def test_an_example_among_the_lines_is_seen(taken: list[bool]) -> None:
    """The header may be so high that a line below it is the title of an example."""
    head: Row = ((1, text("条件")), (2, text("是否符合")), (3, text("编码")))
    line: Row = KeptRow([(1, text("条件甲")), (2, text("是")), (3, text("one_condition"))])
    example: Row = KeptRow([(1, text("（示例）"))])
    other = Grid("别的", False, {1: ((1, text("集群名称")), (2, text("甲集群")))})

    def both(*rows: Row) -> tuple[object, ...]:
        sheet = Grid("定性条件", False, dict(enumerate((head, *rows), 1)))
        found = lay_out(Workbook((sheet, other)), "x")
        return found.answers, found.entries, found.problems, found.ignored, found.used

    with plain_way():
        plain = [both(line), both(example, line)]
    assert "C258" in repr(plain[1]) or "C259" in repr(plain[1])
    for _ in range(3):
        assert [both(line), both(example, line)] == plain
    assert taken.count(True) == 2
