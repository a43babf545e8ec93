"""A figure, a label, a heading or a unit with the mark of a note in superscript, in every format that sets one so."""

from __future__ import annotations

from decimal import Decimal

import pytest
from formats import FULL, Page, Runs, html_page, ods_content
from workbooks import raw, reading, values

from clustercheck.model.note_marks import joined, unmarked, without_note_marks

SETTING = {**FULL, "html": html_page}
YEARS = ["指标", "单位", "2024年", "2025年"]


def marked(text: str, mark: str, how: str = "super") -> Runs:
    return Runs(((text, ""), (mark, how)))


@pytest.mark.parametrize("format", SETTING)
@pytest.mark.parametrize("how", ["super", "sub"])
def test_a_mark_is_no_digit_of_its_figure(format: str, how: str) -> None:
    rows = [
        YEARS,
        ["优质企业总数（去重）", "家", 6, marked("7", "2", how)],
        ["企业总数", "家", 8, Runs((("*)", how), ("9", "")))],
    ]
    found = reading(SETTING[format](Page(rows)))
    quality, firms = (found.cluster.observations[id][2025] for id in ("quality_enterprises", "enterprises"))
    assert (quality.value, quality.doubt, quality.text) == (None, "C224", "7²" if how == "super" else "7₂")
    assert (firms.value, firms.doubt) == (None, "C224")
    assert found.cluster.observations["enterprises"][2024].value == 8


@pytest.mark.parametrize("format", SETTING)
def test_what_is_struck_out_is_no_digit_of_the_figure_that_replaces_it(format: str) -> None:
    replaced, withdrawn = Runs((("3", "struck"), ("35.5", ""))), Runs((("35.5", "struck"),))
    rows = [YEARS, ["集群总产值", "亿元", withdrawn, replaced]]
    seen = reading(SETTING[format](Page(rows))).cluster.observations["total_output"]
    assert [(seen[year].value, seen[year].doubt) for year in (2024, 2025)] == [(None, "C224")] * 2


@pytest.mark.parametrize("format", SETTING)
def test_labels_headings_and_units_are_known_without_their_marks(format: str) -> None:
    rows = [
        [marked("指标", "a"), "单位", "2024年", marked("2025年", "2")],
        [marked("集群总产值", "1)"), marked("亿元", "[注3]"), 33, 35],
        [Runs((("有效发明专利", ""), ("3,4", "super"), ("拥有量", ""))), "件", 1, 2],
        ["从业人员（人）", marked("人", "*"), 900, 910],
    ]
    found = values(reading(SETTING[format](Page(rows))))
    assert found["total_output"] == {2024: "33", 2025: "35"}
    assert found["invention_patents"] == {2024: "1", 2025: "2"}
    assert found["employees"] == {2024: "900", 2025: "910"}


@pytest.mark.parametrize("format", SETTING)
@pytest.mark.parametrize("how", ["super", "sub"])
def test_the_two_of_a_unit_is_no_mark(format: str, how: str) -> None:
    carbon = Runs((("吨CO", ""), ("2", how), ("/万元", "")))
    rows = [YEARS, ["占地面积", marked("万m", "2", how), None, 900], ["二氧化碳排放强度", carbon, None, 0.5]]
    found = values(reading(SETTING[format](Page(rows))))
    assert found["land_area"][2025] == "9"
    assert found["co2_intensity"][2025] == "0.5"
    within = Runs((("占地面积（km", ""), ("2", how), ("）", "")))
    for row in ([within, None, None, 9], ["占地面积", "平方公里", None, Runs((("9km", ""), ("2", how)))]):
        assert values(reading(SETTING[format](Page([YEARS, row]))))["land_area"][2025] == "9"


@pytest.mark.parametrize("format", SETTING)
def test_what_is_raised_as_a_whole_marks_nothing(format: str) -> None:
    """Words are what they are; a lone figure may be a mark, or a figure that was set so by mistake."""
    rows = [
        ["指标", "单位", "2024年", Runs((("2025年", "super"),))],
        ["集群总产值", "亿元", 33, Runs((("35.4", "super"),))],
    ]
    row = reading(SETTING[format](Page(rows))).cluster.observations["total_output"]
    assert row[2024].value == 33
    assert (row[2025].value, row[2025].doubt) == (None, "C224")


def test_what_tells_how_a_word_is_read_is_none_of_its_text() -> None:
    spoken = '<si><t>集群总产值</t><rPh sb="0" eb="1"><t>jí 2</t></rPh></si><si><t>2025年</t></si>'
    strings = spoken + "<si><t>指标</t></si><si><t>单位</t></si><si><t>亿元</t></si>"
    cells = "".join(
        f'<row r="{row}">'
        + "".join(
            f'<c r="{c}{row}"{" t=" + chr(34) + "s" + chr(34) if text else ""}><v>{v}</v></c>'
            for c, v, text in line
        )
        + "</row>"
        for row, line in (
            (1, [("A", 2, 1), ("B", 3, 1), ("C", 1, 1)]),
            (2, [("A", 0, 1), ("B", 4, 1), ("C", 35, 0)]),
        )
    )
    page = "<table><tr><td>指标<td>单位<td>2025年<tr><td><ruby>集群<rp>(</rp><rt>jí 2</rt></ruby>总产值<td>亿元<td>35</table>"
    for content in (raw(cells, strings=strings), page.encode()):
        assert values(reading(content))["total_output"] == {2025: "35"}


@pytest.mark.parametrize(
    "cell",
    [
        "7<span style='font-size:8pt; Vertical-Align : super'>2</span>",
        "7<sup><font size=1>2</font></sup>",
        "7<sup><b>2</sup></b>",
        "7<span style='vertical-align:sub'><span>2</span></span>",
        "<p>7<sup>2",
    ],
)
def test_the_ways_of_web_pages(cell: str) -> None:
    page = f"<table><tr><td>指标<td>单位<td>2024年<td>2025年<tr><td>企业总数<td>家<td>{cell}<td>8</table>"
    row = reading(page.encode()).cluster.observations["enterprises"]
    assert (row[2024].value, row[2024].doubt, row[2025].value) == (None, "C224", 8)


def test_a_span_goes_on_with_the_setting_around_it() -> None:
    styles = "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties style:text-position="{position}"/></style:style>'
        for name, position in (("up", "33% 58%"), ("level", "0% 100%"))
    )
    figure = '7<text:span text:style-name="up"><text:span text:style-name="bold">2</text:span></text:span>'
    level = '8<text:span text:style-name="level">5</text:span>'
    lines = [("指标", "单位", "2024年", "2025年"), ("企业总数", "家", figure, level)]
    body = "".join(
        f"<table:table-row>{''.join(f'<table:table-cell><text:p>{text}</text:p></table:table-cell>' for text in line)}</table:table-row>"
        for line in lines
    )
    row = reading(
        ods_content(f'<table:table table:name="a">{body}</table:table>', styles, "office:document")
    ).cluster
    found = row.observations["enterprises"]
    assert (found[2024].value, found[2024].doubt, found[2025].value) == (None, "C224", Decimal(85))


def test_what_marks_leave() -> None:
    assert joined([("集群总产值", ""), ("１）", "super")]) == "集群总产值¹⁾"
    assert [unmarked(label) for label in ("总产值²⁾", "总产值 ①", "①总产值", "②", "km²¹", "CO₂", "GDP²")] == [
        "总产值", "总产值 ", "①总产值", "②", "km²", "CO₂", "GDP",
    ]  # fmt: skip
    assert [without_note_marks(figure) for figure in ("7²", "①7", "9km²", "9km²³", "7（²）")] == [
        "7",
        "7",
        "9km²",
        "9km²",
        "7",
    ]
