"""The rows of values of a sheet, and the strings that are new, are made all at once as the walk makes each of them."""

from __future__ import annotations

import re
from contextlib import nullcontext
from decimal import Context, Overflow

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ways import cells_in, recorded, walked
from workbooks import parts, zipped

from clustercheck.formats.budget import Budget
from clustercheck.formats.quick import sheets, strings, value_rows
from clustercheck.formats.quick.rows import FormRow
from clustercheck.formats.xlsx_cells import ALL_AS_SHOWN, AS_SHOWN, VALUE_END
from clustercheck.model.speed import use_quick_ways

STYLES = (
    '<numFmts><numFmt numFmtId="170" formatCode="yyyy"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="170"/></cellXfs>'
)
TABLE = [f"<si><t>第{number}项</t></si>" for number in range(40)]
TEXT = '<c r="{}" t="inlineStr"><is><t>附注</t></is></c>'


def sheet(value: str, *, style: str = "", more: str = "", kind: str = "") -> str:
    """Thirty rows of a number, a string and a number, one of which has this value."""
    rows = [
        f'<row r="{row}"{" hidden=" + chr(34) + "1" + chr(34) if row == 9 else ""}>'
        f'<c r="A{row}"><v>{row}.5</v></c>'
        f'<c r="B{row}" t="s"><v>{row}</v></c>'
        f'<c r="C{row}"{style}{kind if row == 12 else ""}><v>{value if row == 12 else row}</v></c>{more.format(f"D{row}")}</row>'
        for row in range(1, 31)
    ]
    return "".join(rows)


def content(rows: str, table: list[str]) -> bytes:
    return zipped(parts(rows, strings="".join(table), styles=STYLES))


def assert_read_alike(book: bytes) -> None:
    """Whether the quick ways read it as the walk does, from the first time on."""
    plain = walked(book)
    use_quick_ways(True)
    for _ in range(3):
        assert cells_in(book) == plain


@pytest.mark.parametrize("more", ["", TEXT])
@pytest.mark.parametrize("style", ["", ' s="0"', ' s="1"', ' s="2"', ' s="9"'])
@pytest.mark.parametrize(
    ("value", "kind"),
    [("7", ""), ("-7", ""), ("1e3", ""), ("007", ""), ("0.30000000000000004", ""), ("123456789012345678", ""), ("1.50", ""),
     ("7 7", ""), ("", ""), ("abc", ""), ("1-2", ""), ("三", ""), ("7", ' t="s"'), ("07", ' t="s"'), ("+7", ' t="s"'),
     ("-1", ' t="s"'), ("99", ' t="s"'), ("1.5", ' t="s"'), ("1e1", ' t="s"'), ("7", ' t="n"'), ("7", ' t="b"'),
     ("12345678901234567", ' t="s"')],
)  # fmt: skip
@pytest.mark.parametrize("blank", [False, True])
def test_whatever_one_value_is(value: str, kind: str, style: str, more: str, blank: bool) -> None:
    table = [*TABLE[:20], "<si><t> </t></si>" if blank else TABLE[20], *TABLE[21:]]
    book = content(sheet(value, style=style, more=more, kind=kind), table)
    assert_read_alike(book)


@pytest.mark.parametrize("style", ["", ' s="1"', ' s="2"'])
@pytest.mark.parametrize("more", ["", TEXT])
@pytest.mark.parametrize("value", ["1" * 405, f"0.{'0' * 405}1", "1e999998", "9e899999", "1e-999999"])
def test_numbers_beyond_all_exponents_are_read_alike(value: str, more: str, style: str) -> None:
    book = content(sheet(value, style=style, more=more), TABLE)
    assert_read_alike(book)


@pytest.mark.parametrize("value", ["1e1000005", "-1e1000005", "1e-1000005"])
def test_no_number_of_a_sheet_is_beyond_what_makes_them(value: str) -> None:
    """As those with a million digits and more, which a context of the usual size signals."""
    with pytest.raises(Overflow) if "e-" not in value else nullcontext():
        Context().create_decimal(value)
    assert value_rows._number(value).is_finite()


def test_they_are_made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = recorded(monkeypatch, sheets, "rows_of_values")
    use_quick_ways(True)
    for value in ("8932.059999999999", "-4"):
        book = cells_in(content(sheet(value, more=TEXT), TABLE))
        assert not isinstance(book, str)
        assert {type(row) for row in book.sheets[0].rows.values()} == {FormRow}
    assert taken == [True, True]


@pytest.mark.parametrize(
    "odd",
    ["<si><t>R&amp;D</t></si>", '<si><t xml:space="preserve"> 甲 </t></si>', "<si><t/></si>", "<si><t></t></si>", "<si/>",
     "<si><t>a>b</t></si>", "<si><t>_x000D_甲_x0041_</t></si>", "<si><t>甲\r\n乙</t></si>", "<si><t>甲\n乙\t丙</t></si>",
     "<si><t>\x01</t></si>", "<si><t>\ufffe</t></si>", "<si><t>甲</t><t>乙</t></si>", "<si><r><t>甲</t></r></si>",
     '<si><t>甲</t><phoneticPr fontId="1"/></si>', "<si><t>甲</t></si></si>", "<si> <t>甲</t></si>", "<si><t >甲</t></si>",
     "</si><si><t>甲</t></si>", "<si><t>甲</t></si>\n", "<si><t>&</t></si>", "<si><t><![CDATA[甲]]></t></si>"],
)  # fmt: skip
def test_whatever_one_string_is(odd: str) -> None:
    for place in (0, 17, 40):
        book = content(sheet("7"), [*TABLE[:place], odd, *TABLE[place:]])
        assert_read_alike(book)


def test_the_tags_of_all_strings_are_counted() -> None:
    table = [*TABLE, "<si><t>R&amp;D</t></si>", "<si><t/></si>", "<si><r><t>甲</t></r><r><t>乙</t></r></si>",
             '<si><t>甲</t><phoneticPr fontId="1"/></si>', "<si><r><rPr><vertAlign val='superscript'/></rPr><t>1</t></r></si>"]  # fmt: skip
    excel = [
        string.replace("</t>", '</t><phoneticPr fontId="1" type="noConversion"/>') for string in table[:41]
    ]
    for strings_of in (table, table[:1], excel, [*excel, "<si><t>甲</t></si>"], []):
        part = f'<?xml version="1.0"?>\n<sst count="9">{"".join(strings_of)}</sst>\n'.encode()
        use_quick_ways(True)
        for _ in range(2):
            budget = Budget()
            assert len(strings.quick_strings(part, budget) or ()) == len(strings_of)
            assert Budget().tags - budget.tags == part.count(b"<")


EXCEL = '<phoneticPr fontId="1" type="noConversion"/>'


@pytest.mark.parametrize("first", ["第一项", "R&amp;D", " "])
@pytest.mark.parametrize(
    "odd",
    [f"<si><t>甲</t>{EXCEL}</si>", "<si><t>甲</t></si>", f"<si>{EXCEL}<t>甲</t></si>", f"<si><t>甲</t>{EXCEL}{EXCEL}</si>",
     f"<si><t>R&amp;D</t>{EXCEL}</si>", f"<si><t>a & b;</t>{EXCEL}</si>", f"<si><t>&nbsp;</t>{EXCEL}</si>",
     f"<si><t>&#0;</t>{EXCEL}</si>", f"<si><t>&#13;_x0041_</t>{EXCEL}</si>", f"<si><t>&lt;t&gt;</t>{EXCEL}</si>",
     f"<si><t/>{EXCEL}</si>", f"<si><r><t>甲</t></r>{EXCEL}</si>", f"<si><t>甲</t>{EXCEL.replace('1', '2')}</si>",
     f"<si><t>甲</t>{EXCEL.replace('/>', '></phoneticPr>')}</si>", f"<!-- <si><t> -->{EXCEL}<si><t>甲</t></si>",
     f"<si><rPh sb='0' eb='1'><t>かぶ</t></rPh><t>甲</t>{EXCEL}</si>"],
)  # fmt: skip
def test_whatever_one_string_of_excel_is(odd: str, first: str) -> None:
    of_excel = [string.replace("</t>", f"</t>{EXCEL}").replace("第0项", first) for string in TABLE]
    for place in (0, 17, 40):
        book = content(sheet("7"), [*of_excel[:place], odd, *of_excel[place:]])
        assert_read_alike(book)


def test_strings_are_looked_up_where_the_first_was_met_before() -> None:
    use_quick_ways(True)
    part = f"<sst>{''.join(TABLE)}</sst>".encode()
    first, second, third = [strings.quick_strings(part, Budget()) for _ in range(3)]
    assert first == second == third
    assert first is not None
    assert second is not None
    assert third is not None
    assert first[9] is not second[9]
    assert all(cell is known for cell, known in zip(second, third, strict=True))


@pytest.mark.parametrize(
    "text",
    ["某某集群", "", " ", "a>b", "a&amp;b", "甲\r\n乙", "甲\n乙\t丙", "\x01", "\ufffe", "_x000D_甲", "_x0041_", "甲</t><t>乙", "v>0</v>",
     "<!-- 甲 -->", "]]>", "0", "甲" * 300],
)  # fmt: skip
@pytest.mark.parametrize(
    "cell",
    ['<c r="C3" t="inlineStr"><is><t>{}</t></is></c>', '<c r="C3" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>',
     '<c r="C3" t="inlineStr"><is><t>{}</t></is></c><c r="D3"/>', '<c r="C3" t="str"><is><t>{}</t></is></c>',
     '<c r="C3"><is><t>{}</t></is></c>', '<c r="A3" t="inlineStr"><is><t>{}</t></is></c>',
     '<c r="C3" t="inlineStr"><f>A1</f><is><t>{}</t></is></c>', '<c r="C3" t="inlineStr"><is><t>{}</t></is><is><t>乙</t></is></c>'],
)  # fmt: skip
def test_whatever_one_text_of_a_row_is(text: str, cell: str) -> None:
    def named(text: str) -> bytes:
        row = f'<row r="3" hidden="1">{TEXT.format("B3")}{cell.replace("{}", text)}</row>'
        return zipped(parts(f'<row r="1">{TEXT.format("A1")}</row>{row}'))

    contents = [named(each) for each in ("甲", text, "乙", text + "丙", text)]
    plain = [walked(content) for content in contents]
    use_quick_ways(True)
    assert [cells_in(content) for content in contents] == plain


@given(st.lists(st.from_regex(r"[0-9.]{1,6}|-?[0-9]{0,3}\.?[0-9]{0,3}", fullmatch=True), max_size=6))
def test_numbers_shown_as_written_are_so_together_if_each_is(numbers: list[str]) -> None:
    each = all(re.fullmatch(AS_SHOWN, number) for number in numbers)
    together = ALL_AS_SHOWN.fullmatch("".join(number + VALUE_END for number in numbers))
    assert (together is not None) == (each and bool(numbers))


@pytest.mark.parametrize("stray", ["v>", "v>5", "v>v>", "v>0</v>", "<v>", "</v>"])
@pytest.mark.parametrize("end", ['<row r="2">', "</c>", '<c r="B2"/>', "</is>"])
def test_what_looks_like_the_end_of_a_value_hides_no_cell(stray: str, end: str) -> None:
    words = [TEXT.format(f"{column}2") for column in "AC"]
    rows = f'<row r="1">{TEXT.format("A1")}</row><row r="2">{words[0]}<c r="B2"/>{words[1]}</row>'
    book = zipped(parts(rows.replace(end, end + stray)))
    plain = walked(book)
    use_quick_ways(True)
    assert [cells_in(book) for _ in range(2)] == [plain, plain]
