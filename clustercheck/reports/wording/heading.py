"""The words at the head of a report: whose, by which standard, for which years and day, and what decides."""

from __future__ import annotations

from clustercheck.model.findings import Assessment, Status, Verdict
from clustercheck.reports.wording import words
from clustercheck.reports.wording.remarks import remarks_of
from clustercheck.texts.messages import _, said


def cluster_words(assessment: Assessment) -> str:
    """The cluster's name, or that it has none."""
    return assessment.cluster.text("name") or _("(no name given)")


def place_words(assessment: Assessment) -> str:
    """The file, with the cluster's row where a sheet lists several."""
    return words.row_words(assessment.cluster.file, assessment.cluster.row)


def standard_words(assessment: Assessment) -> str:
    """`珠海市认定标准（2024年版），现行，至 2027-10-20`."""
    standard = assessment.standard
    status = words.standard_status_word(assessment.standard_status)
    if standard.expires is not None:
        status = _("{status}, until {day}").format(status=status, day=standard.expires.isoformat())
    return _("{name}, {status}").format(name=said(standard.name), status=status)


def judged_words(assessment: Assessment) -> str:
    """Which years are judged, and for which day."""
    return _("years {years}; judged for {day}").format(
        years=words.years_words(assessment), day=assessment.as_of.isoformat()
    )


def sensitive_words(assessment: Assessment) -> str:
    """How many criteria depend on the reading; empty where none does."""
    sensitive = sum(finding.sensitive for finding in assessment.findings)
    return _("{n} depend on the reading").format(n=sensitive) if sensitive else ""


def decisive_words(assessment: Assessment) -> str:
    """The criterion that decides: the veto, else the first missed, else the first open."""
    if assessment.verdict is Verdict.MET:
        return ""
    veto = assessment.veto
    if veto is not None:
        criterion = veto.criterion
        name = _("{name} ({clause})").format(name=said(criterion.name), clause=criterion.clause)
        return _("one-vote veto: {name}").format(name=name)
    for status in (Status.MISSED, Status.UNKNOWN, Status.DISCRETIONARY):
        for finding in assessment.findings:
            if finding.status is status:
                return _("{status}: {name}").format(
                    status=words.status_word(status), name=said(finding.criterion.name)
                )
    decisive = [remark.text for remark in remarks_of(assessment) if remark.id in ("not_in_force", "partial")]
    return _("; ").join(decisive)
