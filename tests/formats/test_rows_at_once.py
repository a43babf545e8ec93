"""Sheets of numbers and shared strings, all rows read at once, come out as the plain way reads them."""

from __future__ import annotations

import random
import re

import pytest
from ways import cells_in, recorded, small_caches, walked
from workbooks import parts, zipped

from clustercheck.formats.quick import rows_at_once, sheets
from clustercheck.model.speed import use_quick_ways

STYLES = (
    '<numFmts><numFmt numFmtId="170" formatCode="yyyy"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="170"/></cellXfs>'
)
TABLE = "".join(f"<si><t>{f'第{number}项' if number else ' '}</t></si>" for number in range(9))
# What may stand anywhere in a sheet, or in place of something in it.
PIECES = (
    '<c r="{at}"/>', '<c r="{at}" s="1"></c>', '<c r="{at}" s="2"><v>5</v></c>', '<c r="{at}" t="s"><v>0</v></c>',
    '<c r="{at}" t="n" ><v>5</v></c>', '<c r="{at}" t="b"><v>1</v></c>', '<c r="{at}"><f>A1</f><v>5</v></c>', '<c r="{at}"><v/></c>',
    '<c r="{at}" t="inlineStr"><is><t>甲</t></is></c>', '<c s="1" r="{at}"><v>5</v></c>', '<c><v>5</v></c>', '<row r="{row}"/>',
    '</row><row r="{row}" hidden="1">', '</row><row r="{row}" ht="15" hidden="true" spans="1:3">', '</row><row r="{row}"/><row>',
    '</row><row r="{row}" r="{row}">', '</row><row r="{row}"><c r="{at}"/></row><row r="{row}9">', "</row>", "<row>", " ", "\n",
    "<!-- -->", "</c>", "<v>5</v>", "<v>", "</v>", "v>5</v>", "</sheetData><sheetData>", '<mergeCell ref="A1:B2"/>',
)  # fmt: skip


def body(rows: int, columns: str) -> str:
    """A table with words in its first column and a blank cell in each row, below a title; one row is blank, one hidden."""
    lines = ['<row r="1"><c r="A1" s="1" t="s"><v>1</v></c><c r="B1" s="1"/></row>']
    for row in range(3, 3 + rows):
        cells = [f'<c r="A{row}" t="s"><v>{row % 9}</v></c>']
        cells += [f'<c r="{column}{row}" s="{row % 2}"><v>{row}.5</v></c>' for column in columns]
        place = row % len(cells)
        cells[place] = f'<c r="{"A" if not place else columns[place - 1]}{row}" s="1"/>'
        opened = f'<row r="{row}" hidden="{int(row == 9)}">'
        lines.append(f'<row r="{row}"/>' if row == 8 else f"{opened}{''.join(cells)}</row>")
    return "".join(lines)


def content(rows: str) -> bytes:
    return zipped(parts(rows, strings=TABLE, styles=STYLES))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of each sheet with values, whether all its rows were read at once."""
    return recorded(monkeypatch, sheets, "rows_at_once")


@pytest.mark.parametrize("columns", ["BC", "BCD", "BCDEFGHIJKLMNOPQRSTUVWX"])
def test_a_table(columns: str, read: list[bool]) -> None:
    books = [
        content(body(20, columns)),
        content(body(21, columns)),
        content(body(20, columns).replace(".5", ".25")),
    ]
    plain = [walked(book) for book in books]
    use_quick_ways(True)
    assert [cells_in(book) for book in books * 2] == plain * 2
    assert all(read)
    assert len(read) >= 3


def changed(rows: str, chance: random.Random) -> str:
    """The same with something put in, taken out, doubled, exchanged, or with another number."""
    ends = [found.end() for found in re.finditer(">", rows)]
    at, other = sorted([chance.choice(ends), chance.choice(ends)])
    row = chance.choice([2, 3, 8, 12, 22, 30, 1048576, 1048577])
    piece = chance.choice(PIECES).format(at=f"{chance.choice('ABCDZ')}{row}", row=row)
    kind = chance.randrange(6)
    if kind == 0:
        return rows[:at] + piece + rows[at:]
    if kind == 1:
        return rows[:at] + piece + rows[min(other, at + 200) :]
    if kind == 2:
        return rows[:at] + rows[min(other, at + 100) :]
    if kind == 3:
        return rows[:other] + rows[at : min(other, at + 200)] + rows[other:]
    numbers = list(re.finditer(r"[0-9.]+|[A-Z]+(?=[0-9])", rows))
    found, beside = (
        chance.choice(numbers),
        chance.choice(["7", "07", "-7", "1e3", "1048577", "", "A", "B", "XFD", "XFE", "123456789012345678"]),
    )
    return rows[: found.start()] + beside + rows[found.end() :]


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_changed(seed: int, read: list[bool]) -> None:
    chance = random.Random(seed)
    whole = body(20, chance.choice(["BC", "BCD", "BCDEF"]))
    books = [content(changed(whole, chance)) for _ in range(60)]
    plain = [walked(book) for book in books]
    use_quick_ways(True)
    cells_in(content(whole))
    assert [cells_in(book) for book in books] == plain
    assert [cells_in(book) for book in books] == plain
    assert True in read
    assert False in read
    with small_caches(1):
        assert [cells_in(book) for book in books] == plain


def test_the_tags_of_a_sheet_are_all_counted() -> None:
    rows = body(20, "BCD")
    use_quick_ways(True)
    cells = sheets.XlsxCells(
        [None] * 9, lambda _style: "plain", sheets.Budget(), dates_from_1904=False, zero_is_unsaved=False
    )
    read = rows_at_once.rows_at_once(rows.encode(), cells)
    assert read is not None
    assert read[2] == rows.count("<")


def test_rows_of_words_are_left_to_those_that_keep_them(read: list[bool]) -> None:
    rows = "".join(
        [
            f'<row r="{row}"><c r="A{row}" t="s"><v>3</v></c><c r="B{row}" t="s"><v>4</v></c></row>'
            for row in range(1, 30)
        ]
    )
    plain = walked(content(rows))
    use_quick_ways(True)
    assert cells_in(content(rows)) == plain
    assert read == [False]
