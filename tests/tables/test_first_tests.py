"""Cheap tests come before dear questions, and turn nothing away that the dear question would take."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercheck.model.indicators import PROFILE
from clustercheck.model.quantities import UNITS
from clustercheck.model.units import is_unit, unit_name
from clustercheck.model.words import (
    INVISIBLE,
    as_written,
    folded,
    means_nothing,
    name_key,
    without_marks,
)
from clustercheck.tables.columns import column_of, column_of_text
from clustercheck.tables.kinds import (
    _KINDS,
    _NEUTRAL,
    _OWN,
    _WHOLE_YEAR,
    is_neutral,
    kind_of,
)
from clustercheck.tables.known_names import profile_item
from clustercheck.tables.label_parts import outlined
from clustercheck.tables.labels import dated, labelled, line_name
from clustercheck.tables.meanings import meaning_of
from clustercheck.tables.name_forms import _BACK, _FRONT, _without_back, _without_front
from clustercheck.tables.roles import _FIGURE, _RULES, _is_numbered, is_figure_text, role_named, words_among
from clustercheck.tables.vocabulary import Known

_NAMES = sorted({name for units in UNITS.values() for name in units})
_WORDS = [
    *_NAMES, *_FRONT, *_BACK, "单位：", "人民币", "二氧化碳", "CO2", "无", "暂缺", "约", "超", "35.4", "同比", "占比", "Plan",
    "weıght", "SHARE", "3月", "全月", "月", "Q1", "12月底", "base", "总产值", "企业", "中小",
    "集群", "其中：", "（", "）", "¹", " ", "①", "é",
    "2024年", "1.", "名单", "序号", "类型", "名称", "指标", "，", "；", "：", "、", "“", "【", "Ａ", "…", "†", "（市、区）", "全称", "实际",
    "完成数", "12.", "3、", "甲乙丙丁戊己庚辛", "基期", "专利", "\n", "Total", "研发经费", "增长率", "#", "年报",
]  # fmt: skip
_TEXTS = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map("".join)


def _in_half_width(text: str) -> str:
    return re.sub(rf"[\s{INVISIBLE}]+", "", unicodedata.normalize("NFKC", text))


@given(_TEXTS)
def test_words_are_folded_as_by_their_normal_form(text: str) -> None:
    assert as_written(text) == _in_half_width(text)
    assert folded(text) == _in_half_width(without_marks(text))
    dropped = "“”‘’\"'「」『』()[]{}《》〈〉【】〔〕`"
    bare = "".join(character for character in folded(text) if character not in dropped)
    assert name_key(text) == bare.casefold().rstrip(":")


@given(_TEXTS)
def test_words_are_neutral_as_by_their_expressions(text: str) -> None:
    bare = _WHOLE_YEAR.sub("", folded(text).lower())
    rest = re.sub(_NEUTRAL, "", bare)
    is_own = re.fullmatch(_OWN, rest) is not None or re.fullmatch(_OWN, bare) is not None
    assert is_neutral(text) == (not rest or is_own)


@given(_TEXTS)
def test_a_single_heading_says_the_same_of_its_column(text: str) -> None:
    said = meaning_of(text)
    assert column_of_text(3, text, said) == column_of(3, [said], [text], Known())


@given(_TEXTS)
def test_a_kind_is_found_as_by_its_expression(text: str) -> None:
    whole_year = (
        r"(?:作为|比较|对比|计算|增长|增速)?(?:上年)?(?:同期)?基(?:期|年|准年?|数)(?:年[度份]?|数据?|值)?|"
        r"base(?:year|line)?|全年|0?1月?份?(?:--?|[–—~～至到])12月份?|12月(?:31[日号]|底|末)"
    )
    bare = re.sub(whole_year, "", folded(text), flags=re.ASCII)
    kinds = [kind for kind, words in _KINDS if re.search(words, bare, re.IGNORECASE)]
    assert kind_of(text) == (kinds[0] if kinds else "")


@given(_TEXTS)
def test_a_role_is_found_as_by_its_expression(text: str) -> None:
    found = role_named(text)
    if found is None and not folded(text)[:1].isdigit():
        assert not any(re.fullmatch(rule, folded(text).lower().rstrip(":")) for _, rule in _RULES)


@given(_TEXTS)
def test_a_unit_is_any_whose_spelling_is_known(text: str) -> None:
    assert is_unit(text) == any(unit_name(text) in units for units in UNITS.values())


@given(_TEXTS)
def test_the_label_of_a_line_is_read_with_and_without_its_number(text: str) -> None:
    bare = outlined(text)[0]
    name = line_name(text)
    assert (name.bare, name.is_part) == outlined(text)
    assert name.label == (labelled(text) or labelled(bare) or dated(text) or dated(bare))
    assert name.undated == (labelled(bare) or labelled(text) or dated(bare))


@given(_TEXTS)
def test_harmless_words_are_taken_away_from_both_ends(text: str) -> None:
    for name in (text, *_without_front(text)):
        short = [name[: -len(word)] for word in _BACK if name.endswith(word) and len(name) > len(word) + 1]
        assert set(short) <= set(_without_back(name))


@pytest.mark.parametrize("text", ["无", "暂无", " 无 ", "缺", "未统计", "不详", "—", "…", "N/A", "空"])
def test_words_for_nothing_are_figures_that_are_none(text: str) -> None:
    assert means_nothing(text)
    assert is_figure_text(text)


@pytest.mark.parametrize("text", ["约35", "超5亿元", "近 20", "逾3", "35.4亿元", "２０"])
def test_a_figure_may_begin_with_a_word(text: str) -> None:
    assert is_figure_text(text)


@given(st.lists(_TEXTS, max_size=4))
def test_the_words_among_several_texts_are_those_of_each(texts: list[str]) -> None:
    assert words_among(texts) == [text for text in texts if not is_figure_text(text)]


@given(_TEXTS)
def test_a_figure_is_found_as_by_its_expression(text: str) -> None:
    bare = folded(text)
    is_figure = (
        re.match(r"[<>≤≥≈~约超近逾+\-0-9]", bare) and not bare.endswith("年") and _FIGURE.fullmatch(bare)
    )
    is_year = re.fullmatch(r"(?:19|20)\d\d[AEFP]", bare) is not None
    is_name = is_figure and _is_numbered(bare)
    assert is_figure_text(text) == ((bool(is_figure) and not is_year and not is_name) or means_nothing(text))


@pytest.mark.parametrize(
    "text", ["3.集群总产值（亿元）", "12、中小企业数总量", "3.5（按现价计算的数）", "7从业人员情况（含税）"]
)
def test_an_item_with_its_number_is_no_figure(text: str) -> None:
    assert not is_figure_text(text)
    assert words_among([text, "3.5亿元", "甲\n乙"]) == [text, "甲\n乙"]


@pytest.mark.parametrize(
    "text",
    [
        "12、企业数量", "1.企业数量", "1．企业数量", "4 企业数量", "4企业数量", "1.2 企业数量", "1.2.1企业数量", "3）产值", "①企业数量",
        "2.用电量", "2、其他", "3) 能耗",
    ],
)  # fmt: skip
def test_a_short_name_with_its_number_is_no_figure(text: str) -> None:
    assert not is_figure_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "1.2", "3,000家", "12.亿元", "5、家", "3)万元", "12、左右", "10)以上", "5件发明专利", "300家企业", "12 家", "2、", "1）", "5G企业",
        "1.5亿元左右", "12家（含分支）",
    ],
)  # fmt: skip
def test_a_figure_is_no_name_with_its_number(text: str) -> None:
    assert is_figure_text(text)


def test_only_a_chinese_character_at_the_front_turns_a_text_away() -> None:
    assert not means_nothing("甲")
    assert not means_nothing("（1）无")
    assert means_nothing(" 无")
    assert means_nothing("")


def test_every_line_of_the_form_is_known_by_its_names() -> None:
    for item in PROFILE.values():
        for name in (item.name.zh, item.name.en, *item.aliases):
            assert profile_item(f"{name}：") is item
