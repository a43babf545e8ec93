"""Normalise written words: width, spaces and quotes do not distinguish labels."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from clustercheck.model.note_marks import MARKS, unmarked
from clustercheck.model.patterns import pattern
from clustercheck.model.speed import cached

# The longest folded label or heading, with its number, unit and translation.
LONGEST_WORDS = 300
# The longest written text, with spaces and marks, that is worth folding.
LONGEST_WRITTEN = 4 * LONGEST_WORDS

# Marks for "nothing to report". They are never zero.
_BLANK_MARKS = pattern(r"[-—–―−‐‑─]+|/+|\\+|\.{3,}|…+|⋯+")
_MARKS_BEGIN = frozenset("-—–―−‐‑─/\\.…⋯")
_BLANK_WORDS = frozenset(
    ("NA", "N/A", "N.A.", "NULL", "无", "无数据", "没有", "暂无", "暂无数据", "暂缺",
     "缺", "缺失", "未统计", "不详", "空")
)  # fmt: skip
_UNDECIDED = frozenset(
    ("未知", "待定", "待补", "待补充", "待统计", "待核实", "未提供", "未公布", "未填", "无法统计")
)
_NEVER_FIRST = frozenset("(（0123456789")
BLANK_WORDS_BEGIN = frozenset([word[0] for word in _BLANK_WORDS])
# Invisible characters: joiners, direction marks, soft hyphens, control characters.
INVISIBLE = "\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_SPACES = pattern(rf"[\s{INVISIBLE}]+")
# Characters that stay as they are in half width, but for five; none is a space or a footnote mark.
_USUAL = pattern("[一-鿿!-~、。“”《》【】（）：，；]+")
_BRACKETS = frozenset("“”‘’\"'「」『』()[]{}《》〈〉【】〔〕`")
# What stays as it is in a key, but for colons at its end.
_OF_KEYS = pattern("[一-鿿a-z0-9%*.,、/:-]+")
_DROPPED_FROM_NAMES = dict.fromkeys(map(ord, _BRACKETS))


@cached()
def as_written(text: str) -> str:
    """A text in half width without spaces; footnote marks stay."""
    return fold(text) if _USUAL.fullmatch(text) else _in_half_width(text)


def fold(text: str) -> str:
    """Like `folded`, for a text that is asked about once."""
    if _USUAL.fullmatch(text) is None:
        return _in_half_width(without_marks(text))
    # The normal form of a text with one of these is ten times as slow.
    if "（" in text or "）" in text:
        text = text.replace("（", "(").replace("）", ")")
    if "：" in text:
        text = text.replace("：", ":")
    if "，" in text or "；" in text:
        text = text.replace("，", ",").replace("；", ";")
    return text


def is_usual(text: str) -> bool:
    """Whether a text has only usual characters. Then it has no spaces, and folding it twice changes nothing."""
    return _USUAL.fullmatch(text) is not None


def _in_half_width(text: str) -> str:
    normal = unicodedata.normalize("NFKC", text)
    # A space is the only character to be dropped that can be printed.
    return normal if normal.isprintable() and " " not in normal else _SPACES.sub("", normal)


@cached()
def folded(text: str) -> str:
    """Words in half width without spaces and footnote marks: `（亿元）¹ ` and `(亿元)` become equal."""
    return fold(text)


@cached()
def name_key(text: str) -> str:
    """The key by which a label is known: `folded`, without quotes and brackets, in lower case."""
    return key_of(folded(text))


def key_of(bare: str) -> str:
    """Like `name_key`, of a text that is folded."""
    usual = bare.replace("(", "").replace(")", "")
    if _OF_KEYS.fullmatch(usual):
        return usual.rstrip(":")
    if not _BRACKETS.isdisjoint(bare):
        bare = bare.translate(_DROPPED_FROM_NAMES)
    return bare.casefold().rstrip(":")


def without_marks(text: str) -> str:
    """Words without footnote marks: `集群总产值¹⁾` becomes 集群总产值."""
    if text.isascii() or MARKS.isdisjoint(text):
        return text
    return unmarked(text)


def is_undecided(text: str) -> bool:
    """Whether a text in the place of a figure says that it is still to come or not known: `待定`."""
    return as_written(text) in _UNDECIDED


def means_nothing(text: str) -> bool:
    """Whether a cell's text means "nothing": `—`, `/`, `…`, `N/A`, `无`, spaces."""
    if begins_otherwise(text, BLANK_WORDS_BEGIN) or text[:1] in _NEVER_FIRST:
        return False
    return _means_nothing(text)


@cached()
def _means_nothing(text: str) -> bool:
    bare = as_written(text)
    if not bare or bare.upper() in _BLANK_WORDS:
        return True
    return bare[0] in _MARKS_BEGIN and _BLANK_MARKS.fullmatch(bare) is not None


def begins_otherwise(text: str, first: Collection[str]) -> bool:
    """Whether a text begins with a Chinese character, as it does when it is folded, and with none of these."""
    return "一" <= text[:1] <= "鿿" and text[0] not in first
