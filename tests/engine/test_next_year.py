"""What a miss asks of the years to come: they come as it says, and the application it names is free of the miss."""

from decimal import Decimal

import pytest
from at_hand import YEARS, Figures, each_named, found, row, threshold_of
from drawn import figures_for
from hypothesis import given, settings
from hypothesis import strategies as st
from test_gaps import A_LITTLE, leaning

from clustercheck.criteria import Mode, Over, Threshold
from clustercheck.findings import Finding, Status
from clustercheck.gaps import Gap, gap_of
from clustercheck.quantities import plain
from clustercheck.reports.gap_words import remedy_words

D = Decimal


def a_year_later(threshold: Threshold, finding: Finding, gap: Gap, figures: Figures) -> Figures:
    """The figures of a year more, which is as the last one but for what the gap asks of it."""
    later = {id: [*row_[1:], row_[3]] for id, row_ in figures.items()}
    target, outcome = gap.target, finding.outcome
    assert target is not None
    assert outcome is not None
    off = {">": A_LITTLE, "<": -A_LITTLE}.get(target.op, D(0))
    if threshold.counted is not None:
        return {**dict.fromkeys(later, row("-")), threshold.counted.given: row(target.value)}
    assert outcome.basis is not None
    part, whole = outcome.basis.part, outcome.basis.whole
    if threshold.over in (Over.RISING, Over.FALLING):
        later[part][3] += off if target.op != ">=" else 0
    elif whole is None:
        later[part][3] = target.value + off
    else:
        amount = gap.equivalents[0].amount if gap.equivalents else None
        if amount is None:
            return {}
        later[part][3] += amount + (off if gap.strict else 0)
        if threshold.subject.id.endswith("output_share"):
            later[whole][3] += amount + (off if gap.strict else 0)
    return later


@each_named()
@settings(max_examples=15)
@given(data=st.data())
def test_the_application_named_is_free_of_the_miss(label: str, id: str, data: st.DataObject) -> None:
    standard, threshold = threshold_of(label, id)
    threshold = threshold._replace(readings=threshold.readings[:1])
    drawn = data.draw(figures_for(threshold, blanks=False))
    figures = leaning(threshold, drawn, data.draw(st.sampled_from((1, 9)))) if threshold.op else drawn
    finding, assessment = found(standard, threshold, figures)
    gap = gap_of(finding, assessment)
    if gap is None or threshold.over is Over.ONCE:
        assert gap is None or gap.target is None
        return
    assert gap.free_from is not None
    assert gap.free_from >= YEARS[3] + 2
    if gap.target is None:
        return
    assert gap.target.year == YEARS[3] + 1
    for _year in range(YEARS[3] + 1, gap.free_from):
        figures = a_year_later(threshold, finding, gap, figures)
        if not figures:
            return
        gap = gap._replace(equivalents=tuple(e._replace(amount=D(0)) for e in gap.equivalents))
    assert found(standard, threshold, figures)[0].status is Status.MET


# (standard, criterion, figures, from when it is free, what the next year must be)
BY_HAND = [
    ("zhuhai", "sme_output_share", {"sme_output": row(60), "total_output": row(100)}, 2026, "> 70 %"),
    ("zhuhai", "total_output", {"total_output": row("31.5", 33, 36)}, 2026, ">= 32 亿元"),
    ("zhuhai", "total_output", {"total_output": row(33, 36, "31.9")}, 2028, ">= 32 亿元"),
    ("guangzhou", "total_output", {"total_output": row(25, 28, 31)}, 2026, "total_output >= 31 亿元"),
    ("zhuhai", "output_growth", {"total_output": row(100, 100, 110, 112)}, 2026, "total_output > 125.9712 亿元"),
    ("zhuhai", "output_growth", {"total_output": row("-", 100, 105, 110)}, 2026, "total_output > 125.9712 亿元"),
    ("zhuhai", "industrial_software_trend", {"industrial_software_rate": row(50, 49, 55)}, 2026, "> 55 %"),
    ("zhuhai", "industrial_software_trend", {"industrial_software_rate": row(50, 55, 54)}, 2027, "> 54 %"),
    ("zhuhai", "industrial_software_trend", {"industrial_software_rate": row(90, 89, 100)}, 2026, ">= 100 %"),
    ("zhuhai", "co2_intensity_trend", {"co2_intensity": row("0.5", "0.6", "0.4")}, 2026, "< 0.4 吨/万元"),
    ("zhuhai", "patents_per_10k", {"invention_patents": row(20), "employees": row(20000)}, 2026, ">= 12 个"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "id", "figures", "free_from", "target"), BY_HAND)
def test_worked_out_by_hand(label: str, id: str, figures: Figures, free_from: int, target: str) -> None:
    standard, threshold = threshold_of(label, id)
    gap = gap_of(*found(standard, threshold, figures))
    assert gap is not None
    assert gap.target is not None
    assert gap.free_from == free_from
    found_target = [gap.target.indicator, gap.target.op, plain(gap.target.value), gap.target.unit]
    assert " ".join(part for part in found_target if part) == target
    words = remedy_words(gap, threshold)
    assert "已过去的年份补不上" in words
    assert "2025年" in words
    assert "须增" not in words


def test_what_is_of_no_year_is_no_past() -> None:
    standard, threshold = threshold_of("zhuhai", "land_area")
    gap = gap_of(*found(standard, threshold, {"land_area": row(120)}))
    assert gap is not None
    assert (gap.free_from, gap.target) == (None, None)
    assert remedy_words(gap, threshold) == ""


def test_the_strict_reading_tells_its_own_next_year() -> None:
    standard, threshold = threshold_of("zhuhai", "sme_output_share")
    figures = {"sme_output": row(60, 71, 72), "total_output": row(100, 100, 100)}
    finding, assessment = found(standard, threshold, figures, reading="strict")
    assert finding.outcome is not None
    assert finding.outcome.mode is Mode.EVERY_YEAR
    gap = gap_of(finding, assessment)
    assert gap is not None
    assert gap.free_from == 2026
    assert "2025年起每年须高于 70%" in remedy_words(gap, threshold)
