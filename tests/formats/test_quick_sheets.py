"""What is taken apart without walking it comes out as what is walked: the same cells, or the same refusal."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ways import cells_in, walked
from workbooks import excel, parts, zipped

from clustercheck.formats import limits, xlsx_sheet
from clustercheck.formats.archive import Archive
from clustercheck.formats.budget import Budget
from clustercheck.formats.cells import Workbook
from clustercheck.formats.quick import around_rows
from clustercheck.formats.quick import parts as quick_parts
from clustercheck.formats.quick.sheets import QuickSheet, quick_sheet
from clustercheck.formats.xlsx_cells import XlsxCells

ROW = '<row r="1" spans="1:3" ht="15"><c r="A1" t="inlineStr"><is><t>甲</t></is></c><c r="B1" s="1" /><c r="C1"><v>1.50</v></c></row>'
STYLES = (
    '<numFmts><numFmt numFmtId="170" formatCode="yyyy"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="170"/></cellXfs>'
)


def quick(content: str) -> tuple[QuickSheet | None, int]:
    """A sheet taken the quick way, and how many tags were counted."""
    budget = Budget()
    cells = XlsxCells(
        [None] * 9, lambda _style: "plain", budget, dates_from_1904=False, zero_is_unsaved=False
    )
    return quick_sheet("", content.encode(), cells), Budget().tags - budget.tags


def is_quick(content: str) -> bool:
    return quick(f"<worksheet><sheetData>{content}</sheetData></worksheet>")[0] is not None


CELLS = st.builds(
    "<c{}{}{}{}>{}</c>".format,
    st.sampled_from([' r="A1"', ' r="B1"', ' r="C2"', ' r="XFD1"', ' r="XFE1"', ' r="A0"', ' r="a1"', ' r="A01"', ""]),
    st.sampled_from(["", ' s="0"', ' s="1"', ' s="2"', ' s="9"', ' s="x"']),
    st.sampled_from(["", ' t="s"', ' t="n"', ' t="str"', ' t="inlineStr"', ' t="b"', ' t="e"', ' t="d"', ' t="zz"']),
    st.sampled_from(["", "", "", ' cm="1"', " "]),
    st.sampled_from(
        ["", "<v>1</v>", "<v>0</v>", "<v>0.10</v>", "<v>1e3</v>", "<v>007</v>", "<v>-4</v>", "<v>12,5</v>", "<v></v>",
         "<v/>", "<v />", "<v> 3 </v>", "<v>2</v><v>3</v>", "<f>SUM(A1)</f><v>5</v>", "<f>A&amp;B</f><v>5</v>",
         "<f>A1</f>", "<f>A1</f><v/>", "<f></f><v></v>", '<f t="shared" si="0"/><v>0</v>', "<v>0.30000000000000004</v>",
         "<is><t>甲</t></is>", "<is><t> </t></is>", "<is><t></t></is>", '<is><t xml:space="preserve"> 甲</t></is>',
         "<is><r><t>甲</t></r><r><t>乙</t></r></is>", "<is><t>_x000D_甲</t></is>", "<is><t>a&lt;b</t></is>",
         "<is><t>a>b</t></is>", "<is><t>]]></t></is>", "<is><t>\ufffe</t></is>", "<is><t>\x01</t></is>",
         "<is><t>甲\r\n乙\n丙</t></is>", "<!-- x --><v>1</v>", "<v>2024-05-01</v>", "<v>123456789012345678</v>",
         "<x:v>1</x:v>", "<v>TRUE</v>", "x<v>1</v>"]
    ),
)  # fmt: skip
ROWS = st.builds(
    "<row{}{}>{}</row>{}".format,
    st.sampled_from([' r="1"', ' r="2"', ' r="1048577"', ' r="01"', "", ' r="x"']),
    st.sampled_from(
        [
            "",
            ' hidden="1"',
            ' hidden="0"',
            ' spans="1:3"',
            ' ht="1" ht="2"',
            ' x14ac:dy="1"',
            ' r="3"',
            ' a="&amp;"',
        ]
    ),
    st.lists(CELLS, max_size=4).map("".join),
    st.sampled_from(["", "", "", " ", '<row r="7"/>', '<row r="7" hidden="1"/>', "\n"]),
)
AROUND = st.sampled_from(
    [("", ""), ("<cols><col min='2' max='3' hidden='1'/></cols>", ""), ("", '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'),
     ("", '<mergeCells><mergeCell ref="A0"/></mergeCells>'), ("<!-- <sheetData> -->", ""), ("", "<c r='A9'><v>1</v></c>"),
     ("", "<x:c r='A9'><v>1</v></x:c>"), ("<sheetData/>", ""), ("", "<oddFooter>&amp;L</oddFooter>"), ("", "<a>"),
     ("", "<![CDATA[x]]>"), ("", "\ufffe"), ("<cols><col min='x' hidden='1'/></cols>", "")]
)  # fmt: skip
STRINGS = st.sampled_from(
    ["<si><t>甲</t></si><si><t>乙</t></si>", "<si><t>甲</t></si> <si/>", "<si><r><t>a</t></r><r><t>b</t></r></si>",
     "<si><t>a&amp;b</t></si>", "<si><t>甲</t><rPh><t>jia</t></rPh></si>", "<si><t> </t></si>", "<si><t>_x4E00_</t></si>"]
)  # fmt: skip


def made(rows: str, around: tuple[str, str], strings: str, head: str = "") -> bytes:
    text = f"{head}<worksheet>{around[0]}<sheetData>{rows}</sheetData>{around[1]}</worksheet>"
    return zipped(parts(text.encode("utf-8", "surrogatepass"), strings=strings, styles=STYLES))


@given(st.lists(ROWS, max_size=4).map("".join), AROUND, STRINGS)
@example(ROW, ("", ""), "<si><t>甲</t></si>")
def test_what_is_plain_comes_out_as_what_is_walked(rows: str, around: tuple[str, str], strings: str) -> None:
    content = made(rows, around, strings)
    assert cells_in(content) == walked(content)


NUMBERS = st.builds(
    '<c r="{}{}"{}{}><v>{}</v></c>'.format,
    st.sampled_from(["A", "B", "C", "AA", "XFD", "XFE", "ZZZ"]),
    st.sampled_from(["1", "1", "1", "1", "2"]),
    st.sampled_from(["", ' s="0"', ' s="1"', ' s="2"', ' s="99"']),
    st.sampled_from(["", "", "", " ", ' t="n"']),
    st.sampled_from(
        [
            "1",
            "0",
            "2024",
            "0.5",
            "1.50",
            "1234567.25",
            "0.30000000000000004",
            "1e3",
            "-1",
            "0.0000000000001",
            "",
            " 1",
        ]
    ),
)


@given(
    st.lists(NUMBERS, max_size=5).map("".join),
    st.sampled_from(["", "", " hidden='1'", ' hidden="1"', ' r="2"', "x"]),
)
def test_rows_of_numbers_come_out_as_they_are_walked(cells: str, attributes: str) -> None:
    content = made(f'<row r="1"{attributes}>{cells}</row>', ("", ""), "")
    assert cells_in(content) == walked(content)


@pytest.mark.parametrize(
    "head",
    ["", '<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n', "\ufeff",
     '<?xml version="1.0" encoding="GB18030"?>', '<?xml version="1.1"?>', "<!DOCTYPE worksheet>", "<?x?>", " "],
)  # fmt: skip
def test_whatever_a_part_begins_with(head: str) -> None:
    content = made(ROW, ("", ""), "<si><t>a</t></si>", head)
    assert cells_in(content) == walked(content)


def test_usual_forms_are_plain() -> None:
    assert is_quick(ROW)
    assert is_quick(
        '<row r="1"><c r="A1" s="3" t="s"><v>4</v></c><c r="B1" t="str"><f>A1</f><v>x</v></c></row>'
    )
    assert is_quick("")
    assert is_quick(ROW.replace("甲", "&#30002;"))
    assert not is_quick(ROW.replace("甲", "&none;"))
    assert not is_quick(ROW.replace("甲", "<!-- 甲 -->"))


def test_our_own_form_is_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    content = excel(
        {"表": [["编码", "指标", "2024年"], ["total_output", "集群总产值", 33.5]]}, {"C2": "0.00%"}
    )
    monkeypatch.setattr(xlsx_sheet, "SheetWalk", lambda cells: pytest.fail("a plain sheet was walked"))
    assert cells_in(content) != "C103"


def test_a_large_part_is_walked_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = Archive(zipped({"part": b"123456789012"}))
    assert quick_parts.whole_part(archive, "part") == b"123456789012"
    monkeypatch.setattr(quick_parts, "LARGEST", 10)
    assert quick_parts.whole_part(archive, "part") is None


@pytest.mark.parametrize(
    "attribute",
    [
        'ht="\x01"',
        'ht="\ufffe"',
        'ht="&amp;"',
        'ht="\t>"',
        '9ht="1"',
        '9="1"',
        'ht="1" ht="2"',
        "ht='1'",
        "ht=1",
        "ht",
        ':="1"',
        'r="2"',
    ],
)
def test_an_attribute_that_is_none_is_no_xml(attribute: str) -> None:
    row = f'<row r="1" {attribute}><c r="A1"><v>1</v></c></row>'
    content = made(row, ("", ""), "", "")
    assert cells_in(content) == walked(content)


@pytest.mark.parametrize(
    ("head", "tail"),
    [(' count="1"', ""), (' a="\x01"', ""), (' a="1" a="2"', ""), (' a="<"', ""), (' a=">"', ""), ("", "\n "), ("", "\u3000"), ("", "\xa0"),
     ("", "x"), (" ", ""), ("/", ""), ("", "<a/>")],
)  # fmt: skip
def test_whatever_is_about_the_strings(head: str, tail: str) -> None:
    found = parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings="<si><t>甲</t></si>")
    strings = found["xl/sharedStrings.xml"].decode()
    assert strings.startswith("<sst")
    assert strings.endswith("</sst>")
    found["xl/sharedStrings.xml"] = (strings.replace("<sst", f"<sst{head}", 1) + tail).encode()
    content = zipped(found)
    assert cells_in(content) == walked(content)


def test_strings_that_are_no_utf_8_are_refused() -> None:
    for old in (b"<t>", b"<sst "):
        found = parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings="<si><t>a</t></si>")
        strings = found["xl/sharedStrings.xml"].replace(b"<sst", b'<sst a="b"')
        found["xl/sharedStrings.xml"] = strings.replace(
            old, old + (b"\xff" if old == b"<t>" else b'c="\xff" ')
        )
        assert cells_in(zipped(found)) == walked(zipped(found)) == "C103"


@pytest.mark.parametrize("after", ["", "</workbook>", "<a></workbook>", "&none;</workbook>"])
def test_what_is_refused_first_is_said_first(after: str) -> None:
    found = parts(ROW) | {"xl/workbook.xml": b"<workbook><document/>" + after.encode()}
    assert cells_in(zipped(found)) == "C108"
    # With a checksum that is not the part's.
    assert cells_in(zipped(found, 0).replace(b"<document/>", b"<document a", 1)) == "C103"
    assert cells_in(zipped(found, 0).replace(b"<workbook><document/>", b"<workbooc><document/>", 1)) == "C108"


def test_rows_of_both_kinds_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LIMITS", limits.LIMITS._replace(cells=3))
    known = '<row r="{0}"><c r="A{0}"><v>1</v></c><c r="B{0}"><v>1</v></c></row>'
    written = '<row r="2"><c r="A2" t="b"><v>1</v></c><c r="B2" t="b"><v>1</v></c></row>'
    damaged = '<row r="3"><c r="A3" t="s"><v>9</v></c></row>'
    content = zipped(parts(known.format(1) + written + damaged))
    assert cells_in(content) == walked(content) == "C107"
    content = zipped(parts(written + known.format(4) + damaged))
    assert cells_in(content) == walked(content) == "C107"


def test_blank_texts_count_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LIMITS", limits.LIMITS._replace(characters=99))
    content = zipped(parts(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{" " * 100}</t></is></c></row>'))
    assert cells_in(content) == walked(content) == "C107"


@given(st.lists(ROWS, max_size=4).map("".join), AROUND)
@example(ROW * 2, ("", ""))
@example(ROW + '<row r="7"/>', ("", ""))
def test_as_many_tags_are_counted_as_there_are(rows: str, around: tuple[str, str]) -> None:
    part = f"<worksheet>{around[0]}<sheetData>{rows}</sheetData>{around[1]}</worksheet>"
    found, counted = quick(part)
    assert counted == (0 if found is None else part.count("<"))


@pytest.mark.parametrize("views", [("0", "1"), ("1", "0"), ("0", ""), ("", "0"), ("0", "0")])
def test_of_several_views_the_last_says_whether_zeros_are_shown(views: tuple[str, str]) -> None:
    """A window more has a view of its own, in which zeros may be shown."""
    tags = [f'<sheetView showZeros="{shown}"/>' if shown else "<sheetView/>" for shown in views]
    content = made('<row r="1"><c r="A1"><v>0</v></c></row>', ("".join(tags), ""), "")
    found = cells_in(content)
    assert found == walked(content)
    assert isinstance(found, Workbook)
    assert (found.sheets[0].rows[1][0][1].shown is None) == (views[1] != "0")


def test_rows_of_strings_alone_come_out_as_what_is_walked() -> None:
    """Rows that differ in nothing are taken from the cache, with the strings of their own file."""
    row = '<row r="{0}"><c r="A{0}" t="s"><v>{1}</v></c><c r="B{0}" s="1"/><c r="C{0}" t="s"><v>{2}</v></c></row>'
    rows = row.format(1, 0, 1) + row.format(2, 1, 0)
    one = '<row r="3"><c r="D3" t="s"><v>0</v></c></row>'
    for _ in range(2):
        for strings in ("<si><t>甲</t></si><si><t>乙</t></si>", "<si><t>丙</t></si><si><t> </t></si>"):
            content = made(rows + one, ("", ""), strings)
            assert cells_in(content) == walked(content)
    for index in ("9", "-1", "01", "1e0", "0.0", "1.5", ""):
        content = made(row.format(1, 0, index), ("", ""), "<si><t>甲</t></si><si><t>乙</t></si>")
        assert cells_in(content) == walked(content)


def test_as_many_sheets_are_kept_as_ten_standards_have() -> None:
    parts_of_ten = [f"<worksheet><a{number}/><sheetData/></worksheet>".encode() for number in range(40)]
    for part in parts_of_ten * 2:
        assert around_rows._around(part)[0] == around_rows.Around((), (), True)
    cache = around_rows._around.__self__  # type: ignore[attr-defined]
    assert set(parts_of_ten) <= cache.keys()
