"""What a miss asks of the years to come: they come as it says, and the application it names is free of the miss."""

from decimal import Decimal

import pytest
from at_hand import AS_OF, YEARS, Figures, cluster, each_named, found, row, threshold_of
from drawn import figures_for
from hypothesis import given, settings
from hypothesis import strategies as st
from test_gaps import A_LITTLE, leaning

from clustercheck.engine.assessment import assess
from clustercheck.engine.gaps import Gap, gap_of
from clustercheck.engine.next_year import NextYearTarget, ahead_of
from clustercheck.model.cluster import Bounds, Qualifier
from clustercheck.model.criteria import Mode, Over, Threshold
from clustercheck.model.findings import Finding, Status
from clustercheck.model.quantities import plain
from clustercheck.reports.wording.gaps import remedy_words

pytestmark = pytest.mark.slow

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


def in_words(target: NextYearTarget | None) -> str:
    if target is None:
        return "-"
    parts = [target.indicator, target.op, plain(target.value), target.unit]
    return " ".join(part for part in parts if part)


RATE, INTENSITY, OUTPUT = "industrial_software_rate", "co2_intensity", "total_output"
PATENTS = "invention_patents"
# (standard, criterion, figures, reading, from when it is free, what the next year must be)
EACH_READING = [
    # From 100 in 2022 three years at 8 % lead to 125.9712, in whichever reading growth is geometric.
    ("zhuhai", "output_growth", {OUTPUT: row(100, 100, 100, 110)}, "geometric_base", 2026, f"{OUTPUT} > 125.9712 亿元"),
    ("zhuhai", "output_growth", {OUTPUT: row(100, 100, 100, 110)}, "geometric_three", 2026, f"{OUTPUT} > 125.9712 亿元"),
    # The mean of 0 %, 10 % and x is 8 % where x is 14 %; of 0 %, 0 % and x where x is 24 %.
    ("zhuhai", "output_growth", {OUTPUT: row(100, 100, 100, 110)}, "arithmetic_base", 2026, f"{OUTPUT} > 125.4 亿元"),
    ("zhuhai", "output_growth", {OUTPUT: row(100, 100, 100, 110)}, "arithmetic_three", 2026, f"{OUTPUT} > 125.4 亿元"),
    ("zhuhai", "output_growth", {OUTPUT: row(100, 50, 50, 50)}, "arithmetic_three", 2026, f"{OUTPUT} > 62 亿元"),
    ("zhuhai", "output_growth", {OUTPUT: row(1, 300, 200, 300)}, "arithmetic_three", 2026, f"{OUTPUT} > 322 亿元"),
    # 137.37272…: rounded up to what passes.
    ("zhuhai", "output_growth", {OUTPUT: row(109, 110, 110, 115)}, "arithmetic_three", 2026, f"{OUTPUT} > 137.372727272728 亿元"),
    ("zhuhai", "output_growth", {OUTPUT: row(50, 0, 10, 10)}, "geometric_base", 2026, "-"),
    ("zhuhai", "output_growth", {OUTPUT: row(50, 10, 0, 10)}, "geometric_base", 2026, "-"),
    ("zhuhai", "output_growth", {OUTPUT: row(50, 10, 10, 0)}, "geometric_base", 2026, "-"),
    # Whole patents: 100 and three years at 15 % are 152.0875.
    ("zhuhai", "patent_growth", {PATENTS: row(99, 100, 100, 100)}, "geometric_base", 2026, "invention_patents >= 153 件"),
    ("zhuhai", "patent_growth", {PATENTS: row(9999, 8000, 8000, 8000)}, "geometric_base", 2026, f"{PATENTS} >= 12167 件"),
    # Trends: every step, with the one from the base year, and the last year against the first.
    ("zhuhai", "industrial_software_trend", {RATE: row(60, 55, 56, 57)}, "from_base", 2026, "> 57 %"),
    ("zhuhai", "industrial_software_trend", {RATE: row(40, 55, 50, 57)}, "from_base", 2027, "> 57 %"),
    ("zhuhai", "industrial_software_trend", {RATE: row(40, 55, 50, 57)}, "each_step", 2026, "> 57 %"),
    ("zhuhai", "industrial_software_trend", {RATE: row(40, 45, 50, 49)}, "from_base", 2028, "> 49 %"),
    ("zhuhai", "industrial_software_trend", {RATE: row(40, 45, 50, 49)}, "each_step", 2027, "> 49 %"),
    ("zhuhai", "industrial_software_trend", {RATE: row(40, 55, 50, 54)}, "ends", 2026, "> 50 %"),
    ("zhuhai", "industrial_software_trend", {RATE: row(40, 50, 49, "-")}, "each_step", None, "-"),
    # Over a blank year the bad step may be the later one.
    ("zhuhai", "industrial_software_trend", {RATE: row(40, 50, "-", 49)}, "each_step", 2027, "> 49 %"),
    ("zhuhai", "co2_intensity_trend", {INTENSITY: row("0.5", "0.5", "0.4")}, "each_step", 2026, "< 0.4 吨/万元"),
    ("zhuhai", "co2_intensity_trend", {INTENSITY: row("0.5", "0.4", "0.4")}, "each_step", 2027, "< 0.4 吨/万元"),
    ("zhuhai", "co2_intensity_trend",
     {"co2_emissions": row(20000, 20000, 30000), OUTPUT: row(40, 40, 50)}, "each_step", 2027, "< 0.06 吨/万元"),
    # A share: of the last year, of each year, of the three together.
    ("zhuhai", "sme_output_share", {"sme_output": row(60, 60, 60), OUTPUT: row(100, 100, 100)}, "latest", 2026, "> 70 %"),
    ("zhuhai", "sme_output_share", {"sme_output": row(60, 60, 60), OUTPUT: row(100, 100, 100)}, "every_year", None, "> 70 %"),
    ("zhuhai", "sme_output_share", {"sme_output": row(60, 60, 60), OUTPUT: row(100, 100, 100)}, "totals", 2026, "-"),
    ("hainan", "quality_enterprises", {"quality_enterprises": row(3)}, "latest", 2026, ">= 5 家"),
    ("zhuhai", "land_area", {"land_area": row(120)}, "once", None, "-"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "id", "figures", "reading", "free_from", "target"), EACH_READING)
def test_each_reading_asks_of_the_next_year_in_its_own_way(
    label: str, id: str, figures: Figures, reading: str, free_from: int | None, target: str
) -> None:
    standard, threshold = threshold_of(label, id)
    finding, made = found(standard, threshold, figures)
    outcome = next(one for one in finding.outcomes if one.reading == reading)
    ahead = ahead_of(threshold, outcome, made.window)
    assert (ahead.free_from, in_words(ahead.target)) == (free_from, target)
    assert ahead.target is None or ahead.target.year == 2025


def test_where_no_year_counts_there_is_no_year_to_come() -> None:
    standard, threshold = threshold_of("zhuhai", "total_output")
    made = assess(cluster({}), standard._replace(criteria=(threshold,)), as_of=AS_OF)
    assert made.findings[0].outcome is not None
    assert ahead_of(threshold, made.findings[0].outcome, made.window) == (None, None)


def test_a_trend_of_which_it_is_open_what_it_rests_on_asks_nothing_of_the_next_year() -> None:
    about = Bounds(Qualifier.ABOUT, D(90), D(0), None)
    figures = {"co2_emissions": [None, about, about, None], OUTPUT: row(40, 41, 42)}
    standard, threshold = threshold_of("zhuhai", "co2_intensity_trend")
    finding, made = found(standard, threshold, figures)
    assert finding.outcome is not None
    assert finding.outcome.basis is None
    assert ahead_of(threshold, finding.outcome, made.window) == (None, None)


def test_one_patent_more_than_a_strict_growth_is_asked_for() -> None:
    standard, threshold = threshold_of("zhuhai", "patent_growth")
    strict = threshold._replace(op=">")
    finding, made = found(standard, strict, {"invention_patents": row(9999, 8000, 8000, 8000)})
    assert finding.outcome is not None
    assert in_words(ahead_of(strict, finding.outcome, made.window).target) == "invention_patents >= 12168 件"


def test_a_rate_that_is_to_fall_falls_from_100_too() -> None:
    standard, threshold = threshold_of("zhuhai", "industrial_software_trend")
    falling = threshold._replace(over=Over.FALLING)
    finding, made = found(standard, falling, {RATE: row(100, 100, 100)})
    assert finding.outcome is not None
    assert in_words(ahead_of(falling, finding.outcome, made.window).target) == "< 100 %"
