"""Done exactly, typed into cells of 15 digits, what a gap names makes its criterion pass: by default and in all readings.

`CLUSTERCHECK_CLUSTERS=1000 pytest tests/engine/test_remedies.py` draws so many clusters a standard.
"""

from __future__ import annotations

import os
import random
from decimal import Decimal

import pytest
from at_hand import AS_OF, STANDARDS, Figures, found, row, threshold_of
from clusters import CELL, drawn_cluster, figures_of, with_figures
from oracle import expected, fractions

from clustercheck.engine.assessment import assess
from clustercheck.engine.gaps import Gap, gap_of
from clustercheck.model.criteria import Mode, Over, Threshold
from clustercheck.model.findings import Assessment, Finding, Range, Status
from clustercheck.model.indicators import INDICATORS, PARTS
from clustercheck.model.quantities import EXACT, plain
from clustercheck.model.standard import Standard

D = Decimal
HOW_MANY = int(os.environ.get("CLUSTERCHECK_CLUSTERS", "25"))
# More than the last digit of a cell that holds output, far less than any figure.
A_LITTLE = D("0.000001")


def done(finding: Finding, gap: Gap, figures: Figures, made: Assessment) -> Figures | None:
    """The figures with what the gap names; None for a trend, and for past years that nothing mends."""
    threshold, outcome = finding.criterion, finding.outcome
    assert isinstance(threshold, Threshold)
    assert outcome is not None
    if threshold.counted is not None:
        return _with_firms(threshold, gap, figures, made.reading == "strict")
    if not threshold.op or outcome.basis is None or isinstance(outcome.measure, Range):
        return None
    changed = {id: list(figures_) for id, figures_ in figures.items()}
    part = outcome.basis.part
    if outcome.mode is Mode.ONCE:
        changed[part] = [None if one is None else EXACT.subtract(one, gap.amount) for one in changed[part]]
        return changed
    if not gap.equivalents:
        if outcome.mode is Mode.EVERY_YEAR:
            return _mended(threshold, changed) if outcome.basis.whole is None else None
        if outcome.basis.whole is not None:
            # A past year misses as well, and nothing mends that.
            every_year = [o for o in finding.outcomes if o.mode is Mode.EVERY_YEAR]
            assert [o.status for o in every_year] == [Status.MISSED]
            assert gap.free_from is not None
            return None
        changed[part][3] = EXACT.add(changed[part][3] or D(0), gap.amount)
        return changed
    for each in gap.equivalents:
        more = A_LITTLE if gap.strict and not INDICATORS[each.indicator].is_count else D(0)
        if threshold.over is Over.GROWTH:
            changed[each.indicator][3] = CELL.plus(EXACT.add(each.amount, more))
            continue
        names = [each.indicator]
        if outcome.basis.whole in ("total_output", "operating_revenue"):
            names.append(outcome.basis.whole)
        for name in names:
            changed[name][3] = CELL.plus(EXACT.add(changed[name][3] or D(0), EXACT.add(each.amount, more)))
    return changed


def _mended(threshold: Threshold, figures: Figures) -> Figures:
    """Every year of an output at its threshold: the worst one lacks what the gap says, the others less."""
    part = next(iter(threshold.subject.bases.values())).part
    figures[part] = [one if one is None else max(one, threshold.limit) for one in figures[part]]
    return figures


def _with_firms(threshold: Threshold, gap: Gap, figures: Figures, strict: bool) -> Figures:
    """So many more firms of the largest kind, and of the de-duplicated counts."""
    count = threshold.counted
    assert count is not None
    # By default the kinds may overlap: what is lacking at most is enough for sure.
    more = gap.equivalents[0].amount if strict or gap.most is None else gap.most
    changed = {id: list(figures_) for id, figures_ in figures.items()}
    kinds = [kind for kind in count.kinds if kind not in ("national_champions", "manufacturing_champions")]
    largest = max(kinds, key=lambda kind: changed[kind][3] or D(0))
    changed[largest][3] = (changed[largest][3] or D(0)) + more
    given = {count.given}
    if count.part_of_kinds:
        given = {id for id in changed if id.startswith("dominant_") and id.endswith("giants")}
    for name in given:
        if changed[name][3] is not None or (count.part_of_kinds and name == count.given):
            changed[name][3] = (changed[name][3] or D(0)) + more
    return changed


def fits(figures: Figures) -> bool:
    """Whether no part is over its whole."""
    return all(
        small is None or large is None or small <= large
        for part, whole in PARTS
        if part in figures and whole in figures and INDICATORS[part].unit.dimension != "firms"
        for small, large in zip(figures[part], figures[whole], strict=True)
    )


def remedied(standard: Standard, reading: str, how_many: int) -> list[str]:
    """What does not pass though its gap is closed."""
    failures = []
    for seed in range(how_many):
        cluster = drawn_cluster(standard, random.Random(f"{standard.label} {seed}"))
        made = assess(cluster, standard, as_of=AS_OF, reading=reading)
        figures = figures_of(cluster)
        for finding in [branch for f in made.findings for branch in (f.branches or (f,))]:
            gap = gap_of(finding, made)
            if gap is None:
                continue
            changed = done(finding, gap, figures, made)
            if changed is None:
                continue
            again = assess(with_figures(cluster, changed), standard, as_of=AS_OF, reading=reading)
            after = again.finding(finding.criterion.id)
            assert after is not None
            if again.chosen and made.chosen and again.chosen.id != made.chosen.id:
                continue  # what was closed makes the other figures the more favourable
            # What another reading left open strictly stays open.
            was_open = reading == "strict" and any(o.status is Status.UNKNOWN for o in finding.outcomes)
            # And so does what every year has to reach where one is blank.
            was_open |= reading == "strict" and any(
                o.basis is not None and figures[o.basis.part][0] is None for o in finding.outcomes
            )
            was_open |= finding.criterion.id == "total_output" and None in figures["total_output"][1:]
            passes = after.status is Status.MET or (was_open and after.status is Status.UNKNOWN)
            if not passes or not fits(changed):
                failures.append(f"{seed} {finding.criterion.id} {after.status} {gap}")
    return failures


@pytest.mark.parametrize("reading", ["default", "strict"])
@pytest.mark.parametrize("label", STANDARDS)
def test_what_a_gap_names_makes_its_criterion_pass(label: str, reading: str) -> None:
    assert remedied(STANDARDS[label], reading, HOW_MANY) == []


@pytest.mark.parametrize("label", STANDARDS)
def test_whole_clusters_come_out_as_the_oracle_says(label: str) -> None:
    standard = STANDARDS[label]
    for seed in range(HOW_MANY):
        cluster = drawn_cluster(standard, random.Random(f"{label} {seed}"))
        made = assess(cluster, standard, as_of=AS_OF)
        rows = fractions(figures_of(cluster))
        for finding in [branch for f in made.findings for branch in (f.branches or (f,))]:
            if isinstance(finding.criterion, Threshold):
                came_out = {outcome.reading: outcome.status.value for outcome in finding.outcomes}
                assert came_out == expected(finding.criterion, rows), (seed, finding.criterion.id)


@pytest.mark.parametrize(
    ("label", "id", "figures", "reading", "equivalents"),
    [
        # SMEs' patents that would be more than all patents name those as well
        ("sichuan", "sme_patents_per_10k",
         {"sme_invention_patents": row(2), "invention_patents": row(6), "sme_employees": row(20000),
          "employees": row(20000), "resident_population": row(1)}, "default",
         [("sme_invention_patents", "8", False), ("invention_patents", "4", True)]),
        ("sichuan", "sme_patent_growth", {"sme_invention_patents": row(100, 100, 100, 100)}, "default",
         [("sme_invention_patents", "110", False)]),
        # every row that a reading looks at, each by what its own reading takes
        ("zhuhai", "output_growth",
         {"total_output": row(100, 100, 100, 100), "dominant_output": row(50, 50, 50, 50)}, "strict",
         [("total_output", "125.9712", False), ("dominant_output", "62.9856", False)]),
        ("zhuhai", "output_growth",
         {"total_output": row(100, 100, 100, 100), "dominant_output": row(50, 50, 50, 50)}, "default",
         [("total_output", "125.9712", False)]),
        # the industry's output that would exceed the cluster's
        ("sichuan", "dominant_output_growth",
         {"total_output": row(100, 100, 100, 110), "dominant_output": row(100, 100, 100, 100)}, "default",
         [("dominant_output", "115.7625", False), ("total_output", "115.7625", True)]),
        # a past year that misses is not mended by the last
        ("zhuhai", "sme_output_share", {"sme_output": row(60, 60, 60), "total_output": row(100, 100, 100)},
         "strict", []),
    ],
)  # fmt: skip
def test_what_must_rise(
    label: str, id: str, figures: Figures, reading: str, equivalents: list[tuple[str, str, bool]]
) -> None:
    standard, threshold = threshold_of(label, id)
    others = {"total_output": row(500, 500, 500, 500)} if id == "dominant_output_growth" else {}
    finding, made = found(standard, threshold, {**others, **figures}, reading)
    gap = gap_of(finding, made)
    assert gap is not None
    assert [(e.indicator, plain(e.amount), e.with_it) for e in gap.equivalents] == equivalents


def test_a_strict_gap_is_of_the_least_favourable_reading() -> None:
    """69 % of the last year, 60 % of the year before it: the worst year is what strictly decides."""
    standard, threshold = threshold_of("zhuhai", "sme_output_share")
    figures = {"sme_output": row(60, 65, 69), "total_output": row(100, 100, 100)}
    finding, made = found(standard, threshold, figures, "strict")
    gap = gap_of(finding, made)
    assert gap is not None
    assert (plain(gap.amount), gap.year, gap.free_from) == ("10", 2022, 2028)


def test_a_remedy_of_many_digits_passes_as_its_cell_is_read() -> None:
    standard, threshold = threshold_of("qingyuan", "sme_output_share")
    for seed in range(300):
        chance = random.Random(seed)
        whole = CELL.create_decimal(repr(chance.uniform(20, 2000)))
        part = CELL.multiply(whole, D(repr(chance.uniform(0.3, 0.69))))
        finding, made = found(standard, threshold, {"sme_output": row(part), "total_output": row(whole)})
        gap = gap_of(finding, made)
        assert gap is not None
        more = gap.equivalents[0].amount
        typed = {
            "sme_output": row(CELL.plus(EXACT.add(part, more))),
            "total_output": row(CELL.plus(EXACT.add(whole, more))),
        }
        assert found(standard, threshold, typed)[0].status is Status.MET
