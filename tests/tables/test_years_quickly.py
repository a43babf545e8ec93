"""Years read without an expression are the years that the expressions read."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clustercheck.model.speed import use_quick_ways
from clustercheck.tables import year_words
from clustercheck.tables.year_words import Years, years_in

PIECES = [
    *("2023", "1989", "2100", "19", "20", "2", "12", "二〇二三", "一", "上年", "本期", "31日"),
    *("年", "年度", "末", "底", "月", "至", "-", "/", ".", "全", "(", ")", " ", "x"),
]


def read(text: str, *, quick: bool) -> Years:
    use_quick_ways(quick)
    try:
        return years_in(text)
    finally:
        use_quick_ways(True)


@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
@settings(max_examples=500, deadline=None)
def test_a_plain_year_is_read_as_any_other(text: str) -> None:
    quick = read(text, quick=True)
    with pytest.MonkeyPatch.context() as patch:
        everything = type("Everything", (frozenset,), {"isdisjoint": lambda *_: False})()
        patch.setattr(year_words, "_SPAN_MARKS", everything)
        patch.setattr(year_words, "_DATE_MARKS", everything)
        assert quick == read(text, quick=False)


def test_a_year_alone_compiles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    use_quick_ways(True)
    monkeypatch.setattr(re, "sub", refuse)
    monkeypatch.setattr(re, "search", refuse)
    assert [years_in(text).years for text in ("2023年", "2024", "2025年度", "2021年末")] == [
        (2023,), (2024,), (2025,), (2021,)
    ]  # fmt: skip
