"""Names that are ruled out by their characters are none that difflib would find."""

from __future__ import annotations

import difflib

from hypothesis import given
from hypothesis import strategies as st
from workbooks import HEADER, OUTPUT, excel

from clustercheck.model.indicators import INDICATORS
from clustercheck.tables.likely_names import index_of, likely, nearest_of
from clustercheck.tables.reader import read

NAMES = {name: id for id, each in INDICATORS.items() for name in (each.name.zh, each.name.en, *each.aliases)}
PIECES = st.sampled_from(
    [*NAMES, *(name[1:] for name in NAMES), "其中", "数", "总量", "aa", "家具", "本区", "（", "1"]
)


@given(st.lists(PIECES, min_size=1, max_size=3).map("".join), st.sampled_from([0.4, 0.6, 0.7, 0.75]))
def test_the_nearest_is_among_the_likely(name: str, cutoff: float) -> None:
    left = likely(name, NAMES, cutoff)
    found = difflib.get_close_matches(name, NAMES, 3, cutoff)
    assert found == difflib.get_close_matches(name, left, 3, cutoff)


@given(st.lists(PIECES, min_size=1, max_size=3).map("".join), st.sampled_from([0.4, 0.6, 0.7, 0.75]))
def test_the_nearest_is_that_of_difflib(name: str, cutoff: float) -> None:
    assert [nearest_of(name, NAMES, cutoff) or ""] == (
        difflib.get_close_matches(name, NAMES, 1, cutoff) or [""]
    )


@given(st.lists(PIECES, min_size=1, max_size=3).map("".join), st.sampled_from([0.4, 0.6, 0.7, 0.75]))
def test_nothing_is_likely_for_a_far_name(name: str, cutoff: float) -> None:
    assert not (index_of(NAMES).is_far(name, cutoff) and likely(name, NAMES, cutoff))


def test_most_are_ruled_out() -> None:
    assert index_of(NAMES).is_far("固定资产投资", 0.7)
    assert likely("固定资产投资", NAMES, 0.7) == []
    assert 0 < len(likely("中小企业产业值", NAMES, 0.7)) < 9


def test_no_name_is_ruled_out_for_its_length() -> None:
    """The sums of the longest text that is counted stay within their fields."""
    long = "集群总产值" * 25 + "企业"
    names = {long: "long", long[:-1] + "数": "other", "集群总产值": "output"}
    assert len(long) == 127
    for name in (long, long[:-1], long + "数", "企" * 127, "企" * 128):
        left = likely(name, names, 0.7)
        assert not (left and index_of(names).is_far(name, 0.7))
        assert difflib.get_close_matches(name, names, 3, 0.7) == difflib.get_close_matches(name, left, 3, 0.7)


def test_a_code_may_be_unknown_in_two_tables() -> None:
    """Each table is told of its own codes: one near a line of 基本信息 is no indicator's."""
    profile = [["编码", "项目", "内容"], ["jurisdictio", "x", "甲"], ["name", "集群名称", "甲集群"]]
    content = excel({"基本信息": profile, "指标": [HEADER, OUTPUT, ["jurisdictio", "x", "亿元", 1, 2, 3]]})
    assert {"C122", "C126"} <= {problem.code for problem in read("x.xlsx", content=content).cluster.problems}
