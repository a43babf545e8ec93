"""What to do next in few lines: each list of the report as short entries, equal ones put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clustercheck.engine.workings import workings_of
from clustercheck.model.cluster import Cell
from clustercheck.model.criteria import Attestation, Threshold
from clustercheck.model.findings import Assessment, Finding, Status
from clustercheck.model.problems import Problem, Severity
from clustercheck.model.records import NamedTuple
from clustercheck.reports.wording import gaps as gap_words
from clustercheck.reports.wording import words
from clustercheck.reports.wording.cell_ranges import ranges_of
from clustercheck.reports.wording.lists import (
    first_names,
    is_answerable,
    missed_in,
    open_recognition,
    sensitive_in,
    thin_in,
)
from clustercheck.texts.messages import _, listed, message, said

# Names that are given before the rest of a group is only counted.
_FEW = 3
# Columns that a criterion's name may take in the line of the verdict; a Chinese character takes two.
_LONGEST_NAME = 40


class ShortItem(NamedTuple):
    """A short entry: what it is about, and what is to be said of it."""

    name: str
    text: str


class ShortList(NamedTuple):
    """A list with entries; `id` is that of the long list, `status` the one whose colour it takes."""

    id: str
    title: str
    entries: tuple[ShortItem, ...]
    status: Status | None = None


def short_lists_of(assessment: Assessment) -> tuple[ShortList, ...]:
    """The lists with an entry, in the order in which a reader acts on them."""
    return tuple(each for each in _lists(assessment) if each.entries)


def why_words(assessment: Assessment) -> str:
    """The criteria that decide the verdict by name, where they are few; empty where none does."""
    for status in (Status.MISSED, Status.UNKNOWN, Status.DISCRETIONARY):
        found = [said(f.criterion.name) for f in assessment.findings if f.status is status]
        if found:
            return listed([_shortened(name) for name in found]) if len(found) <= _FEW else ""
    return ""


def readings_words(finding: Finding) -> str:
    """Which readings come to which status, the first reading's status in front."""
    by_status: dict[Status, list[str]] = {}
    for outcome in finding.outcomes:
        if outcome.status is not Status.UNKNOWN:
            by_status.setdefault(outcome.status, []).append(words.reading_word(outcome.reading))
    parts = [f"{words.status_word(status)} {listed(names)}" for status, names in by_status.items()]
    return _("; ").join(parts)


def _shortened(name: str) -> str:
    longest = _LONGEST_NAME if name.isascii() else _LONGEST_NAME // 2
    return name if len(name) <= longest else name[: longest - 1] + "…"


def _lists(assessment: Assessment) -> Iterator[ShortList]:
    findings = assessment.findings
    if assessment.veto is not None:
        yield ShortList("veto", _("veto"), (_vetoed(assessment.veto),), Status.MISSED)
    yield ShortList(
        "missed", words.status_word(Status.MISSED), _missed(missed_in(assessment), assessment), Status.MISSED
    )
    for status in (Status.DISCRETIONARY, Status.WAIVED):
        found = [f for f in findings if f.status is status]
        yield ShortList(status.value, words.status_word(status), _missed(found, assessment), status)
    yield ShortList("unknown", words.status_word(Status.UNKNOWN), tuple(_open(assessment)), Status.UNKNOWN)
    sensitive = tuple(_sensitive(finding) for finding in sensitive_in(assessment))
    yield ShortList("sensitive", _("readings"), sensitive)
    thin = tuple(
        ShortItem(said(finding.criterion.name), gap_words.margin_words(margin))
        for finding, margin in thin_in(assessment)
    )
    yield ShortList("thin", _("narrow"), thin, Status.MET)
    yield ShortList("doubts", _("doubts"), tuple(_doubts(assessment.all_problems)))


def _vetoed(finding: Finding) -> ShortItem:
    cell = finding.answer.cell if finding.answer else ""
    return ShortItem(
        said(finding.criterion.name),
        _("answered 否 in {cell}: not eligible, whatever the rest comes to").format(cell=cell),
    )


def _missed(findings: Sequence[Finding], assessment: Assessment) -> tuple[ShortItem, ...]:
    """Thresholds each with its gap; conditions that are answered 否 together."""
    entries, denied = [], []
    for finding in findings:
        found = gap_words.gap_of_branch(finding, assessment)
        if found is None and isinstance(finding.criterion, Attestation):
            denied.append(finding)
            continue
        text = ""
        if found is not None:
            gap, threshold = found
            text = gap_words.gap_words(gap, threshold)
            if gap.free_from is not None:
                text += _("; free of that year from {year} on").format(year=gap.free_from)
        entries.append(ShortItem(said(finding.criterion.name), text))
    if denied:
        cells = ranges_of(f.answer.cell for f in denied if f.answer is not None)
        names = _some([said(f.criterion.name) for f in denied])
        entries.append(ShortItem(names, _("answered 否 in {cells}").format(cells=cells) if cells else ""))
    return tuple(entries)


def _open(assessment: Assessment) -> Iterator[ShortItem]:
    """What is to be filled in: conditions by sheet, lines of the profile by cell, figures by what they lack."""
    recognition = open_recognition(assessment)
    if recognition is not None:
        yield ShortItem(_("Recognition from above"), recognition[1])
    by_lack: dict[str, list[Finding]] = {}
    answers: dict[str, list[Finding]] = {}
    blank: list[tuple[Finding, list[Cell]]] = []
    for finding in (f for f in assessment.findings if f.status is Status.UNKNOWN):
        cells = _blank_cells(finding, assessment)
        if isinstance(finding.criterion, Attestation) and is_answerable(finding, assessment):
            answers.setdefault(finding.answer.cell.sheet if finding.answer else "", []).append(finding)
        elif cells and not finding.branches:
            blank.append((finding, cells))
        else:
            by_lack.setdefault(gap_words.lacking_words(finding, assessment), []).append(finding)
    if blank:
        where = ranges_of(cell for _finding, each in blank for cell in each)
        names = [said(finding.criterion.name) for finding, _cells in blank]
        yield ShortItem(_some(names), _("fill in {cells}").format(cells=where))
    for sheet, found in answers.items():
        yield _unanswered(sheet, found)
    for lack, found in by_lack.items():
        yield ShortItem(_some([said(finding.criterion.name) for finding in found]), lack)


def _unanswered(sheet: str, found: Sequence[Finding]) -> ShortItem:
    cells = [finding.answer.cell for finding in found if finding.answer is not None]
    if not cells:
        names = _some([said(finding.criterion.name) for finding in found])
        return ShortItem(names, _("not in the workbook"))
    if len(found) == 1:
        return ShortItem(said(found[0].criterion.name), _("fill in {cells}").format(cells=cells[0]))
    where = ranges_of(cell._replace(sheet="") for cell in cells)
    text = _("{sheet} {cells}, {n} not answered")
    return ShortItem(text.format(sheet=sheet or _("conditions"), cells=where, n=len(found)), "")


def _blank_cells(finding: Finding, assessment: Assessment) -> list[Cell]:
    """The blank cells that alone keep a threshold open; empty where something else is amiss as well."""
    criterion = finding.criterion
    if not isinstance(criterion, Threshold) or criterion.counted is not None:
        return []
    if not is_answerable(finding, assessment):
        return []
    seen = workings_of(finding, assessment).observations
    if any(one.doubt is not None or one.bounds is not None for one in seen):
        return []
    return [one.cell for one in seen if one.is_blank]


def _sensitive(finding: Finding) -> ShortItem:
    return ShortItem(said(finding.criterion.name), readings_words(finding))


def _doubts(problems: Sequence[Problem]) -> Iterator[ShortItem]:
    """Errors before warnings; the same code at several cells as one entry."""
    by_code: dict[str, list[Problem]] = {}
    for problem in sorted(problems, key=lambda each: each.severity is not Severity.ERROR):
        by_code.setdefault(problem.code, []).append(problem)
    for code, found in by_code.items():
        name = f"{code} {words.severity_word(found[0].severity)}"
        if len(found) == 1:
            place = found[0].where.within_file or ""
            yield ShortItem(name, " ".join(part for part in (place, message(found[0])) if part))
            continue
        places = ranges_of(
            Cell(each.where.sheet or "", each.where.cell) for each in found if each.where.cell is not None
        )
        text = _("{places}: {n} of the same kind. The first: {message}")
        yield ShortItem(name, text.format(places=places, n=len(found), message=message(found[0])))


def _some(names: Sequence[str]) -> str:
    return first_names(names, _FEW, _FEW - 1)
