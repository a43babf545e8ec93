"""是 or 否, and what is written for them: 符合, 已建立, 未发生."""

from __future__ import annotations

from collections.abc import Callable

from clustercheck.formats.cells import GridCell
from clustercheck.model.indicators import MEANING_OF_VETO, VETO
from clustercheck.model.patterns import pattern
from clustercheck.model.problems import Where, error
from clustercheck.model.speed import cached
from clustercheck.model.words import folded, means_nothing
from clustercheck.tables.figures import unreadable
from clustercheck.tables.profile_values import NO, YES, Said

# What the form adds to the words of a condition, folded.
_MEANING = "(" + folded(MEANING_OF_VETO).partition(",")[0]
_DENIES = pattern(r"(?:无|未|没有|零).{0,40}(?:事故|事件)")

_FITS = frozenset(("是的", "对", "完全符合", "已符合", "均符合", "都符合", "已满足", "完全满足", "均满足"))
_FITS_NOT = frozenset(("未符合", "未满足", "均不符合", "都不符合"))
_DOES = r"具备|具有|有|属于|达到|达标|建立|建成|建有|设立|成立|制定|开展|实施|落实|完成|实现|形成|出台|引入|组建|搭建|通过|参与|参加"
_HOLDS = pattern(rf"(?:均|都)?(?:已经?)?(?:{_DOES})了?")
_HOLDS_NOT = pattern(rf"(?:均|都)?(?:没有|尚未|暂未|还未|还没有?|不|未|没)(?:{_DOES})?")
# 不 or 未 alone says nothing; 没有 says that there is none.
_ALONE = frozenset(("不", "未", "没", "尚未", "暂未", "还未", "还没", "均不", "都不", "均未", "都未"))

_WHAT = r"(?:(?:上述|此类|该类|这类|任何|相关|所列|较大及以上|以上)*(?:的)?(?:事故|事件|情况|情形|问题|行为)(?:及事件|和事件)?)?"
_NEVER = pattern(
    rf"(?:(?:近|最近|过去)三年(?:内|来)?)?(?:均|都|从)?(?:未|没有|没|无)(?:有)?(?:发生|出现)(?:过)?{_WHAT}"
    r"|(?:(?:近|最近|过去)三年(?:内|来)?)?(?:均|都)?(?:零|0|无|没有)(?:任何|上述|此类|相关|较大及以上)?(?:事故|发生)"
    r"|(?:均|都)?(?:(?:无|没有)(?:任何|上述|此类|这类)(?:情况|情形|问题|事件)|不存在)"
)
_HAPPENED = pattern(
    rf"(?:(?:近|最近|过去)三年(?:内|来)?)?(?:有|有过|(?:曾|曾经|已|有)?(?:发生|出现)(?:过|了)?){_WHAT}|存在"
)
_SPLIT = pattern(r"(是的?|否|√|×|符合|不符合)[,，:：;；、。]?\(?([^()]{1,40})\)?")
_LONGEST = 60


def read_answer(cell: GridCell | None, where: Where, of_veto: bool = False) -> Said:
    """Whether a condition is met; None where the cell is blank, or says what may mean either.

    `of_veto`: the condition denies something, so 未发生 holds and 有 does not.
    """
    if cell is None:
        return Said()
    broken = unreadable(cell, where)
    if broken is not None:
        return Said(None, (broken,))
    met = (_of_veto if of_veto else _of_condition)(cell.text)
    if met is not None:
        return Said(met)
    # 无 may mean "not so" as well as "nothing to say": it is asked about.
    bare = folded(cell.text)
    if means_nothing(cell.text) and bare not in ("无", "没有"):
        return Said()
    return Said(None, (error("C252" if of_veto else "C217", where, text=cell.text),))


def denies(code: str | None, label: str) -> bool:
    """Whether a condition is the veto, which denies that something happened: by its code or its words."""
    return code == VETO or _meaning_at(label) is not None or _says_nothing_happened(label)


def _says_nothing_happened(label: str) -> bool:
    return ("事故" in label or "事件" in label) and _DENIES.search(label[:200]) is not None


def without_meaning(label: str) -> str:
    """The words of a condition without what the form adds to say which answer is which."""
    at = _meaning_at(label)
    return label if at is None else label[:at].rstrip()


def _meaning_at(label: str) -> int | None:
    """Where in the words of a condition its last brackets begin, if they say what 是 means."""
    if not label.endswith(("）", ")")):
        return None
    at = max(label.rfind("（"), label.rfind("("))
    return at if at > 0 and folded(label[at : at + 30]).startswith(_MEANING) else None


@cached()
def _of_condition(text: str) -> bool | None:
    return _whole(text, _condition_word)


@cached()
def _of_veto(text: str) -> bool | None:
    return _whole(text, _veto_word)


def _whole(text: str, word: Callable[[str], bool | None]) -> bool | None:
    """A word, or 是 and 否 with words beside them that say the same."""
    bare = folded(text).lower().rstrip("。.!")
    if len(bare) > _LONGEST:
        return None
    said: bool | None = word(bare)
    if said is None:
        parts = _SPLIT.fullmatch(bare)
        if parts is not None:
            first, second = word(parts[1]), word(parts[2])
            said = first if first is second else None
    return said


def _plain_word(bare: str) -> bool | None:
    if bare in YES or bare in _FITS:
        return True
    return False if bare in NO or bare in _FITS_NOT else None


def _condition_word(bare: str) -> bool | None:
    said = _plain_word(bare)
    if said is not None or bare in _ALONE:
        return said
    if _HOLDS.fullmatch(bare):
        return True
    return False if _HOLDS_NOT.fullmatch(bare) else None


def _veto_word(bare: str) -> bool | None:
    said = _plain_word(bare)
    if said is not None:
        return said
    if _NEVER.fullmatch(bare):
        return True
    return False if _HAPPENED.fullmatch(bare) else None
