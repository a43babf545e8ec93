"""The six parts of the report, in the order in which an office reads it."""

from __future__ import annotations

from os.path import basename

from clustercheck import __version__
from clustercheck.model.findings import Assessment, Finding, Status, Verdict, is_vetoed
from clustercheck.reports.assessment.word.blocks import Paper
from clustercheck.reports.assessment.word.cluster_part import write_cluster
from clustercheck.reports.wording import gaps as gap_words
from clustercheck.reports.wording import words
from clustercheck.reports.wording.criterion_rows import (
    CriterionRow,
    fields_of,
    row_columns,
    rows_of,
)
from clustercheck.reports.wording.evidence import OWED, Proof, proofs_of
from clustercheck.reports.wording.lists import TitledList, lists_of
from clustercheck.texts.messages import _, said

# The widths of the tables in mm: 156 across an upright page, 225 across a wide one.
_CRITERIA = (10.0, 41, 32, 40, 16, 38, 22, 26)
_GAPS = (10.0, 34, 34, 50, 28)
_EVIDENCE = (8.0, 64, 9, 36, 28, 11)
# Of no concern to an authority, which has the text itself.
_ABOUT_OUR_COPY = frozenset({"lost_numbers"})
_OPEN_LISTS = ("unknown", "sensitive", "waived", "thin", "doubts")


def write_parts(paper: Paper, assessment: Assessment) -> None:
    """All of them."""
    lists = {each.id: each for each in lists_of(assessment)}
    paper.heading(_("1. The cluster"), new_page=True)
    write_cluster(paper, assessment)
    paper.landscape()
    paper.heading(_("2. Criterion by criterion"))
    _write_criteria(paper, assessment)
    paper.upright()
    paper.heading(_("3. Gaps and what is done about them"))
    _write_gaps(paper, assessment)
    paper.heading(_("4. What is still owed, and open readings"))
    _write_open(paper, lists)
    paper.heading(_("5. List of evidence"))
    _write_evidence(paper, assessment)
    paper.heading(_("6. Notes"))
    _write_notes(paper, assessment)
    _write_opinion(paper)


def _write_criteria(paper: Paper, assessment: Assessment) -> None:
    for section, rows in rows_of(assessment):
        title = _("{name} ({clause})").format(name=said(section.name), clause=section.clause)
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
        _("No."), _("Figure or condition"), _("Answer"), _("What proves it"), _("Cell"), _("State"),
    )  # fmt: skip
    proofs = proofs_of(assessment)
    rows = [
        (str(number), _proof_name(each), each.given, each.evidence, each.places, each.state_word)
        for number, each in enumerate(proofs, 1)
    ]
    if rows:
        paper.table(columns, rows, _EVIDENCE, centred=(0, 2, 5))
        owed = sum(each.state == OWED for each in proofs)
        paper.note(_("Evidence owed for {n} of {all} rows.").format(n=owed, all=len(rows)))


def _proof_name(proof: Proof) -> str:
    if not proof.used_for:
        return proof.name
    return _("{name} ({clause})").format(name=proof.name, clause=proof.used_for)


def _write_opinion(paper: Paper) -> None:
    """Room for whoever puts the cluster forward."""
    paper.boxes([_("Recommendation of the competent authority:\n\n\n\n(seal)\n(year) (month) (day)")])


def _write_notes(paper: Paper, assessment: Assessment) -> None:
    notes = [
        _("{text} ({clause})").format(text=said(point.text), clause=point.clause)
        for point in assessment.standard.cautions
        if point.id not in _ABOUT_OUR_COPY
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
            version=__version__, file=basename(assessment.cluster.file)
        )
    )
    for number, note in enumerate(notes, 1):
        paper.note(f"{number}. {note}")
