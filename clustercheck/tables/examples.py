"""Sheets that show how to fill in a form: their figures are no one's and are never judged."""

from __future__ import annotations

import re
from itertools import islice

from clustercheck.formats.cells import Grid
from clustercheck.model.patterns import pattern
from clustercheck.model.speed import cached
from clustercheck.model.words import begins_otherwise, folded

_WORD = r"示例|样例|样表|范例|范本|例表|样张|填[报写表]示范|填[报写表]样本|填[报写表]举例|示范填[报写表]|演示|参考样式"
_APART = r"[-_—(\[:·]"
# By its name: 填报示例, 指标（示例）, 样表2, 样本, 参考, 范例-某集群. A cluster or a list of firms may bear such a word in its
# own name, which neither ends in it nor sets it apart.
_SHEET = pattern(
    rf"(?!.*(?:集群|企业|园区|产业|基地|项目|名单)).*(?:{_WORD}).*|(?:.*{_APART})?(?:{_WORD}|参考|举例|例子)(?:[-_—)\]:·].*)?"
    rf"|.*(?:{_WORD})[\d()]*|(?:样本|示范|示范表|例子?|举例|参考(?:表|例|填法|填[报写](?:方法)?|格式)?)[\d()]*|.*供参考[)\]]?|.*\b(?:example|sample|demo)s?\b.*",
    re.IGNORECASE,
)
# By a line of its own at the top: 填报示例, 示例：某集群, 主要指标表（示例）. A title may say 样表 of the form itself.
_TITLE = pattern(
    r"[(\[【]?(?:填[报写表])?(?:示例|样例|范例|示范)[)\]】]?|(?:填[报写表])?(?:示例|样例|范例):.*"
    r"|.*[(\[【](?:填[报写表])?(?:示例|样例|范例|示范)[)\]】]"
)
# Forms are handed out by these names too.
_FORM = pattern(r".*(?:样表|样张|参考样式).*")
# One of these, "amp" or "dem" stands in every such name and title.
_HINTS = frozenset("示样范例参")
# Every such title begins or ends with one of these.
_TITLE_BEGINS, _TITLE_ENDS = frozenset("([【填示样范"), frozenset(")]】")
# A title stands in one of the first rows.
ROWS_OF_TITLES = 3
_LONGEST = 60


def may_be_the_form(grid: Grid) -> bool:
    """Whether a sheet named as an example is the form itself because no other sheet is one."""
    return len(grid.tab) <= _LONGEST and _FORM.fullmatch(folded(grid.tab)) is not None


def is_example(grid: Grid) -> bool:
    """Whether a sheet calls itself an example."""
    name = grid.tab
    if len(name) <= _LONGEST and _may_be(name) and _SHEET.fullmatch(folded(name)):
        return True
    for number in islice(grid.rows, ROWS_OF_TITLES):
        row = grid.rows[number]
        text = row[0][1].text
        if len(row) == 1 and len(text) <= _LONGEST and _may_be_title(text) and _TITLE.fullmatch(folded(text)):
            return True
    return False


@cached(512, _LONGEST)
def _may_be(text: str) -> bool:
    """Whether a text has what every name of an example has. The expressions take 3 % of a start to compile."""
    bare = folded(text).lower()
    return not _HINTS.isdisjoint(bare) or "amp" in bare or "dem" in bare


def _may_be_title(text: str) -> bool:
    if begins_otherwise(text, _TITLE_BEGINS) and "一" <= text[-1] <= "鿿":
        return False
    bare = folded(text)
    return (bare[:1] in _TITLE_BEGINS or bare[-1:] in _TITLE_ENDS) and _may_be(text)
