"""The rows of a list of clusters that are no cluster: totals, places, shares, growths, examples."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clustercheck.model.words import LONGEST_WORDS, LONGEST_WRITTEN, folded
from clustercheck.tables.kinds import kind_of, says_another_subject

_TOTALS = (
    r"(?:.{0,12}(?:合计|汇总|总计|小计|共计|总和|平均|平均值|均值|中位数)|全部|最大值|最小值|"
    r"全[国省市区县].{0,2}|其中.*|#.*|total|sum|average|subtotal"
    r"|.+/.*[省市区县国])(?:\(.*\))?:?"
)
_EXAMPLE = r"示例|样例|范例|填写|举例|例[:\d]"
_NUMBERED = r"(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十]+\)|第[一二三四五六七八九十]+)(.+)"
_PLACE = r".{1,10}(?:[省市区县州盟旗镇乡]|街道|开发区|园区|高新区|功能区|新区)"
_KINDS = ("growth", "share", "other_year", "plan", "average", "rank")


class ListNames:
    """The names of the rows of a list, and what they say about each row."""

    def __init__(self, names: Sequence[str]) -> None:
        bare = [folded(name) for name in names if len(name) <= LONGEST_WRITTEN]
        self._are_clusters = any("集群" in name for name in bare)
        self._are_places = all(
            re.fullmatch(_PLACE, _unnumbered(name)) is not None for name in bare if not _is_total(name)
        )
        self.different = len(set(names))

    def is_cluster(self, text: str) -> bool:
        """Whether a row is a cluster, by its own name and by how the other rows are named."""
        bare = folded(text)
        if len(bare) > LONGEST_WORDS:
            return True
        if re.fullmatch(_TOTALS, bare, re.IGNORECASE) or re.match(_EXAMPLE, bare.lstrip("(")):
            return False
        if "集群" in bare:
            return re.search(r"(?:占比|比重|同比|增速|增长率?|增幅)(?:\(.*\))?$", bare) is None
        if kind_of(bare) in _KINDS or re.match(r"(?:上年|去年|同期)", bare):
            return False
        # Among clusters a bare place heads those of its own; where all are places they may be what clusters are called.
        if self._are_clusters and re.fullmatch(_NUMBERED, bare):
            return False
        return self._are_places or not _is_of_others(bare)


def _is_of_others(bare: str) -> bool:
    name = re.sub(r"\(.*\)$", "", _unnumbered(bare).rstrip(":"))
    return re.fullmatch(_PLACE, name) is not None or says_another_subject(name)


def _unnumbered(bare: str) -> str:
    match = re.fullmatch(_NUMBERED, bare)
    return match[1] if match else bare


def _is_total(text: str) -> bool:
    return re.fullmatch(_TOTALS, folded(text), re.IGNORECASE) is not None
