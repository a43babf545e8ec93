"""Columns headed by months: no whole years, which is said at the header and at a column beside years."""

import datetime

import pytest
from workbooks import codes, excel, reading, readings, values

from clustercheck.model.problems import UnreadableFile


@pytest.mark.parametrize(
    "months",
    [
        ["2022.12", "2023.12"], [2022.12, 2023.12], ["2022-12", "2023-12"], ["2022/12", "2023/12"], ["2022年12月", "2023年12月"],
        ["2022.9", "2023.9"], [datetime.date(2022, 12, 1), datetime.date(2023, 12, 1)],
    ],
)  # fmt: skip
@pytest.mark.parametrize("stub", [["指标"], ["指标", "单位"], ["序号", "指标名称", "计量单位"]])
def test_months_head_no_years(months: list[object], stub: list[object]) -> None:
    line = {1: ["集群总产值（亿元）"], 2: ["集群总产值", "亿元"], 3: [1, "集群总产值", "亿元"]}[len(stub)]
    with pytest.raises(UnreadableFile) as refused:
        readings(excel({"a": [[*stub, *months], [*line, 33, 36]]}))
    assert [(each.code, each.where.cell) for each in refused.value.problems] == [
        ("C110", None),
        ("C127", "A1"),
    ]


def test_a_month_beside_a_year() -> None:
    found = reading(excel({"a": [["指标", "单位", "2024年", "2025.9"], ["集群总产值", "亿元", 33, 36]]}))
    assert values(found) == {"total_output": {2024: "33"}}
    assert "C129" in codes(found)


def test_figures_that_look_like_months_head_nothing() -> None:
    rows: list[list[object]] = [["指标", "单位", "2024年", "2025年"], ["集群总产值", "亿元", 2022.12, 2023.1]]
    rows.append(["名称", "亿元", 2022.12, 2023.1])
    rows.append(["中小企业产值", "亿元", 1990.5, 2001.11])
    assert values(reading(excel({"a": rows}))) == {
        "total_output": {2024: "2022.12", 2025: "2023.1"},
        "sme_output": {2024: "1990.5", 2025: "2001.11"},
    }
