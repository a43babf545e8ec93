"""数据来源: where the figures of a row are from, in the form and in any table, and as JSON says it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from clustercheck import assess, find_standard, read_cluster
from clustercheck.model.cluster import Cell, Source
from clustercheck.reports.assessment.json import as_object
from clustercheck.reports.assessment.jsonl import piece_jsonl

DAY = date(2026, 11, 21)
CODED = "指标,单位,2023年,2024年,2025年,数据来源,说明,编码\n"
NAMED = "指标,单位,2023年,2024年,2025年,数据来源\n"


def sources(text: str) -> dict[str, tuple[Source, ...]]:
    return dict(read_cluster("data.csv", content=text.encode()).sources)


@pytest.mark.parametrize(
    ("head", "behind"), [(CODED, ",见附件,total_output"), (NAMED, "")], ids=["coded", "by name"]
)
@pytest.mark.parametrize("figures", ["33,34,36", "33,约34,36", ",,"], ids=["plain", "inexact", "blank"])
def test_it_is_read_with_its_row(head: str, behind: str, figures: str) -> None:
    more = f"从业人员,人,900,910,920,{',,employees' if behind else ''}\n"
    text = f"{head}集群总产值,亿元,{figures},统计年报{behind}\n{more}"
    assert sources(text) == {"total_output": (Source("统计年报", Cell("", "F2")),)}


@pytest.mark.parametrize("mark", ["", "/", "—", "无", "  "])
def test_a_mark_for_nothing_is_none(mark: str) -> None:
    assert sources(f"{NAMED}集群总产值,亿元,33,34,36,{mark}\n") == {}


def test_a_note_is_no_source() -> None:
    assert sources("指标,单位,2023年,2024年,2025年,备注\n集群总产值,亿元,33,34,36,统计年报\n") == {}


def test_what_two_rows_say_of_a_figure_is_kept_once() -> None:
    head = "编码,指标,单位,{},数据来源\n"
    rows = "total_output,集群总产值,亿元,{},{}\n"
    text = head.format("2024年") + rows.format(34, "年报") + "\n" + head.format("2025年")
    assert [each.text for each in sources(text + rows.format(36, "快报"))["total_output"]] == ["年报", "快报"]
    assert [each.text for each in sources(text + rows.format(36, "年报"))["total_output"]] == ["年报"]


def test_json_has_it_where_it_is_given_and_nothing_where_it_is_not() -> None:
    standard = find_standard("zhuhai", as_of=DAY)
    for source, wanted in (("年报“甲”", {"total_output": [{"text": "年报“甲”", "cell": "F2"}]}), ("", None)):
        text = f"{NAMED}集群总产值,亿元,33,34,36,{source}\n"
        assessment = assess(read_cluster("data.csv", content=text.encode()), standard, as_of=DAY)
        assert as_object(assessment).get("sources") == wanted
        assert json.loads(piece_jsonl(assessment)) == as_object(assessment)
