"""Which indicator is a part of which, where a line or a column under another names no more than the part."""

from __future__ import annotations

from clustercheck.model.indicators import INDICATORS, Indicator

# What "其中：中小企业" under an indicator is.
_PARTS: dict[tuple[str, str], str] = {
    ("total_output", "中小企业"): "sme_output",
    ("total_output", "主导产业"): "dominant_output",
    ("operating_revenue", "中小企业"): "sme_revenue",
    ("operating_revenue", "主导产业"): "dominant_revenue",
    ("invention_patents", "中小企业"): "sme_invention_patents",
    ("employees", "中小企业"): "sme_employees",
    ("enterprises", "中小企业"): "sme_enterprises",
}
# Under these an item that bears its own full name is of the whole cluster; under any other it may be of a part.
_WHOLES = frozenset(
    ("total_output", "operating_revenue", "enterprises", "employees", "invention_patents", "resident_population",
     "land_area", "co2_emissions")
)  # fmt: skip
_WITHIN = frozenset(
    (("national_champions", "manufacturing_champions"), ("innovative_smes", "sme_enterprises"),
     ("specialised_smes", "sme_enterprises"), ("little_giants", "sme_enterprises"))
)  # fmt: skip


def part_named(whole: Indicator, part: str) -> Indicator | None:
    """The indicator that a part of another is: 中小企业 of 总产值."""
    id = _PARTS.get((whole.id, part))
    return None if id is None else INDICATORS[id]


def may_stand_under(part: Indicator, whole: Indicator) -> bool:
    """Whether an item with a full name of its own keeps its meaning as a part of another."""
    return whole.id in _WHOLES or (part.id, whole.id) in _WITHIN


def is_of_section(indicator: Indicator, section: str) -> bool:
    """Whether an indicator is of a heading's part by its own definition."""
    if "中小" in section:
        ladder = "梯度" in section or "优质" in section
        of_smes = indicator.id.startswith("sme_") or (indicator.id, "sme_enterprises") in _WITHIN
        return of_smes or (ladder and indicator.unit.dimension == "firms")
    return "主导产业" in section and indicator.id.startswith("dominant_")
