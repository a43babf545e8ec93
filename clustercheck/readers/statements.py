"""What one cell says in words: 是 or 否, a day, one of several choices, a text."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from clustercheck.cluster import ProfileValue
from clustercheck.indicators import ProfileItem, ProfileKind
from clustercheck.problems import Problem, Where, error, warning
from clustercheck.readers.cells import GridCell
from clustercheck.readers.figures import unreadable
from clustercheck.readers.words import folded, means_nothing

_YES = frozenset(("是", "符合", "√", "✓", "✔", "☑", "y", "yes", "true", "满足"))
_NO = frozenset(("否", "不符合", "×", "✗", "✘", "x", "n", "no", "false", "不是", "不满足"))
# A reason is claimed by giving it: neither a denial nor a bare yes is one.
_DENIED = (
    r"否|不|无|没有?|不适用|不申请|不涉及|不主张|不存在|未(受|发生|涉及|申请|主张).{0,8}|(无|没有|没).{0,4}(影响|情况|情形)"
    r"|n/?a|no?|none|nil|null|false|0+"
)
_BARE_YES = r"是|有|y|yes|true|√|受|(受|有)(特殊)?影响|已受影响|符合"
_PUNCTUATION = r"[\s。，、；：！？.,;:!?（）()“”\"'-]+"
_DAY = r"(\d{4})(?:年(\d{1,2})月(\d{1,2})日?|([-/.])(\d{1,2})\4(\d{1,2}))(?:t?00:00(?::00)?)?"
_BARE_NO = "无"


class Said(NamedTuple):
    """What a cell says; `value` is None where it is blank or not understood, and then a problem says so."""

    value: ProfileValue = None
    problems: tuple[Problem, ...] = ()


def read_item(cell: GridCell | None, item: ProfileItem, where: Where) -> Said:
    """A line of 基本信息, as its kind wants it read."""
    if cell is None:
        return Said()
    if item.kind is ProfileKind.YES_NO:
        return read_yes_no(cell, where)
    broken = unreadable(cell, where)
    if broken is not None:
        return Said(None, (broken,))
    if item.kind is ProfileKind.DATE:
        return read_date(cell, where)
    if item.kind is ProfileKind.CHOICE:
        return _read_choice(cell, item.choices, where)
    if item.id == "special_impact":
        bare = re.sub(_PUNCTUATION, "", folded(cell.text)).lower()
        if not bare or re.fullmatch(_DENIED, bare):
            return Said()
        if re.fullmatch(_BARE_YES, bare):
            return Said(None, (warning("C221", where, text=cell.text),))
    return Said(None if means_nothing(cell.text) else cell.text.strip())


def read_yes_no(cell: GridCell | None, where: Where) -> Said:
    """是 or 否 and what is written for them; None where it is blank."""
    if cell is None:
        return Said()
    broken = unreadable(cell, where)
    if broken is not None:
        return Said(None, (broken,))
    text = folded(cell.text).lower()
    if text in _YES:
        return Said(True)
    if text in _NO:
        return Said(False)
    # 无 may mean "not so" as well as "nothing to say": it is asked about.
    if means_nothing(cell.text) and text != _BARE_NO:
        return Said()
    return Said(None, (error("C217", where, text=cell.text),))


def read_date(cell: GridCell, where: Where) -> Said:
    """A whole day. A month or a year is none, and a bare number is one only with a date format."""
    if cell.kind == "date":
        return Said(cell.date)
    if cell.kind == "text":
        if means_nothing(cell.text):
            return Said()
        match = re.fullmatch(_DAY, folded(cell.text).lower(), re.ASCII)
        if match is not None:
            year, month, day = (int(part) for part in match.groups() if part and part.isdigit())
            try:
                return Said(datetime.date(year, month, day))
            except ValueError:
                pass
    return Said(None, (error("C218", where, text=cell.text),))


def _read_choice(cell: GridCell, choices: tuple[str, ...], where: Where) -> Said:
    text = folded(cell.text)
    if text in choices:
        return Said(text)
    if means_nothing(cell.text):
        return Said()
    return Said(None, (error("C219", where, text=cell.text, choices=choices),))
