"""What a file leaves is let go at once: in a batch nothing waits for the garbage collector, whose rounds take time."""

from __future__ import annotations

import gc
from datetime import date
from pathlib import Path

import pytest
from copies import copy_of_form
from workbooks import excel

from clustercheck.batch import Entry
from clustercheck.use_cases.file_judge import FileJudge

YEARS = [2021, 2022, 2023, 2024]


def table(*rows: list[object]) -> bytes:
    return excel({"表": [["指标", "单位", *YEARS], *rows]})


CONTENTS = {
    "form": copy_of_form(1),
    "inexact figures": table(
        ["集群总产值", "亿元", 20, 25, "约31", "约32"], ["企业总数", "家", 90, 95, 99, ">100"]
    ),
    "contradictions": table(["集群总产值", "亿元", 20, 25, 30, 35], ["集群总产值", "亿元", 20, 25, 30, 36]),
    "several clusters": excel(
        {
            "表": [
                ["集群名称", "集群总产值2023年（亿元）", "集群总产值2024年（亿元）"],
                ["甲集群", 30, 35],
                ["乙集群", 40, 45],
            ]
        }
    ),
    "no table": excel({"表": [["没有表格"]]}),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_nothing_waits_for_the_collector(name: str, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(CONTENTS[name])
    judge = FileJudge(date(2025, 6, 1), "strict", "zhuhai", None, None, "zh", str(tmp_path), True)
    expected = 2 if name == "several clusters" else 1
    judge(Entry("x.xlsx"))  # what the first file imports
    gc.collect()
    gc.disable()
    try:
        assert len(judge(Entry("x.xlsx"))) == expected
        assert gc.collect() == 0
    finally:
        gc.enable()
