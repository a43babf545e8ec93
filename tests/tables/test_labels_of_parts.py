"""What the name of a line rules out is not looked for again in the label of a part."""

import itertools

import pytest

from clustercheck.model.indicators import INDICATORS, Indicator
from clustercheck.model.words import fold, key_of
from clustercheck.tables.labels import labelled, line_name

_BEFORE = ("其中：", "#", "  ", "（1）其中：", "其中：2024年", "★", "集群")
_BEHIND = (
    "",
    "（亿元）",
    "(2024年)",
    "*",
    "：",
    "①",
    "\nTotal Output",
    "情况",
    "（2023，2024年）",
    " 亿元",
    "占比",
)


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=list(INDICATORS))
def test_a_line_that_names_nothing_has_no_label_without_its_mark(indicator: Indicator) -> None:
    words = (indicator.name.zh, indicator.name.en, *indicator.aliases, f"北{indicator.name.zh[1:]}")
    for before, name, behind in itertools.product(_BEFORE, words, _BEHIND):
        found = line_name(before + name + behind)
        assert found.undated is not None or labelled(found.bare) is None
        whole = fold(found.bare)
        again = line_name(found.bare)
        assert (again.whole, again.key) == (whole, key_of(whole))
