"""A sheet whose part has the same bytes in every copy of a form is known by them, and reads as the plain way reads it."""

from __future__ import annotations

import io
import operator
import zipfile
from collections.abc import Callable

import pytest
from copies import copy_of_form
from ways import at_the_limit, cells_in, recorded, walked
from workbooks import parts, zipped
from writers import WRITERS, unchanged

from clustercheck.formats.cells import KeptRows
from clustercheck.formats.detect import read_workbook
from clustercheck.formats.quick import fixed_sheets
from clustercheck.model.speed import use_quick_ways


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of each sheet that was met, whether it was taken."""
    return recorded(monkeypatch, fixed_sheets, "_counted")


@pytest.mark.parametrize("write", [unchanged, *WRITERS])
def test_the_guide_of_a_form(write: Callable[[bytes], bytes], known: list[bool]) -> None:
    contents = [write(copy_of_form(number)) for number in range(5)]
    plain = [walked(content) for content in contents]
    use_quick_ways(True)
    assert [cells_in(content) for content in contents] == plain
    # The rows are met with the first copy and the guide with the second; of the third it is kept.
    assert known.count(True) >= 2
    assert False not in known


def workbook(strings: str, first: int = 0) -> bytes:
    cells = f'<c r="A1" t="s"><v>{first}</v></c><c r="C1" t="s"><v>1</v></c>'
    rows = f'<row r="1">{cells}</row><row r="3" hidden="1"><c r="B3" t="s"><v>2</v></c></row><row r="4"/>'
    return zipped(parts(rows, strings=strings))


def test_the_same_bytes_with_other_strings(known: list[bool]) -> None:
    table = "<si><t>{}</t></si><si><t>乙</t></si><si><t>{}</t></si>"
    contents = [
        workbook(table.format(*texts))
        for texts in ("甲丙", "甲丙", "甲丙", "丁丙", "甲戊", "甲丙", " 丙", "甲丙")
    ]
    plain = [walked(content) for content in contents]
    use_quick_ways(True)
    assert [cells_in(content) for content in contents] == plain
    # It is kept of the second file. A blank string is no cell: such a file goes another way.
    assert known == [True] * 5


def test_the_rows_of_equal_sheets_are_one_object(known: list[bool]) -> None:
    content = workbook("<si><t>甲</t></si><si><t>乙</t></si><si><t>丙</t></si>")
    first, second = [read_workbook("x", content).sheets[0].rows for _ in range(4)][2:]
    assert isinstance(first, KeptRows)
    assert first is second


def test_rows_of_files_by_turns_are_one_object_each(known: list[bool]) -> None:
    table = "<si><t>{}</t></si><si><t>乙</t></si><si><t>丙</t></si>"
    contents = [workbook(table.format(text)) for text in "甲丁戊"]
    for content in contents:
        read_workbook("x", content)
    before, after = ([read_workbook("x", one).sheets[0].rows for one in contents] for _ in range(2))
    assert all(map(operator.is_, before, after))
    assert list(map(list, map(cells_in, contents))) == list(map(list, map(walked, contents)))


def test_a_string_that_is_not_there(known: list[bool]) -> None:
    whole, cut = (
        "<si><t>甲</t></si><si><t>乙</t></si><si><t>丙</t></si>",
        "<si><t>甲</t></si><si><t>乙</t></si>",
    )
    for strings in [whole] * 3 + [cut] * 2:
        content = workbook(strings)
        assert cells_in(content) == walked(content)
        use_quick_ways(True)
        for _ in range(3):
            cells_in(workbook(whole))
        assert cells_in(content) == cells_in(content)
        assert (cells_in(content) == "C103") == (strings == cut)


@pytest.mark.parametrize("limit", ["cells", "tags", "inflated"])
def test_its_limits_are_those_of_the_plain_way(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = workbook("<si><t>甲</t></si><si><t>乙</t></si><si><t>丙</t></si>")
    assert at_the_limit(content, limit, monkeypatch, lambda: cells_in(content)) == (True, False)


def test_a_part_with_another_checksum_is_another_part(known: list[bool]) -> None:
    content = workbook("<si><t>甲</t></si><si><t>乙</t></si><si><t>丙</t></si>")
    for _ in range(3):
        read_workbook("x", content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        said = archive.getinfo("xl/worksheets/sheet1.xml").CRC.to_bytes(4, "little")
    damaged = content.replace(said, bytes([said[0] ^ 1]) + said[1:])
    assert damaged != content
    assert cells_in(damaged) == walked(damaged) == "C103"


@pytest.mark.parametrize("merged", ["A1:B1", "A1:C1", "B1:D2", "A3:C3", "A1:C3", "D1:E9"])
@pytest.mark.parametrize("values", [False, True])
@pytest.mark.parametrize("view", ["", '<sheetViews><sheetView showZeros="0"/></sheetViews>'])
def test_what_merged_cells_cover(merged: str, values: bool, view: str, known: list[bool]) -> None:
    """Found out with one copy of a sheet and known of the others, be it one of words or of numbers."""

    def copy(number: int) -> bytes:
        numbers = "".join(f'<c r="{column}4"><v>{number * values}</v></c>' for column in "ABCDEFGHIJKL")
        rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row><row r="3"><c r="B3" t="s"><v>2</v></c></row>'
        found = parts(
            rows + (f'<row r="4">{numbers}</row>' if values else ""),
            strings="<si><t>甲</t></si><si><t>1.5</t></si><si><t>丙</t></si>",
        )
        sheet = found["xl/worksheets/sheet1.xml"]
        sheet = sheet.replace(b"<sheetData>", view.encode() + b"<sheetData>")
        after = f'</sheetData><mergeCells><mergeCell ref="{merged}"/></mergeCells>'.encode()
        return zipped(found | {"xl/worksheets/sheet1.xml": sheet.replace(b"</sheetData>", after)})

    contents = [copy(number) for number in (1, 2, 0, 3, 4, 0, 5)]
    plain = [walked(content) for content in contents]
    use_quick_ways(True)
    assert [cells_in(content) for content in contents] == plain
