"""Workbooks whose parts differ in the names of their sheets alone list them as the walk does."""

from __future__ import annotations

import pytest
from ways import cells_in, recorded, walked
from workbooks import parts, zipped

from clustercheck.formats import xlsx
from clustercheck.model.speed import use_quick_ways

ROWS = '<row r="1"><c r="A1"><v>1</v></c></row>'
ONE = '<sheet name="{}" sheetId="1" r:id="r1"/>'
NAMES = [
    "指标",
    "Sheet 1",
    " 表 ",
    "",
    "a'b",
    "R&amp;D",
    "&#26631;",
    "a>b",
    "一\t二",
    "一\n二",
    "\x01",
    "\ufffe",
    "a\x7fb",
    '"',
    "<",
]


def book(sheets: str, properties: str = "") -> bytes:
    return zipped(parts(ROWS, sheets=sheets, properties=properties))


@pytest.mark.parametrize("first", ["表", "R&amp;D", ""])
@pytest.mark.parametrize(
    "sheets",
    [ONE, ONE + '<sheet name="{}" sheetId="2" state="hidden" r:id="r1"/>', '<sheet sheetId="1" name="{}" r:id="r1"/>',
     '<!-- <sheet name="{}"/> --><sheet sheetId="1" name="乙" r:id="r1"/>', "<sheet name='{}' sheetId='1' r:id='r1'/>",
     ONE + '<x:sheet xmlns:x="x" name="乙" r:id="r1"/>', '<sheet name="{}" name="乙" r:id="r1"/>', "<![CDATA[" + ONE + "]]>",
     ONE + '<sheet state="<sheet name="丙" r:id="r1"/>', ONE + "<sheet", '<sheet name="甲" r:id="r1"/>' + ONE],
)  # fmt: skip
def test_whatever_a_sheet_is_called(sheets: str, first: str) -> None:
    def named(name: str) -> bytes:
        return book(sheets.replace("{}", name), '<workbookPr date1904="0"/><definedName name="x"/>')

    plain = [walked(named(name)) for name in NAMES]
    use_quick_ways(True)
    cells_in(named(first))
    for name, expected in zip(NAMES * 2, plain * 2, strict=True):
        assert cells_in(named(name)) == expected


def test_only_the_first_is_walked(monkeypatch: pytest.MonkeyPatch) -> None:
    use_quick_ways(True)
    listed = recorded(monkeypatch, xlsx, "_listed")
    for name in ("甲", "乙", "丙丙"):
        found = cells_in(book(ONE.format(name) + ONE.format(name + "二")))
        assert not isinstance(found, str)
        assert [sheet.name for sheet in found.sheets] == [name, name + "二"]
    assert listed == [True]


def test_what_else_differs_is_said() -> None:
    use_quick_ways(True)
    for _ in range(3):
        for state in ("", ' state="hidden"', ' state="veryHidden"'):
            for name in ("甲", "乙"):
                found = cells_in(book(f'<sheet name="{name}"{state} sheetId="1" r:id="r1"/>'))
                assert not isinstance(found, str)
                assert [(sheet.name, sheet.hidden) for sheet in found.sheets] == [(name, bool(state))]
