"""One table in every format: the same cells, the same reading."""

import datetime
import struct
from decimal import Decimal

import pytest
from formats import (
    EVERY,
    FULL,
    ErrorValue,
    Maker,
    Page,
    Percent,
    Unsaved,
    contained,
    encrypted,
    excel_5,
    html_page,
    ods_content,
    ods_file,
    spreadsheetml,
    wide,
    xls,
    xlsb_parts,
    xlsb_record,
    xlsx,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from workbooks import HEADER, OUTPUT, SME_OUTPUT, codes, parts, reading, zipped

from clustercheck.formats.cells import Grid, GridCell, cell_ref
from clustercheck.formats.detect import read_workbook
from clustercheck.model.problems import UnreadableFile
from clustercheck.tables.reading import ReadCluster
from clustercheck.texts.messages import message

pytestmark = pytest.mark.slow

ROWS = [
    ["指标", "ünï 𠮷", "  前后 ", "行\n二"],
    [31.5, 0.1 + 0.2, -7, 12345678.125],
    [Percent(0.153), Percent(1.5), Percent(-0.005), 0],
    [True, False, datetime.date(2023, 5, 10), None],
    [None, 1e-7, 123456789.123456, 1e300],
]
PAGES = (
    Page(
        [*ROWS, [ErrorValue("#DIV/0!"), ErrorValue("#N/A"), Unsaved("A2+1")]],
        merged=[(1, 4, 1, 5), (3, 4, 4, 4)],
        hidden_rows=[2, 4],
        hidden_columns=[3],
    ),
    Page([["x"], [], [None, None, 7]], name="藏", hidden=True),
)


def grids(content: bytes) -> tuple[Grid, ...]:
    return read_workbook("x", content).sheets


def shown(sheet: Grid) -> dict[str, tuple[object, ...]]:
    """Cells by name; a serial number that a date has in one format and not in another is left out."""
    return {
        cell_ref(*place): (c.kind, c.text if c.kind != "unsaved_formula" else "", c.percent, c.date)
        for place, c in sorted(sheet.cells.items())
    }


@pytest.mark.parametrize("format", FULL)
def test_every_kind_of_cell(format: str) -> None:
    first, second = grids(FULL[format](*PAGES))
    assert (first.name, first.hidden, second.name, second.hidden) == ("表", False, "藏", True)
    assert shown(first) == {
        "A1": ("text", "指标", False, None),
        "B1": ("text", "ünï 𠮷", False, None),
        "C1": ("text", "  前后 ", False, None),
        "D1": ("text", "行\n二", False, None),
        "A2": ("number", "31.5", False, None),
        "B2": ("number", "0.3", False, None),
        "C2": ("number", "-7", False, None),
        "D2": ("number", "12345678.125", False, None),
        "A3": ("number", "15.3%", True, None),
        "B3": ("number", "150%", True, None),
        "C3": ("number", "-0.5%", True, None),
        "D3": ("number", "0", False, None),
        "A4": ("boolean", "TRUE", False, None),
        "B4": ("boolean", "FALSE", False, None),
        "C4": ("date", "2023-05-10", False, datetime.date(2023, 5, 10)),
        "B5": ("number", "0.0000001", False, None),
        "C5": ("number", "123456789.123456", False, None),
        "D5": ("number", "1E+300", False, None),
        "A6": ("error", "#DIV/0!", False, None),
        "B6": ("error", "#N/A", False, None),
        "C6": ("unsaved_formula", "", False, None),
    }
    assert first.cells[3, 1].number == Decimal("0.153")
    assert first.cells[5, 4].number == Decimal("1e300")
    assert shown(second) == {"A1": ("text", "x", False, None), "C3": ("number", "7", False, None)}


@pytest.mark.parametrize("format", FULL)
def test_merged_and_hidden(format: str) -> None:
    first, second = grids(FULL[format](*PAGES))
    assert set(first.merged) == {(1, 4, 1, 5), (3, 4, 4, 4)}
    assert (first.hidden_rows, first.hidden_columns) == ({2, 4}, {3})
    assert (second.merged, second.hidden_rows, second.hidden_columns) == ((), frozenset(), frozenset())


def test_a_zero_that_waits_for_being_calculated_is_no_value_in_xls_either() -> None:
    # Apache POI and Spreadsheet::WriteExcel store 0 and ask for calculation on loading.
    content = xls(Page([[Unsaved("A2+1")]]))
    stored = struct.pack("<QH", 0xFFFF000000000003, 2)
    for value, flags, kind in ((0.0, 2, "unsaved_formula"), (0.0, 0, "number"), (7.0, 2, "number")):
        changed = content.replace(stored, struct.pack("<dH", value, flags))
        assert [c.kind for c in grids(changed)[0].cells.values()] == [kind]


def test_an_empty_text_for_a_value_is_none_where_no_formula_of_an_xls_has_one() -> None:
    # xlwt writes an empty text and does not ask for calculation; Excel writes it for a formula that gives none.
    stored = struct.pack("<QH", 0xFFFF000000000003, 2)
    content = xls(Page([[Unsaved("A2+1"), Unsaved("A2+2")]]))
    empty = content.replace(stored, struct.pack("<QH", 0xFFFF000000000003, 0))
    assert [c.kind for c in grids(empty)[0].cells.values()] == ["unsaved_formula"] * 2
    beside = empty.replace(struct.pack("<QH", 0xFFFF000000000003, 0), struct.pack("<dH", 7.0, 0), 1)
    assert [c.text for c in grids(beside)[0].cells.values()] == ["7"]


@pytest.mark.parametrize(
    ("generator", "kind"),
    [("SheetJS 0.20.2", "unsaved_formula"), ("", "unsaved_formula"), ("LibreOffice/7.4", "number"),
     ("gnumeric/1.12.55", "number"), ("MicrosoftOffice/15.0 MicrosoftExcel", "number")],
)  # fmt: skip
@pytest.mark.parametrize("space", ["", ' xmlns:calcext="c"'])
def test_a_zero_of_a_formula_counts_where_the_program_calculates(
    generator: str, kind: str, space: str
) -> None:
    cell = '<table:table-cell table:formula="of:=[.A1]" office:value-type="float" office:value="0"><text:p>0</text:p></table:table-cell>'
    body = f"<table:table><table:table-row>{cell}</table:table-row></table:table>"
    meta = f'<office:document-meta xmlns:office="o" xmlns:meta="m"><meta:generator>{generator}</meta:generator></office:document-meta>'
    content = ods_content(body).replace(
        b"<office:document-content", b"<office:document-content" + space.encode()
    )
    assert only(ods_file(content, **{"meta.xml": meta.encode()})).kind == kind
    # With the value of another formula beside it too, for some programs keep those that were there.
    assert (
        only(
            ods_file(content.replace(b'"0"', b'"7"').replace(b">0<", b">7<"), **{"meta.xml": meta.encode()})
        ).text
        == "7"
    )


# -- what each format has of its own ------------------------------------------------------------------------


def only(content: bytes) -> GridCell:
    (sheet,) = grids(content)
    (cell,) = sheet.cells.values()
    return cell


def texts(content: bytes) -> dict[str, str]:
    (sheet,) = grids(content)
    return {cell_ref(*place): cell.text for place, cell in sorted(sheet.cells.items())}


def test_many_long_texts_run_over_the_records_of_an_xls() -> None:
    rows = [[f"{'长' * 400}{n}", "a" * 999 + str(n), f"é{n}"] for n in range(60)]
    (sheet,) = grids(xls(Page(rows)))
    assert [[sheet.cells[row, c].text for c in (1, 2, 3)] for row in range(1, 61)] == rows


def test_excel_5_bare_and_in_its_container() -> None:
    stream = excel_5([["指标", 31.5], ["率", Percent(0.153)]])
    for content in (stream, contained(stream, "Book")):
        assert texts(content) == {"A1": "指标", "B1": "31.5", "A2": "率", "B2": "15.3%"}


def test_an_xls_that_is_protected_but_opens_without_a_password() -> None:
    content = xls(Page([["指标", 31.5], ["率", Percent(0.153)]] + [["x" * 40, n] for n in range(200)]))
    assert shown(grids(encrypted(content))[0]) == shown(grids(content)[0])
    with pytest.raises(UnreadableFile, match="C106"):
        read_workbook("x", encrypted(content, "secret"))


def test_number_kinds_of_xls_that_xlwt_does_not_write() -> None:
    def record(code: int, data: bytes) -> bytes:
        return struct.pack("<2H", code, len(data)) + data

    packed = [(31 << 2) | 2, ((-7 << 2) | 2) & 0xFFFFFFFF, (1530 << 2) | 3, 0x3FF80000, 0x40590001]
    many = struct.pack("<2H", 0, 0) + b"".join(struct.pack("<HL", 0, one) for one in packed) + b"\4\0"
    stream = excel_5([])
    sheet_end = record(0x000A, b"")
    changed = (
        stream[: -len(sheet_end)]
        + record(0x00BD, many)
        + record(0x0205, struct.pack("<3H2B", 1, 0, 0, 42, 1))
    )
    changed += record(0x0006, struct.pack("<3HB5x2sH", 2, 0, 0, 0, b"\xff\xff", 0)) + record(
        0x0207, b"\2\0ab"
    )
    changed += record(0x0006, struct.pack("<3HBxB3x2sH", 3, 0, 0, 1, 1, b"\xff\xff", 0))
    changed += record(0x0006, struct.pack("<3HBxB3x2sH", 4, 0, 0, 2, 7, b"\xff\xff", 0)) + sheet_end
    assert texts(changed) == {"A1": "31", "B1": "-7", "C1": "15.3", "D1": "1.5", "E1": "1", "A2": "#N/A", "A3": "ab",
                              "A4": "TRUE", "A5": "#DIV/0!"}  # fmt: skip


@pytest.mark.parametrize(
    ("records", "shown"),
    [
        (xlsb_record(62, struct.pack("<2LB", 1, 0, 1) + wide("富文本") + b"\0" * 8), {"B1": "富文本"}),
        (xlsb_record(6, struct.pack("<2L", 0, 0) + wide("直写")), {"A1": "直写"}),
        (xlsb_record(8, struct.pack("<2L", 0, 0) + wide("式") + b"\0" * 12), {"A1": "式"}),
        (xlsb_record(9, struct.pack("<2Ld", 0, 1, 0.153) + b"\0" * 12), {"A1": "15.3%"}),
        (xlsb_record(11, struct.pack("<2LB", 0, 0, 7)), {"A1": "#DIV/0!"}),
        (xlsb_record(5, struct.pack("<2Ld", 3, 0, 2)) + xlsb_record(16, struct.pack("<Ld", 1, 0.5)), {"D1": "2", "E1": "50%"}),
        (xlsb_record(1, struct.pack("<2L", 9, 1)), {}),
        (xlsb_record(6, struct.pack("<2LL", 0, 0, 0xFFFFFFFF)), {}),
    ],
)  # fmt: skip
def test_records_of_xlsb(records: bytes, shown: dict[str, str]) -> None:
    found = xlsb_parts(Page([[1]]))
    row = xlsb_record(0, struct.pack("<2LH", 0, 0, 300) + b"\0" * 7)
    found["xl/worksheets/sheet1.bin"] = xlsb_record(129) + xlsb_record(145) + row + records + xlsb_record(146)
    assert texts(zipped(found)) == shown


def ods_table(rows: str, columns: str = "") -> bytes:
    return ods_file(ods_content(f'<table:table table:name="a">{columns}{rows}</table:table>'))


NUMBER = '<table:table-cell office:value-type="float" office:value="{}"{}/>'


def test_what_is_repeated_in_ods() -> None:
    twice = NUMBER.format(5, ' table:number-columns-repeated="2"')
    blank = '<table:table-cell table:number-columns-repeated="3"/>'
    rows = (
        f'<table:table-row table:number-rows-repeated="2">{twice}{blank}{NUMBER.format(6, "")}</table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"/>'
        f"<table:table-row>{NUMBER.format(7, '')}</table:table-row>"
    )
    assert texts(ods_table(rows)) == {
        "A1": "5",
        "B1": "5",
        "F1": "6",
        "A2": "5",
        "B2": "5",
        "F2": "6",
        "A1048003": "7",
    }


@pytest.mark.parametrize(
    ("cell", "kind", "shown"),
    [
        ('<table:table-cell office:value-type="string"><text:p>甲<text:s text:c="2"/>乙<text:tab/>丙<text:line-break/>丁</text:p>'
         "<text:p><text:span>戊</text:span></text:p></table:table-cell>", "text", "甲  乙\t丙\n丁\n戊"),
        ('<table:table-cell office:value-type="string"><office:annotation><text:p>remark</text:p></office:annotation>'
         "<text:p>甲</text:p></table:table-cell>", "text", "甲"),
        ('<table:table-cell office:value-type="string" office:string-value="乙"/>', "text", "乙"),
        ('<table:table-cell table:formula="of:=1/0" office:value-type="float" office:value="0"><text:p>#DIV/0!</text:p>'
         "</table:table-cell>", "error", "#DIV/0!"),
        ('<table:table-cell table:formula="of:=X" office:value-type="float" office:value="0"><text:p>Err:508</text:p>'
         "</table:table-cell>", "error", "Err:508"),
        ('<table:table-cell office:value-type="currency" office:currency="CNY" office:value="12.5"><text:p>￥12.50</text:p>'
         "</table:table-cell>", "number", "12.5"),
        ('<table:table-cell office:value-type="time" office:time-value="PT12H30M00S"><text:p>12:30</text:p>'
         "</table:table-cell>", "text", "12:30"),
        ('<table:table-cell office:value-type="float" office:value="nan"/>', "text", "nan"),
        ('<table:table-cell office:value-type="float"><text:p>只有字</text:p></table:table-cell>', "text", "只有字"),
        ("<table:table-cell><text:p>无类</text:p></table:table-cell>", "text", "无类"),
        ('<table:table-cell><text:p>外</text:p><table:table table:name="sub"><table:table-row><table:table-cell><text:p>内'
         "</text:p></table:table-cell></table:table-row></table:table></table:table-cell>", "text", "外"),
    ],
)  # fmt: skip
def test_what_a_cell_of_ods_becomes(cell: str, kind: str, shown: str) -> None:
    found = only(ods_table(f"<table:table-row>{cell}</table:table-row>"))
    assert (found.kind, found.text) == (kind, shown)


def test_a_formula_that_gives_nothing_in_libreoffice_is_blank() -> None:
    row = '<table:table-row><table:table-cell table:formula="of:=&quot;&quot;"/></table:table-row>'
    assert only(ods_table(row)).kind == "unsaved_formula"
    content = ods_content(f'<table:table table:name="a">{row}</table:table>').replace(
        b"<office:document-content", b'<office:document-content xmlns:calcext="c"'
    )
    assert grids(ods_file(content))[0].cells == {}


def test_sheets_of_other_files_that_ods_keeps_are_left_out() -> None:
    content = ods_content(
        "<table:table table:name=\"'file:///a.ods'#$Sheet1\"/><table:table table:name=\"'a'\"/>"
    )
    assert [sheet.name for sheet in grids(ods_file(content))] == ["'a'"]


def test_percent_styles_of_xml_are_inherited() -> None:
    content = spreadsheetml(Page([[0.5, 0.5, 0.5], [0.5]])).decode()
    content = content.replace("</Styles>", '<Style ss:ID="q" ss:Parent="p"><Font/></Style></Styles>')
    content = content.replace("<Table>", '<Table><Column ss:Index="2" ss:Span="1" ss:StyleID="q"/>')
    content = content.replace('<Row ss:Index="2"', '<Row ss:Index="2" ss:StyleID="p"')
    assert texts(content.encode()) == {"A1": "0.5", "B1": "50%", "C1": "50%", "A2": "50%"}
    assert texts(content.encode("utf-16")) == texts(content.encode())


def test_remarks_in_xml_are_not_read() -> None:
    content = spreadsheetml(Page([["甲"]])).replace(
        b"</Cell>", b'<Comment><ss:Data ss:Type="Number">7</ss:Data></Comment></Cell>'
    )
    assert texts(content) == {"A1": "甲"}


# -- web pages ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "big5", "utf-8-sig", "utf-16"])
def test_a_web_page_in_any_encoding(charset: str) -> None:
    assert texts(html_page(Page([["產值", 1]]), charset=charset) if charset != "gb2312" else html_page(
        Page([["产值", 1]]), charset=charset)) == {"A1": "产值" if charset == "gb2312" else "產值", "B1": "1"}  # fmt: skip


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<p>标题<table><tr><td>1<td>2<tr><td>3</table>", {"A1": "标题", "A2": "1", "B2": "2", "A3": "3"}),
        ("<table><tr><td>1</table><table><tr><td>2</table>注", {"A1": "1", "A3": "2", "A5": "注"}),
        ("<table><caption>单位：万元</caption><tr><td>1</table>", {"A1": "单位：万元", "A2": "1"}),
        ("<table><tr><td>外<table><tr><td>内</table></td><td>2</table>", {"A1": "外", "B1": "2", "A3": "内"}),
        ("<table><tr><td rowspan=2>a<td>b<tr><td>c</table>", {"A1": "a", "B1": "b", "B2": "c"}),
        ("<table><tr><td rowspan=2 colspan=2>a<td>b<tr><td>c</table>", {"A1": "a", "C1": "b", "C2": "c"}),
        ("<table><tr><td>a<br>b  c<p>d</p><td>&nbsp;<td>1&#48;</table>", {"A1": "a\nb c\nd", "C1": "10"}),
        ("<table><tr><th>15.3%<td x:num=0.15287 class=x>15.3%<td sdval='1234.5'>1,235", {"A1": "15.3%", "B1": "15.287%", "C1": "1234.5"}),
        ("<table><tr><td x:num='44927'>2023-01-01<td x:num>7</table>", {"A1": "2023-01-01", "B1": "7"}),
        ("<table><script>if (a</td>b) '<td>'</script><style>td{}</style><tr><td a='>' b=\"<td>\">1</td></table>", {"A1": "1"}),
        ("<?xml version='1.0'?><!DOCTYPE html><html xmlns='h'><body><table><tr><td>1</td></tr></table></body></html>", {"A1": "1"}),
        ("<td>散</td><table><td>1</table></table></tr>", {"A1": "散", "A2": "1"}),
        ("<table><tr><td>5 < 6 & 7</table>", {"A1": "5 < 6 & 7"}),
        ("<table><tr><td>1</td></tr></table><!-- <table><tr><td>2", {"A1": "1"}),
    ],
)  # fmt: skip
def test_web_pages(page: str, shown: dict[str, str]) -> None:
    assert texts(page.encode()) == shown


def test_spans_and_hidden_lines_of_a_web_page() -> None:
    page = (
        "<div>题</div><table><col><col style='display:none'><tr><td rowspan=9>a<td>b<tr style='DISPLAY: none'><td>c"
        "</table><table style='display:none'><tr><td colspan=3>d</table>"
    )
    (sheet,) = grids(page.encode())
    # No cell reaches out of its table.
    assert sheet.merged == ((2, 1, 3, 1), (5, 1, 5, 3))
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({3, 5}, {2})


# -- the reading as a whole ---------------------------------------------------------------------------------

RATE = ["iiot_adoption_rate", "普及率", "%", Percent(0.153), Percent(0.2), "18%"]
TABLE = [HEADER, OUTPUT, SME_OUTPUT, RATE, ["enterprises", "企业数", "家", 200, "约5", None]]


def _said(found: ReadCluster) -> list[str]:
    # Text and web pages have no sheets to name.
    return [message(problem).replace("表!", "") for problem in found.cluster.problems]


def facts(found: ReadCluster) -> tuple[object, ...]:
    cluster = found.cluster
    figures = {
        id: {year: (o.value, o.text, o.doubt, o.cell.ref) for year, o in by_year.items()}
        for id, by_year in cluster.observations.items()
    }
    return figures, codes(found), _said(found), found.years


@pytest.mark.parametrize("format", EVERY)
def test_the_same_table_gives_the_same_reading(format: str) -> None:
    expected = facts(reading(xlsx(Page(TABLE))))
    found = reading(EVERY[format](Page(TABLE)))
    assert facts(found) == expected
    assert found.cluster.observations["iiot_adoption_rate"][2022].value == Decimal("15.3")
    assert found.sheets == (("",) if format in ("html", "csv") else ("表",))


FIGURES = st.one_of(
    st.none(),
    st.integers(0, 10**6),
    st.decimals(0, 1000, places=3).map(float),
    st.decimals(0, 1, places=4).map(lambda number: Percent(number)),
    st.sampled_from(["15%", "约3", "—", "1,200", "暂无", "3万", "x"]),
)


@settings(max_examples=40)
@given(st.lists(st.lists(FIGURES, min_size=3, max_size=3), min_size=1, max_size=4))
def test_any_figures_read_alike_in_every_format(figures: list[list[object]]) -> None:
    named = [
        ("total_output", "亿元"),
        ("iiot_adoption_rate", "%"),
        ("enterprises", "家"),
        ("employees", "人"),
    ]
    rows = [HEADER, OUTPUT, *([id, "", unit, *row] for (id, unit), row in zip(named, figures, strict=False))]
    rows = [[None if value == "" else value for value in row] for row in rows]
    expected = facts(reading(xlsx(Page(rows))))
    for make in EVERY.values():
        assert facts(reading(make(Page(rows)))) == expected


@pytest.mark.parametrize("format", [*FULL, "html"])
def test_figures_in_hidden_lines_are_used_and_said(format: str) -> None:
    page = Page(TABLE, hidden_rows=[2, 9], hidden_columns=[5, 7])
    found = reading(EVERY[format](page))
    assert found.cluster.observations["total_output"][2023].value == 33
    (said,) = [problem for problem in found.cluster.problems if problem.code == "C130"]
    assert said.where.cell == "D2"
    assert message(said).startswith(
        "本工作表所用的数据和填报项中，有 6 个在未显示的行或列里：第 2 行、E 列。"
    )


def test_hidden_lines_without_figures_are_nobody_s_business() -> None:
    assert "C130" not in codes(
        reading(xlsx(Page([*TABLE, ["随便写写"]], hidden_rows=[6], hidden_columns=[7])))
    )
    hidden = reading(xlsx(Page(TABLE, hidden=True, hidden_rows=[2]), Page([["x"]], "示")))
    assert [code for code in codes(hidden) if code in ("C124", "C130")] == ["C124"]


def test_many_hidden_lines_are_not_all_named() -> None:
    rows = [HEADER, *([id, "", "", 5, 6, 7] for id in ("enterprises",) * 30)]
    found = reading(xlsx(Page([HEADER, OUTPUT, *rows[1:2]], hidden_rows=range(1, 9))))
    assert "第 2 行、第 3 行" in message(next(p for p in found.cluster.problems if p.code == "C130"))


# -- shapes that real files have, with invented figures -----------------------------------------------------


@pytest.mark.parametrize("make", [xls, xlsx, html_page, EVERY["ods"], EVERY["xlsb"]])
def test_a_yearbook_page_with_a_bilingual_title_and_a_header_of_many_rows(make: Maker) -> None:
    rows = [
        ["2-14  各地区研发经费 (2020年)", None, None, None],
        ["R&D Expenditure by Region", None, None, None],
        [None, None, None, "单位：万元"],
        ["地    区", "R&D经费\n内部支出", None, None],
        [None, None, "政府资金", "企业资金"],
        ["全    国", 1000.5, 300.25, 700.25],
        ["  甘    肃", 20, 5, None],
    ]
    merged = [(1, 1, 1, 4), (2, 1, 2, 4), (4, 1, 5, 1), (4, 2, 5, 2), (4, 3, 4, 4)]
    (sheet,) = grids(make(Page(rows, merged=merged)))
    assert set(sheet.merged) == set(merged)
    assert {place: "".join(cell.text.split()) for place, cell in sheet.cells.items()} == {
        (row, column): "".join(str(value).split())
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if value is not None
    }


def test_a_page_of_a_statistics_site_under_xls() -> None:
    """Blank lines and a remark first, a title in a div, the unit in a table of its own, a header over three rows."""
    page = (
        "\r\n"
        * 12
        + "<!-- 以上 -->\n<html><head><title>x</title><style>td{}</style></head><body><div>示例支出</div>"
        "<div></div><div><table id=tab0>\n<tr><td>单位:万元</td></tr>\n</table><table>\n<tr><td rowspan='3'>地区</td>\n"
        "<td colspan='3'>支出</td>\n</tr><tr><td rowspan='2'>&nbsp;</td>\n<td colspan='2'>日常</td></tr><tr><td>薪酬</td>"
        "<td>其他</td></tr><tr><td>甲</td><td>1.5</td><td>1</td><td>0.5</td></tr></table></div></body></html>"
    )
    assert texts(page.encode()) == {
        "A1": "示例支出",
        "A2": "单位:万元",
        "A4": "地区",
        "B4": "支出",
        "C5": "日常",
        "C6": "薪酬",
        "D6": "其他",
        "A7": "甲",
        "B7": "1.5",
        "C7": "1",
        "D7": "0.5",
    }
    assert grids(page.encode())[0].merged == ((4, 1, 6, 1), (4, 2, 4, 4), (5, 2, 6, 2), (5, 3, 5, 4))


def test_a_drawing_that_is_missing_is_not_missed() -> None:
    found = parts('<row><c t="str"><v>合 计\nTotal</v></c></row>')
    found["xl/worksheets/sheet1.xml"] = found["xl/worksheets/sheet1.xml"].replace(
        b"</worksheet>", b'<drawing r:id="rId1" xmlns:r="r"/></worksheet>'
    )
    found["xl/worksheets/_rels/sheet1.xml.rels"] = (
        b'<Relationships><Relationship Id="rId1" Type="t/drawing" Target="../drawings/drawing1.xml"/></Relationships>'
    )
    assert only(zipped(found)).text == "合 计\nTotal"


def test_a_city_s_figures_under_an_indicator_that_stands_above_them() -> None:
    rows = [["数据库：主要城市年度数据"], ["指标：国内生产总值(亿元)"], ["时间：最近5年"], ["地区", "2019年", "2018年"],
            ["甲", 35371.3, None], ["乙", None, 13362.92]]  # fmt: skip
    (sheet,) = grids(xls(Page(rows, "主要城市年度数据")))
    assert [sheet.cells.get(place) and sheet.cells[place].text for place in ((5, 2), (5, 3), (6, 2), (6, 3))] == [
        "35371.3", None, None, "13362.92"
    ]  # fmt: skip
