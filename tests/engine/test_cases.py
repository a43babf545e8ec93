"""The cases beside every standard: they hold, cover everything, and would notice each slip in its file."""

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from at_hand import CASES, STANDARDS, altered, each_standard, passing

from clustercheck.cases.runner import miscounted, run_cases, uncovered
from clustercheck.engine.assessment import assess
from clustercheck.model.criteria import (
    DEFAULT_MODE,
    AnyOf,
    Attestation,
    Count,
    Criterion,
    Mode,
    Over,
    Reading,
    Threshold,
)
from clustercheck.model.findings import Verdict
from clustercheck.model.standard import Case, Standard

EVERY_CASE = [
    pytest.param(standard, case, id=f"{label}-{number}")
    for label, standard in STANDARDS.items()
    for number, case in enumerate(CASES[label].cases)
]


@pytest.mark.parametrize(("standard", "case"), EVERY_CASE)
def test_case(standard: Standard, case: Case) -> None:
    (run,) = run_cases(standard, CASES[standard.label].years, [case])
    assert [(p.facts["id"], p.facts["expected"], p.facts["found"]) for p in run.problems] == [], case.name


@each_standard
def test_nothing_is_left_uncovered(standard: Standard) -> None:
    cases = CASES[standard.label]
    lacking = uncovered(standard, run_cases(standard, cases.years, cases.cases), cases.file)
    assert [problem.facts["what"] for problem in lacking] == []


@each_standard
def test_the_cases_name_every_attestation_in_its_order(standard: Standard) -> None:
    """So that one that is lost, added or moved is noticed; a partial standard may have none."""
    cases = CASES[standard.label]
    assert miscounted(standard, cases.attestations, cases.file) == []
    named = cases.attestations
    for wrong in (named[1:], named[::-1], (*named, "x")) if named else ((*named, "x"),):
        assert [p.code for p in miscounted(standard, wrong, cases.file)] == ["S144"]


@each_standard
def test_the_first_case_meets_everything_that_is_known(standard: Standard) -> None:
    verdict = assess(passing(standard), standard, as_of=CASES[standard.label].cases[0].as_of).verdict
    assert verdict is (Verdict.INCOMPLETE if standard.partial else Verdict.MET)


@each_standard
def test_names_of_cases_tell_them_apart(standard: Standard) -> None:
    names = [case.name for case in CASES[standard.label].cases]
    assert len(set(names)) == len(names)


# -- a slip in the file is noticed

Change = Callable[[Threshold], Threshold]
_OTHER_OP = {">": ">=", ">=": ">", "<": "<=", "<=": "<"}
_TURNED = {">": "<", ">=": "<=", "<": ">", "<=": ">="}
_OTHER_OVER = {
    Over.EVERY_YEAR: (Over.AVERAGE, Over.LATEST),
    Over.AVERAGE: (Over.EVERY_YEAR, Over.LATEST),
    Over.LATEST: (Over.EVERY_YEAR, Over.AVERAGE),
    Over.ONCE: (Over.EVERY_YEAR,),
    Over.RISING: (Over.FALLING,),
    Over.FALLING: (Over.RISING,),
    Over.GROWTH: (),
}


def with_limit(limit: Decimal) -> Change:
    once = (100 + limit) / 100
    return lambda t: t._replace(
        limit=limit, grown=(once, once**2, once**3) if t.over is Over.GROWTH else t.grown
    )


def with_over(over: Over) -> Change:
    return lambda t: t._replace(over=over, readings=(_default_of(over), *_others(t, DEFAULT_MODE[over])))


def with_mode(mode: Mode) -> Change:
    return lambda t: t._replace(readings=(Reading(mode.value, mode), *_others(t, mode)))


def _default_of(over: Over) -> Reading:
    return Reading(DEFAULT_MODE[over].value, DEFAULT_MODE[over])


def _others(threshold: Threshold, mode: Mode) -> tuple[Reading, ...]:
    return tuple(r for r in threshold.readings[1:] if r.mode is not mode)


def slips(threshold: Threshold) -> Iterator[tuple[str, Change]]:
    """Each way in which a threshold could be written down wrongly."""
    limit = threshold.limit
    if threshold.op:
        yield "number down", with_limit(limit - 1)
        yield "number up", with_limit(limit + 1)
        yield "operator", lambda t: t._replace(op=_OTHER_OP[t.op])
        yield "operator turned", lambda t: t._replace(op=_TURNED[t.op])
    if threshold.counted is None:
        for over in _OTHER_OVER[threshold.over]:
            yield f"over {over}", with_over(over)
    if threshold.over is Over.GROWTH:
        yield "growth without base", with_mode(Mode.GEOMETRIC_THREE)
        yield "growth by arithmetic", with_mode(Mode.ARITHMETIC_BASE)
    if threshold.over in (Over.RISING, Over.FALLING):
        yield "trend by its ends", with_mode(Mode.ENDS)
    for reading in threshold.readings[1:]:
        yield f"without {reading.id}", _without(reading)
    yield "guideline", lambda t: t._replace(guideline=not t.guideline)
    if threshold.waiver:
        yield "waiver", lambda t: t._replace(waiver="")
    if threshold.relaxable and not threshold.guideline:
        yield "relaxable", lambda t: t._replace(relaxable=False)
    if threshold.counted:
        yield "count", lambda t: t._replace(counted=_other_given(t.counted))


def _without(reading: Reading) -> Change:
    return lambda t: t._replace(readings=tuple(r for r in t.readings if r.id != reading.id))


def _other_given(count: Count | None) -> Count:
    assert count is not None
    return count._replace(given="chain_leaders" if count.given != "chain_leaders" else "little_giants")


def slips_beside(standard: Standard, criterion: Criterion) -> Iterator[tuple[str, Callable]]:
    """Slips in what is no threshold's alone; left out are those that change nothing in this standard."""
    if criterion.when:
        yield "when", lambda c: c._replace(when="")
    if isinstance(criterion, Attestation) and criterion.veto and standard.from_above:
        yield "veto", lambda c: c._replace(veto=False)
    if isinstance(criterion, AnyOf):
        yield "a branch less", lambda c: c._replace(branches=c.branches[:-1])
    if criterion.relaxable and not isinstance(criterion, Threshold):
        yield "relaxable", lambda c: c._replace(relaxable=False)


SLIPS = [
    pytest.param(standard, criterion.id, change, id=f"{standard.label}-{criterion.id}-{what}")
    for standard in STANDARDS.values()
    for criterion, found in (
        *((threshold, slips(threshold)) for threshold in standard.thresholds()),
        *((criterion, slips_beside(standard, criterion)) for criterion in standard.criteria),
    )
    for what, change in found
]


def is_noticed(standard: Standard, id: str, change: Callable) -> bool:
    cases = CASES[standard.label]
    wrong = altered(standard, id, change)
    assert wrong.criteria != standard.criteria
    likely = sorted(cases.cases, key=lambda case: not any(key.partition(".")[0] == id for key in case.expect))
    return any(run_cases(wrong, cases.years, [case])[0].problems for case in likely)


@pytest.mark.parametrize(("standard", "id", "change"), SLIPS)
def test_a_slip_makes_a_case_fail(standard: Standard, id: str, change: Callable) -> None:
    assert is_noticed(standard, id, change)


_COUNTING = [s for s in STANDARDS.values() if any(t.counted for t in s.thresholds())]


@pytest.mark.parametrize("standard", _COUNTING, ids=lambda s: s.label)
def test_a_kind_of_firms_left_out_makes_a_case_fail(standard: Standard) -> None:
    unnoticed = [
        f"{threshold.id} without {kind}"
        for threshold in standard.thresholds()
        if threshold.counted is not None
        for kind in threshold.counted.kinds
        if not is_noticed(
            standard, threshold.id, lambda t, kind=kind: t._replace(counted=_less(t.counted, kind))
        )
    ]
    assert unnoticed == []


def _less(count: Count | None, kind: str) -> Count:
    assert count is not None
    return count._replace(kinds=tuple(k for k in count.kinds if k != kind))
