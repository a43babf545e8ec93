"""Which indicator is a part of another, for a line or column that names only the part."""

from __future__ import annotations

from clustercheck.model.indicators import INDICATORS, PARTS, Indicator

_WORDS = {"smes": "中小企业", "dominant_industry": "主导产业"}
# What "其中：中小企业" under an indicator is.
_PARTS: dict[tuple[str, str], str] = {
    (whole, _WORDS[INDICATORS[part].whose]): part
    for part, whole in PARTS
    if INDICATORS[part].whose and not INDICATORS[whole].whose
}


def part_named(whole: Indicator, part: str) -> Indicator | None:
    """The indicator for a part of another: 中小企业 of 总产值."""
    id = _PARTS.get((whole.id, part))
    return None if id is None else INDICATORS[id]


def may_stand_under(part: Indicator, whole: Indicator) -> bool:
    """Whether an item with its own full name keeps its meaning as a part of another."""
    return whole.is_whole or whole.id in part.stands_under


def is_of_section(indicator: Indicator, section: str) -> bool:
    """Whether an indicator belongs to a heading's part by its own definition."""
    if "中小" in section:
        ladder = "梯度" in section or "优质" in section
        of_smes = indicator.whose == "smes" or "sme_enterprises" in indicator.stands_under
        return of_smes or (ladder and indicator.unit.dimension == "firms")
    return "主导产业" in section and indicator.whose == "dominant_industry"
