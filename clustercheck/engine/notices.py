"""The notices of an assessment beside its findings: doubts and cautions, each with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from operator import itemgetter

from clustercheck.engine.base_notices import of_base_years
from clustercheck.engine.claims import Claim, claim_of
from clustercheck.engine.relaxation import place_within
from clustercheck.engine.standard_facts import Asked, letters
from clustercheck.engine.standard_notices import of_the_standard
from clustercheck.model.cluster import Answer, Cell, Cluster
from clustercheck.model.criteria import Attestation, Threshold, indicators_of
from clustercheck.model.findings import Finding, Range, Status, with_branches
from clustercheck.model.indicators import INDICATORS, PROFILE, REASONS
from clustercheck.model.lean import date
from clustercheck.model.problems import Name, Problem, Where, error, warning
from clustercheck.model.standard import Relaxation, Standard, StandardStatus
from clustercheck.model.window import LAST, Window

_evidence_in = itemgetter(2)
_SETTLED = {
    Status.MET: Name("达标", "met"),
    Status.MISSED: Name("未达标", "missed"),
    Status.DISCRETIONARY: Name("酌定", "discretionary"),
}


def notices(
    cluster: Cluster,
    asked: Asked,
    window: Window,
    findings: tuple[Finding, ...],
    as_of: date,
    form_is_ours: bool,
) -> tuple[Problem, ...]:
    """All notices of one assessment, in a fixed order; most kinds can be ruled out at once.

    `form_is_ours` is what `is_made_for` says.
    """
    standard = asked.standard
    said: list[Problem] = []
    if standard.partial or standard.status_on(as_of) is not StandardStatus.IN_FORCE:
        said += of_the_standard(standard, cluster.where(), as_of)
    if cluster.profile:
        said += _of_blank_entries(cluster, asked)
    if standard.relaxation is not None:
        said += _of_relaxation(standard.relaxation, cluster, findings)
    if not _REVENUES.keys().isdisjoint(cluster.observations):
        said += _of_revenue(standard, asked.indicators, cluster)
    if asked.waivers:
        said += _of_claims(cluster, asked.waivers)
    if window.base_year is not None:
        said += of_base_years(cluster, window, asked, findings)
    if asked.counts:
        said += _of_counts(cluster, window, [findings[number] for number in asked.counts])
    if window.inexact:
        said += _of_open_readings(cluster, window, findings)
    given = cluster.answers.values()
    if not all(map(_evidence_in, given)) and [one for one in given if one.value and not one.evidence]:
        said += _of_evidence(cluster, findings)
    if not form_is_ours:
        said += _of_other_questions(cluster, findings)
    if not cluster.answers.keys() <= asked.plain_codes:
        said += _of_unknown_answers(cluster, asked, form_is_ours)
    return tuple(said)


def answers(answer: Answer, criterion: Attestation) -> bool:
    """Whether an answer in another standard's form answers the same words, or no words are given.

    A 否 to the veto always counts: an incident admitted under any wording is an incident.
    """
    if criterion.veto and answer.value is False:
        return True
    return not answer.question or letters(answer.question) == letters(criterion.name.zh)


def _of_blank_entries(cluster: Cluster, asked: Asked) -> Iterator[Problem]:
    """Required lines of 基本信息 that are present and blank. A table without such a line is no form."""
    profile = cluster.profile
    for item in asked.entries:
        entry = profile.get(item)
        if entry is None:
            continue
        value, _, text = entry
        if value is not None or text.strip():
            continue
        if item == "name":
            yield error("A348", cluster.where(entry.cell))
        else:
            yield warning("A349", cluster.where(entry.cell), area=PROFILE[item].name)


def _of_relaxation(
    relaxation: Relaxation, cluster: Cluster, findings: tuple[Finding, ...]
) -> Iterator[Problem]:
    """An easing that is neither claimed nor declined, and one that follows from the place if it has an effect."""
    for area in relaxation.areas:
        entry = cluster.profile.get(area)
        if entry is None or entry.value is None:
            place = cluster.where(entry.cell if entry else None)
            yield warning("A326", place, area=PROFILE[area].name, clause=relaxation.clause)
    within = place_within(cluster, relaxation)
    if within is not None and any(finding.status is Status.DISCRETIONARY for finding in findings):
        name, cell = within
        yield warning(
            "A327",
            cluster.where(cell),
            place=name,
            region=relaxation.region or Name("", ""),
            clause=relaxation.clause,
            wording=relaxation.wording,
            years=[str(year) for year in relaxation.years] or ["-"],
        )


# What people enter in place of output. No standard accepts it unless it says so.
_REVENUES = {id: indicator.stands_in_for for id, indicator in INDICATORS.items() if indicator.stands_in_for}


def _of_revenue(standard: Standard, asked: Collection[str], cluster: Cluster) -> Iterator[Problem]:
    """Revenue is given but output, which the standard asks for, is not."""
    for revenue, output in _REVENUES.items():
        filled = [seen for seen in cluster.observations.get(revenue, {}).values() if not seen.is_blank]
        if not filled or output not in asked or revenue in asked:
            continue
        if all(seen.is_blank for seen in cluster.observations.get(output, {}).values()):
            latest = max(filled, key=lambda seen: seen.year)
            yield warning(
                "A328",
                cluster.where(latest.cell),
                revenue=INDICATORS[revenue].name,
                output=INDICATORS[output].name,
                name=standard.name,
            )


def _of_claims(cluster: Cluster, waivers: tuple[str, ...]) -> Iterator[Problem]:
    """Claims of a waiver that waive nothing."""
    for item in waivers:
        claim = claim_of(item, cluster)
        if claim in (Claim.NONE, Claim.CLAIMED):
            continue
        entry, reason = cluster.profile.get(item), cluster.profile.get(REASONS[item])
        name = PROFILE[item].name
        if claim is Claim.WITHOUT_REASON:
            place = cluster.where(entry.cell if entry else None)
            yield warning("A352", place, claim=name, reason=PROFILE[REASONS[item]].name)
            continue
        place = cluster.where(reason.cell if reason else None)
        if claim is Claim.REASON_ALONE:
            yield warning("A353", place, claim=name)
        else:
            yield warning("A354", place, text=cluster.text(REASONS[item]), claim=name)


def _of_counts(cluster: Cluster, window: Window, findings: Sequence[Finding]) -> Iterator[Problem]:
    """A de-duplicated count that contradicts its kinds."""
    for found in with_branches(findings):
        criterion = found.criterion
        if not isinstance(criterion, Threshold) or criterion.counted is None:
            continue
        if not found.outcomes or found.outcomes[0].measure is not None:
            continue
        count = criterion.counted
        if (count.given, LAST) in window.doubted:
            continue
        given = _where_of(cluster, count.given, window)
        kinds = [place for kind in count.kinds if (place := _where_of(cluster, kind, window))]
        yield error(
            "A310",
            cluster.where() if given is None else given,
            indicator=INDICATORS[count.given].name,
            kinds=[INDICATORS[kind].name for kind in count.kinds],
            cells=[str(place.within_file) for place in kinds],
        )


def _of_open_readings(cluster: Cluster, window: Window, findings: tuple[Finding, ...]) -> Iterator[Problem]:
    """Criteria that one reading settles and inexact figures leave open in another."""
    for found in with_branches(findings):
        criterion = found.criterion
        if not isinstance(criterion, Threshold) or found.sensitive or found.status not in _SETTLED:
            continue
        cells = _inexact_cells(found, criterion, cluster, window)
        if not cells:
            continue
        yield warning(
            "A340",
            cluster.where(cells[0]),
            name=criterion.name,
            status=_SETTLED[found.status],
            cells=[str(cell) for cell in cells],
        )


def _inexact_cells(finding: Finding, threshold: Threshold, cluster: Cluster, window: Window) -> list[Cell]:
    """The cells of the bounds and estimates that leave a reading open."""
    names: set[str | None] = set()
    for outcome in finding.outcomes:
        if (
            outcome.status is Status.UNKNOWN
            and isinstance(outcome.measure, Range)
            and outcome.measure.inexact
        ):
            basis = outcome.basis
            names.update(indicators_of(threshold) if basis is None else (basis.part, basis.whole))
    found = (
        cluster.observations[name].get(window.years[position])
        for name, position in window.inexact
        if name in names
    )
    return [seen.cell for seen in found if seen is not None and seen.bounds is not None]


def _where_of(cluster: Cluster, indicator: str, window: Window) -> Where | None:
    observation = cluster.observations.get(indicator, {}).get(window.years[LAST]) if window.years else None
    return None if observation is None else cluster.where(observation.cell)


def _of_evidence(cluster: Cluster, findings: tuple[Finding, ...]) -> Iterator[Problem]:
    """Conditions that are met by a 是 without any evidence."""
    for finding in with_branches(findings):
        answer = finding.answer
        if (
            answer is not None
            and not answer.evidence
            and answer.value is True
            and finding.status is Status.MET
        ):
            yield warning(
                "A330", cluster.where(answer.evidence_cell or answer.cell), name=finding.criterion.name
            )


def _of_other_questions(cluster: Cluster, findings: tuple[Finding, ...]) -> Iterator[Problem]:
    """Answers to another standard's form with other wording. What they mean for this standard is open."""
    for finding in with_branches(findings):
        criterion, answer = finding.criterion, finding.answer
        if not isinstance(criterion, Attestation) or answer is None or answer.value is None:
            continue
        if not answers(answer, criterion):
            yield warning("A332", cluster.where(answer.cell), asked=answer.question, name=criterion.name)


def _of_unknown_answers(cluster: Cluster, asked: Asked, form_is_ours: bool) -> Iterator[Problem]:
    """Answers without a condition in the standard. A typing error in a code would otherwise lose them silently.

    A code that another standard has is not reported. An answer without a code is matched by the condition's words.
    """
    ours = bool(cluster.text("standard")) and form_is_ours
    for code, answer in cluster.answers.items():
        lost = (
            ours and code not in asked.plain_codes if code.isascii() else letters(code) not in asked.by_words
        )
        if lost:
            from difflib import get_close_matches

            near = get_close_matches(code, asked.codes, 1, 0.6)
            yield warning("A331", cluster.where(answer.cell), id=code, near=near[0] if near else "-")
