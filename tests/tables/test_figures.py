"""What one cell says of an indicator, a line or a condition."""

import datetime
from decimal import Decimal

import pytest
from workbooks import HEADER, codes, excel, reading, values

from clustercheck.formats.cells import GridCell
from clustercheck.formats.text_table import field_cell
from clustercheck.model.indicators import INDICATORS, PROFILE
from clustercheck.model.problems import Severity, Where
from clustercheck.tables.figure import Figure
from clustercheck.tables.figures import read_figure
from clustercheck.tables.profile_values import Said, read_date, read_item, read_yes_no
from clustercheck.texts.messages import message

PLACE = Where("x", "指标", "D2")


def figure(written: str | GridCell, unit: str | None = None, indicator: str = "total_output") -> Figure:
    cell = field_cell(written) if isinstance(written, str) else written
    found = read_figure(cell, unit, INDICATORS[indicator], PLACE)
    for problem in found.problems:
        assert problem.where == PLACE
        assert message(problem)
    return found


@pytest.mark.parametrize(
    ("written", "unit", "indicator", "value"),
    [
        ("31.5", "亿元", "total_output", "31.5"),
        ("31,500", "万元", "total_output", "3.15"),
        ("３１．５", "亿元", "total_output", "31.5"),
        ("1 234", "亿元", "total_output", "1234"),
        ("1，234", "亿元", "total_output", "1234"),
        ("１２，３４５", "亿元", "total_output", "12345"),
        ("1\u00a0234\u00a0567.5", "亿元", "total_output", "1234567.5"),
        ("1.2万", "人", "employees", "12000"),
        ("1.2万", "万人", "employees", "12000"),
        ("1.2万", "", "employees", "12000"),
        ("1.2亿", "亿元", "total_output", "1.2"),
        ("3200万", "万元", "total_output", "0.32"),
        ("3200万", "元", "total_output", "0.32"),
        ("32亿", "", "total_output", "32"),
        ("1.2万", "家", "enterprises", "12000"),
        ("1.2万家", "家", "enterprises", "12000"),
        ("9万", "平方米", "land_area", "0.09"),
        ("5万", "吨", "co2_emissions", "50000"),
        ("0.32", "百亿元", "total_output", "32"),
        ("0.032", "千亿元", "total_output", "32"),
        ("3.2", "十亿元", "total_output", "32"),
        ("3.2", "百万吨", "co2_emissions", "3200000"),
        ("9", "千公顷", "land_area", "90"),
        ("90㎢", "", "land_area", "90"),
        ("9 000 m²", "", "land_area", "0.009"),
        ("12.5亿元", "", "total_output", "12.5"),
        ("12.5亿元", None, "total_output", "12.5"),
        ("3,200万元", "亿元", "total_output", "0.32"),
        ("3200（万元）", "亿元", "total_output", "0.32"),
        ("5", "（人民币亿元）", "total_output", "5"),
        ("5", " 亿 元 ", "total_output", "5"),
        ("5", "单位：万元", "sme_rd_spending", "5"),
        ("1e3", "亿元", "total_output", "1000"),
        ("7", None, "enterprises", "7"),
        ("7", "—", "enterprises", "7"),
        ("7家", "户", "enterprises", "7"),
        ("7", "个", "invention_patents", "7"),
        ("1.2", "万人", "employees", "12000"),
        ("90", "km²", "land_area", "90"),
        ("320", "千克/万元", "co2_intensity", "0.32"),
        ("32", "吨CO2/亿元", "co2_intensity", "0.0032"),
        ("15", "％", "iiot_adoption_rate", "15"),
        ("15", "百分比", "iiot_adoption_rate", "15"),
        ("15％", "", "iiot_adoption_rate", "15"),
        ("15%", "%", "iiot_adoption_rate", "15"),
        ("0.5%", "%", "iiot_adoption_rate", "0.5"),
        ("150", "‰", "iiot_adoption_rate", "15"),
        ("0", "%", "iiot_adoption_rate", "0"),
        ("1", "%", "iiot_adoption_rate", "1"),
        ("−0", "亿元", "total_output", "0"),
    ],
)
def test_figures_that_are_read(written: str, unit: str | None, indicator: str, value: str) -> None:
    found = figure(written, unit, indicator)
    assert (found.value, found.problems) == (Decimal(value), ())


@pytest.mark.parametrize(
    "mark",
    [
        "—",
        "--",
        "-",
        "/",
        "…",
        "...",
        "……",
        "NA",
        "n/a",
        "无数据",
        "暂无",
        "无",
        " ",
        "　",
        "——",
        "......",
        "未统计",
        "不适用",
        "待定",
        "未知",
    ],
)
def test_marks_for_nothing_are_blank_and_never_zero(mark: str) -> None:
    assert read_figure(GridCell("text", mark), None, INDICATORS["total_output"], PLACE) == Figure()
    assert figure(GridCell("text", mark), "吨", "enterprises") == Figure()


@pytest.mark.parametrize(
    ("written", "unit", "indicator", "code", "value"),
    [
        ("-3", "家", "enterprises", "C204", "-3"),
        ("abc", "家", "enterprises", "C205", None),
        ("12-10", "家", "enterprises", "C205", None),
        ("2022-2024", "人", "employees", "C205", None),
        ("0756-2123456", "人", "employees", "C205", None),
        ("20亿-30", "亿元", "total_output", "C205", None),
        ("20 30", "亿元", "total_output", "C205", None),
        ("20000\n25000", "亿元", "total_output", "C205", None),
        ("1, 234", "亿元", "total_output", "C205", None),
        ("3½", "亿元", "total_output", "C205", None),
        ("(30)", "亿元", "total_output", "C205", None),
        ("预计30", "亿元", "total_output", "C205", None),
        ("超20不足30", "亿元", "total_output", "C205", None),
        ("不足0", "亿元", "total_output", "C205", None),
        ("约-5", "亿元", "total_output", "C204", None),
        ("超100%", "", "iiot_adoption_rate", "C212", None),
        ("约1200%", "", "iiot_adoption_rate", "C212", None),
        ("超3.5", "家", "enterprises", "C215", None),
        ("超三十亿", "亿元", "total_output", "C225", None),
        ("三十二亿元", "亿元", "total_output", "C225", None),
        ("百分之十五", "%", "iiot_adoption_rate", "C225", None),
        # a bare 万 under another scale: of what?
        ("3200万", "亿元", "total_output", "C223", None),
        ("1.2亿", "万元", "total_output", "C223", None),
        ("超1.2亿", "万元", "total_output", "C223", None),
        ("5万", "吨/万元", "co2_intensity", "C223", None),
        ("5万", "", "co2_emissions", "C208", None),
        # points are a difference of rates
        ("15个百分点", "%", "iiot_adoption_rate", "C208", None),
        ("15", "个百分点", "iiot_adoption_rate", "C208", None),
        ("15", "百分点", "iiot_adoption_rate", "C208", None),
        ("15", "万元、亿元", "total_output", "C208", None),
        ("1,2", "家", "enterprises", "C205", None),
        ("2023.5.1", "家", "enterprises", "C205", None),
        ("5", None, "total_output", "C207", None),
        ("5", "", "employees", "C207", None),
        ("15", None, "iiot_adoption_rate", "C207", None),
        ("5", "吨", "total_output", "C208", None),
        ("5", "万美元", "total_output", "C208", None),
        ("5亿元", "吨", "total_output", "C208", None),
        ("3亿美元", "亿元", "total_output", "C208", None),
        ("15%", "亿元", "total_output", "C208", None),
        ("15%", "亿元", "iiot_adoption_rate", "C208", None),
        ("#DIV/0!", "亿元", "total_output", "C209", None),
        ("1e400", "亿元", "total_output", "C211", None),
        ("1e30", "亿元", "total_output", "C211", None),
        ("1e-20", "亿元", "total_output", "C211", None),
        ("1e17", "万亿元", "total_output", "C211", None),
        ("100.1", "%", "iiot_adoption_rate", "C212", "100.1"),
        ("1500%", "%", "iiot_adoption_rate", "C212", "1500"),
        ("3.5", "家", "enterprises", "C215", "3.5"),
        ("3.5", "件", "invention_patents", "C215", "3.5"),
    ],
)
def test_figures_that_are_not_judged(
    written: str, unit: str, indicator: str, code: str, value: str | None
) -> None:
    found = figure(written, unit, indicator)
    assert found.doubt == code
    assert found.value == (None if value is None else Decimal(value))


LEAST, MOST, ABOUT = "at_least", "at_most", "about"


@pytest.mark.parametrize(
    ("text", "qualifier", "figure_", "lower", "upper", "open_"),
    [
        *((text, LEAST, "30", "30", None, ">") for text in (
            "超30", "超过30", "超出 30亿元", "逾30", "多于30", "大于30", "高于30", ">30", "＞30亿元", "30余", "30余亿元",
            "30多亿元", "30亿多元", "30亿余", "30多", "30有余", "超30余亿元",
        )),
        *((text, LEAST, "30", "30", None, "") for text in (
            "30以上", "30亿元以上", "30亿元及以上", "不低于30", "不少于30", "至少30", "≥30", ">=30", "30+", "30+亿元",
            "30亿元+", "至少30以上",
        )),
        *((text, MOST, "30", "0", "30", "<") for text in (
            "近30", "将近30亿元", "接近30", "不足30", "不到30", "小于30", "少于30", "低于30", "<30", "＜30亿元",
        )),
        *((text, MOST, "30", "0", "30", "") for text in (
            "30以下", "30亿元及以下", "30以内", "不超过30", "不高于30", "不多于30", "至多30", "≤30", "<=30",
        )),
        *((text, ABOUT, "30", "0", None, "") for text in (
            "约30", "约为30", "大约30", "大概30亿元", "30左右", "30亿元左右", "30上下", "≈30", "~30", "～30", "约30余亿元",
            "约30-40亿元",
        )),
        *((text, LEAST, "30", "30", "40", "") for text in (
            "30-40", "30-40亿元", "30亿元-40亿元", "30～40", "30—40", "30至40亿", "30到40",
        )),
        ("超1,200", LEAST, "1200", "1200", None, ">"),
        ("约 1,200 亿元", ABOUT, "1200", "0", None, ""),
        ("超300000万元", LEAST, "30", "30", None, ">"),
        ("200000万元-30亿元", LEAST, "20", "20", "30", ""),
    ],
)  # fmt: skip
def test_inexact_figures(
    text: str, qualifier: str, figure_: str, lower: str, upper: str | None, open_: str
) -> None:
    """As bounds, and never as a value; said, but not an error."""
    found = figure(text, "亿元")
    assert (found.value, found.doubt) == (None, None)
    assert [p.code for p in found.problems] == ["C226" if qualifier == ABOUT else "C214"]
    assert found.bounds is not None
    assert found.bounds.qualifier == qualifier
    assert found.bounds.figure == Decimal(figure_)
    assert found.bounds.lower == Decimal(lower)
    assert found.bounds.upper == (None if upper is None else Decimal(upper))
    assert (found.bounds.over, found.bounds.under) == (open_ == ">", open_ == "<")


@pytest.mark.parametrize(
    ("text", "unit", "indicator", "figure_"),
    [
        ("20余万人", "人", "employees", "200000"),
        ("超40万人", "万人", "employees", "400000"),
        ("超1.2万", "人", "employees", "12000"),
        ("200余家", "", "enterprises", "200"),
        ("15%以上", "%", "iiot_adoption_rate", "15"),
        ("超15", "%", "iiot_adoption_rate", "15"),
        ("15-20%", "", "iiot_adoption_rate", "15"),
        ("90km²以下", "", "land_area", "90"),
        ("0.3吨/万元以下", "吨/万元", "co2_intensity", "0.3"),
    ],
)
def test_inexact_figures_have_units_as_exact_ones_do(
    text: str, unit: str, indicator: str, figure_: str
) -> None:
    found = figure(text, unit, indicator)
    assert found.bounds is not None
    assert found.bounds.figure == Decimal(figure_)


@pytest.mark.parametrize(
    "text",
    ["20000*", "20000＊", "20000 **", "*20000", "32.5①", "32.5⑩", "①32.5", "32.5¹", "32.5[1]", "32.5［1］", "32.5(1)",
     "32.5（注2）", "32.5注1", "32.5亿元①", "32.5#", "超20000*", "20-30②", "约30①"],
)  # fmt: skip
def test_a_figure_with_a_footnote_is_not_judged(text: str) -> None:
    """Its mark would read as a digit of it, and what the note says is not known."""
    assert figure(GridCell("text", text), "亿元").doubt == "C224"


def test_kinds_of_cells_that_hold_no_figure() -> None:
    assert figure(GridCell("error", "#N/A"), "亿元").doubt == "C209"
    assert figure(GridCell("unsaved_formula", "=A1"), "亿元").doubt == "C210"
    assert figure(GridCell("boolean", "TRUE"), "亿元").doubt == "C205"
    day = datetime.date(2023, 5, 10)
    assert figure(GridCell("date", "2023-05-10", Decimal(45056), False, day), "亿元").doubt == "C205"


def test_a_fraction_under_percent_is_taken_as_written_and_said() -> None:
    found = figure("0.15", "%", "iiot_adoption_rate")
    assert (found.value, found.doubt) == (Decimal("0.15"), None)
    assert [(p.code, p.severity) for p in found.problems] == [("C213", Severity.WARNING)]


def test_parts_of_people_are_a_warning() -> None:
    found = figure("1.23456", "万人", "employees")
    assert (found.value, found.doubt) == (Decimal("12345.6"), None)
    assert [p.code for p in found.problems] == ["C215"]


@pytest.mark.parametrize(("stored", "read"), [(0.15, "15"), (0.153, "15.3"), (0.001, "0.1"), (1, "100")])
def test_a_percent_format_is_seen(stored: float, read: str) -> None:
    rows = [HEADER, ["iiot_adoption_rate", "", "", stored, None, None]]
    found = reading(excel({"a": rows}, {"D2": "0.0%"}))
    assert values(found)["iiot_adoption_rate"][2022] == read
    assert codes(found) == []


def test_without_the_format_it_is_a_fraction_of_a_percent() -> None:
    found = reading(excel({"a": [HEADER, ["iiot_adoption_rate", "", "%", 0.15, None, None]]}))
    assert values(found)["iiot_adoption_rate"][2022] == "0.15"
    assert codes(found) == ["C213"]


def test_a_percent_format_on_what_is_no_rate() -> None:
    found = reading(excel({"a": [HEADER, ["total_output", "", "亿元", 0.15, None, None]]}, {"D2": "0%"}))
    assert codes(found) == ["C208"]


def words(text: str) -> GridCell:
    return GridCell("text", text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("是", True), ("√", True), ("符合", True), ("Y", True), ("yes", True), ("TRUE", True), ("否", False),
     ("×", False), ("不符合", False), ("N", False), ("No", False), ("false", False), ("—", None), (" ", None)],
)  # fmt: skip
def test_yes_and_no(text: str, value: bool | None) -> None:
    assert read_yes_no(words(text), PLACE) == Said(value)


def test_yes_no_of_other_cells() -> None:
    assert read_yes_no(GridCell("boolean", "TRUE"), PLACE).value is True
    assert read_yes_no(None, PLACE) == Said()
    for text in ("也许", "无", "1", "是否"):
        assert [p.code for p in read_yes_no(words(text), PLACE).problems] == ["C217"]
    assert [p.code for p in read_yes_no(GridCell("error", "#N/A"), PLACE).problems] == ["C209"]


@pytest.mark.parametrize(
    "text",
    ["2023-05-10", "2023/5/10", "2023.5.10", "2023年5月10日", "２０２３年５月１０日", "2023-05-10 00:00:00"],
)
def test_days(text: str) -> None:
    assert read_date(words(text), PLACE).value == datetime.date(2023, 5, 10)


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-30",
        "2023-5/10",
        "昨天",
        "20230510",
        "2023年13月",
        "2023年0月",
        "三年",
        "1023",
        "2025年—2023年",
    ],
)
def test_what_is_no_whole_day(text: str) -> None:
    assert [p.code for p in read_date(words(text), PLACE).problems] == ["C218"]


def test_a_serial_is_a_day_only_with_a_date_format() -> None:
    day = datetime.date(2023, 5, 10)
    assert read_date(GridCell("date", "2023-05-10", Decimal(45056), False, day), PLACE).value == day
    assert [p.code for p in read_date(GridCell("number", "45056", Decimal(45056)), PLACE).problems] == [
        "C218"
    ]
    assert read_date(words("—"), PLACE) == Said()


def test_choices() -> None:
    level = PROFILE["recognised_level"]
    assert read_item(words(" 省级 "), level, PLACE).value == "省级"
    assert read_item(words("无"), level, PLACE).value == "无"
    assert read_item(words("—"), level, PLACE) == Said()
    (problem,) = read_item(words("县级"), level, PLACE).problems
    assert (problem.code, problem.facts["choices"]) == ("C219", level.choices)


@pytest.mark.parametrize(("text", "value"), [("是", True), ("否", False), ("—", None), (" ", None)])
def test_special_impact_is_yes_or_no(text: str, value: bool | None) -> None:
    assert read_item(words(text), PROFILE["special_impact"], PLACE) == Said(value)


@pytest.mark.parametrize(
    "text", ["无", "没有", "未受影响", "不涉及", "有影响", "疫情停产三个月", "2023年台风"]
)
def test_a_reason_where_yes_or_no_is_asked_claims_nothing(text: str) -> None:
    said = read_item(words(text), PROFILE["special_impact"], PLACE)
    assert said.value is None
    assert [problem.code for problem in said.problems] == ["C221"]


def test_texts() -> None:
    assert read_item(words(" 甲[b]集群 "), PROFILE["name"], PLACE).value == "甲[b]集群"
    assert read_item(words("疫情停产"), PROFILE["special_impact_reason"], PLACE).value == "疫情停产"
    assert [p.code for p in read_item(GridCell("error", "#REF!"), PROFILE["name"], PLACE).problems] == [
        "C209"
    ]
    assert [
        p.code for p in read_item(GridCell("unsaved_formula", "=A"), PROFILE["name"], PLACE).problems
    ] == ["C210"]
