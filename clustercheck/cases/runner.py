"""The cases beside a standard, run: whether each comes out as expected, and whether they cover every criterion.

Coverage is asked of the runs, not of names: for every threshold a case just below it, exactly on it and just
above; for every trend one that holds, one that stands still and one that turns; for every reading one in which it
differs from the default; every alternative met alone, every condition, guideline, waiver and answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from clustercheck.cases.coverage import Coverage
from clustercheck.engine.assessment import assess
from clustercheck.engine.gaps import gap_of
from clustercheck.engine.scoring import points_of
from clustercheck.model.cluster import Answer, Cell, Cluster, Observation, ProfileEntry
from clustercheck.model.criteria import Threshold
from clustercheck.model.findings import Assessment, Status
from clustercheck.model.indicators import INDICATORS, PROFILE, ProfileKind
from clustercheck.model.problems import Problem, Where, error
from clustercheck.model.quantities import fifteen_digits, plain
from clustercheck.model.records import NamedTuple
from clustercheck.model.standard import Case, Standard

BLANK = "-"
ANSWERS = {"是": True, "否": False, BLANK: None}


class CaseRun(NamedTuple):
    """One case and what it came to."""

    name: str
    assessment: Assessment
    problems: tuple[Problem, ...]


def run_cases(standard: Standard, years: Sequence[int], cases: Sequence[Case]) -> list[CaseRun]:
    """Every case run, with a problem for each expectation that is not met."""
    return [_run(standard, years, case) for case in cases]


def uncovered(standard: Standard, runs: Sequence[CaseRun], file: str) -> list[Problem]:
    """What no case covers, as problems at the cases' file."""
    coverage = Coverage(standard)
    for run in runs:
        coverage.add(run.assessment)
    return [error("S143", Where(file), what=what) for what in coverage.lacking()]


def miscounted(standard: Standard, named: Sequence[str], file: str) -> list[Problem]:
    """Attestations that the cases name and the standard lacks, or the other way round, or in another order."""
    found = [attestation.id for attestation in standard.attestations()]
    if found == list(named):
        return []
    differing = sorted(set(found).symmetric_difference(named)) or ["order"]
    return [error("S144", Where(file), ids=differing)]


def cluster_of_rows(
    standard: Standard, years: Sequence[int], rows: Mapping[str, Sequence[str]], file: str = "case"
) -> Cluster:
    """A cluster built from rows; raises `ValueError` with the row that is not understood."""
    profile: dict[str, ProfileEntry] = {}
    observations: dict[str, dict[int, Observation]] = {}
    everything = _answer(rows["answers"][0]) if "answers" in rows else None
    answers = {one.id: Answer(None, Cell("", one.id)) for one in standard.conditions}
    answers |= {
        one.id: Answer(everything, Cell("", one.id), "evidence" if everything else "")
        for one in standard.attestations()
    }
    own = {figure.id for figure in standard.figures}
    for name, row in rows.items():
        if name in INDICATORS or name in own:
            observations[name] = dict(_observations(name, years, row))
        elif name in PROFILE:
            profile[name] = ProfileEntry(_profile_value(name, row[0]), Cell("", name), row[0].strip(BLANK))
        elif name in answers:
            value = _answer(row[0])
            answers[name] = Answer(value, Cell("", name), "evidence" if value else "")
        elif name != "answers":
            raise ValueError(name)
    return Cluster(file, profile, observations, answers)


def _observations(name: str, years: Sequence[int], row: Sequence[str]) -> Iterator[tuple[int, Observation]]:
    indicator = INDICATORS[name]
    if len(row) != len(years):
        if not (indicator.once and len(row) == 1):
            raise ValueError(f"{name}: {len(row)} figures for {len(years)} years")
        years = years[-1:]
    for year, text in zip(years, row, strict=True):
        value = None if text == BLANK else fifteen_digits(text)
        yield year, Observation(name, year, value, indicator.unit.name, Cell("", f"{name}.{year}"), text)


def _answer(text: str) -> bool | None:
    if text not in ANSWERS:
        raise ValueError(text)
    return ANSWERS[text]


def _profile_value(name: str, text: str) -> str | bool | date | None:
    if text == BLANK:
        return None
    kind = PROFILE[name].kind
    if kind is ProfileKind.YES_NO:
        return _answer(text)
    return date.fromisoformat(text) if kind is ProfileKind.DATE else text


def _run(standard: Standard, years: Sequence[int], case: Case) -> CaseRun:
    try:
        cluster = cluster_of_rows(standard, years, case.rows)
    except ValueError as fault:
        broken = error("S141", case.where, name=case.name, reason=str(fault))
        empty = assess(Cluster("case"), standard, as_of=case.as_of)
        return CaseRun(case.name, empty, (broken,))
    assessment = assess(cluster, standard, as_of=case.as_of, reading=case.reading)
    problems = [
        error("S142", case.places[key], name=case.name, id=key, expected=expected, found=found)
        for key, expected in case.expect.items()
        if (found := _actual(assessment, key, expected)) != expected
    ]
    return CaseRun(case.name, assessment, tuple(problems))


def _actual(assessment: Assessment, key: str, expected: str) -> str:
    """What came out under a key of `expect`, written as the case would write it."""
    if key == "verdict":
        return assessment.verdict.value
    if key == "route":
        return assessment.route.value
    if key == "points":
        points = points_of(assessment)
        return BLANK if points is None else f"{points.least}-{points.most}"
    if key == "choice":
        return assessment.chosen.id if assessment.chosen else BLANK
    if key == "problems":
        return " ".join(sorted({problem.code for problem in assessment.problems})) or BLANK
    if key == "not_applicable":
        found = [f.criterion.id for f in assessment.findings if f.status is Status.NOT_APPLICABLE]
        return " ".join(sorted(found)) or BLANK
    if key == "attestations":
        statuses = {
            finding.status
            for finding in assessment.findings
            if finding.answer is not None and finding.status is not Status.NOT_APPLICABLE
        }
        return " ".join(sorted(status.value for status in statuses))
    id, _, detail = key.partition(".")
    finding = assessment.finding(id)
    if finding is None:
        return f"? {id}"
    if detail == "readings":
        return " ".join(outcome.reading for outcome in finding.outcomes)
    if detail == "gap":
        gap = gap_of(finding, assessment)
        return BLANK if gap is None else plain(gap.amount)
    if detail:
        outcome = next((o for o in finding.outcomes if o.reading == detail), None)
        if outcome is not None:
            return outcome.status.value
        named = isinstance(finding.criterion, Threshold) and detail in {
            r.id for r in finding.criterion.readings
        }
        return BLANK if named else f"? {detail}"
    wants_word = " " in expected
    word = "sensitive" if finding.sensitive else "steady"
    return f"{finding.status.value} {word}" if wants_word else finding.status.value
