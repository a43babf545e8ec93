"""What a cell shows against what it stores, in every format that keeps both."""

from __future__ import annotations

import io
import zipfile

import pytest
from formats import EVERY, FULL, Coded, Page, Percent, Unsaved, html_page, ods_content, ods_file
from workbooks import codes, excel, raw, reading, values

from clustercheck.tables.reading import ReadCluster

# Those that store a number beside what is shown of it.
STORING = {name: maker for name, maker in EVERY.items() if name != "csv"}
HEAD = ["指标", "单位", "2023年", "2024年", "2025年"]


def spending(cell: object, unit: str | None = "万元", maker: str = "xlsx", **rest: object) -> ReadCluster:
    """A table whose last figure is the cell."""
    rows = [HEAD, ["中小企业研发经费", unit, None, rest.pop("before", None), cell]]
    return reading(STORING[maker](Page(rows, **rest)))  # type: ignore[arg-type]


def last(found: ReadCluster) -> tuple[str | None, str | None]:
    """The value and the doubt of the newest figure."""
    (by_year,) = found.cluster.observations.values()
    seen = by_year[2025]
    return None if seen.value is None else f"{seen.value.normalize():f}", seen.doubt


SCALED = [
    ("#,##0.0,", 6150000, "6,150.0"),
    ("0!.0,", 61500000, "6150.0"),
    (r"0\.0,", 61500000, "6150.0"),
    ('0"."0,', 61500000, "6150.0"),
    ("0!.0000", 61500000, "6150.0000"),
    ("0,,", 61500000, "62"),
]


@pytest.mark.parametrize("maker", STORING)
@pytest.mark.parametrize(("code", "stored", "shown"), SCALED)
def test_a_scaled_figure_that_is_not_the_stored_one_is_said(
    code: str, stored: int, shown: str, maker: str
) -> None:
    found = spending(Coded(stored, code, shown), "千元", maker)
    assert last(found) == (None, "C271")
    (problem,) = [each for each in found.cluster.problems if each.code == "C271"]
    assert problem.facts["shown"] == shown
    assert problem.facts["stored"] == str(stored)
    seen = found.cluster.observations["sme_rd_spending"][2025]
    assert (seen.text, seen.stored) == (shown, str(stored))


@pytest.mark.parametrize("maker", STORING)
@pytest.mark.parametrize(
    ("code", "stored", "shown", "unit"),
    [
        ('#,##0.00,,"万元"\n%', 61501234, "6,150.12万元", "元"),
        ('0!.0,"万元"', 61501234, "6150.1万元", "元"),
        ('0!.0,"万元"', 61501234, "6150.1万元", None),
        ('0!.0,"万"', 61501234, "6150.1万", "元"),
        ('0.0"万元"', 6150.1234, "6150.1万元", "万元"),
        ('0.0"万元"', 6150.1234, "6150.1万元", None),
        ('[>=10000]0!.0,"万元";0"元"', 61501234, "6150.1万元", "元"),
    ],
)
def test_a_unit_in_the_format_tells_the_stored_digits(
    code: str, stored: float, shown: str, unit: str | None, maker: str
) -> None:
    assert last(spending(Coded(stored, code, shown), unit, maker)) == ("6150.1234", None)


@pytest.mark.parametrize("maker", STORING)
@pytest.mark.parametrize(
    ("code", "stored", "shown", "unit"),
    [
        ('0.0"亿元"', 6150, "6150.0亿元", "万元"),
        ('0.0"人"', 6150, "6150.0人", "万元"),
        ('0"0000"', 6150, "61500000", "万元"),
        ('0!.0,"万"', 61501234, "6150.1万", "万元"),
        ("0.00\n%", 61.5, "6150.00", "万元"),
    ],
)
def test_a_unit_in_the_format_that_is_not_that_of_the_row_is_said(
    code: str, stored: float, shown: str, unit: str, maker: str
) -> None:
    assert last(spending(Coded(stored, code, shown), unit, maker)) == (None, "C271")


@pytest.mark.parametrize("maker", STORING)
@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("#,##0.0", "6,150.1"),
        ('_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', " 6,150.12 "),
        ('"¥"#,##0', "¥6,150"),
        ("[>100]0.0;0.00", "6150.1"),
        ("0.00_ ;[Red]\\-0.00\\ ", "6150.12"),
    ],
)
def test_an_ordinary_format_leaves_the_stored_digits(code: str, shown: str, maker: str) -> None:
    found = spending(Coded(6150.1234, code, shown), "万元", maker)
    assert last(found) == ("6150.1234", None)
    assert codes(found) == []


def rate(cell: object, unit: str | None, maker: str) -> ReadCluster:
    rows = [HEAD, ["工业互联网平台应用普及率", unit, 12, 14.5, cell]]
    return reading(STORING[maker](Page(rows)))


@pytest.mark.parametrize("maker", STORING)
@pytest.mark.parametrize("unit", ["%", None])
@pytest.mark.parametrize(
    ("code", "stored", "shown"),
    [
        ("0.0%", 0.162, "16.2%"),
        ("0.0 %", 0.162, "16.2 %"),
        (r"0.00\%", 16.2, "16.20%"),
        ('0.00"%"', 16.2, "16.20%"),
    ],
)
def test_a_percentage_is_what_is_shown(
    code: str, stored: float, shown: str, unit: str | None, maker: str
) -> None:
    assert last(rate(Coded(stored, code, shown), unit, maker)) == ("16.2", None)


@pytest.mark.parametrize("maker", ["xlsx", "xls", "xlsb", "xml"])
def test_a_percent_sign_on_a_line_that_is_not_seen_makes_a_percentage(maker: str) -> None:
    assert last(rate(Coded(0.162, "0.00\n%", "16.20"), "%", maker)) == ("16.2", None)


HIDING = [("0;-0;;@", 0, ""), ("#,###", 0, ""), (";;;", 6150, ""), ("#", 0, "")]
TELLING = [
    ('0;-0;"无"', 0, "无"),
    ('_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ', 0, "-"),
    ('[=0]"—";0', 0, "—"),
]


@pytest.mark.parametrize("maker", ["xlsx", "xls", "xlsb", "xml", "ods", "fods"])
@pytest.mark.parametrize(("code", "stored", "shown"), HIDING)
def test_a_figure_that_its_format_hides_is_not_judged(code: str, stored: int, shown: str, maker: str) -> None:
    assert last(spending(Coded(stored, code, shown), "万元", maker)) == (None, "C272")


@pytest.mark.parametrize("maker", ["xlsx", "xls", "xlsb", "xml", "ods", "fods"])
@pytest.mark.parametrize(("code", "stored", "shown"), TELLING)
def test_a_text_that_stands_for_a_number_is_said_with_it(
    code: str, stored: int, shown: str, maker: str
) -> None:
    assert last(spending(Coded(stored, code, shown), "万元", maker)) == (None, "C271")


@pytest.mark.parametrize("maker", FULL)
def test_a_zero_that_the_sheet_does_not_show_is_not_judged(maker: str) -> None:
    assert last(spending(0, maker=maker, shows_zeros=False)) == (None, "C272")
    assert last(spending(0, maker=maker))[0] == "0"
    assert last(spending(6150, maker=maker, shows_zeros=False)) == ("6150", None)


@pytest.mark.parametrize("maker", FULL)
@pytest.mark.parametrize("cell", [6150, "6150", "6150万元", Percent(0.15)])
def test_a_figure_under_a_merged_cell_is_not_judged(maker: str, cell: object) -> None:
    found = spending(cell, maker=maker, before=5600, merged=[(2, 4, 2, 5)])
    assert last(found) == (None, "C273")
    assert values(found)["sme_rd_spending"][2024] == "5600"


@pytest.mark.parametrize("maker", FULL)
def test_words_under_a_merged_cell_are_not_there(maker: str) -> None:
    rows = [HEAD, ["集群总产值", "中小企业产值", 31, 33, 36], ["中小企业产值", "亿元", 22, 24, 26]]
    found = reading(FULL[maker](Page(rows, merged=[(2, 1, 2, 2)])))
    assert values(found)["sme_output"][2025] == "26"


YEARS = [('yyyy"年"', "{}年"), ('e"年"', "{}年"), ("yyyy", "{}"), ('[$-804]yyyy"年度"', "{}年度")]


@pytest.mark.parametrize("maker", STORING)
@pytest.mark.parametrize(("code", "shown"), YEARS)
@pytest.mark.parametrize("first", [44927, 45291, 45100])
def test_a_date_shown_as_a_year_is_that_year_in_a_heading(
    code: str, shown: str, first: int, maker: str
) -> None:
    days = [
        Coded(first + add, code, shown.format(year)) for add, year in ((0, 2023), (366, 2024), (731, 2025))
    ]
    found = reading(STORING[maker](Page([["指标", "单位", *days], ["集群总产值", "亿元", 31, 33, 36]])))
    assert values(found) == {"total_output": {2023: "31", 2024: "33", 2025: "36"}}


@pytest.mark.parametrize("maker", STORING)
def test_a_date_shown_as_a_year_is_no_figure(maker: str) -> None:
    assert last(spending(Coded(45291, "yyyy", "2023"), maker=maker)) == (None, "C205")


@pytest.mark.parametrize(
    ("kind", "shown"), [(' t="inlineStr"', "6150"), ("", "33"), (' t="n"', "33"), (' t="str"', "33")]
)
def test_of_two_values_in_a_cell_excel_shows_one(kind: str, shown: str) -> None:
    texts = "".join(f'<c t="inlineStr"><is><t>{word}</t></is></c>' for word in HEAD)
    cells = '<c t="inlineStr"><is><t>中小企业研发经费</t></is></c><c t="inlineStr"><is><t>万元</t></is></c>'
    two = f"<c{kind}><v>33</v><is><t>6150</t></is></c>"
    found = reading(raw(f"<row>{texts}</row><row>{cells}<c/><c/>{two}</row>"))
    assert last(found) == (shown, None)


def test_a_remark_in_a_web_page_is_no_part_of_its_cell() -> None:
    page = html_page(Page([HEAD, ["集群总产值", "亿元", 31, 33, "REMARK36"]])).decode()
    remark = '<a class="comment-indicator"></a>\n<comment>初步数，36<p>见附注</p></comment>'
    found = reading(page.replace("REMARK", remark).encode())
    assert values(found)["total_output"][2025] == "36"


def test_a_percentage_by_its_text_alone_is_one() -> None:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{word}</text:p></table:table-cell>'
        for word in HEAD
    )
    row = "".join(
        f'<table:table-cell office:value-type="{kind}"><text:p>{text}</text:p></table:table-cell>'
        for kind, text in (
            ("string", "工业互联网平台应用普及率"),
            ("string", "%"),
            ('float" office:value="0.12', "12%"),
            ('float" office:value="0.145', "14.5%"),
            ('percentage" office:value="0.162', "16.2"),
        )
    )
    body = f"<table:table><table:table-row>{cells}</table:table-row><table:table-row>{row}</table:table-row></table:table>"
    found = reading(ods_file(ods_content(body)))
    assert values(found)["iiot_adoption_rate"] == {2023: "12", 2024: "14.5", 2025: "16.2"}


@pytest.mark.parametrize("maker", [name for name in STORING if name != "html"])
def test_a_formula_without_a_saved_value_is_said_once(maker: str) -> None:
    found = spending(Unsaved("C2+D2"), maker=maker)
    assert last(found) == (None, "C210")
    assert codes(found) == ["C210"]


def test_a_zero_that_may_stand_in_for_a_value_is_said() -> None:
    cells = [f'office:value-type="string"><text:p>{word}' for word in ("中小企业研发经费", "万元")]
    zero = 'table:formula="of:=[.A9]" office:value-type="float" office:value="0"><text:p>0'
    rows = ([f'office:value-type="string"><text:p>{word}' for word in (*HEAD[:2], "2025年")], [*cells, zero])
    made = "".join(
        f"<table:table-row>{''.join(f'<table:table-cell {cell}</text:p></table:table-cell>' for cell in row)}</table:table-row>"
        for row in rows
    )
    assert last(reading(ods_file(ods_content(f"<table:table>{made}</table:table>")))) == (None, "C274")


DATA_STYLES = """
<number:percentage-style style:name="N1"><number:number number:decimal-places="1" number:min-integer-digits="1"/>
<number:text>%</number:text></number:percentage-style>
<number:date-style style:name="N2"><number:year number:style="long"/><number:text>年</number:text></number:date-style>
<number:number-style style:name="N3"><number:number number:decimal-places="0" number:min-integer-digits="1"
 number:display-factor="1000"/></number:number-style>
<number:number-style style:name="N4"><number:text>-</number:text>
<style:map style:condition="value()&gt;0" style:apply-style-name="N0"/></number:number-style>
""" + "".join(
    f'<style:style style:name="c{n}" style:family="table-cell" style:data-style-name="N{n}"/>'
    for n in range(1, 5)
)


def styled(cells: str, columns: str = "", styles: str = DATA_STYLES, **more: bytes) -> ReadCluster:
    """A table in an .ods whose last figure, and whose headings, are as they are written."""
    head = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{word}</text:p></table:table-cell>'
        for word in HEAD[:2]
    )
    years = "".join(
        f'<table:table-cell table:style-name="c2" office:value-type="{kind}"/>'
        for kind in (
            'date" office:date-value="2023-12-31',
            'float" office:value="45292',
            'date" office:date-value="2025-01-01T00:00:00',
        )
    )
    rows = f"<table:table-row>{head}{years}</table:table-row><table:table-row>{cells}</table:table-row>"
    body = f"<table:table>{columns}{rows}</table:table>"
    content = ods_content(body, styles).replace(
        b"<office:document-content", b'<office:document-content xmlns:number="number"', 1
    )
    return reading(ods_file(content, **more))


def named(name: str, unit: str) -> str:
    return "".join(
        f'<table:table-cell office:value-type="string"><text:p>{word}</text:p></table:table-cell>'
        for word in (name, unit)
    )


@pytest.mark.parametrize("written", ["<text:p>0.162</text:p>", ""])
@pytest.mark.parametrize("where", ["cell", "column", "part"])
def test_a_percentage_by_its_style_alone_is_one(written: str, where: str) -> None:
    own = ' table:style-name="c1"' if where in ("cell", "part") else ""
    value = (
        f'<table:table-cell{own} office:value-type="float" office:value="0.162">{written}</table:table-cell>'
    )
    columns = '<table:table-column table:number-columns-repeated="4"/><table:table-column table:default-cell-style-name="c1"/>'
    cells = f"{named('工业互联网平台应用普及率', '%')}<table:table-cell/><table:table-cell/>{value}"
    styles = DATA_STYLES if where != "part" else ""
    part = f"<a xmlns:number='n' xmlns:style='s'>{DATA_STYLES}</a>".encode()
    found = styled(
        cells, columns if where == "column" else "", styles, **({} if styles else {"styles.xml": part})
    )
    assert last(found) == ("16.2", None)


def test_a_format_of_an_ods_that_scales_is_said() -> None:
    value = '<table:table-cell table:style-name="c3" office:value-type="float" office:value="6150000"/>'
    cells = f"{named('中小企业研发经费', '万元')}<table:table-cell/><table:table-cell/>{value}"
    assert last(styled(cells)) == (None, "C271")
    plain = value.replace("c3", "c4").replace("6150000", "6150")
    assert last(styled(cells.replace(value, plain))) == ("6150", None)


def test_a_day_that_is_stored_as_one_is_the_year_it_is_shown_as() -> None:
    day = Coded(45291, 'yyyy"年"', "")
    content = STORING["xml"](Page([["指标", "单位", day], ["集群总产值", "亿元", 31]])).decode()
    stored = content.replace('ss:Type="Number">45291.0', 'ss:Type="DateTime">2023-12-31T00:00:00.000')
    assert stored != content
    assert values(reading(stored.encode())) == {"total_output": {2023: "31"}}


def test_a_formula_in_a_text_file_has_no_value() -> None:
    content = "指标,单位,2023年,2024年,2025年\n集群总产值,亿元,31,33.5,=D2*1.1\n".encode()
    found = reading(content)
    assert values(found)["total_output"] == {2023: "31", 2024: "33.5", 2025: None}
    assert codes(found) == ["C210"]


def test_the_format_of_cells_without_a_style_of_their_own_counts() -> None:
    """A workbook may give its first cell format, which cells without one have, a number format."""
    rows = [HEAD, ["工业互联网平台应用普及率", "%", 0.15, 0.162, 0.175]]
    plain = excel({"指标": rows})
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/styles.xml":
                part = part.replace(
                    b'<cellXfs count="1"><xf numFmtId="0"', b'<cellXfs count="1"><xf numFmtId="10"'
                )
                assert b'<xf numFmtId="10"' in part
            new.writestr(name, part)
    assert last(reading(stream.getvalue())) == ("17.5", None)


@pytest.mark.parametrize(
    "unseen",
    [
        '<span style="display:none">99</span>',
        '<span style="visibility: hidden">99</span>',
        '<div id=c1 style="display:none">注：99</div>',
        '<span style="mso-element:comment">99</span>',
        "<span hidden>99</span>",
        '<b style="mso-hide:all">9<i>9</i></b>',
    ],
)
@pytest.mark.parametrize("stored", ["", ' sdval="35.5"', ' x:num="35.5"'])
def test_what_a_web_page_does_not_show_is_no_part_of_its_cell(unseen: str, stored: str) -> None:
    page = "<table><tr><td>指标<td>单位<td>2022年<tr><td>集群总产值<td>亿元<td{}>{}</td></table>"
    for cell in (f"35.5{unseen}", f"{unseen}35.5"):
        found = reading(page.format(stored, cell).encode())
        assert (codes(found), values(found)) == ([], {"total_output": {2022: "35.5"}})


@pytest.mark.parametrize(
    "cell",
    [
        "<s>3</s>35.5",
        "<del>3</del>35.5",
        "35.5<strike>1</strike>",
        '<span style="text-decoration:line-through">3</span>35.5',
        "<s>35.5</s>",
    ],
)
def test_what_is_struck_out_is_no_digit(cell: str) -> None:
    page = "<table><tr><td>指标<td>单位<td>2022年<tr><td>集群总产值<td>亿元<td>{}</td></table>"
    assert codes(reading(page.format(cell).encode())) == ["C224"]


def test_a_percentage_by_its_text_in_full_width_is_one() -> None:
    cells = "<table:table-row>" + "".join(
        f'<table:table-cell office:value-type="string"><text:p>{word}</text:p></table:table-cell>'
        for word in ("指标", "单位", "2022年")
    )
    cells += "</table:table-row><table:table-row>" + "".join(
        f'<table:table-cell office:value-type="string"><text:p>{word}</text:p></table:table-cell>'
        for word in ("工业互联网平台应用普及率", "%")
    )
    cells += '<table:table-cell office:value-type="float" office:value="0.162"><text:p>16.2％</text:p></table:table-cell></table:table-row>'
    found = reading(ods_file(ods_content(f'<table:table table:name="表">{cells}</table:table>')))
    assert (codes(found), values(found)) == ([], {"iiot_adoption_rate": {2022: "16.2"}})
