"""The labels of a table in order, because an item may be a part of the one above it.

`其中：中小企业` under 总产值 is the SMEs' output. `从业人员` indented under an unknown item may belong to that item
alone and is not taken for the cluster's. A heading such as 二、中小企业 applies to the lines after it.
"""

from __future__ import annotations

import re
import unicodedata

from clustercheck.model.indicators import Indicator
from clustercheck.model.problems import Name
from clustercheck.model.records import NamedTuple
from clustercheck.model.words import fold, folded, key_of
from clustercheck.tables.kinds import kind_of, says_another_subject
from clustercheck.tables.known_names import is_item
from clustercheck.tables.label_parts import outlined
from clustercheck.tables.labels import Label, line_name
from clustercheck.tables.parts import is_of_section, may_stand_under, part_named
from clustercheck.tables.suggestions import Suggestions
from clustercheck.tables.vocabulary import Known

_new = tuple.__new__
UNKNOWN = Name("不是已知的指标", "no known indicator")
NEARLY = Name("与已知指标相近但不相同，未采用", "close to a known indicator but not the same; not used")
PART = Name(
    "是上一项的一部分，不能当作整个集群的数", "a part of the item above, which may not be the whole cluster's"
)
SECTION = Name("所在小标题只涉及一部分，未采用", "stands under a heading of a part only; not used")
MAPPED_AWAY = Name("对照文件指明不采用", "the map says to pass it over")

# A heading whose rows are of a part of the cluster, of something else, or no figures of a year that is over.
_SECTION = r"(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十]+\)|第[一二三四五六七八九十]+部分).+"
_PART_OF_CLUSTER = r"中小|小微|主导产业|四上"
# Indicators of the place itself may stand under a heading of the place.
_PLACE_OF_CLUSTER = r"所在|县域|区域|属地"
# A line alone in its row that is the heading of the rows below, not a remark.
_LONGEST_GROUP = 20
_BARE_PART = r"(?:集群)?(中小企业|主导产业|规上企业|规模以上(?:工业)?企业|四上企业)(?:情况|指标|部分|方面)?"
# A sheet may hold one cluster after the other; the first is taken for the one that is meant.
_CLUSTER = r"(.+集群)"
_SUFFIX = r"(?:情况|指标|部分|方面|类|数据)$"


class OutlineLabel(NamedTuple):
    """The result for a label: its indicator, or why it has none and which one is close."""

    label: Label | None
    why: Name = UNKNOWN
    nearest: Indicator | None = None
    above: str = ""


class Outline:
    """Reads the labels of one table in order."""

    def __init__(self, known: Known, suggestions: Suggestions) -> None:
        self._known = known
        self._suggestions = suggestions
        self._above: tuple[str, Label | None] | None = None
        self._indent = 0
        self._section = ""
        self._of_cluster = ""
        self._above_is_blocked = False

    def section(self, text: str) -> None:
        """Pass a line without figures, which may be a heading of the lines after it."""
        bare = folded(text).rstrip(":")
        if re.fullmatch(_SECTION, bare) or re.fullmatch(_BARE_PART, outlined(bare)[0]):
            self.group(bare)
        elif (
            len(bare) <= _LONGEST_GROUP
            and ":" not in bare
            and not bare.startswith("注")
            and (says_another_subject(bare) or kind_of(bare) or "集群" in bare)
        ):
            # A bare heading counts where it says whose the figures below are.
            self.group(bare)

    def group(self, text: str) -> None:
        """Continue under another heading, or another entry of a column that groups the lines."""
        self._section = re.sub(_SUFFIX, "", outlined(text)[0])
        self._above, self._indent = None, 0
        cluster = re.match(_CLUSTER, self._section)
        if cluster is not None:
            self._of_cluster = self._of_cluster or cluster[1]

    def governing(self, label: Label, text: str, indent: int | None = None) -> None:
        """Pass a line that its code identifies, with the indentation of its label."""
        self._above, self._indent = (text, label), indent_of(text) if indent is None else indent

    def read(self, text: str) -> OutlineLabel:
        """The indicator of a line with figures."""
        known = self._known
        if known.has_map and known.mapped(text) is not None:
            label = known.label(text)
            self._above, self._indent = (text, label), indent_of(text)
            return OutlineLabel(label, MAPPED_AWAY)
        name = line_name(text)
        whole, key, bare, is_part, _, label, _ = name
        indent = indent_of(text) if text[:1].isspace() else 0
        if self._above is not None and (is_part or indent > self._indent):
            return self._part(bare, self._above, label is not None or known.has_map)
        if known.has_map:
            label = known.undated_label(text, name)
        self._above_is_blocked = False
        if not is_part:
            self._above, self._indent = (text, label), indent
        if label is None:
            return self._without_indicator(whole, key)
        item = self._in_section(label, bare)
        self._above_is_blocked = item.label is None
        return item

    @property
    def last(self) -> Label | None:
        """The indicator of the last line that was no part of another."""
        return None if self._above is None or self._above_is_blocked else self._above[1]

    def unknown(self, text: str) -> OutlineLabel:
        """The result for an unknown label, with the indicator close to it."""
        return self._unknown(text)

    def _in_section(self, label: Label, text: str) -> OutlineLabel:
        """A label under the heading of a part belongs to that part if the two name an indicator; else it has none."""
        if self._section in text:
            return _new(OutlineLabel, (label, UNKNOWN, None, ""))
        cluster = re.match(_CLUSTER, self._section)
        if cluster is not None and cluster[1] != self._of_cluster:
            return OutlineLabel(None, SECTION, label.indicator, self._section)
        if cluster is not None:
            return OutlineLabel(label)
        if label.indicator.of_place and re.search(_PLACE_OF_CLUSTER, self._section):
            return OutlineLabel(label)
        if kind_of(self._section) or says_another_subject(self._section):
            return OutlineLabel(None, SECTION, label.indicator, self._section)
        if not re.search(_PART_OF_CLUSTER, self._section):
            return OutlineLabel(label)
        part = part_named(label.indicator, self._section)
        if part is not None:
            return OutlineLabel(Label(part, label.unit, label.year))
        if is_of_section(label.indicator, self._section):
            return OutlineLabel(label)
        return OutlineLabel(None, SECTION, label.indicator, self._section)

    def _part(self, bare: str, above: tuple[str, Label | None], may_be_known: bool) -> OutlineLabel:
        text, whole = above
        label = self._known.label(bare) if may_be_known else None
        if label is None:
            part = None if whole is None else part_named(whole.indicator, bare)
            if part is not None and whole is not None:
                return self._in_section(Label(part, whole.unit, whole.year), bare)
            return self._unknown(bare)
        if whole is not None and may_stand_under(label.indicator, whole.indicator):
            return self._in_section(label, bare)
        return OutlineLabel(None, PART, label.indicator, folded(text))

    def _unknown(self, text: str) -> OutlineLabel:
        whole = fold(text)
        return self._without_indicator(whole, key_of(whole))

    def _without_indicator(self, bare: str, key: str) -> OutlineLabel:
        if is_item(key):
            return OutlineLabel(None)
        nearest = self._suggestions.nearest(bare, key)
        return _new(OutlineLabel, (None, UNKNOWN if nearest is None else NEARLY, nearest, ""))


def indent_of(text: str) -> int:
    """The indentation of a label; a full-width space counts as two."""
    indent = 0
    for character in text:
        if not character.isspace():
            break
        indent += 2 if unicodedata.east_asian_width(character) == "F" else 1
    return indent
