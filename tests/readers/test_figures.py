"""What one cell says of an indicator, a line or a condition."""

import datetime
from decimal import Decimal

import pytest
from making import HEADER, codes, excel, reading, values

from clustercheck.indicators import INDICATORS, PROFILE
from clustercheck.messages import message
from clustercheck.problems import Severity, Where
from clustercheck.readers.cells import GridCell
from clustercheck.readers.delimited import field_cell
from clustercheck.readers.figures import Figure, read_figure
from clustercheck.readers.statements import Said, read_date, read_item, read_yes_no

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
    "mark", ["—", "--", "-", "/", "…", "...", "……", "NA", "n/a", "无数据", "暂无", "无", " ", "　", "——"]
)
def test_marks_for_nothing_are_blank_and_never_zero(mark: str) -> None:
    assert read_figure(GridCell("text", mark), None, INDICATORS["total_output"], PLACE) == Figure()
    assert figure(GridCell("text", mark), "吨", "enterprises") == Figure()


@pytest.mark.parametrize(
    ("written", "unit", "indicator", "code", "value"),
    [
        ("-3", "家", "enterprises", "C204", "-3"),
        ("abc", "家", "enterprises", "C205", None),
        ("10-12", "家", "enterprises", "C205", None),
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


@pytest.mark.parametrize(
    "text",
    [
        "约30",
        "超30",
        "近30亿元",
        "100余",
        "30以上",
        ">5",
        "＜5",
        "5+",
        "超20000*",
        "30左右",
        "≥5",
        "约 1,200 亿元",
    ],
)
def test_inexact_figures(text: str) -> None:
    assert figure(text, "亿元").doubt == "C214"


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
    "text", ["2023年5月", "2023", "2023年", "2023-02-30", "2023-5/10", "昨天", "20230510"]
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


@pytest.mark.parametrize("text", ["无", "否", "没有", "—", " "])
def test_no_special_impact(text: str) -> None:
    assert read_item(words(text), PROFILE["special_impact"], PLACE) == Said()


def test_texts() -> None:
    assert read_item(words(" 甲[b]集群 "), PROFILE["name"], PLACE).value == "甲[b]集群"
    assert read_item(words("疫情停产"), PROFILE["special_impact"], PLACE).value == "疫情停产"
    assert [p.code for p in read_item(GridCell("error", "#REF!"), PROFILE["name"], PLACE).problems] == [
        "C209"
    ]
    assert [
        p.code for p in read_item(GridCell("unsaved_formula", "=A"), PROFILE["name"], PLACE).problems
    ] == ["C210"]
