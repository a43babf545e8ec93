"""A sheet of a form that was met is read as a whole, and comes out as the plain way reads it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from copies import copy_of_form, with_cell
from ways import cells_in, recorded, walked
from writers import WRITERS, unchanged

from clustercheck.formats.cells import Workbook
from clustercheck.formats.detect import read_workbook
from clustercheck.formats.quick import sheet_forms
from clustercheck.formats.quick.rows import FormRow
from clustercheck.formats.quick.sheet_forms import FilledRows
from clustercheck.model.speed import use_quick_ways
from clustercheck.tables.reader import read_all


@pytest.fixture
def met(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of each sheet that may be of a known form, whether it was one."""
    return recorded(monkeypatch, sheet_forms, "_filled")


@pytest.mark.parametrize("write", [unchanged, *WRITERS])
def test_the_copies_of_a_form(write: Callable[[bytes], bytes], met: list[bool]) -> None:
    contents = [write(copy_of_form(number)) for number in range(6)]
    plain = [walked(content) for content in contents]
    use_quick_ways(True)
    assert [cells_in(content) for content in contents] == plain
    # Its head is met with the first copy, its rows with the second, and its form is made of the third.
    assert met == [True] * 4


@pytest.mark.parametrize(
    "cell",
    ["<v>0.1</v>", "<v>-4</v>", "<v>1e3</v>", "<v>8932.059999999999</v>", "<v>0.30000000000000004</v>", "<v>007</v>",
     "<v>1.50</v>", "<v>1 2</v>", "<v></v>", "<v>12,5</v>", "<v>&#49;</v>", "<v>123456789012345678</v>", "<f>1+1</f>",
     "<f>1+1</f><v>2</v>", "<v>1</v><v>2</v>", "<v> 3</v>", "<v>三</v>", "<is><t>约35</t></is>", "<v><!-- 9 -->1</v>"],
)  # fmt: skip
def test_other_contents_of_a_cell(cell: str, met: list[bool]) -> None:
    before = [copy_of_form(number) for number in range(4)]
    odd = with_cell(copy_of_form(4), cell)
    plain = walked(odd)
    use_quick_ways(True)
    for content in before:
        cells_in(content)
    for _ in range(3):
        assert cells_in(odd) == plain


def test_numbers_below_one(met: list[bool]) -> None:
    def styled(number: int) -> bytes:
        content = copy_of_form(number)
        return with_cell(content, "<v>0.155</v>")

    contents = [styled(number) for number in range(5)]
    plain = [walked(content) for content in contents]
    use_quick_ways(True)
    assert [cells_in(content) for content in contents] == plain
    assert met == [True] * 3


@pytest.mark.parametrize("write", [unchanged, *WRITERS])
def test_one_row_of_a_known_sheet_is_what_it_is_among_all(write: Callable[[bytes], bytes]) -> None:
    use_quick_ways(True)
    content = write(with_cell(copy_of_form(3), "<v>8932.059999999999</v>"))
    for number in range(4):
        read_workbook("x", write(with_cell(copy_of_form(number), "<v>1.25</v>")))
    plain = walked(content)
    assert isinstance(plain, Workbook)
    use_quick_ways(True)
    for number in range(4):
        read_workbook("x", write(with_cell(copy_of_form(number), "<v>1.25</v>")))
    expected = plain.sheets[2].rows
    for number, row in expected.items():
        rows = read_workbook("x", content).sheets[2].rows
        assert isinstance(rows, FilledRows)
        assert list(rows) == list(expected)
        assert rows[number] == row
        assert number in rows
        assert rows == expected
        with pytest.raises(KeyError):
            rows[number + 10_000]


def test_a_known_sheet_is_laid_out_without_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    use_quick_ways(True)
    for number in range(5):
        read_all("x", content=copy_of_form(number))
    monkeypatch.setattr(FilledRows, "_all_rows", None)
    (reading,) = read_all("x", content=copy_of_form(7))
    assert len(reading.cluster.observations) > 20


def test_a_sheet_of_words_is_read_row_by_row(met: list[bool]) -> None:
    for number in range(5):
        book = read_workbook("x", copy_of_form(number))
    assert not any(isinstance(row, FormRow) for row in book.sheets[3].rows.values())
    assert len(met) == 3  # the sheet of figures alone


def test_one_form_makes_room_for_others() -> None:
    use_quick_ways(True)
    cache = sheet_forms._sheet_form.__self__  # type: ignore[attr-defined]
    for number in range(80):
        around = (f"<worksheet><sheetData>{number}<".encode(), *[b"x" * 4096] * 8, b"1 3")
        sheet_forms._sheet_form(around)
        assert sum(len(part) for key in cache for part in key) <= 768 * 1024
    assert 0 < len(cache) <= 64
