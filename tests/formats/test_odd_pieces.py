"""A row or a string in a rarer form is taken alone, and comes out as it does where the whole part is walked."""

from __future__ import annotations

from xml.parsers import expat

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from test_quick_sheets import made
from ways import cells_in, walked
from workbooks import parts, zipped

from clustercheck.formats import xlsx, xlsx_sheet
from clustercheck.formats.cells import Workbook
from clustercheck.formats.quick import sheets
from clustercheck.formats.quick.written_text import decoded

PLAIN = '<row r="{0}"><c r="A{0}"><v>{0}</v></c><c r="B{0}" t="inlineStr"><is><t>甲</t></is></c></row>'
RICH = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><r><t>甲</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r></is></c></row>'
# Edges of what XML allows, as numbers.
EDGES = sorted(
    {edge + step for edge in (0, 0x9, 0xD, 0x20, 0x7F, 0xA0, 0xD800, 0xE000, 0xFFFE, 0x10000, 0x1FFFE, 0x110000, 0x200000)
     for step in (-2, -1, 0, 1, 2) if edge + step >= 0}
)  # fmt: skip


def by_expat(text: str) -> str | None:
    parser, found = expat.ParserCreate(), list[str]()
    parser.CharacterDataHandler = found.append
    try:
        parser.Parse(f"<t>{text}</t>", True)
    except expat.ExpatError:
        return None
    return "".join(found)


def by_us(text: str) -> str | None:
    try:
        return decoded(text)
    except ValueError:
        return None


@pytest.mark.parametrize("form", ["&#{};", "&#x{:x};", "&#x{:X};", "&#0{};", "a&#{};b"])
def test_references_are_what_the_parser_makes_of_them(form: str) -> None:
    for code in EDGES:
        assert by_us(form.format(code)) == by_expat(form.format(code)), hex(code)


@pytest.mark.parametrize(
    "text", ["&amp;lt;", "&lt;&gt;&quot;&apos;&amp;", "&nbsp;", "&AMP;", "a", "&amp;#50;"]
)
def test_names_are_what_the_parser_makes_of_them(text: str) -> None:
    assert by_us(text) == by_expat(text)


def only_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in ((xlsx_sheet, "SheetWalk"), (xlsx, "StringsWalk")):
        monkeypatch.setattr(module, name, lambda *_: pytest.fail("a whole part was walked"))


def cells_of(content: bytes) -> list[str]:
    book = cells_in(content)
    assert isinstance(book, Workbook)
    return [cell.text for cell in book.sheets[0].cells.values()]


@pytest.mark.parametrize(
    ("odd", "shown"),
    [
        (RICH.format(2), ["甲²"]),
        ('<row r="2"><c r="A2" t="inlineStr"><is><t>R&amp;D</t></is></c></row>', ["R&D"]),
        ('<row r="2"><c r="A2" t="inlineStr"><is><t>&#29664;&#x6D77;</t></is></c></row>', ["珠海"]),
        (
            '<row r="2"><c r="A2" t="inlineStr"><is><t>甲</t><phoneticPr fontId="1"/></is></c></row>',
            ["甲"],
        ),
        ('<row r="2"><c r="A2" cm="1"><f t="array" ref="A2">B1</f><v>5</v></c></row>', ["5"]),
        ("\n <row><c><v>7</v></c></row>", ["7"]),
        ('<row r="2" note="&amp;"/><row r="2" hidden="1"><c r="A2"><v>7</v></c></row>', ["7"]),
        ('<row r="2"><c t="b" r="A2"><v>1</v></c></row>', ["TRUE"]),
    ],
)
def test_an_odd_row_is_walked_alone(odd: str, shown: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    content = made(PLAIN.format(1) + odd + PLAIN.format(3), ("", ""), "")
    assert cells_in(content) == walked(content)
    only_alone(monkeypatch)
    assert cells_of(content) == ["1", "甲", *shown, "3", "甲"]


@pytest.mark.parametrize(
    ("odd", "shown"),
    [
        ("<si><t>R&amp;D</t></si>", "R&D"),
        ('<si><t>甲</t><phoneticPr fontId="1" type="noConversion"/></si>', "甲"),
        ('<si><t>甲</t><rPh sb="0" eb="1"><t>jia</t></rPh><phoneticPr fontId="1"/></si>', "甲"),
        (
            '<si><r><rPr><b val="true"/><rFont val="微软雅黑"/><color rgb="0" tint="1"/></rPr><t>甲&#20057;</t></r><r><t>2</t></r></si>',
            "甲乙2",
        ),
        ('<si><r><t>m</t></r><r><rPr><b/><vertAlign val="superscript"/></rPr><t>2</t></r></si>', "m²"),
        ("<si><r><t>甲</t></r><r><rPr><strike/></rPr><t>1</t></r></si>", "甲¹"),
        ('<si>\n<x:t xmlns:x="x">甲</x:t>\n</si>', "甲"),
    ],
)
def test_an_odd_string_is_walked_alone(odd: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'
    content = made(row, ("", ""), f"<si><t>前</t></si>{odd}<si><t>后</t></si>")
    assert cells_in(content) == walked(content)
    only_alone(monkeypatch)
    assert cells_of(content) == ["前", shown, "后"]


def test_where_most_rows_are_odd_the_sheet_is_walked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_MOST_ODD", 2)
    content = made("".join(map(RICH.format, range(1, 9))), ("", ""), "")
    assert cells_in(content) == walked(content)
    monkeypatch.setattr(sheets, "odd_row", lambda *_: pytest.fail("a row was walked alone"))
    monkeypatch.setattr(sheets, "_MOST_ODD", 0)
    assert cells_in(content) == walked(content)


PIECES = st.sampled_from(
    [
        "<si>",
        "</si>",
        "<si>",
        "</si>",
        "<si/>",
        "<t>",
        "</t>",
        "<t>",
        "</t>",
        "<t/>",
        "<r>",
        "</r>",
        "<rPh>",
        "</rPh>",
        "甲",
        "R&amp;D",
        "&#20057;",
        "&#0;",
        "&none;",
        "]]>",
        "<!-- </si> -->",
        "<![CDATA[</si>]]>",
        "<?x </si>?>",
        "_x0032_",
        "\r",
        "\ufeff",
        " ",
        "</sst>",
        "<sst>",
        '<rPr><vertAlign val="superscript"/></rPr>',
        '<vertAlign val="subscript"/>',
        "<strike/>",
        '<strike val="0"/>',
        "2",
        "<x:si><t>z</t></x:si>",
        "<x:t>y</x:t>",
        '<phoneticPr fontId="1"/>',
        '<phoneticPr fontId="1" fontId="1"/>',
        '<b val="1" val="1"/>',
        '<rPr><b val="&amp;"/></rPr>',
    ]
)
STRING = st.lists(PIECES, max_size=5).map("".join)
WHOLE = st.one_of(
    STRING.map("<si><t>{}</t></si>".format),
    STRING.map("<si>{}</si>".format),
    STRING.map("<si><r><t>甲</t></r>{}</si>".format),
    STRING,
)


@given(st.lists(WHOLE, min_size=1, max_size=4).map("".join))
@example("<si><t>甲</t></si><!-- </si> --><si><t>乙</t></si>")
@example("<si><rPh><t>a</t></rPh><t>b</t></si><t>c</t><si><t>d</t></si>")
@example("</sst><sst><si><t>a</t></si>")
def test_strings_of_any_pieces_come_out_as_what_is_walked(strings: str) -> None:
    row = "".join(f'<c r="{column}1" t="s"><v>{place}</v></c>' for place, column in enumerate("ABCDE"))
    for cells in (row, row[: row.index("</c>") + 4]):
        content = made(f'<row r="1">{cells}</row>', ("", ""), strings)
        assert cells_in(content) == walked(content)


ROW_PIECES = st.sampled_from(
    [
        '<row r="2">',
        "<row>",
        '<row r="4" hidden="1">',
        "</row>",
        "</row>",
        '<row r="3"/>',
        "<row/>",
        '<c r="A2">',
        '<c r="B2" t="inlineStr">',
        "<c>",
        "</c>",
        "</c>",
        "<v>1</v>",
        "<v>&#49;2</v>",
        "<is><t>R&amp;D</t></is>",
        "<is><r><t>a</t></r><r><t>b</t></r></is>",
        "<is><t>&#0;</t></is>",
        "<t>x</t>",
        "<rPh>",
        "</rPh>",
        "<f>A1&lt;2</f>",
        "<!-- </row> -->",
        "<![CDATA[</row>]]>",
        "<?x?>",
        "</sheetData>",
        "<sheetData>",
        '<mergeCell ref="A1:B9"/>',
        '<x:col min="1" max="2" hidden="1"/>',
        '<sheetView showZeros="0"/>',
        "x",
        "\ufeff",
        "]]>",
        '<c r="C9"><v>3</v></c>',
        '<x:c r="D2"><v>4</v></x:c>',
        '<c r="E2" t="s"><v>0</v></c>',
        PLAIN.format(2),
        PLAIN.format(3),
    ]
)


@given(st.lists(ROW_PIECES, max_size=7).map("".join))
@example('<row r="2"><c r="A2"><v>1</v></c></row><row><c r="A2"><is><t>x</t></is><v>1</v></c></row>')
def test_rows_of_any_pieces_come_out_as_what_is_walked(rows: str) -> None:
    content = made(PLAIN.format(1) + rows + PLAIN.format(5), ("", ""), "<si><t>甲</t></si>")
    assert cells_in(content) == walked(content)


@pytest.mark.parametrize(
    "mark", [b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff", b"<?xml version='1.0' encoding='utf-16'?>"]
)
def test_no_mark_of_an_encoding_counts_within_a_part(mark: bytes) -> None:
    found = parts(
        '<row r="1"><c r="A1" t="s"><v>1</v></c></row>', strings="<si><t>甲</t></si>@<si><t>乙</t></si>"
    )
    found["xl/sharedStrings.xml"] = found["xl/sharedStrings.xml"].replace(b"@", mark)
    assert cells_in(zipped(found)) == walked(zipped(found))
