"""Bounds and estimates: a verdict only where every figure they admit comes to the same, held against exact figures."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from at_hand import Figures, LooseFigures, asked, each_named, found, row, threshold_of
from drawn import figures_for
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from oracle import bounds_of, expected, fractions

from clustercheck.engine.bounded_values import figure_at
from clustercheck.engine.gaps import gap_of, relative_gap
from clustercheck.engine.margins import margin_of
from clustercheck.model.cluster import Bounds, Qualifier, admits
from clustercheck.model.criteria import Mode, Over, Threshold
from clustercheck.model.findings import Finding, Range, Status
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.intervals import Interval
from clustercheck.model.quantities import plain
from clustercheck.model.window import LAST

pytestmark = pytest.mark.slow

D = Decimal
EPSILON, HUGE = D("1e-9"), D("1e12")
FEW = D("0.0001")


def above(figure: object, *, itself: bool = False) -> Bounds:
    return Bounds(Qualifier.AT_LEAST, D(str(figure)), D(str(figure)), None, over=not itself)


def below(figure: object, *, itself: bool = False) -> Bounds:
    return Bounds(Qualifier.AT_MOST, D(str(figure)), D(0), D(str(figure)), under=not itself)


def about(figure: object) -> Bounds:
    return Bounds(Qualifier.ABOUT, D(str(figure)), D(0), None)


def between(low: object, high: object) -> Bounds:
    return Bounds(Qualifier.AT_LEAST, D(str(low)), D(str(low)), D(str(high)))


def loose(*figures: object) -> list[Decimal | Bounds | None]:
    """As `row`, with bounds among the figures."""
    given_ = [f if isinstance(f, Bounds) else None if f == "-" else D(str(f)) for f in figures]
    return [None] * (4 - len(given_)) + given_


@st.composite
def loosened(draw: st.DrawFn, threshold: Threshold) -> tuple[LooseFigures, Figures]:
    """Figures of which one to four are bounds, and the exact ones the bounds were made around."""
    exact = draw(figures_for(threshold).filter(no_rate_over_100))
    places = [(id, n) for id, row_ in exact.items() for n in range(4) if row_[n]]
    assume(places)
    chosen = draw(st.lists(st.sampled_from(places), min_size=1, max_size=4, unique=True))
    figures = {id: list(row_) for id, row_ in exact.items()}
    for id, n in chosen:
        figure = exact[id][n]
        assert figure is not None
        off = figure * draw(st.sampled_from((D(0), D("0.001"), D("0.1"), D("0.5"))))
        itself = draw(st.booleans())
        low, high = figure - off, figure + off
        if is_whole(id):
            low, high = low.to_integral_value(), high.to_integral_value() + 1
        kinds_ = [below(high, itself=itself), about(figure)]
        if not is_rate(id) or low < 100:
            kinds_ += [above(low, itself=itself), between(low, high + FEW)]
        figures[id][n] = draw(st.sampled_from(kinds_))
        assert all(admits(b, choice) for b in [figures[id][n]] for choice in inside(id, b))
    return figures, exact


def no_rate_over_100(figures: Figures) -> bool:
    return all(f is None or f <= 100 for id, row_ in figures.items() if is_rate(id) for f in row_)


def is_rate(id: str) -> bool:
    return INDICATORS[id].unit.dimension == "rate"


def is_whole(id: str) -> bool:
    return INDICATORS[id].unit.dimension in ("firms", "patents")


def inside(id: str, bounds: Bounds) -> list[Decimal]:
    """Its ends (or next to them, where they are left out), something between and something far off."""
    if is_rate(id):
        full = D(100) if bounds.upper is None else min(bounds.upper, D(100))
        bounds = bounds._replace(upper=full, under=bounds.under and bounds.upper == full)
    if is_whole(id):
        first = bounds.lower + 1 if bounds.over or not bounds.lower else bounds.lower
        if bounds.upper is None:
            return [first, first + 1, HUGE]
        last = bounds.upper - 1 if bounds.under else bounds.upper
        return [first, last] if first < last else [last]
    low = bounds.lower if bounds.lower and not bounds.over else bounds.lower + EPSILON
    if bounds.upper is None:
        return [low, low + FEW, low * 2 + 1, HUGE]
    high = bounds.upper - EPSILON if bounds.under else bounds.upper
    return sorted({min(low, high), (low + high) / 2, high})


def completed(figures: LooseFigures, choice: Sequence[Decimal]) -> Figures:
    chosen = iter(choice)
    return {id: [next(chosen) if isinstance(f, Bounds) else f for f in row_] for id, row_ in figures.items()}


def choices_in(figures: LooseFigures) -> list[list[Decimal]]:
    return [inside(id, f) for id, row_ in figures.items() for f in row_ if isinstance(f, Bounds)]


def ends_in(figures: LooseFigures) -> list[tuple[list[Decimal], bool]]:
    return [
        (inside(id, f), not f.lower) for id, row_ in figures.items() for f in row_ if isinstance(f, Bounds)
    ]


def completions(data: st.DataObject, figures: LooseFigures, threshold: Threshold) -> Iterator[Figures]:
    """Exact figures within the bounds; none that contradict each other."""
    options = choices_in(figures)
    for _ in range(6):
        made = completed(figures, [data.draw(st.sampled_from(choices)) for choices in options])
        if not contradicts(made, threshold):
            yield made


def contradicts(figures: Figures, threshold: Threshold) -> bool:
    if threshold.counted is None:
        return False
    few, every = (figures.get(id, row("-"))[3] for id in ("national_champions", "manufacturing_champions"))
    if few is not None and every is not None and few > every:
        return True
    last = {id: row_[3] for id, row_ in fractions(figures).items()}
    bounds = [bounds_of(threshold.counted, last, reading.id) for reading in threshold.readings]
    return any(found_ is None or (found_[1] is not None and found_[1] < found_[0]) for found_ in bounds)


@each_named()
@settings(max_examples=12)
@given(data=st.data())
def test_what_is_settled_holds_for_every_figure_within(label: str, id: str, data: st.DataObject) -> None:
    standard, threshold = threshold_of(label, id)
    if (label, id) == ("liaoning@2023", "champions_and_giants"):
        pytest.skip(
            "completions that contradict each other are not told apart here where both levels are read"
        )
    figures, _ = data.draw(loosened(threshold))
    finding, made = found(standard, threshold, figures)
    strict, _ = found(standard, threshold, figures, "strict")
    came_out = {outcome.reading: outcome.status.value for outcome in finding.outcomes}
    all_settled = not any(problem.code == "A340" for problem in made.problems)
    for exact in completions(data, figures, threshold):
        sure = expected(threshold, fractions(exact))
        for reading, status in came_out.items():
            if status != "unknown" and reading in sure:
                assert sure[reading] == status, (reading, exact)
        told, _ = found(standard, threshold, exact)
        for mine, theirs in ((finding, told), (strict, found(standard, threshold, exact, "strict")[0])):
            if mine.status is not Status.UNKNOWN:
                assert theirs.status is mine.status, exact
        if finding.sensitive:
            assert told.sensitive
        elif finding.status is not Status.UNKNOWN and all_settled:
            assert not told.sensitive


MONOTONE = {
    Mode.EVERY_YEAR, Mode.AVERAGE, Mode.LATEST, Mode.ONCE, Mode.TOTALS, Mode.GEOMETRIC_BASE, Mode.GEOMETRIC_THREE,
}  # fmt: skip


@each_named()
@settings(max_examples=8)
@given(data=st.data())
def test_what_is_open_could_come_out_either_way(label: str, id: str, data: st.DataObject) -> None:
    """At the ends of the bounds, between which these measures only rise or fall."""
    standard, threshold = threshold_of(label, id)
    if threshold.counted is not None:
        return
    figures, _ = data.draw(loosened(threshold))
    finding, _ = found(standard, threshold, figures)
    # Next to none rather than none, which as a divisor is no figure.
    ends = [(min(o[0], EPSILON) if from_none else o[0], o[-1]) for o, from_none in ends_in(figures)]
    corners = [completed(figures, choice) for choice in product(*ends)]
    for outcome in finding.outcomes:
        if (
            outcome.mode in MONOTONE
            and outcome.status is Status.UNKNOWN
            and isinstance(outcome.measure, Range)
        ):
            statuses = {expected(threshold, fractions(c)).get(outcome.reading) for c in corners}
            # Where a year is blank a miss would settle it, and nothing else.
            assert len(statuses) > 1


@each_named()
@settings(max_examples=8)
@given(data=st.data())
def test_bounds_that_leave_one_figure_are_that_figure(label: str, id: str, data: st.DataObject) -> None:
    standard, threshold = threshold_of(label, id)
    exact = data.draw(figures_for(threshold).filter(no_rate_over_100))
    assume(not contradicts(exact, threshold))
    tight = {
        id: [None if f is None else Bounds(Qualifier.AT_LEAST, f, f, f) for f in row_]
        for id, row_ in exact.items()
    }
    one, other = found(standard, threshold, exact)[0], found(standard, threshold, tight)[0]
    assert [(o.reading, o.status) for o in one.outcomes] == [(o.reading, o.status) for o in other.outcomes]
    assert (one.status, one.sensitive) == (other.status, other.sensitive)


@each_named()
@settings(max_examples=8)
@given(data=st.data())
def test_a_gap_from_bounds_is_no_more_than_the_true_one(label: str, id: str, data: st.DataObject) -> None:
    standard, threshold = threshold_of(label, id)
    figures, _ = data.draw(loosened(threshold))
    finding, made = found(standard, threshold, figures)
    assert margin_of(finding) is None or not rests_on_bounds(finding)
    gap = gap_of(finding, made)
    if gap is None or not gap.inexact:
        return
    assert relative_gap(finding) >= 0
    assert gap.equivalents == ()
    assert gap.year is None
    for exact in completions(data, figures, threshold):
        told, at = found(standard, threshold, exact)
        assert told.outcome is not None
        if threshold.counted is not None or threshold.over not in (Over.EVERY_YEAR, Over.LATEST, Over.ONCE):
            continue
        true = gap_of(told, at)
        assert true is not None
        if true.unit == gap.unit and threshold.subject.kind != "per_10k":
            assert gap.amount <= true.amount + D("1e-9") * (1 + true.amount)
            assert gap.most is None or true.amount <= gap.most + D("1e-9") * (1 + true.amount)


def rests_on_bounds(finding: Finding) -> bool:
    measure = None if finding.outcome is None else finding.outcome.measure
    return isinstance(measure, Range) and measure.inexact


# -- what is plainly settled, and what is plainly open


@pytest.mark.parametrize(
    ("label", "id", "figures", "status"),
    [
        # every year
        ("zhuhai", "total_output", {"total_output": loose(above(32), above(33), 36)}, "met"),
        ("zhuhai", "total_output", {"total_output": loose(above(31), 33, 36)}, "unknown"),
        ("zhuhai", "total_output", {"total_output": loose(below(32), 33, 36)}, "missed"),
        ("zhuhai", "total_output", {"total_output": loose(below(32, itself=True), 33, 36)}, "unknown"),
        ("zhuhai", "total_output", {"total_output": loose(above(32), "-", 36)}, "unknown"),
        ("zhuhai", "total_output", {"total_output": loose(below(30), "-", 36)}, "missed"),
        ("zhuhai", "total_output", {"total_output": loose(about(50), 33, 31)}, "missed"),
        ("zhuhai", "total_output", {"total_output": loose(about(50), 33, 36)}, "unknown"),
        ("zhuhai", "total_output", {"total_output": loose(between(32, 34), 33, 36)}, "met"),
        # the mean: two good years may carry a third of which little is known
        ("guangzhou", "total_output", {"total_output": loose(about(50), 45, 45)}, "met"),
        ("guangzhou", "total_output", {"total_output": loose(below(20), 30, 30)}, "missed"),
        ("guangzhou", "total_output", {"total_output": loose(below(40), 30, 30)}, "unknown"),
        # a ceiling
        ("zhuhai", "land_area", {"land_area": loose(below(100, itself=True))}, "met"),
        ("zhuhai", "land_area", {"land_area": loose(below(100))}, "met"),
        ("zhuhai", "land_area", {"land_area": loose(above(100))}, "missed"),
        ("zhuhai", "land_area", {"land_area": loose(above(100, itself=True))}, "unknown"),
        ("zhuhai", "land_area", {"land_area": loose(above(90))}, "unknown"),
        # a ceiling and a growth that are guidelines
        ("sichuan", "land_area", {"land_area": loose(above(120))}, "discretionary"),
        ("sichuan", "dominant_output_growth", {"dominant_output": loose(100, 100, below(110))}, "discretionary"),
        # shares, over 70 %: strictly
        ("zhuhai", "sme_output_share",
         {"sme_output": loose(above(30)), "total_output": loose(below(40))}, "met"),
        ("zhuhai", "sme_output_share", {"sme_output": loose(above(28)), "total_output": row(40)}, "met"),
        ("zhuhai", "sme_output_share",
         {"sme_output": loose(above(28, itself=True)), "total_output": row(40)}, "unknown"),
        ("zhuhai", "sme_output_share", {"sme_output": row(28), "total_output": loose(above(40))}, "missed"),
        ("zhuhai", "sme_output_share",
         {"sme_output": loose(above(30)), "total_output": loose(above(40))}, "unknown"),
        ("zhuhai", "sme_output_share", {"sme_output": row(0), "total_output": loose(about(40))}, "missed"),
        # growth over 8 % a year
        ("zhuhai", "output_growth", {"total_output": loose(100, about(108), above(117))}, "met"),
        ("zhuhai", "output_growth", {"total_output": loose(100, 108, above(116))}, "unknown"),
        ("zhuhai", "output_growth", {"total_output": loose(below(100), 108, 117)}, "met"),
        ("zhuhai", "output_growth", {"total_output": loose(above(100), 108, 116)}, "missed"),
        ("zhuhai", "output_growth", {"total_output": loose(above(90), 100, 108, 116)}, "unknown"),
        # per 10,000 people, at least 12
        ("zhuhai", "patents_per_10k",
         {"invention_patents": row(24), "employees": loose(below(20000))}, "met"),
        ("zhuhai", "patents_per_10k",
         {"invention_patents": row(24), "employees": loose(above(20000))}, "missed"),
        ("zhuhai", "patents_per_10k",
         {"invention_patents": loose(above(24)), "employees": loose(about(20000))}, "unknown"),
        # of a blank figure its parts and wholes, inexact ones too
        ("zhuhai", "patents_per_10k",
         {"sme_invention_patents": loose(above(30)), "employees": row(20000)}, "met"),
        ("zhuhai", "patents_per_10k",
         {"sme_invention_patents": loose(above(20)), "employees": row(20000)}, "unknown"),
        ("zhuhai", "patents_per_10k",
         {"invention_patents": row(10), "sme_employees": loose(above(20000))}, "missed"),
        ("zhuhai", "patents_per_10k",
         {"invention_patents": row(10), "sme_employees": loose(below(20000))}, "unknown"),
        # trends
        ("zhuhai", "industrial_software_trend", {"industrial_software_rate": loose(10, 12, above(12))}, "met"),
        ("zhuhai", "industrial_software_trend",
         {"industrial_software_rate": loose(10, 12, above(12, itself=True))}, "unknown"),
        ("zhuhai", "industrial_software_trend", {"industrial_software_rate": loose(10, 12, below(12))}, "missed"),
        ("zhuhai", "industrial_software_trend", {"industrial_software_rate": loose(10, about(11), 10)}, "missed"),
        ("zhuhai", "industrial_software_trend", {"industrial_software_rate": loose(10, about(11), 12)}, "unknown"),
        ("zhuhai", "industrial_software_trend", {"industrial_software_rate": loose(98, 99, above(99.5))}, "met"),
        ("zhuhai", "industrial_software_trend",
         {"industrial_software_rate": loose(98, above(99), 100)}, "met"),
        # at 100 % standing still is a rise: over 99 % may be it, under 100 % is not
        ("zhuhai", "industrial_software_trend", {"industrial_software_rate": loose(99, 100, above(99))}, "unknown"),
        ("zhuhai", "industrial_software_trend", {"industrial_software_rate": loose(99, 100, below(100))}, "missed"),
        ("zhuhai", "industrial_software_trend",
         {"industrial_software_rate": loose(99, above(99), below(100))}, "unknown"),
        ("zhuhai", "co2_intensity_trend", {"co2_intensity": loose(0.5, 0.4, below(0.4))}, "met"),
        ("zhuhai", "co2_intensity_trend", {"co2_intensity": loose(0.5, 0.4, above(0.4, itself=True))}, "missed"),
        ("zhuhai", "co2_intensity_trend",
         {"co2_emissions": loose(100, 90, below(90)), "total_output": loose(10, 10, above(10))}, "met"),
        # no bound at 100 for what is no rate
        ("zhuhai", "co2_intensity_trend", {"co2_intensity": loose(200, 150, above(90))}, "unknown"),
        # given outright it stands, though its parts would settle it
        ("zhuhai", "iiot_adoption",
         {"iiot_adoption_rate": loose(about(20)), "iiot_enterprises": row(40), "enterprises": row(100)}, "unknown"),
        ("zhuhai", "iiot_adoption", {"iiot_adoption_rate": loose(above(15))}, "met"),
    ],
)  # fmt: skip
def test_one_threshold(label: str, id: str, figures: LooseFigures, status: str) -> None:
    standard, threshold = threshold_of(label, id)
    assert found(standard, threshold, figures)[0].status == status


def kinds(*figures: object, given_: object = "-") -> LooseFigures:
    """Hainan counts three kinds, of which five firms are wanted."""
    _, threshold = threshold_of("hainan", "quality_enterprises")
    assert threshold.counted is not None
    counts = dict(zip(threshold.counted.kinds, figures, strict=True))
    return {id: loose(figure) for id, figure in {**counts, threshold.counted.given: given_}.items()}


@pytest.mark.parametrize(
    ("figures", "status", "bounds"),
    [
        (kinds(above(5), 1, 1), "met", (6, None)),
        (kinds(above(4), 1, 1), "met", (5, None)),  # more than four firms are five
        (kinds(below(2), 1, 1), "missed", (1, 3)),
        (kinds(below(3), 1, 1), "missed", (1, 4)),
        (kinds(below(3, itself=True), 1, 1), "unknown", (1, 5)),
        (kinds(about(9), 1, 6), "met", (6, None)),
        (kinds(about(9), 1, 1), "unknown", (1, None)),
        (kinds(above(9), 1, 1, given_=4), "unknown", None),  # a contradiction, whatever the first is
        (kinds(below(9), 1, 1, given_=4), "missed", (4, 4)),
        (kinds(2, 2, 2, given_=above(4)), "met", (5, 6)),
        (kinds(2, 2, 2, given_=above(3)), "unknown", (4, 6)),
        (kinds(2, 2, 2, given_=below(5)), "missed", (2, 4)),
        (kinds(2, 2, 2, given_=above(6)), "unknown", None),
        (kinds(2, 6, 2, given_=above(3)), "met", (6, 10)),
    ],
)
def test_counts(figures: LooseFigures, status: str, bounds: tuple[int, int | None] | None) -> None:
    standard, threshold = threshold_of("hainan", "quality_enterprises")
    finding, made = found(standard, threshold, figures)
    assert finding.status == status
    measure = finding.outcomes[0].measure
    assert (None if measure is None else (measure[0], measure[1])) == bounds
    assert ("A310" in [problem.code for problem in made.problems]) is (bounds is None)


def test_one_branch_that_is_met_is_enough() -> None:
    standard, threshold = threshold_of("zhuhai", "champions_and_giants")
    gradient = next(c for c in standard.criteria if c.id == "enterprise_gradient")
    assert threshold.counted is not None
    figures = {threshold.counted.given: loose(above(1, itself=True)), "quality_enterprises": loose(about(9))}
    assert found(standard, gradient, figures)[0].status is Status.MET


def test_an_open_reading_beside_a_settled_one_is_said() -> None:
    """More than 70 % in the last year; the years before, of which one is an estimate, are other readings."""
    standard, threshold = threshold_of("zhuhai", "sme_output_share")
    figures = {"sme_output": loose(about(20), 75, 80), "total_output": row(100, 100, 100)}
    finding, made = found(standard, threshold, figures)
    assert (finding.status, finding.sensitive) == (Status.MET, False)
    assert "A340" in [problem.code for problem in made.problems]
    assert found(standard, threshold, figures, "strict")[0].status is Status.UNKNOWN
    settled = {"sme_output": loose(below(60), 75, 80), "total_output": row(100, 100, 100)}
    finding, made = found(standard, threshold, settled)
    assert (finding.status, finding.sensitive) == (Status.MET, True)
    assert "A340" not in [problem.code for problem in made.problems]


def test_a_waiver_holds_for_what_bounds_leave_open() -> None:
    standard, threshold = threshold_of("hainan", "output_growth")
    figures = {"total_output": loose(100, 100, about(110))}
    assert found(standard, threshold, figures)[0].status is Status.UNKNOWN
    claim = {"special_impact": True, "special_impact_reason": "台风"}
    assert found(standard, threshold, figures, **claim)[0].status is Status.WAIVED


@pytest.mark.parametrize(
    ("label", "id", "figures", "gap"),
    [
        ("zhuhai", "total_output", {"total_output": loose(below(30), 33, 36)}, ("2", None, True)),
        ("zhuhai", "total_output", {"total_output": loose(between(28, 30), 33, 36)}, ("2", "4", False)),
        ("zhuhai", "land_area", {"land_area": loose(above(120))}, ("20", None, True)),
        ("zhuhai", "sme_output_share",
         {"sme_output": loose(below(20)), "total_output": row(40)}, ("20", None, True)),
        ("zhuhai", "output_growth", {"total_output": loose(100, 108, below(100))}, ("8", None, True)),
        # 25 to 50 %, both included, where more than 70 % is wanted, or 70 % at least
        ("zhuhai", "sme_output_share",
         {"sme_output": loose(between(10, 20)), "total_output": row(40)}, ("20", "45", True)),
        ("qingyuan", "sme_output_share",
         {"sme_output": loose(between(10, 20)), "total_output": row(40)}, ("20", "45", False)),
        # A count is inexact like any other figure: firms to be added are not said to be enough.
        ("hainan", "quality_enterprises", {"quality_enterprises": loose(between(2, 4))}, ("1", "3", False)),
    ],
)  # fmt: skip
def test_gaps(label: str, id: str, figures: LooseFigures, gap: tuple[str, str | None, bool]) -> None:
    standard, threshold = threshold_of(label, id)
    lacking = gap_of(*found(standard, threshold, figures))
    assert lacking is not None
    most = None if lacking.most is None else plain(lacking.most)
    assert (plain(lacking.amount), most, lacking.strict) == gap
    assert lacking.inexact


def test_a_trend_that_turned_by_nobody_knows_how_much_has_no_gap() -> None:
    standard, threshold = threshold_of("zhuhai", "industrial_software_trend")
    finding, made = found(standard, threshold, {"industrial_software_rate": loose(10, 12, below(11))})
    assert finding.status is Status.MISSED
    assert gap_of(finding, made) is None


def test_exact_figures_are_measured_as_ever_beside_inexact_ones() -> None:
    standard, threshold = threshold_of("zhuhai", "total_output")
    exact = {"total_output": row(31, 33, 36)}
    beside = {**exact, "employees": loose(about(20000))}
    one, other = found(standard, threshold, exact)[0], found(standard, threshold, beside)[0]
    assert one.outcomes == other.outcomes


def test_so_are_firms_that_are_counted() -> None:
    """That the kinds may overlap leaves the count open, and no estimate does."""
    standard, threshold = threshold_of("hainan", "quality_enterprises")
    exact, beside = kinds(2, 2, 2), {**kinds(2, 2, 2), "employees": loose(about(20000))}
    one, other = found(standard, threshold, exact)[0], found(standard, threshold, beside)[0]
    assert one.outcomes == other.outcomes
    assert one.outcomes[0].measure == Range(D(2), D(6))


@given(st.sampled_from(sorted(INDICATORS)), st.integers(1, 9))
def test_an_inexact_figure_fills_its_year(id: str, figure: int) -> None:
    standard, threshold = threshold_of("zhuhai", "total_output")
    _, made = found(standard, threshold, {id: loose(about(figure), "-", "-", "-")})
    assert made.window.base_year == 2021
    assert asked(threshold) == ("total_output",)


@pytest.mark.parametrize(
    ("figure", "measure"),
    [
        (between(70, 80), Range(D(70), D(80), inexact=True)),
        (above(70), Range(D(70), None, over=True, inexact=True)),
        (below(60), Range(D(0), D(60), under=True, inexact=True)),
    ],
)
def test_the_bounds_of_a_figure_are_no_count_of_each_firm_once(figure: Bounds, measure: Range) -> None:
    finding, _ = found(*threshold_of("zhuhai", "land_area"), {"land_area": loose(figure)})
    assert finding.outcomes[0].measure == measure


@pytest.mark.parametrize(
    ("figures", "reading", "status", "lower"),
    [
        # The mean of the yearly rates is no less than the growth from end to end, whatever lies between.
        (loose(100, about(105), 125), "arithmetic_three", "met", "11.8033988749895"),
        (loose(100, 100, about(110), "133.1"), "arithmetic_base", "met", "10"),
        (loose(100, between(90, 110), 110), "arithmetic_three", "unknown", "4.88088481701515"),
        # Where the figure between is nearly known, the mean itself is more.
        (loose(100, between("50", "50.0001"), 100), "arithmetic_three", "met", "24.9998000003999"),
    ],
)
def test_the_mean_of_rates_over_an_inexact_figure(
    figures: list[Decimal | Bounds | None], reading: str, status: str, lower: str
) -> None:
    finding, _ = found(*threshold_of("zhuhai", "output_growth"), {"total_output": figures})
    (outcome,) = (one for one in finding.outcomes if one.reading == reading)
    assert outcome.status == status
    assert isinstance(outcome.measure, Range)
    assert abs(outcome.measure.lower - D(lower)) < D("0.0000001")


@pytest.mark.parametrize(
    ("id", "bounds", "figure"),
    [
        ("specialised_smes", above(4), Interval(Fraction(5), None)),
        ("specialised_smes", above(4, itself=True), Interval(Fraction(4), None)),
        ("specialised_smes", below(4), Interval(Fraction(0), Fraction(3))),
        ("specialised_smes", below(4, itself=True), Interval(Fraction(0), Fraction(4))),
        ("specialised_smes", above("4.5"), Interval(Fraction(9, 2), None, over=True)),
        ("specialised_smes", below("4.5"), Interval(Fraction(0), Fraction(9, 2), under=True)),
        ("employees", above(4), Interval(Fraction(4), None, over=True)),
        ("employees", below(4), Interval(Fraction(0), Fraction(4), under=True)),
    ],
)
def test_more_than_four_firms_are_five(id: str, bounds: Bounds, figure: Interval) -> None:
    _, made = found(*threshold_of("zhuhai", "total_output"), {id: loose(bounds)})
    assert figure_at(id, LAST, made.window) == figure


@pytest.mark.parametrize(
    ("rates", "ends", "each_step"),
    [
        (loose(below(10), 12, 14), "met", "met"),
        (loose(10, about(11), 14), "met", "unknown"),
        (loose(10, about(11), 9), "missed", "missed"),
        (loose(above(14), 12, 14), "missed", "missed"),
        (loose(10, 12, above(12)), "met", "met"),
    ],
)
def test_from_end_to_end_what_lies_between_does_not_matter(
    rates: list[Decimal | Bounds | None], ends: str, each_step: str
) -> None:
    figures = {"industrial_software_rate": rates}
    finding, _ = found(*threshold_of("zhuhai", "industrial_software_trend"), figures)
    statuses = {one.reading: one.status.value for one in finding.outcomes}
    assert (statuses["ends"], statuses["each_step"]) == (ends, each_step)


def test_of_a_trend_the_bounds_of_the_last_year_are_shown() -> None:
    figures = {"industrial_software_rate": loose(10, 12, between(13, 20))}
    finding, _ = found(*threshold_of("zhuhai", "industrial_software_trend"), figures)
    assert finding.outcomes[0].measure == Range(D(13), D(20), inexact=True)
