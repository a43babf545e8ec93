"""What is kept from one file to the next holds on to nothing that is long, whatever a file says and wherever."""

from __future__ import annotations

import gc
from datetime import date
from pathlib import Path

import pytest
from workbooks import excel, parts, zipped

from clustercheck.batch import Entry
from clustercheck.formats import xlsx_styles
from clustercheck.formats.detect import read_workbook
from clustercheck.model.speed import CACHES, use_quick_ways
from clustercheck.use_cases.file_judge import FileJudge

LONG = "甲" * 20_000
# What tells the texts of this file from those of the program.
MARKS = ("甲" * 99, "a" * 99, " " * 99)


def longest_text(cache: object) -> int:
    longest, seen, left = 0, set(), [cache]
    while left:
        one = left.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, str) and any(mark in one for mark in MARKS):
            longest = max(longest, len(one))
        elif one is cache or isinstance(one, tuple | list | dict):
            left += gc.get_referents(one)
    return longest


def test_long_texts_are_let_go(tmp_path: Path) -> None:
    years = [2022, 2023, 2024]
    sheets: dict[str, list[list[object]]] = {
        "基本信息": [
            [LONG, "项目"],
            ["编码", "项目", "内容"],
            ["standard", "适用标准", "guangzhou@" + LONG],
            ["name", LONG, "甲集群"],
            [LONG, LONG, LONG],
        ],
        "指标": [
            [LONG, LONG, LONG],
            ["编码", "指标", "单位", *years],
            ["total_output", "集群总产值" + LONG, "亿元", 1, 2, 3],
            ["enterprises", "企业总数", " " * 9999 + "家", 1, 2, 3],
            ["a" * 20_000, "企业总数", LONG, 1, 2, 3],
            [None, LONG, None, LONG, LONG, LONG],
        ],
        "定性条件": [
            ["编码", "条件", "是否符合", "佐证材料"],
            ["some_condition", LONG, "是", LONG],
            [LONG, LONG, LONG, LONG],
        ],
        "数据": [["指标", *years], ["集群总产值" + LONG, 1, 2, 3], [LONG, *years], ["集群名称", LONG]],
    }
    content = excel(sheets)
    (tmp_path / "x.xlsx").write_bytes(content)
    judge = FileJudge(date(2025, 6, 1), "default", "guangzhou", None, None, "zh", str(tmp_path), True)
    judge(Entry("x.xlsx"))
    assert len([cache for cache in CACHES if cache]) > 25
    assert [longest for cache in CACHES if (longest := longest_text(cache)) > 5000] == []


def test_cell_formats_that_are_kept_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    use_quick_ways(True)
    monkeypatch.setattr(xlsx_styles, "_MOST_KINDS", 2)
    cells = "".join(f'<c r="{column}1" s="{style}"><v>0.5</v></c>' for style, column in enumerate("ABCD"))
    styles = "<cellXfs>" + '<xf numFmtId="10"/>' * 4 + "</cellXfs>"
    (sheet,) = read_workbook("x", zipped(parts(f'<row r="1">{cells}</row>', styles=styles))).sheets
    assert [cell.percent for cell in sheet.cells.values()] == [True] * 4
    kept = xlsx_styles._styles_of.__self__  # type: ignore[attr-defined]
    assert max(len(kinds) for _, _, kinds in kept.values()) == 2
