"""The seven parts of the report, in the order in which an office reads it."""

from __future__ import annotations

from collections.abc import Iterator

from clustercheck import __version__
from clustercheck.model.criteria import Attestation
from clustercheck.model.findings import Assessment, Finding, Route, Status, Verdict, is_vetoed
from clustercheck.reports.assessment.word.blocks import Paper
from clustercheck.reports.assessment.word.cluster_part import write_cluster
from clustercheck.reports.assessment.word.front import day_words
from clustercheck.reports.wording import gaps as gap_words
from clustercheck.reports.wording import heading as heading_words
from clustercheck.reports.wording import words
from clustercheck.reports.wording.criterion_rows import (
    CriterionRow,
    all_rows,
    fields_of,
    row_columns,
    rows_of,
)
from clustercheck.reports.wording.lists import TitledList, lists_of
from clustercheck.texts.messages import _, listed, said

# The widths of the tables in mm: 156 across an upright page, 225 across a wide one.
_CRITERIA = (10.0, 41, 32, 40, 16, 38, 22, 26)
_GAPS = (10.0, 34, 34, 50, 28)
_EVIDENCE = (10.0, 50, 12, 42, 27, 15)
_OPEN_LISTS = ("unknown", "sensitive", "waived", "thin", "doubts")


def write_parts(paper: Paper, assessment: Assessment) -> None:
    """All of them."""
    lists = {each.id: each for each in lists_of(assessment)}
    paper.heading(_("1. The cluster"), new_page=True)
    write_cluster(paper, assessment)
    paper.heading(_("2. The finding"))
    _write_finding(paper, assessment, lists)
    paper.landscape()
    paper.heading(_("3. Criterion by criterion"))
    _write_criteria(paper, assessment)
    paper.upright()
    paper.heading(_("4. Gaps and what is done about them"))
    _write_gaps(paper, assessment)
    paper.heading(_("5. What is still owed, and open readings"))
    _write_open(paper, lists)
    paper.heading(_("6. List of evidence"))
    _write_evidence(paper, assessment)
    paper.heading(_("7. Notes"))
    _write_notes(paper, assessment)


def _write_finding(paper: Paper, assessment: Assessment, lists: dict[str, TitledList]) -> None:
    verdict = words.verdict_words(assessment)
    paper.text(
        _(" Held against {standard}, judged for {day}; years: {years}.").format(
            standard=heading_words.standard_words(assessment),
            day=day_words(assessment.as_of),
            years=words.years_words(assessment),
        ),
        bold=_("Verdict of the self-assessment: {verdict}.").format(verdict=verdict),
    )
    counts = listed(list(words.counted(assessment).values()))
    paper.text(
        _("Of {n} criteria: {counts}.").format(n=len(assessment.findings), counts=counts)
        + (_(" {sensitive}.").format(sensitive=sensitive) if (sensitive := _sensitive(assessment)) else "")
    )
    paper.text(_route(assessment))
    for sentence in _depends(assessment, lists):
        paper.text(sentence)


def _sensitive(assessment: Assessment) -> str:
    return heading_words.sensitive_words(assessment)


def _route(assessment: Assessment) -> str:
    if assessment.route is Route.RECOGNISED_FROM_ABOVE:
        return _(
            "Route: recognition by a higher level, which the standard takes over; the criteria are listed all the same."
        )
    return _("Route: the cluster's own figures and answers, criterion by criterion.")


def _depends(assessment: Assessment, lists: dict[str, TitledList]) -> Iterator[str]:
    """What the verdict hangs on, shortly; the parts below say it in full."""
    if assessment.veto is not None:
        yield _(
            "One-vote veto: {name} ({clause}). Whatever the other criteria come to, this decides."
        ).format(name=said(assessment.veto.criterion.name), clause=assessment.veto.criterion.clause)
    for status, text in (
        (Status.MISSED, _("Missed: {names}.")),
        (Status.UNKNOWN, _("Open until it is filled in: {names}.")),
        (Status.DISCRETIONARY, _("Left to the reviewer's discretion: {names}.")),
    ):
        names = [
            said(f.criterion.name) for f in assessment.findings if f.status is status and not is_vetoed(f)
        ]
        if names:
            yield text.format(names=listed(names))
    if "sensitive" in lists:
        names = [item.name for item in lists["sensitive"].items]
        yield _("Depends on how the text is read (see part 5): {names}.").format(names=listed(names))
    if assessment.standard.partial:
        yield _("The standard is known in part only, so the verdict is never better than incomplete.")


def _write_criteria(paper: Paper, assessment: Assessment) -> None:
    for section, rows in rows_of(assessment):
        title = _("{name} ({clause})").format(name=said(section.name), clause=words.clause_words(section))
        paper.subheading(title)
        paper.table(row_columns(), [_criterion_fields(row) for row in rows], _CRITERIA, centred=(0, 4))


def _criterion_fields(row: CriterionRow) -> tuple[str | None, ...]:
    """A row with a line for each year and each sheet; a condition without a figure has the room of its requirement."""
    number, name, requirement, _data, status, detail, clause, _cells = fields_of(row)
    by_sheet: dict[str, list[str]] = {}
    for cell in row.cells:
        by_sheet.setdefault(cell.sheet, []).append(cell.ref)
    cells = "\n".join(
        " ".join([f"{sheet}!" if sheet else "", *refs]).strip() for sheet, refs in by_sheet.items()
    )
    return number, name, requirement or None, "\n".join(row.data), status, detail, clause, cells


def _write_gaps(paper: Paper, assessment: Assessment) -> None:
    short = [f for f in assessment.findings if f.status in (Status.MISSED, Status.DISCRETIONARY)]
    short.sort(key=lambda finding: not is_vetoed(finding))
    if not short:
        paper.text(_("No criterion is missed."))
        return
    columns = (
        _("No."), _("Condition (clause)"), _("Gap"), _("What would close it; cultivation task"),
        _("Measure and term (applicant)"),
    )  # fmt: skip
    rows = [(str(number), *_gap_fields(f, assessment), "") for number, f in enumerate(short, 1)]
    paper.table(columns, rows, _GAPS, centred=(0,))
    paper.note(_("The last column is for the applicant to fill in."))


def _gap_fields(finding: Finding, assessment: Assessment) -> tuple[str, str, str]:
    criterion = finding.criterion
    name = _("{name} ({clause})").format(name=said(criterion.name), clause=criterion.clause)
    found = gap_words.gap_of_branch(finding, assessment)
    task = assessment.standard.task(criterion.task)
    remedies = []
    if found is not None:
        gap, threshold = found
        if gap.branch:
            remedies.append(gap_words.nearest_words(finding, threshold))
        remedies.append(gap_words.remedy_words(gap, threshold))
    if is_vetoed(finding):
        return name, _("one-vote veto"), _("nothing closes it: not eligible, whatever the others come to")
    if task is not None:
        remedies.append(_("cultivation: {clause} {task}").format(clause=task.clause, task=said(task.text)))
    lacking = gap_words.gap_words(*found) if found is not None else words.status_word(finding.status)
    return name, lacking, "\n".join(part for part in remedies if part)


def _write_open(paper: Paper, lists: dict[str, TitledList]) -> None:
    shown = [lists[id] for id in _OPEN_LISTS if id in lists]
    if not shown:
        paper.text(_("Nothing is owed, and no reading would turn a result."))
    for each in shown:
        paper.subheading(each.title)
        for number, item in enumerate(each.items, 1):
            paper.text(_ended(item.text), bold=_("{n}. {name}. ").format(n=number, name=item.name))


def _ended(text: str) -> str:
    """A text that ends as a sentence does."""
    return text if not text or text.endswith(("。", ".", "！", "？")) else _("{text}.").format(text=text)


def _write_evidence(paper: Paper, assessment: Assessment) -> None:
    columns = (
        _("No."), _("Condition (clause)"), _("Answer"), _("Evidence named"), _("Cell"), _("State"),
    )  # fmt: skip
    rows: list[tuple[str, ...]] = []
    for row in all_rows(assessment):
        finding = row.finding
        if isinstance(finding.criterion, Attestation) and finding.status is not Status.NOT_APPLICABLE:
            answer = finding.answer
            name = _("{name} ({clause})").format(name=row.name, clause=row.clause)
            evidence = answer.evidence if answer else ""
            cell = str(answer.evidence_cell or answer.cell) if answer else ""
            state = _("named") if evidence else _("owed")
            rows.append((str(len(rows) + 1), name, row.data_words, evidence, cell, state))
    if rows:
        paper.table(columns, rows, _EVIDENCE, centred=(0, 2, 5))
        owed = sum(not row[3] for row in rows)
        paper.note(_("Evidence owed for {n} of {all} conditions.").format(n=owed, all=len(rows)))
    paper.text(
        _(
            "The sources of the figures (statistical returns, lists of firms, certificates) are attached by the applicant."
        )
    )


def _write_notes(paper: Paper, assessment: Assessment) -> None:
    notes = [
        _("{text} ({clause})").format(text=said(point.text), clause=point.clause)
        for point in assessment.standard.cautions
    ]
    notes.append(_("The applicant answers for the truth of the workbook and of all material."))
    if assessment.verdict is Verdict.MET:
        notes.append(_("That every criterion is met is no recognition; that is for the authority to decide."))
    else:
        notes.append(
            _("This report is a self-assessment and no recognition; that is for the authority to decide.")
        )
    notes.append(
        _("Made by clustercheck {version} from the workbook {file}.").format(
            version=__version__, file=assessment.cluster.file
        )
    )
    for number, note in enumerate(notes, 1):
        paper.text(note, bold=f"{number}. ")
