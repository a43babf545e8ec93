"""The words of one criterion's row, for every report a person reads: its figures by year, and gap or margin in short."""

from __future__ import annotations

from collections.abc import Iterator

from clustercheck.engine.workings import workings_of
from clustercheck.model.criteria import AnyOf, Mode, Over, Threshold
from clustercheck.model.findings import Assessment, Finding, Status, is_vetoed
from clustercheck.model.records import NamedTuple
from clustercheck.reports.wording import gaps as gap_words
from clustercheck.reports.wording.inexact import series_marks
from clustercheck.reports.wording.rounding import rounded_series
from clustercheck.texts.messages import _

# Readings that look at all three years, so that all three are worth showing.
_MANY_YEARS = frozenset({Mode.EVERY_YEAR, Mode.TOTALS})
_SERIES = (Over.EVERY_YEAR, Over.AVERAGE, Over.RISE, Over.RISING, Over.FALLING)
_NOT_BY_YEAR = (Over.AVERAGE, Over.RISE)


class Detail(NamedTuple):
    """A short remark on a row; `kind` is `mean`, `gap`, `margin`, `lacking` or `sensitive`."""

    kind: str
    text: str


def figures_of(threshold: Threshold, finding: Finding, assessment: Assessment) -> tuple[str, str, str]:
    """The figures at the three years; a year that no reading looks at stays blank."""
    value = gap_words.value_words(finding, assessment)
    is_series = threshold.over in _SERIES or any(
        reading.mode in _MANY_YEARS for reading in threshold.readings
    )
    if not assessment.window.years:
        return "", "", ""
    if not is_series or finding.outcome is None or threshold.counted is not None:
        return "", "", value
    series = workings_of(finding, assessment).observed(finding.outcome).series
    limit = threshold.limit if threshold.op and threshold.over not in _NOT_BY_YEAR else None
    years = assessment.window.years[1:]
    known = [year for year in years if year in series]
    shown = dict(zip(known, rounded_series([series[year] for year in known], limit), strict=True))
    shown |= series_marks(finding.outcome, threshold, assessment)
    first, middle, last = (shown.get(year, "-") for year in years)
    return first, middle, last


def details_of(finding: Finding, assessment: Assessment) -> Iterator[Detail]:
    """Gap, margin or what is lacking, shortly, and whether a reading could turn it; of the veto that it is one."""
    if is_vetoed(finding):
        yield Detail("gap", _("one-vote veto"))
        return
    criterion = finding.criterion
    if isinstance(criterion, Threshold) and criterion.over is Over.AVERAGE and finding.outcome is not None:
        mean = gap_words.value_words(finding, assessment)
        if mean:
            yield Detail("mean", _("mean {value}").format(value=mean))
    found = None if finding.branches else gap_words.gap_of_branch(finding, assessment)
    margin = workings_of(finding, assessment).margin
    if found is not None:
        yield Detail("gap", gap_words.gap_words(*found))
    elif margin is not None:
        yield Detail("margin", gap_words.margin_words(margin))
    elif finding.status is Status.UNKNOWN and not finding.branches:
        yield Detail("lacking", gap_words.lacking_words(finding, assessment))
    if isinstance(criterion, AnyOf) and criterion.at_least > 1 and finding.branches:
        met = sum(branch.status is Status.MET for branch in finding.branches)
        yield Detail("lacking", _("{n} of them met").format(n=met))
    if finding.sensitive and not finding.branches:
        yield Detail("sensitive", _("depends on the reading"))
