"""A label that lacks a character of each known name is one that the plain way finds nothing in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from ways import plain_way

from clustercheck.model.indicators import INDICATORS
from clustercheck.model.speed import known_answers, use_quick_ways
from clustercheck.model.words import fold, key_of
from clustercheck.tables.labels import _plain_names, dated, labelled, line_name, read_names
from clustercheck.tables.name_forms import id_of
from clustercheck.tables.needed_characters import NeededCharacters

NAMES = sorted({name for each in INDICATORS.values() for name in (each.name.zh, each.name.en, *each.aliases)})
PIECES = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from([name[1:] for name in NAMES] + [name[:-1] for name in NAMES]),
    st.sampled_from(
        ["3.", "（一）", "其中：", "集群内", "年末", "2024年", "企业", "四上企业", "中小企业", "家数", "户数", "数目",
         "总数", "总量", "研发", "研究与试验发展(R&D)", "ＣＯ２", "co₂", "二氧化碳排放", "国家级", "经费",
         "（亿元）", "（含税）", "（去重）", "、", "＊", "①",
         " ", "\n", "万人", "东海", "额"]
    ),
)  # fmt: skip
LABELS = st.lists(PIECES, max_size=4).map("".join)
NEEDED = NeededCharacters(_plain_names())


@given(LABELS)
def test_the_same_is_found_in_a_label_quickly(text: str) -> None:
    with plain_way():
        plain = line_name(text), labelled(text), dated(text)
    assert (line_name(text), labelled(text), dated(text)) == plain


@given(LABELS)
def test_a_label_is_folded_as_any_text(text: str) -> None:
    name = line_name(text)
    assert (name.whole, name.key) == (fold(text), key_of(fold(text)))


@given(st.lists(LABELS, min_size=4, max_size=8))
def test_names_that_are_read_together_are_those_of_each(texts: list[str]) -> None:
    with plain_way():
        plain = [line_name(text) for text in texts]
    use_quick_ways(True)
    read_names(texts)
    assert [line_name(text) for text in texts] == plain


def test_plain_labels_are_read_together() -> None:
    use_quick_ways(True)
    texts = ["1、总产值（亿元）", "其中：中小企业产值：", "从业人员，人", "固定资产投资", "（四）贷款余额"]
    read_names(texts)
    assert [known_answers(line_name)(text) for text in texts] == [line_name(text) for text in texts]


@given(LABELS)
def test_a_name_has_the_characters_that_it_needs(text: str) -> None:
    bare = fold(text)
    assert id_of(bare, _plain_names()) is None or NEEDED.are_in(key_of(bare))


def test_what_counts_firms_may_be_named_with_other_characters() -> None:
    """`企业家数` is found as 企业数 or 企业总数."""
    use_quick_ways(True)
    assert not NEEDED.are_in("固定资产投资")
    for text in ("企业家数", "四上企业户数", "研究与实验发展经费"):
        assert NEEDED.are_in(text)
    label = line_name("7、企业户数（家）").label
    assert label is not None
    assert label.indicator.id == "enterprises"
