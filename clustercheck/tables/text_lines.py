"""Lines with words in the places of figures, as against a header of another table.

`发展情况 | — | 良好 | 良好 | 良好` is a line; `各镇情况 | 亿元 | 平沙 | 南水 | 三灶` tells figures below it apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from clustercheck.formats.cells import GridCell
from clustercheck.model.patterns import pattern
from clustercheck.model.units import is_unit
from clustercheck.model.words import fold, means_nothing
from clustercheck.tables.kinds import is_neutral
from clustercheck.tables.meanings import cell_meaning

# Such a line says something of the figures below it.
_ABOUT_FIGURES = pattern(
    r".*(?:数据|统计|区域|地区|片区|口径|范围|性质|主体|类型|类别|属性|版本|单位|名称|企业|集群|情景|方案|假设|时间|时点|期间).*"
)
# What is required or planned is told by whom: 标准 | — | 珠海 | 国家 | 省级.
_OF_COLUMNS = frozenset(("standard", "plan"))
_GRADE = pattern(
    r"(?:很|较|比较|非常|基本|更|最|未|不|已|全部|均)?(?:好|良好|优秀|优良|优|良|一般|较差|差|合格|符合|达标|稳定|正常|是|否|有)"
)
_JOINED = pattern(r"\d+(?:\.\d+)?(?:/\d+(?:\.\d+)?)+%?")


def is_text_line(name: GridCell | None, unit: GridCell | None, over: Sequence[GridCell]) -> bool:
    """Whether a row with these words below years is a line: it has a name, and words that no header has."""
    if name is None or not _names_a_line(name):
        return False
    has_no_unit = unit is not None and means_nothing(unit.text)
    if unit is not None and not has_no_unit and not is_unit(fold(unit.text)):
        return False
    words = {fold(cell.text) for cell in over}
    if all(_GRADE.fullmatch(word) for word in words) or _are_joined(words):
        return True
    if len(words) == 1 and cell_meaning(name).item is not None:
        return True
    if cell_meaning(name).kind in _OF_COLUMNS:
        return False
    # A header has no mark for "no unit", and no two years of one heading.
    return (has_no_unit or len(words) == 1) and all(map(_is_of_no_heading, over))


def _names_a_line(cell: GridCell) -> bool:
    said = cell_meaning(cell)
    if said.item is not None:
        return True
    if said.is_other_subject or said.is_part:
        return False
    plain = said.role is None and said.year is None and said.relative is None
    return plain and cell.kind == "text" and _ABOUT_FIGURES.fullmatch(fold(cell.text)) is None


def _are_joined(words: set[str]) -> bool:
    """Whether texts are figures joined, as 33.5/25 is, and neither years nor months."""
    return all(map(_JOINED.fullmatch, words)) and any("." in word for word in words)


def _is_of_no_heading(cell: GridCell) -> bool:
    """Whether words say nothing that a heading says: no year, no kind, nobody else's, nothing that is neutral."""
    said = cell_meaning(cell)
    return bool(said.words) and said == said._replace(
        role=None, item=None, year=None, relative=None, unit="", label=None, kind="", is_other_subject=False,
        cluster="", is_line=False, is_part=False,
    ) and not is_neutral(cell.text)  # fmt: skip
