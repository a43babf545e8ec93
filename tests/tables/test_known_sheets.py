"""A sheet of figures whose copy was read is taken as a whole, and gives what the plain way gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from copies import copy_of_form, with_cell
from formats import FULL, Page, xls
from ways import plain_way, recorded
from writers import WRITERS, by_excel, unchanged

from clustercheck.formats.cells import Grid, GridCell, Workbook
from clustercheck.formats.detect import read_workbook
from clustercheck.formats.quick.rows import FormRow
from clustercheck.model.indicators import INDICATORS, Indicator
from clustercheck.model.speed import use_quick_ways
from clustercheck.tables.collection import Found
from clustercheck.tables.layout import lay_out
from clustercheck.tables.quick import known_sheets
from clustercheck.tables.quick.known_sheets import SheetKeeper
from clustercheck.tables.reader import read_all
from clustercheck.tables.reading import ReadCluster


def read(content: bytes) -> tuple[ReadCluster, ...]:
    return read_all("x", content=content)


def plainly(content: bytes) -> tuple[ReadCluster, ...]:
    with plain_way():
        return read(content)


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of each sheet, whether it was taken as a whole."""
    return recorded(monkeypatch, SheetKeeper, "take")


@pytest.mark.parametrize("write", [unchanged, *WRITERS[1:4]])
@pytest.mark.parametrize("standard", ["zhuhai", "qingyuan", "hainan"])
def test_the_copies_of_a_form(write: Callable[[bytes], bytes], standard: str, taken: list[bool]) -> None:
    contents = [write(copy_of_form(number, standard)) for number in range(7)]
    plain = [plainly(content) for content in contents]
    use_quick_ways(True)
    taken.clear()
    assert [read(content) for content in contents] == plain
    assert sum(taken) >= 3


@pytest.mark.parametrize(
    "cell",
    ["<v>0</v>", "<v>-4</v>", "<v>1e20</v>", "<v>2.5</v>", "<v>2024</v>", "<v></v>", "<f>1+1</f>",
     "<is><t>约35</t></is>", "<is><t>2024年</t></is>", "<is><t>无</t></is>"],
)  # fmt: skip
def test_unusual_figures_are_left_to_the_plain_way(cell: str) -> None:
    odd = with_cell(copy_of_form(5), cell)
    plain = plainly(odd)
    use_quick_ways(True)
    for number in range(5):
        read(copy_of_form(number))
    for _ in range(4):
        assert read(odd) == plain


def laid_out(*sheets: Grid) -> tuple[object, ...]:
    found = lay_out(Workbook(sheets), "x")
    return (
        found.observations,
        found.entries,
        found.sources,
        found.problems,
        found.ignored,
        found.years,
        found.used,
    )


def grid(content: bytes, name: str = "指标") -> Grid:
    return next(sheet for sheet in read_workbook("x", content).sheets if sheet.name == "指标")._replace(
        name=name
    )


def test_a_second_sheet_with_the_same_indicators_is_compared() -> None:
    one, other = grid(copy_of_form(1), "甲"), grid(copy_of_form(2), "乙")
    with plain_way():
        plain = laid_out(one, other)
    for _ in range(4):
        assert laid_out(one, other) == plain
        laid_out(one)
        laid_out(other)


def test_other_words_in_the_same_rows_are_not_those_of_the_copy(taken: list[bool]) -> None:
    """Shared strings leave the markup as it is."""
    copies = [grid(by_excel(copy_of_form(number))) for number in range(5)]
    for each in copies:
        laid_out(each)
    assert taken[-1]
    last = copies[-1]
    for number, old in last.rows.items():
        for place, (column, cell) in enumerate(old):
            changed = list[tuple[int, GridCell]](old)
            changed[place] = column, GridCell("text", f"{cell.text}其他")
            # The row keeps its class and its form, as that of a file with other strings does.
            row = tuple(changed)
            if isinstance(old, FormRow):
                row = FormRow(changed)
                row.form = old.form
            sheet = last._replace(rows={**last.rows, number: row})
            with plain_way():
                plain = laid_out(sheet)
            for each in copies[:3]:
                laid_out(each)
            assert laid_out(sheet) == plain


def test_a_sheet_is_taken_for_a_whole_workbook_alone() -> None:
    """A keeper of a cluster in a list of clusters, or with a map, takes nothing."""
    sheet = grid(copy_of_form(1))
    for _ in range(3):
        laid_out(sheet)
    assert SheetKeeper(sheet, Found("x")).take()
    assert not SheetKeeper(sheet, Found("x", whole=Found("x"))).take()
    assert not SheetKeeper(sheet._replace(name="别的"), Found("x")).take()


@pytest.mark.parametrize("name", ["填报说明", "基本信息", "指标", "定性条件"])
@pytest.mark.parametrize("write", [unchanged, by_excel])
def test_merged_cells_that_the_copies_did_not_have(
    write: Callable[[bytes], bytes], name: str, taken: list[bool]
) -> None:
    """A figure in a merged cell may be of several years. It is found on a known sheet too."""
    sheets = [
        next(sheet for sheet in read_workbook("x", write(copy_of_form(number))).sheets if sheet.name == name)
        for number in range(5)
    ]
    last = sheets[-1]
    for number, row in last.rows.items():
        for column, _ in row:
            odd = last._replace(
                merged=(*last.merged, (number, column, number, column + 1)),
                rows=dict(last.rows),
            )
            with plain_way():
                plain = laid_out(odd)
            for each in sheets:
                laid_out(each)
            for _ in range(3):
                assert laid_out(odd) == plain
    assert taken.count(True) > len(last.rows)


def test_a_form_with_a_merged_figure_is_not_kept(taken: list[bool]) -> None:
    sheet = grid(copy_of_form(1))
    number, column = next(
        (number, row[place][0])
        for number, row in reversed(sheet.rows.items())
        for place in range(len(row) - 1)
        if row[place][1].kind == row[place + 1][1].kind == "number"
    )
    odd = sheet._replace(
        merged=((number, column, number, column + 1),),
        rows={
            **sheet.rows,
            number: tuple(cell for cell in sheet.rows[number] if cell[0] != column + 1),
        },
    )
    with plain_way():
        plain = laid_out(odd)
    assert "C275" in repr(plain)
    for _ in range(4):
        assert laid_out(odd) == plain
    assert not any(taken)


def test_a_form_that_calls_itself_an_example_is_not_kept() -> None:
    """Alone it is read; beside another sheet it is not."""
    sheet, other = grid(copy_of_form(1), "指标（示例）"), grid(copy_of_form(2))
    with plain_way():
        plain = laid_out(sheet), laid_out(sheet, other)
    assert plain[1] != plain[0]
    for _ in range(4):
        assert (laid_out(sheet), laid_out(sheet, other)) == plain


@pytest.mark.parametrize(
    "note",
    ["备注：R&D 按统计口径", "二、中小企业", "其中：中小企业", "集群总产值", "集群总产值（2024年）", "集群名称", "乙公司",
     "填报单位：乙公司", "2024年", "2024", "35.5", "—", "无", "output", "others", "以上为全市数", "注" * 50],
)  # fmt: skip
def test_a_text_alone_in_a_row(note: str, taken: list[bool]) -> None:
    """Below the last line or among the lines, in any column, of figures and of basic information."""
    books = [
        [sheet for sheet in read_workbook("x", copy_of_form(number)).sheets if sheet.name != "填报说明"]
        for number in range(4)
    ]
    for column in range(1, 9):
        for below in (True, False):
            noted = [[_with_row(sheet, column, note, below) for sheet in sheets] for sheets in books]
            with plain_way():
                plain = [laid_out(*sheets) for sheets in noted]
            taken.clear()
            assert [laid_out(*sheets) for sheets in noted] == plain
            assert any(taken) or not note.startswith("备注")


def _with_row(sheet: Grid, column: int, text: str, below: bool) -> Grid:
    """A sheet with such a row at its end, or before its last row in place of the one before."""
    number = max(sheet.rows) + 1 if below else sorted(sheet.rows)[-2]
    return sheet._replace(rows={**sheet.rows, number: ((column, GridCell("text", text)),)})


def coded(indicators: Sequence[Indicator], first: int, title: str = "") -> Page:
    """A sheet of lines with codes, whose figures go on from the first."""
    lines: list[list[object]] = [
        [each.id, each.name.zh, each.unit.name, *(first + 10 * line + year for year in range(3))]
        for line, each in enumerate(indicators)
    ]
    above: list[list[object]] = [[title]] if title else []
    return Page([*above, ["编码", "指标", "单位", "2022年", "2023年", "2024年"], *lines], "指标")


@pytest.mark.parametrize("write", [xls, FULL["ods"], FULL["xlsx"]])
def test_other_lines_in_the_same_places(write: Callable[..., bytes], taken: list[bool]) -> None:
    """An .xls row says where its cells stand and nothing of its words."""
    counts = [each for each in INDICATORS.values() if each.is_count]
    contents = [write(coded(counts[:7], first)) for first in (100, 101, 102)]
    others = [write(coded(counts[7:14], 102)), write(coded(counts[:7][::-1], 102))]
    plain = [plainly(content) for content in (*contents, *others)]
    assert any(reading.cluster.observations for reading in plain[-1])
    use_quick_ways(True)
    taken.clear()
    for _ in range(3):
        assert [read(content) for content in (*contents, *others)] == plain
    assert any(taken)


def test_two_forms_with_the_same_places_are_both_known(taken: list[bool]) -> None:
    counts = [each for each in INDICATORS.values() if each.is_count]
    contents = [
        xls(coded(of, first, title))
        for first in range(100, 105)
        for of, title in ((counts[:7], "甲市填报表：指标"), (counts[7:14], "乙市填报表：指标"))
    ]
    plain = [plainly(content) for content in contents]
    use_quick_ways(True)
    taken.clear()
    assert [read(content) for content in contents] == plain
    assert taken[-4:] == [True] * 4


def test_forms_of_several_standards_by_turns(taken: list[bool]) -> None:
    """As Excel saves them, their sheets have the same markup: they differ in their shared strings."""
    names = ("zhuhai", "qingyuan", "hainan")
    contents = [by_excel(copy_of_form(number, name)) for number in range(5) for name in names]
    plain = [plainly(content) for content in contents]
    use_quick_ways(True)
    taken.clear()
    assert [read(content) for content in contents] == plain
    assert taken[-12:] == [True] * 12


def test_forms_by_whose_identity_a_sheet_is_kept_are_not_let_go() -> None:
    use_quick_ways(True)
    for number in range(3):
        read(by_excel(copy_of_form(number)))
    kept = known_sheets._sights_of.__closure__[0].cell_contents  # type: ignore[attr-defined]
    assert kept
    for (_name, _title, key), sights in kept.items():
        for place, form in zip(key, sights.forms, strict=True):
            assert form is None or place == id(form)
