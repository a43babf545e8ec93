"""The words by which a plan tells targets from what was reached, in headings, in titles and beside figures."""

from __future__ import annotations

import re

from clustercheck.formats.cells import GridCell
from clustercheck.model.words import folded
from clustercheck.tables.kinds import is_neutral
from clustercheck.tables.label_parts import outlined
from clustercheck.tables.meanings import LONGEST_HEADING, cell_meaning, meaning_of

# What makes figures targets; a forecast (预计) stands beside targets as well as beside results.
_PLAN = r"规划|计划|目标|预期|力争|争取|奋斗|愿景|远景|任务|forecast|target|planned|plan"
_ANY = rf"(?:(?:规划|计划|目标)期[内末]?|{_PLAN}|预计|预测|展望|指导性|约束性)"
_TARGET = r"(?:规划|计划|预期|发展|奋斗)?目标(?:值|数)?"
# A title with one of these is of results too: then the columns tell.
_ALSO_RESULTS = r"完成|现状|历史|实际|执行|实施|对照|对比|申报|[及和与、]"
_REACHED = r"实际|完成|实绩|现状|现有|目前|当前|基期|基年|基准|基数|决算|实现|年报|baseline|actual"
# What is left of a heading that says nothing else; and the word that keeps a column from being taken.
_FIGURE, NOT_TAKEN = "数值", "计划"
# A number at the beginning of a text makes it a figure: 2027目标.
_BARE_YEAR = r"(?:19|20)\d\d(?=\s*(?:目标|规划|计划|预期|实际|完成|target|plan|actual))"
# How binding a target is, in a column of its own.
_BINDING = r"(?:预期|约束|指导|引导)性?(?:指标|目标)?"


def without_mark(text: str) -> str | None:
    """A heading without the words that make it a target's: 2025年 of 2025年目标; None if it is none."""
    if len(text) > LONGEST_HEADING or not _searched(_PLAN, text):
        return None
    rest = re.sub(_ANY, "", text, flags=re.IGNORECASE)
    if meaning_of(rest).label is not None:
        # 规划面积 is no target of 面积.
        rest = re.sub(_TARGET, "", text)
        if _searched(_ANY, rest):
            return None
    rest = re.sub(r"^[到至](?=\d{4})", "", rest)
    if re.fullmatch(r"\s*\d{4}\s*", rest):
        # A bare number is no heading among texts.
        rest = f"{rest.strip()}年"
    said = meaning_of(rest)
    if not said.is_result or said.words or said.item is not None or said.role is not None:
        return None
    return rest if folded(rest).strip("()[]【】:") else _FIGURE


def says_target(cell: GridCell) -> bool:
    """Whether a cell calls what it heads, or stands beside, a target."""
    return cell.kind == "text" and without_mark(cell.text) is not None


def says_reached(text: str) -> bool:
    """Whether words say that figures are what was reached: 实际, 基期."""
    return _searched(_REACHED, text) and not _searched(_ANY, text)


def is_planned_title(text: str) -> bool:
    """Whether a title or the name of a sheet is of targets alone."""
    return _searched(_PLAN, text) and not _searched(_ALSO_RESULTS, outlined(folded(text))[0])


def tells_no_target(cell: GridCell) -> bool:
    """Whether a cell beside those that say 目标 says another thing, and is no name: 实际, 2024年."""
    said = cell_meaning(cell)
    if said.label is not None or said.item is not None:
        return False
    return said.year is not None or (says_reached(cell.text) and is_neutral(cell.text))


def without_words(cell: GridCell) -> GridCell:
    """A title or a remark without the words of a plan."""
    return cell._replace(text=re.sub(_ANY, "", cell.text, flags=re.IGNORECASE) or _FIGURE)


def turned(cell: GridCell) -> GridCell:
    """A heading or a word beside figures without what makes it a target's."""
    rest = without_mark(cell.text) if cell.kind == "text" else None
    return cell if rest is None else cell._replace(text=rest)


def says_how_binding(cell: GridCell) -> bool:
    """Whether a cell says only whether a target binds: 预期性, 约束性."""
    return cell.kind == "text" and re.fullmatch(_BINDING, folded(cell.text)) is not None


def with_year_word(cell: GridCell) -> GridCell:
    """A text cell with 年 behind the year that it begins with: 2027年目标 of 2027目标."""
    if cell.kind != "text" or not re.match(_BARE_YEAR, cell.text, re.IGNORECASE):
        return cell
    return cell._replace(text=f"{cell.text[:4]}年{cell.text[4:]}")


def _searched(words: str, text: str) -> bool:
    return re.search(words, text, re.IGNORECASE) is not None
