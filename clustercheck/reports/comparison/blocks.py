"""A comparison as a document: what each comes to, then criterion by criterion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clustercheck.model.cluster import Observation
from clustercheck.model.criteria import Threshold
from clustercheck.model.findings import Finding, Status
from clustercheck.model.indicators import INDICATORS, in_vocabulary_order
from clustercheck.model.quantities import plain
from clustercheck.model.window import latest_filled
from clustercheck.planning.comparison import Changes, ComparedResult, FigureChange, is_asked, nearest_result
from clustercheck.reports.documents import Block, DocumentHeading, DocumentTable, Items, Text, Title
from clustercheck.reports.wording.gaps import gap_of_branch, gap_words
from clustercheck.reports.wording.heading import cluster_words, place_words
from clustercheck.reports.wording.words import (
    finding_word,
    quantity,
    remarked,
    requirement_words,
    standard_status_word,
    unit_word,
    verdict_words,
)
from clustercheck.texts.messages import _, listed, said

_MOST_NAMED = 6
# What the documents say of the levels above and below.
_OF_THE_LADDER = ("city_first", "later_rules")


def of_standards(results: Sequence[ComparedResult]) -> Iterator[Block]:
    """One cluster against several standards."""
    first = results[0].assessment
    yield Title(cluster_words(first), place_words(first))
    yield DocumentHeading(_("What each standard comes to"))
    near = nearest_result(results)
    yield DocumentTable(
        (_("standard"), _("verdict"), _("missed"), _("open"), _("not asked by this form"), ""),
        tuple(
            [
                (
                    _standard(result),
                    verdict_words(result.assessment),
                    str(len(result.missed)),
                    str(len(result.open_)),
                    str(len(result.not_asked)),
                    _("nearest") if result is near and len(results) > 1 else "",
                )
                for result in results
            ]
        ),
        frozenset((2, 3, 4)),
    )
    met = [result for result in results if result.is_met]
    if met:
        yield Text(_("Met today: {names}.").format(names=listed([_name(result) for result in met])), "good")
    else:
        yield Text(_("None of them is met today."))
    yield from _in_the_way(results)
    yield DocumentHeading(_("Criterion by criterion"))
    yield _by_criterion(results)
    yield from _cautions(results)


def of_clusters(results: Sequence[ComparedResult]) -> Iterator[Block]:
    """Several clusters, each against its own standard or all against one."""
    yield Title(_("Clusters side by side"))
    yield DocumentTable(
        (_("cluster"), _("standard"), _("verdict"), _("missed"), _("open"), _("in the way")),
        tuple(
            [
                (
                    cluster_words(result.assessment),
                    _name(result),
                    verdict_words(result.assessment),
                    str(len(result.missed)),
                    str(len(result.open_) + len(result.not_asked)),
                    listed([said(one.criterion.name) for one in result.missed[:_MOST_NAMED]]),
                )
                for result in results
            ]
        ),
        frozenset((3, 4)),
    )
    names = tuple([cluster_words(result.assessment) for result in results])
    rows = []
    for id in in_vocabulary_order(id for result in results for id in result.assessment.cluster.observations):
        indicator = INDICATORS[id]
        seen = [_newest(result, id) for result in results]
        if any(seen):
            rows.append((said(indicator.name), unit_word(indicator.unit.name), *seen))
    if rows:
        yield DocumentHeading(_("The newest figures"))
        yield DocumentTable(
            (_("figure"), _("unit"), *names), tuple(rows), frozenset(range(2, len(names) + 2))
        )
    yield DocumentHeading(_("Criterion by criterion"))
    yield _by_criterion(results, names)


def of_versions(before: ComparedResult, after: ComparedResult, changes: Changes) -> Iterator[Block]:
    """Two workbooks of one cluster: the older, then the newer."""
    one, other = before.assessment, after.assessment
    yield Title(cluster_words(other), f"{place_words(one)} -> {place_words(other)}")
    yield Text(
        _("{standard}: {before} -> {after}").format(
            standard=said(other.standard.name), before=verdict_words(one), after=verdict_words(other)
        ),
        "strong",
    )
    if changes.restated:
        yield DocumentHeading(_("Restated: the same year with another figure"))
        yield _figures(changes.restated)
    if changes.turned:
        yield DocumentHeading(_("What turned"))
        yield DocumentTable(
            (_("criterion"), _("first file"), _("second file")),
            tuple(
                [
                    (
                        said(each.before.criterion.name),
                        finding_word(each.before),
                        finding_word(each.after),
                    )
                    for each in changes.turned
                ]
            ),
        )
    if changes.new:
        yield DocumentHeading(_("Figures that only one of them has"))
        yield _figures(changes.new)
    moved = _grown(before, after)
    if moved is not None:
        yield DocumentHeading(_("The newest year of each"))
        yield moved
    if not (changes.restated or changes.turned or changes.new):
        yield Text(_("They say the same."))


def _grown(before: ComparedResult, after: ComparedResult) -> DocumentTable | None:
    """The newest year of either beside each other, where they are not the same year."""
    one, other = before.assessment.window.three, after.assessment.window.three
    if not one or not other or one[-1] == other[-1]:
        return None
    rows = []
    for id in in_vocabulary_order(before.assessment.cluster.observations):
        indicator = INDICATORS[id]
        first = before.assessment.cluster.observations.get(id, {}).get(one[-1])
        second = after.assessment.cluster.observations.get(id, {}).get(other[-1])
        if first is None or second is None or first.value is None or second.value is None:
            continue
        change = plain(second.value - first.value)
        percent = f"{(second.value - first.value) * 100 / first.value:+.1f}%" if first.value else ""
        rows.append(
            (
                said(indicator.name),
                unit_word(indicator.unit.name),
                plain(first.value),
                plain(second.value),
                change,
                percent,
            )
        )
    if not rows:
        return None
    head = (_("figure"), _("unit"), str(one[-1]), str(other[-1]), _("change"), "%")
    return DocumentTable(head, tuple(rows), frozenset((2, 3, 4, 5)))


def _figures(found: Sequence[FigureChange]) -> DocumentTable:
    return DocumentTable(
        (_("figure"), _("year"), _("first file"), _("second file"), "%"),
        tuple(
            [
                (
                    said(INDICATORS[one.indicator].name),
                    str(one.year),
                    _figure_text(one.before),
                    _figure_text(one.after),
                    "" if one.percent is None else plain(one.percent),
                )
                for one in found
            ]
        ),
        frozenset((2, 3, 4)),
    )


def _figure_text(seen: Observation | None) -> str:
    if seen is None or seen.is_blank:
        return "-"
    return f"“{seen.text}”" if seen.value is None else quantity(seen.value, seen.unit)


def _newest(result: ComparedResult, id: str) -> str:
    cluster, three = result.assessment.cluster, result.assessment.window.three
    row = cluster.observations.get(id, {})
    seen = row.get(three[-1]) if three else None
    if INDICATORS[id].once:
        seen = latest_filled(row, result.assessment.as_of)
    if seen is None or seen.is_blank:
        return ""
    return plain(seen.value) if seen.value is not None else seen.text


def _standard(result: ComparedResult) -> str:
    assessment = result.assessment
    return _("{name}, {status}").format(
        name=said(assessment.standard.name), status=standard_status_word(assessment.standard_status)
    )


def _name(result: ComparedResult) -> str:
    return said(result.assessment.standard.jurisdiction)


def _in_the_way(results: Sequence[ComparedResult]) -> Iterator[Block]:
    lines = []
    for result in results:
        if result.missed:
            what = listed([_missed(one, result) for one in result.missed[:_MOST_NAMED]])
            more = len(result.missed) - _MOST_NAMED
            what += _(" and {n} more").format(n=more) if more > 0 else ""
            lines.append(_("{name}: {what}").format(name=_name(result), what=what))
        if result.assessment.standard.partial:
            lines.append(
                _("{name}: known in part only; what the rest of it asks nobody can tell from here").format(
                    name=_name(result)
                )
            )
    if lines:
        yield DocumentHeading(_("What stands in the way"))
        yield Items(tuple(lines))


def _missed(finding: Finding, result: ComparedResult) -> str:
    name = said(finding.criterion.name)
    gap = gap_of_branch(finding, result.assessment)
    remarks = [] if gap is None else [gap_words(*gap)]
    if finding.sensitive:
        remarks.append(_("depends on the reading"))
    return remarked(name, remarks)


def _by_criterion(results: Sequence[ComparedResult], names: Sequence[str] = ()) -> DocumentTable:
    """Every threshold of any standard, and every condition that is not met everywhere."""
    found: dict[str, list[Finding | None]] = {}
    for column, result in enumerate(results):
        for finding in result.assessment.each_finding():
            found.setdefault(finding.criterion.id, [None] * len(results))[column] = finding
    rows = []
    for row in found.values():
        one = next(each for each in row if each is not None)
        if not isinstance(one.criterion, Threshold) and all(
            each is None or each.status is Status.MET for each in row
        ):
            continue
        rows.append(
            (
                said(one.criterion.name),
                *(_cell(each, result) for each, result in zip(row, results, strict=True)),
            )
        )
    head = names or [_name(result) for result in results]
    return DocumentTable(
        (_("criterion"), *head), tuple(rows), title=_("Conditions that are met everywhere are left out.")
    )


def _cell(finding: Finding | None, result: ComparedResult) -> str:
    if finding is None:
        return _("not known") if result.assessment.standard.partial else _("not asked")
    word = finding_word(finding)
    if finding.status is Status.UNKNOWN and not is_asked(finding.criterion, result.assessment.cluster):
        word = _("not asked by this form")
    if isinstance(finding.criterion, Threshold):
        word = f"{word}  {requirement_words(finding.criterion)}"
    gap = (
        gap_of_branch(finding, result.assessment)
        if finding.status in (Status.MISSED, Status.DISCRETIONARY)
        else None
    )
    return _("; ").join((word, gap_words(*gap))) if gap is not None else word


def _cautions(results: Sequence[ComparedResult]) -> Iterator[Block]:
    if any(result.not_asked for result in results):
        yield Text(
            _(
                "“Not asked by this form”: the workbook has no line for it; the form of that standard has (clustercheck template "
                "--city NAME)."
            ),
            "dim",
        )
    said_once = {
        (one.clause, said(one.text)): None
        for result in results
        for one in result.assessment.standard.cautions
        if one.id in _OF_THE_LADDER
    }
    for clause, text in said_once:
        yield Text(_("{text} ({clause})").format(text=text, clause=clause), "dim")
