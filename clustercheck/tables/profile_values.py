"""What one cell says in words: 是 or 否, a day, one of several choices, a text."""

from __future__ import annotations

from clustercheck.formats.cells import GridCell
from clustercheck.model.cluster import ProfileValue
from clustercheck.model.indicators import REASONS, ProfileItem, ProfileKind
from clustercheck.model.problems import Problem, Where, error, warning
from clustercheck.model.records import NamedTuple
from clustercheck.model.words import as_written, means_nothing, without_marks
from clustercheck.tables.days import days_in
from clustercheck.tables.figures import unreadable
from clustercheck.tables.levels import level_in

YES = frozenset(("是", "符合", "√", "✓", "✔", "☑", "y", "yes", "true", "满足", "属于"))
NO = frozenset(("否", "不符合", "×", "✗", "✘", "x", "n", "no", "false", "不是", "不满足", "不属于"))
_BARE_NO = "无"


class Said(NamedTuple):
    """The value of a cell; None if it is blank or not understood, with a problem in the latter case."""

    value: ProfileValue = None
    problems: tuple[Problem, ...] = ()


def read_item(cell: GridCell | None, item: ProfileItem, where: Where) -> Said:
    """A line of 基本信息, read as its kind requires."""
    if cell is None:
        return Said()
    if item.kind is ProfileKind.YES_NO:
        said = read_yes_no(cell, where)
        if item.id in REASONS and _is_a_reason(cell, said):
            return Said(None, (warning("C221", where, text=cell.text),))
        return said
    broken = unreadable(cell, where)
    if broken is not None:
        return Said(None, (broken,))
    if item.kind is ProfileKind.DATE:
        return read_date(cell, where)
    if item.kind is ProfileKind.CHOICE:
        return _read_level(cell, item.choices, where)
    text = without_marks(cell.text).strip()
    if item.id == "standard":
        text = _label_of(text)
    return Said(None if means_nothing(cell.text) else text)


def _label_of(text: str) -> str:
    """The label of a standard after its name: `zhuhai@2024` in `珠海市认定标准（2024年版） zhuhai@2024`."""
    last = text.split()[-1:]
    return last[0] if last and "@" in last[0] and last[0].isascii() else text


def _is_a_reason(cell: GridCell, said: Said) -> bool:
    """Whether the cell for 是 or 否 has other words, such as a claim or a denial."""
    if said.problems:
        return said.problems[0].code == "C217"
    return said.value is None and any(letter in cell.text for letter in "不未无没")


def read_yes_no(cell: GridCell | None, where: Where) -> Said:
    """是 or 否, or the words used for them; None if the cell is blank."""
    if cell is None:
        return Said()
    broken = unreadable(cell, where)
    if broken is not None:
        return Said(None, (broken,))
    text = as_written(cell.text).lower()
    if text in YES:
        return Said(True)
    if text in NO:
        return Said(False)
    # 无 may mean "not so" as well as "nothing to say": it is asked about.
    if means_nothing(cell.text) and text != _BARE_NO:
        return Said()
    return Said(None, (error("C217", where, text=cell.text),))


def read_date(cell: GridCell, where: Where) -> Said:
    """A day, or the first and last of a month, a year or a term. A bare number counts only as a year of four digits."""
    if cell.kind == "date":
        return Said(cell.date)
    if cell.kind == "text" and means_nothing(cell.text):
        return Said()
    # A cell also shows 2022.10 as 2022.1.
    days = None if cell.kind == "number" and cell.text.endswith(".1") else days_in(cell.text)
    if days is None:
        return Said(None, (error("C218", where, text=cell.text),))
    return Said(days if days.first < days.last else days.first)


def _read_choice(cell: GridCell, choices: tuple[str, ...], where: Where) -> Said:
    text = as_written(cell.text)
    if text in choices:
        return Said(text)
    if means_nothing(cell.text):
        return Said()
    return Said(None, (error("C219", where, text=cell.text, choices=choices),))


def _read_level(cell: GridCell, choices: tuple[str, ...], where: Where) -> Said:
    level = level_in(cell.text)
    return _read_choice(cell, choices, where) if level is None else Said(level)
