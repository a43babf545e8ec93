"""What a miss lacks: put in, it reaches the threshold; and a table worked out by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from at_hand import (
    AS_OF,
    Figures,
    cluster,
    each_named,
    each_standard,
    each_threshold,
    found,
    passing,
    row,
    threshold_of,
)
from drawn import figures_for
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from clustercheck.engine.assessment import assess
from clustercheck.engine.gaps import Gap, gap_of, relative_gap
from clustercheck.engine.margins import WHOLE, margin_of, relative_margin
from clustercheck.model.cluster import Bounds, Qualifier
from clustercheck.model.criteria import AnyOf, Mode, Over, Threshold
from clustercheck.model.findings import Finding, Measure, Outcome, Range, Status
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.quantities import EXACT, plain
from clustercheck.model.standard import Standard

D = Decimal
# Far above what fifteen digits leave out, far below any figure drawn.
A_LITTLE = D("0.0000001")


def filled_in(threshold: Threshold, finding: Finding, gap: Gap, figures: Figures, off: Decimal) -> Figures:
    """The figures with what the gap says put in, off by a little; whole firms and patents are off by one or none."""
    changed = {id: list(row_) for id, row_ in figures.items()}
    outcome = finding.outcome
    assert outcome is not None
    if isinstance(outcome.measure, Range):
        assert threshold.counted is not None
        most = outcome.measure.lower if outcome.measure.upper is None else outcome.measure.upper
        off = D(0) if off >= 0 else D(-1)
        return {**dict.fromkeys(changed, row("-")), threshold.counted.given: row(most + gap.amount + off)}
    assert outcome.basis is not None
    part, whole = outcome.basis.part, outcome.basis.whole
    amount = gap.equivalents[0].amount if gap.equivalents else gap.amount
    position = worst_position(finding) if outcome.mode is Mode.EVERY_YEAR else 3
    if threshold.over is Over.GROWTH and INDICATORS[part].is_count:
        changed[part][3] = amount if off >= 0 else amount - 1
    elif threshold.over is Over.GROWTH:
        changed[part][3] = amount + off
    elif INDICATORS[part].is_count:
        changed[part][position] += amount if off >= 0 else amount - 1
    elif threshold.is_floor:
        changed[part][position] += amount + off
        if whole is not None:
            changed[whole][position] += amount + off
    else:
        changed[part][position] -= amount + off
    return changed


def leaning(threshold: Threshold, figures: Figures, by: int) -> Figures:
    """The figures with the one that decides so many times worse."""
    if threshold.counted is not None:
        return {id: [figure // by for figure in row_ if figure is not None] for id, row_ in figures.items()}
    part = next(iter(threshold.subject.bases.values())).part
    worse = [f if f is None else f // by if threshold.is_floor else f * by for f in figures[part]]
    return {**figures, part: worse if by > 1 else figures[part]}


def worst_position(finding: Finding) -> int:
    assert finding.outcome is not None
    assert isinstance(finding.outcome.measure, Measure)
    assert finding.outcome.measure.position is not None
    return finding.outcome.measure.position


@each_named(op=True)
@settings(max_examples=15)
@given(data=st.data())
def test_what_the_gap_says_is_just_enough(label: str, id: str, data: st.DataObject) -> None:
    standard, threshold = threshold_of(label, id)
    # The ones that decide alone: the default reading, on figures without a blank.
    threshold = threshold._replace(readings=threshold.readings[:1])
    figures = leaning(
        threshold, data.draw(figures_for(threshold, blanks=False)), data.draw(st.sampled_from((1, 9, 90)))
    )
    whole = next(iter(threshold.subject.bases.values())).whole if threshold.subject.bases else None
    if threshold.over is Over.EVERY_YEAR and whole is not None:
        assume(all(figures[whole][1:]))  # a share of nothing is not known, and leaves the others open
    finding, assessment = found(standard, threshold, figures)
    gap = gap_of(finding, assessment)
    assert (gap is not None) is (finding.status in (Status.MISSED, Status.DISCRETIONARY))
    if gap is None:
        return
    assert gap.amount >= 0
    assert gap.strict is threshold.is_strict
    if threshold.over is Over.EVERY_YEAR and whole is not None:
        # In points: no output that could be added to a past year mends its share.
        worst = worst_position(finding)
        part = next(iter(threshold.subject.bases.values())).part
        share = 100 * Fraction(figures[part][worst]) / Fraction(figures[whole][worst])
        assert abs(Fraction(gap.amount) - (Fraction(threshold.limit) - share)) < Fraction(1, 10**9)
        return
    too_little = found(standard, threshold, filled_in(threshold, finding, gap, figures, -A_LITTLE))[0]
    assert too_little.status in (Status.MISSED, Status.DISCRETIONARY)
    # A strict threshold takes more than what the gap says, any other exactly that.
    enough = filled_in(threshold, finding, gap, figures, A_LITTLE if gap.strict else D(0))
    if threshold.over is Over.EVERY_YEAR:
        # Other years may still miss; the one that was worst no longer does.
        worst = worst_position(finding)
        enough = {id: row(row_[worst], row_[worst], row_[worst]) for id, row_ in enough.items()}
    assert found(standard, threshold, enough)[0].status is Status.MET


@each_threshold
def test_no_gap_where_nothing_is_missed(standard: Standard, threshold: Threshold) -> None:
    nothing = {id: row("-") for id in ("total_output",)}
    finding, assessment = found(standard, threshold, nothing)
    assert finding.status is Status.UNKNOWN
    assert gap_of(finding, assessment) is None
    assert margin_of(finding) is None


# (standard, criterion, figures, amount, unit, the rest)
BY_HAND = [
    # a share: the output to be added raises the whole as well
    ("qingyuan", "sme_output_share", {"sme_output": row(60), "total_output": row(100)},
     "10", "个百分点", {"equivalents": ("sme_output", "33.3333333333334", "亿元")}),
    ("zhuhai", "sme_output_share", {"sme_output": row(60), "total_output": row(100)},
     "10", "个百分点", {"strict": True, "equivalents": ("sme_output", "33.3333333333334", "亿元")}),
    ("zhuhai", "sme_output_share", {"sme_output": row("22.4"), "total_output": row(32)},
     "0", "个百分点", {"strict": True, "equivalents": ("sme_output", "0", "亿元")}),
    ("zhuhai", "sme_output_share", {"sme_output": row("69.96"), "total_output": row(100)},
     "0.04", "个百分点", {"strict": True, "equivalents": ("sme_output", "0.133333333333334", "亿元")}),
    # every year: the worst one, and the year of application that no longer looks at the last that misses
    ("zhuhai", "total_output", {"total_output": row("31.5", 33, 36)},
     "0.5", "亿元", {"year": 2022, "free_from": 2026}),
    ("zhuhai", "total_output", {"total_output": row(31, 30, 36)},
     "2", "亿元", {"year": 2023, "free_from": 2027}),
    ("zhuhai", "total_output", {"total_output": row(30, 36, "31.9")},
     "2", "亿元", {"year": 2022, "free_from": 2028}),
    # the mean: of the mean, and as last year's output
    ("guangzhou", "total_output", {"total_output": row(25, 28, 31)},
     "2", "亿元", {"equivalents": ("total_output", "6", "亿元")}),
    # growth: points, and what last year's figure would have had to be
    ("zhuhai", "output_growth", {"total_output": row(100, 105, 110, "115.7625")},
     "3", "个百分点", {"strict": True, "equivalents": ("total_output", "125.9712", "亿元")}),
    ("zhuhai", "output_growth", {"total_output": row("-", 100, 105, "110.25")},
     "3", "个百分点", {"strict": True, "equivalents": ("total_output", "116.64", "亿元")}),
    ("zhuhai", "output_growth", {"total_output": row(100, 105, 110, "125.9712")},
     "0", "个百分点", {"strict": True, "equivalents": ("total_output", "125.9712", "亿元")}),
    ("zhuhai", "patent_growth", {"invention_patents": row(100, 100, 100, 100)},
     "15", "个百分点", {"equivalents": ("invention_patents", "153", "件")}),
    # per 10,000: patents, whole, rounded up
    ("zhuhai", "patents_per_10k", {"invention_patents": row(30), "employees": row(29000)},
     "5", "件", {"equivalents": ("invention_patents", "5", "件")}),
    ("zhuhai", "patents_per_10k", {"invention_patents": row(11), "employees": row(10000)},
     "1", "件", {"equivalents": ("invention_patents", "1", "件")}),
    ("sichuan", "sme_patents_per_10k", {"sme_invention_patents": row(0), "sme_employees": row(23000)},
     "12", "件", {"equivalents": ("sme_invention_patents", "12", "件")}),
    # firms: those that are lacking for sure
    ("sichuan", "enterprise_gradient", {"quality_enterprises": row(5)},
     "3", "家", {"equivalents": ("quality_enterprises", "3", "家")}),
    ("sichuan", "enterprise_gradient",
     {"specialised_smes": row(2), "little_giants": row(1), "manufacturing_champions": row(0),
      "innovative_smes": row(3), "high_tech_enterprises": row(0)},
     "2", "家", {"equivalents": ("quality_enterprises", "2", "家")}),
    ("zhuhai", "iiot_adoption", {"iiot_enterprises": row(20), "enterprises": row(160)},
     "2.5", "个百分点", {"equivalents": ("iiot_enterprises", "4", "家")}),
    ("zhuhai", "iiot_adoption", {"iiot_adoption_rate": row("14.99")}, "0.01", "个百分点", {}),
    ("zhuhai", "land_area", {"land_area": row("120.5")}, "20.5", "平方公里", {}),
    # a trend: the worst step, and its later year
    ("zhuhai", "industrial_software_trend", {"industrial_software_rate": row(30, 35, 33)},
     "2", "个百分点", {"strict": True, "year": 2024}),
    ("zhuhai", "industrial_software_trend", {"industrial_software_rate": row(30, 30, 35)},
     "0", "个百分点", {"strict": True, "year": 2023}),
    ("zhuhai", "industrial_software_trend", {"industrial_software_rate": row(30, 29, 26)},
     "3", "个百分点", {"strict": True, "year": 2024}),
    ("zhuhai", "co2_intensity_trend", {"co2_intensity": row("0.05", "0.06", "0.04")},
     "0.01", "吨/万元", {"strict": True, "year": 2023}),
    ("zhuhai", "co2_intensity_trend",
     {"co2_emissions": row(20000, 20000, 30000), "total_output": row(40, 40, 50)},
     "0.01", "吨/万元", {"strict": True, "year": 2024}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "id", "figures", "amount", "unit", "rest"),
    BY_HAND,
    ids=[f"{case[0]}-{case[1]}-{case[3]}" for case in BY_HAND],
)
def test_gaps_worked_out_by_hand(
    label: str, id: str, figures: dict, amount: str, unit: str, rest: dict
) -> None:
    standard, threshold = threshold_of(label, id)
    finding, assessment = found(standard, threshold, figures)
    gap = gap_of(finding, assessment)
    assert gap is not None
    assert (plain(gap.amount), gap.unit) == (amount, unit)
    assert gap.strict is rest.get("strict", False)
    assert (gap.year, gap.branch) == (rest.get("year"), "")
    if "free_from" in rest:
        assert gap.free_from == rest["free_from"]
    equivalents = [(e.indicator, plain(e.amount), e.unit) for e in gap.equivalents]
    assert equivalents == ([rest["equivalents"]] if "equivalents" in rest else [])


@pytest.mark.parametrize(
    ("figures", "amount", "needed"),
    [
        # every yearly rate, then the mean of them, each less than 10 % in its own way
        (row(90, 100, 105, 121), "0", "121"),
        (row("-", 100, 110, 110), "5", "121"),
        (row(100, 110, 110, 121), "3.33333333333333", "133.1"),
    ],
)
def test_the_growth_of_the_strict_reading_is_closed_in_its_own_way(
    figures: list, amount: str, needed: str
) -> None:
    standard, threshold = threshold_of("national", "output_growth")
    finding, assessment = found(standard, threshold, {"total_output": figures}, "strict")
    gap = gap_of(finding, assessment)
    assert gap is not None
    assert finding.outcome is not None
    if finding.outcome.mode is Mode.GEOMETRIC_THREE:
        assert plain(gap.equivalents[0].amount) == needed
    changed = {"total_output": [*figures[:3], gap.equivalents[0].amount + D("1e-9")]}
    again, _ = found(standard, threshold, changed, "strict")
    outcome = next(o for o in again.outcomes if o.mode is finding.outcome.mode)
    assert outcome.status is Status.MET


def alternatives(champions: int, quality: int, four_above: int) -> tuple[Finding, Gap | None]:
    standard, _ = threshold_of("qingyuan", "four_above_share")
    criterion = next(c for c in standard.criteria if isinstance(c, AnyOf) and c.id == "enterprise_gradient")
    figures = {
        "dominant_national_champions_and_giants": row(champions),
        "quality_enterprises": row(quality),
        "four_above_enterprises": row(four_above),
        "enterprises": row(100),
    }
    finding, assessment = found(standard, criterion, figures)
    return finding, gap_of(finding, assessment)


@pytest.mark.parametrize(
    ("champions", "quality", "four_above", "branch", "amount", "unit"),
    [
        (0, 4, 45, "four_above_share", "5", "个百分点"),
        (0, 4, 30, "quality_enterprises", "1", "家"),
        (0, 0, 0, "champions_and_giants", "1", "家"),
    ],
)
def test_alternatives_lack_what_the_nearest_lacks(
    champions: int, quality: int, four_above: int, branch: str, amount: str, unit: str
) -> None:
    finding, gap = alternatives(champions, quality, four_above)
    assert gap is not None
    assert (gap.branch, plain(gap.amount), gap.unit) == (branch, amount, unit)
    assert relative_gap(finding) == min(relative_gap(b) for b in finding.branches)


def test_alternatives_of_which_one_is_met_lack_nothing() -> None:
    assert alternatives(0, 5, 0)[1] is None


@pytest.mark.parametrize(
    ("label", "id", "figures", "profile", "status", "amount"),
    [
        # 一般, 原则上: a shortfall is discretionary, and still has its gap
        ("sichuan", "land_area", {"land_area": row(120)}, {}, "discretionary", "20"),
        ("sichuan", "dominant_output_growth", {"dominant_output": row(100, 100, 100, 100)}, {},
         "discretionary", "5"),
        ("hainan", "land_area", {"land_area": row(101)}, {}, "discretionary", "1"),
        # 可适当放宽: claimed or not
        ("sichuan", "total_output", {"total_output": row(19, 20, 20)}, {"ethnic_area": True},
         "discretionary", "1"),
        ("sichuan", "total_output", {"total_output": row(19, 20, 20)}, {"ethnic_area": False}, "missed", "1"),
        # a waiver keeps the figure and needs no gap
        ("hainan", "output_growth", {"total_output": row(100, 100, 100, 100)},
         {"special_impact": True, "special_impact_reason": "疫情"},
         "waived", None),
        ("hainan", "output_growth", {"total_output": row(100, 100, 100, 100)}, {}, "missed", "5"),
    ],
)  # fmt: skip
def test_discretion_and_waivers(
    label: str, id: str, figures: dict, profile: dict, status: str, amount: str | None
) -> None:
    standard, threshold = threshold_of(label, id)
    finding, assessment = found(standard, threshold, figures, **profile)
    gap = gap_of(finding, assessment)
    assert finding.status == status
    assert (None if gap is None else plain(gap.amount)) == amount


@pytest.mark.parametrize(
    ("label", "id", "figures", "amount", "unit", "thin"),
    [
        ("zhuhai", "total_output", {"total_output": row(32, 40, 40)}, "0", "亿元", True),
        ("zhuhai", "total_output", {"total_output": row("33.6", 40, 40)}, "1.6", "亿元", False),
        ("zhuhai", "total_output", {"total_output": row("33.59", 40, 40)}, "1.59", "亿元", True),
        ("zhuhai", "land_area", {"land_area": row(80)}, "20", "平方公里", False),
        (
            "zhuhai",
            "sme_output_share",
            {"sme_output": row(71), "total_output": row(100)},
            "1",
            "个百分点",
            True,
        ),
        ("sichuan", "enterprise_gradient", {"quality_enterprises": row(8)}, "0", "家", True),
        ("zhuhai", "output_growth", {"total_output": row(100, 1, 1, "133.1")}, "2", "个百分点", False),
        # 15 digits of the margin itself, not what is left of 15 digits of the share.
        ("zhuhai", "sme_output_share", {"sme_output": row(2120), "total_output": row(3000)},
         "0.666666666666667", "个百分点", True),
        # Over 35 hundredths of a point, exactly 5 % of 70 %: no longer thin.
        ("zhuhai", "sme_output_share", {"sme_output": row("73.5"), "total_output": row(100)}, "3.5", "个百分点", False),
        ("zhuhai", "sme_output_share", {"sme_output": row("73.49"), "total_output": row(100)}, "3.49", "个百分点", True),
        # Of a count known between bounds what is there for sure.
        ("hainan", "quality_enterprises", {"specialised_smes": row(6), "high_tech_enterprises": row(3)}, "1", "家", False),
        ("zhuhai", "patents_per_10k", {"invention_patents": row(13), "employees": row(10000)}, "1", "个", False),
    ],
)  # fmt: skip
def test_margins(label: str, id: str, figures: dict, amount: str, unit: str, thin: bool) -> None:
    finding, _ = found(*threshold_of(label, id), figures)
    margin = margin_of(finding)
    assert margin is not None
    assert (plain(margin.amount), margin.unit, margin.thin) == (amount, unit, thin)


@each_standard
def test_attestations_have_no_gap(standard: Standard) -> None:
    blank = passing(standard)._replace(answers={})
    assessment = assess(blank, standard, as_of=AS_OF)
    assert [f for f in assessment.findings if gap_of(f, assessment) is not None] == []


@pytest.mark.parametrize(("relaxed", "status"), [(True, Status.DISCRETIONARY), (False, Status.MISSED)])
def test_nor_has_one_that_is_denied(relaxed: bool, status: Status) -> None:
    standard, _ = threshold_of("sichuan", "total_output")
    denied = {one.id: False for one in standard.attestations() if one.relaxable and not one.when}
    assert denied
    assessment = assess(cluster({}, {"ethnic_area": relaxed}, denied), standard, as_of=AS_OF)
    for id in denied:
        finding = assessment.finding(id)
        assert finding is not None
        assert (finding.status, gap_of(finding, assessment)) == (status, None)


# -- at the edges


def test_a_share_of_the_whole_has_a_gap_too() -> None:
    """“100 %” is a requirement like any other: no added output reaches it, so there is no equivalent."""
    standard, threshold = threshold_of("qingyuan", "sme_output_share")
    figures = {"sme_output": row(60), "total_output": row(100)}
    finding, assessment = found(standard, threshold._replace(limit=D(100)), figures)
    gap = gap_of(finding, assessment)
    assert gap is not None
    assert (gap.amount, gap.equivalents) == (40, ())


def test_one_patent_more_passes_a_strict_growth() -> None:
    standard, threshold = threshold_of("hainan", "patent_growth")
    figures = {"invention_patents": row(1000, 1000, 1000, 1331)}
    finding, assessment = found(standard, threshold._replace(op=">"), figures)
    gap = gap_of(finding, assessment)
    assert gap is not None
    assert [plain(equivalent.amount) for equivalent in gap.equivalents] == ["1332"]


def test_what_must_rise_with_the_patents_is_not_what_is_lacking() -> None:
    """5 on 10,000 people: 11.5 of 23,000. Twelve of the SMEs are seven more than the five of all."""
    figures = {"sme_invention_patents": row(0), "sme_employees": row(23000), "invention_patents": row(5)}
    gap = gap_of(*found(*threshold_of("sichuan", "sme_patents_per_10k"), figures))
    assert gap is not None
    assert (gap.amount, gap.unit) == (12, "件")
    assert [(e.indicator, e.amount, e.with_it) for e in gap.equivalents] == [
        ("sme_invention_patents", 12, False),
        ("invention_patents", 7, True),
    ]


def test_a_miss_that_its_parts_settle_has_a_gap_without_a_remedy() -> None:
    """At most 5 patents on 10,000 of the SMEs' people, who are among all; 12 are wanted."""
    figures = {"invention_patents": row(10), "sme_employees": row(20000)}
    gap = gap_of(*found(*threshold_of("zhuhai", "patents_per_10k"), figures))
    assert gap is not None
    assert (gap.amount, gap.unit, gap.most, gap.inexact, gap.equivalents) == (7, "个", None, False, ())


def patents_exactly_on_a_strict_threshold() -> Gap:
    standard, threshold = threshold_of("zhuhai", "patents_per_10k")
    figures = {"invention_patents": row(12), "employees": row(10000)}
    finding, assessment = found(standard, threshold._replace(op=">"), figures)
    gap = gap_of(finding, assessment)
    assert gap is not None
    return gap


def test_one_patent_more_passes_a_strict_threshold() -> None:
    assert patents_exactly_on_a_strict_threshold().amount == 1


def test_whole_patents_over_a_strict_threshold_are_enough() -> None:
    """13 on 10,000 is more than 12: it takes one patent, not “more than one”."""
    assert patents_exactly_on_a_strict_threshold().strict is False


def test_alternatives_that_are_discretionary_have_a_gap() -> None:
    standard, _ = threshold_of("qingyuan", "four_above_share")
    criterion = next(c for c in standard.criteria if isinstance(c, AnyOf) and c.id == "patent_strength")
    eased = criterion._replace(branches=tuple(b._replace(guideline=True) for b in criterion.branches))
    figures = {"invention_patents": row(1, 1, 1, 1), "employees": row(1, 1, 1, 10000)}
    finding, assessment = found(standard, eased, figures)
    assert finding.status is Status.DISCRETIONARY
    assert gap_of(finding, assessment) is not None


def test_an_inexact_figure_and_a_trend_have_no_margin() -> None:
    over_40 = Bounds(Qualifier.AT_LEAST, D(40), D(40), D(50))
    finding, _ = found(
        *threshold_of("zhuhai", "total_output"), {"total_output": [None, D(45), over_40, D(45)]}
    )
    assert (finding.status, margin_of(finding)) == (Status.MET, None)
    finding, _ = found(
        *threshold_of("zhuhai", "industrial_software_trend"), {"industrial_software_rate": row(1, 2, 3)}
    )
    assert (finding.status, margin_of(finding)) == (Status.MET, None)


# (standard, criterion, figures, how far from the threshold, as a part of it)
FAR = [
    ("zhuhai", "sme_output_share", {"sme_output": row(35), "total_output": row(100)}, "1/2"),
    ("zhuhai", "sme_output_share", {"sme_output": row(1), "total_output": row(3)}, "11/21"),
    ("zhuhai", "land_area", {"land_area": row(150)}, "1/2"),
    ("zhuhai", "output_growth", {"total_output": row(100, 1, 1, 100)}, "1"),
    ("zhuhai", "output_growth", {"total_output": row("-", 100, 1, 104 * 104 / 100)}, "1/2"),
    ("hainan", "quality_enterprises", {"quality_enterprises": row(4)}, "1/5"),
    ("zhuhai", "industrial_software_trend", {"industrial_software_rate": row(3, 2, 1)}, "0"),
    ("zhuhai", "total_output", {"total_output": row("-")}, "0"),
]


@pytest.mark.parametrize(("label", "id", "figures", "far"), FAR)
def test_how_far_a_miss_is(label: str, id: str, figures: dict, far: str) -> None:
    assert relative_gap(found(*threshold_of(label, id), figures)[0]) == Fraction(far)


def test_of_bounds_the_one_next_to_the_threshold_tells_how_far() -> None:
    over_120 = Bounds(Qualifier.AT_LEAST, D(120), D(120), D(200))
    finding, _ = found(*threshold_of("zhuhai", "land_area"), {"land_area": [None, None, None, over_120]})
    assert relative_gap(finding) == Fraction(1, 5)
    under_16 = Bounds(Qualifier.AT_MOST, D(16), D(8), D(16))
    finding, _ = found(
        *threshold_of("zhuhai", "total_output"), {"total_output": [None, under_16, D(40), D(40)]}
    )
    assert relative_gap(finding) == Fraction(1, 2)


@pytest.mark.parametrize(
    ("sme", "whole", "decides"),
    [
        # 60 % in 2022, 69 % in 2024, 65 % of the three years together: the first is the farthest from 70 %.
        (row(60, 66, 69), row(100, 100, 100), "every_year"),
        # 50 % in 2024, which is also the worst year: the first of those that are as far.
        (row(72, 72, 50), row(100, 100, 100), "latest"),
        # 71 % in 2024 passes; 69 % in 2022; 40 % of all, for the large year 2023 is at 20 %.
        (row(69, 200, 71), row(100, 1000, 100), "every_year"),
    ],
)
def test_strictly_the_reading_farthest_from_the_threshold_decides(
    sme: list, whole: list, decides: str
) -> None:
    figures = {"sme_output": sme, "total_output": whole}
    finding, _ = found(*threshold_of("zhuhai", "sme_output_share"), figures, "strict")
    assert finding.outcome is not None
    assert finding.outcome.reading == decides


def test_of_growths_the_least_decides_strictly() -> None:
    """Over 10 % a year is wanted: 4 % from the base year of 100, 1.1 % in the three years from 110."""
    figures = {"total_output": row(100, 110, 100, "112.4864")}
    finding, _ = found(*threshold_of("national", "output_growth"), figures, "strict")
    assert finding.outcome is not None
    assert finding.outcome.reading == "geometric_three"


@pytest.mark.parametrize(
    ("lower", "upper", "decides"),
    [
        # At most 65 % in 2022, 60 % in 2024: of the worst year it is not known that it is farther.
        (5, 65, "latest"),
        (5, 55, "every_year"),
    ],
)
def test_of_bounds_the_one_next_to_the_threshold_decides_strictly(
    lower: int, upper: int, decides: str
) -> None:
    low = Bounds(Qualifier.AT_MOST, D(upper), D(lower), D(upper))
    figures = {"sme_output": [None, low, D(72), D(60)], "total_output": row(100, 100, 100)}
    finding, _ = found(*threshold_of("zhuhai", "sme_output_share"), figures, "strict")
    assert finding.outcome is not None
    assert finding.outcome.reading == decides


@pytest.mark.parametrize(
    ("sme", "free_from", "remedies"),
    [
        # 2022 and 2024 miss: nothing added to the last year mends the other, and 2028 looks at neither.
        (row(69, 72, 50), 2028, 0),
        # 2024 alone misses: what is added to it closes it, and no year need pass.
        (row(72, 72, 50), 2026, 1),
    ],
)
def test_strictly_a_past_year_that_misses_is_waited_for(sme: list, free_from: int, remedies: int) -> None:
    figures = {"sme_output": sme, "total_output": row(100, 100, 100)}
    finding, made = found(*threshold_of("zhuhai", "sme_output_share"), figures, "strict")
    assert finding.outcome is not None
    assert finding.outcome.reading == "latest"
    gap = gap_of(finding, made)
    assert gap is not None
    assert (gap.free_from, len(gap.equivalents)) == (free_from, remedies)


@pytest.mark.parametrize(("lower", "decides"), [(75, "latest"), (90, "every_year")])
def test_of_a_ceiling_it_is_the_lower_bound(lower: int, decides: str) -> None:
    """At most 70 % is wanted; 85 % in 2024, and in 2022 no more than 95."""
    standard, threshold = threshold_of("zhuhai", "sme_output_share")
    high = Bounds(Qualifier.AT_LEAST, D(lower), D(lower), D(95))
    figures = {"sme_output": [None, high, D(60), D(85)], "total_output": row(100, 100, 100)}
    readings = tuple(one for one in threshold.readings if one.id in ("latest", "every_year"))
    finding, _ = found(standard, threshold._replace(op="<=", readings=readings), figures, "strict")
    assert finding.outcome is not None
    assert finding.outcome.reading == decides


def test_a_margin_of_just_the_thin_part_is_not_thin_however_many_digits_it_has() -> None:
    _, threshold = threshold_of("zhuhai", "sme_output_share")
    under = Decimal("1.00000000000000000000000000012")
    value = EXACT.multiply(EXACT.multiply(threshold.limit, Decimal("1.05")), under)
    reading = threshold.readings[0]
    met = Outcome(reading.id, Status.MET, reading.mode, None, Measure(value, under))
    margin = margin_of(Finding(threshold, Status.MET, outcomes=(met,), outcome=met))
    assert margin is not None
    assert not margin.thin


# (standard, criterion, figures, the margin in hundredths of a percent of the threshold)
PASSES = [
    ("zhuhai", "total_output", {"total_output": row(32, 40, 40)}, 0),
    ("zhuhai", "total_output", {"total_output": row("33.6", 40, 40)}, 500),
    # 1.00352 over 32 is 3.136 %: to the nearest hundredth, not cut.
    ("zhuhai", "total_output", {"total_output": row("33.00352", 40, 40)}, 314),
    ("zhuhai", "total_output", {"total_output": row("63.99", 70, 70)}, 9997),
    ("zhuhai", "total_output", {"total_output": row(64, 70, 70)}, WHOLE),
    ("zhuhai", "total_output", {"total_output": row(320, 400, 400)}, WHOLE),
    ("zhuhai", "land_area", {"land_area": row(80)}, 2000),
    ("zhuhai", "sme_output_share", {"sme_output": row(2120), "total_output": row(3000)}, 95),
    ("hainan", "quality_enterprises", {"quality_enterprises": row(6)}, 2000),
]


@pytest.mark.parametrize(("label", "id", "figures", "hundredths"), PASSES)
def test_how_much_room_a_pass_has(label: str, id: str, figures: dict, hundredths: int) -> None:
    assert relative_margin(found(*threshold_of(label, id), figures)[0]) == hundredths


def test_what_is_missed_or_has_no_number_has_no_room() -> None:
    output = threshold_of("zhuhai", "total_output")
    for figures in (row(31, 40, 40), row("-")):
        assert relative_margin(found(*output, {"total_output": figures})[0]) is None
    rising = threshold_of("zhuhai", "industrial_software_trend")
    assert relative_margin(found(*rising, {"industrial_software_rate": row(1, 2, 3)})[0]) is None


def test_nothing_is_a_part_of_a_threshold_of_zero() -> None:
    standard, threshold = threshold_of("zhuhai", "total_output")
    from_zero = threshold._replace(limit=D(0), op=">=")
    for figures in (row(5, 5, 5), row(0, 0, 0)):
        assert relative_margin(found(standard, from_zero, {"total_output": figures})[0]) is None
    missed = Outcome("x", Status.MISSED, Mode.LATEST, None, Measure(D(-1), D(1)))
    assert relative_gap(Finding(from_zero, Status.MISSED, outcomes=(missed,), outcome=missed)) == 0


def test_alternatives_have_the_room_of_the_best() -> None:
    _, output = threshold_of("zhuhai", "total_output")
    met = [
        Finding(output, Status.MET, outcomes=(one,), outcome=one)
        for one in (
            Outcome("x", Status.MET, Mode.LATEST, None, Measure(D(value), D(1))) for value in ("33.6", "35.2")
        )
    ]
    missed = Finding(output, Status.MISSED)
    either = AnyOf("either", output.name, "all", "第一条", "", (output, output, output))
    of_all = Finding(either, Status.MET, branches=(met[0], missed, met[1]))
    assert relative_margin(of_all) == 1000
    assert relative_margin(of_all._replace(branches=(missed,))) is None
    # Of two that are wanted one is there.
    assert relative_margin(of_all._replace(status=Status.MISSED, branches=(met[0], missed))) is None


def test_a_condition_that_is_denied_is_at_no_distance() -> None:
    standard, _ = threshold_of("sichuan", "total_output")
    condition = next(one for one in standard.attestations() if not one.when)
    denied = assess(cluster({}, {}, {condition.id: False}), standard, as_of=AS_OF).finding(condition.id)
    assert denied is not None
    assert denied.status is Status.MISSED
    assert relative_gap(denied) == 0
