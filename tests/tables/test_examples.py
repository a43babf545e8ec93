"""Examples of how a form is filled in, and lists of firms beside it: neither is the cluster's own."""

from __future__ import annotations

import pytest
from formats import Page, fods, ods, spreadsheetml, xls, xlsb, xlsx
from workbooks import codes, reading, values

from clustercheck.formats.cells import Grid, GridCell
from clustercheck.model.problems import Severity, UnreadableFile
from clustercheck.tables.examples import is_example

HEAD = ["指标", "单位", "2022年", "2023年", "2024年"]
FILLED = [HEAD, ["集群总产值", "亿元", 33, 36, 39]]
OTHER = [HEAD, ["集群总产值", "亿元", 99, 99.5, 100], ["中小企业产值", "亿元", 88, 88.5, 89]]
BLANK = [HEAD, ["集群总产值", "亿元"], ["中小企业产值", "亿元"]]
OURS = {"total_output": {2022: "33", 2023: "36", 2024: "39"}}
FORMATS = [xlsx, xls, xlsb, ods, fods, spreadsheetml]
each_format = pytest.mark.parametrize("make", FORMATS, ids=lambda make: make.__name__)


@pytest.mark.parametrize(
    ("name", "example"),
    [
        ("填报示例", True),
        ("填写样例", True),
        ("样表", True),
        ("参考样表", True),
        ("指标（示例）", True),
        ("附件2-填报示范", True),
        ("样本", True),
        ("Example", True),
        ("demo", True),
        ("参考", True),
        ("参考填法", True),
        ("示范填写", True),
        ("演示", True),
        ("填写（仅供参考）", True),
        ("例子", True),
        ("范例-某集群", True),
        ("集群指标示例", True),
        ("产业集群样表2", True),
        ("参考值", False),
        ("国家示范集群", False),
        ("示例磁电集群", False),
        ("示范企业名单", False),
        ("样本企业", False),
        ("示范基地", False),
        ("指标", False),
        ("示" * 5000, False),
    ],
)
def test_a_sheet_that_is_an_example_by_its_name(name: str, example: bool) -> None:
    assert is_example(Grid(name, False, {})) is example


@pytest.mark.parametrize(
    ("title", "example"),
    [
        ("填报示例", True),
        ("中小企业特色产业集群主要指标表（示例）", True),
        ("示例：某集群主要指标表", True),
        ("示例集群主要指标表", False),
        ("主要指标表（样表）", False),
    ],
)
def test_a_sheet_that_is_an_example_by_its_title(title: str, example: bool) -> None:
    assert is_example(Grid("Sheet2", False, {1: ((1, GridCell("text", title)),)})) is example


@each_format
@pytest.mark.parametrize("first", [True, False])
def test_an_example_is_not_mixed_in(make, first: bool) -> None:  # type: ignore[no-untyped-def]
    form, example = Page(FILLED, "填报表"), Page(OTHER, "填写样例")
    found = reading(make(*([example, form] if first else [form, example])))
    assert values(found) == OURS
    assert codes(found) == ["C258"]
    assert [line.cell.sheet for line in found.ignored] == ["填写样例"]


@each_format
def test_an_example_is_not_judged_in_place_of_a_blank_form(make) -> None:  # type: ignore[no-untyped-def]
    found = reading(make(Page(OTHER, "填报示例"), Page(BLANK, "填报表")))
    assert codes(found) == ["C259"]
    assert found.cluster.problems[0].severity is Severity.ERROR
    assert {o.value for row in found.cluster.observations.values() for o in row.values()} == {None}


def test_an_example_alone_is_what_there_is_only_where_forms_are_called_so() -> None:
    notes = Page([["填报说明"], ["一、按统计口径填报"]], "说明")
    found = reading(xlsx(notes, Page(FILLED, "样表")))
    assert (values(found), codes(found)) == (OURS, ["C260"])
    with pytest.raises(UnreadableFile) as refused:
        reading(xlsx(notes, Page(FILLED, "填报示例")))
    assert [problem.code for problem in refused.value.problems] == ["C110", "C259"]
    assert values(reading(xlsx(Page(FILLED, "填报示例")))) == OURS


FIRMS = [
    ["序号", "企业名称", "工业总产值（万元）", "从业人员"],
    [1, "甲公司", 1000, 50],
    [2, "乙公司", 2000, 60],
]


@each_format
@pytest.mark.parametrize("heading", ["企业名称", "公司名称", "名称"])
def test_a_list_of_firms_beside_the_form_is_no_error(make, heading: str) -> None:  # type: ignore[no-untyped-def]
    firms = [[heading if cell == "企业名称" else cell for cell in row] for row in FIRMS]
    found = reading(make(Page(FILLED, "集群"), Page(firms, "集群企业名单")))
    assert values(found) == OURS
    assert {problem.severity for problem in found.cluster.problems} <= {Severity.WARNING}
    assert "C142" in codes(found)


def test_a_list_of_firms_alone_is_an_error() -> None:
    with pytest.raises(UnreadableFile) as refused:
        reading(xlsx(Page(FIRMS, "企业名单")))
    assert refused.value.problems[-1].severity is Severity.ERROR
