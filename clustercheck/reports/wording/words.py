"""The words of a finding, for every report a person reads: requirement, gap, margin, what is lacking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from clustercheck.engine.base_year import base_year_used
from clustercheck.model.criteria import AnyOf, Over, Threshold
from clustercheck.model.findings import Assessment, Finding, Result, Route, Status, Unread, Verdict
from clustercheck.model.problems import Severity
from clustercheck.model.quantities import plain
from clustercheck.model.standard import Section, StandardStatus
from clustercheck.reports.wording.remarks import remarks_of
from clustercheck.texts.messages import _, language, listed

_UNITS_EN = {
    "亿元": "x 100m yuan",
    "万元": "x 10k yuan",
    "平方公里": "sq km",
    "家": "firms",
    "件": "patents",
    # They count patents per 10,000 people, firms, or whatever a standard asks for: the name beside them says which.
    "个": "",
    "项": "",
    "个百分点": "points",
    "吨/万元": "t per 10k yuan",
    "人": "people",
    "吨": "t",
}


def status_word(status: Status) -> str:
    """A status as people read it."""
    return {
        Status.MET: _("met"),
        Status.MISSED: _("missed"),
        Status.UNKNOWN: _("unknown"),
        Status.DISCRETIONARY: _("discretionary"),
        Status.WAIVED: _("waived"),
        Status.NOT_APPLICABLE: _("n/a"),
    }[status]


def verdict_word(verdict: Verdict | None) -> str:
    """A verdict as people read it; None for a file that could not be read."""
    if verdict is None:
        return _("could not be read")
    return {
        Verdict.MET: _("met"),
        Verdict.MISSED: _("missed"),
        Verdict.INCOMPLETE: _("incomplete"),
        Verdict.DISCRETIONARY: _("discretionary"),
    }[verdict]


def route_word(route: str) -> str:
    """By what a cluster is judged; empty for a file that could not be read."""
    return {
        Route.THRESHOLDS.value: _("the criteria"),
        Route.RECOGNISED_FROM_ABOVE.value: _("recognised from above"),
    }.get(route, "")


def remark_word(id: str) -> str:
    """What kind of a remark stands beside a verdict."""
    return {
        "veto": _("one-vote veto"),
        "recognised_from_above": _("recognised from above"),
        "not_in_force": _("by a text not in force"),
        "partial": _("the standard is known in part only"),
        "points": _("a table of points beside it"),
        "chosen": _("by one of the figures that the text admits"),
        "old_figures": _("figures not the latest"),
        "place_outside": _("the place is outside this standard's area"),
    }.get(id, id)


def standard_status_word(status: StandardStatus) -> str:
    """What a standard is on a day."""
    return {
        StandardStatus.IN_FORCE: _("in force"),
        StandardStatus.DRAFT: _("draft"),
        StandardStatus.SUPERSEDED: _("superseded"),
        StandardStatus.EXPIRED: _("expired"),
        StandardStatus.NOT_YET_IN_FORCE: _("not yet in force"),
    }[status]


def clause_words(section: Section) -> str:
    """A section's clause, and whether its number is lost in the text we have."""
    if section.clause_inferred:
        return _("{clause} (number inferred)").format(clause=section.clause)
    return section.clause


def years_words(assessment: Assessment) -> str:
    """The years that are judged: `2022-2024, base year 2021` where a reading rests on the base year."""
    three, base = assessment.window.three, base_year_used(assessment)
    if not three:
        return _("none")
    years = str(three[0]) if len(three) == 1 else f"{three[0]}-{three[-1]}"
    return years if base is None else _("{years}, base year {base}").format(years=years, base=base)


def unit_word(unit: str) -> str:
    """A unit in the language in use."""
    return unit if language() == "zh" else _UNITS_EN.get(unit, unit)


def quantity(amount: Decimal | str, unit: str) -> str:
    """A number with its unit; a percent sign stands close."""
    text = amount if isinstance(amount, str) else plain(amount)
    return f"{text}%" if unit == "%" else f"{text} {unit_word(unit)}".rstrip()


def requirement_words(threshold: Threshold) -> str:
    """`每年 32 亿元以上`, `高于 70%`, `逐年下降`."""
    if threshold.over is Over.RISING:
        return _("rising every year")
    if threshold.over is Over.FALLING:
        return _("falling every year")
    limit = quantity(threshold.limit, threshold.unit)
    if threshold.counted is not None and threshold.op == ">=":
        return _("no fewer than {limit}").format(limit=limit)
    words = compared(threshold.op, limit)
    if threshold.over is Over.RISE:
        words = _("rising by {words} a year").format(words=words)
    elif threshold.span < 3:
        words = _of_span(threshold, words)
    elif threshold.over is Over.EVERY_YEAR:
        words = _("{words} each year").format(words=words)
    elif threshold.over is Over.AVERAGE:
        words = _("{words} on average").format(words=words)
    elif threshold.over is Over.GROWTH:
        words = _("{words} a year").format(words=words)
    return _("as a rule {words}").format(words=words) if threshold.guideline else words


def _of_span(threshold: Threshold, words: str) -> str:
    """Of a window of two years, or of the newest year's growth."""
    if threshold.span == 1:
        return _("{words} over the year before").format(words=words)
    if threshold.over is Over.EVERY_YEAR:
        return _("{words} in each of the last two years").format(words=words)
    if threshold.over is Over.AVERAGE:
        return _("{words} on average of the last two years").format(words=words)
    return _("{words} a year over the last two years").format(words=words)


def alternatives_words(criterion: AnyOf) -> str:
    """`任一即可`, `至少 2 项`, `按适用的一项`."""
    if criterion.by_kind:
        return _("the one that applies")
    if criterion.at_least == 1:
        return _("any one is enough")
    if criterion.at_least == len(criterion.branches):
        return _("all of these")
    return _("at least {n} of these {all}").format(n=criterion.at_least, all=len(criterion.branches))


def compared(op: str, limit: str) -> str:
    """`高于 70%`, `32 亿元以上`."""
    return {
        ">": _("more than {limit}"),
        ">=": _("at least {limit}"),
        "<": _("less than {limit}"),
        "<=": _("at most {limit}"),
    }[op].format(limit=limit)


def counted(assessment: Assessment) -> dict[Status, str]:
    """How many criteria came to each status that any came to."""
    return {
        status: _("{status} {n}").format(status=status_word(status), n=count)
        for status, count in assessment.counts.items()
        if count
    }


def row_words(text: str, row: int | None) -> str:
    """A name or a file with the row of the cluster, where a sheet lists several."""
    return text if row is None else _("{text}, row {row}").format(text=text, row=row)


def closing_line(results: Sequence[Result]) -> str:
    """The last line of a run: the verdict of one file, the counts of several."""
    verdicts = [None if isinstance(result, Unread) else result.verdict for result in results]
    if len(verdicts) == 1:
        result = results[0]
        if isinstance(result, Unread):
            return _("Verdict: {verdict}").format(verdict=verdict_word(None))
        return _("Verdict: {verdict}").format(verdict=verdict_words(result))
    listed_clusters = any(_row(result) for result in results)
    return verdict_counts(Counter(verdicts), of_clusters=listed_clusters)


def _row(result: Result) -> int | None:
    return result.row if isinstance(result, Unread) else result.cluster.row


def verdict_counts(counts: Mapping[Verdict | None, int], *, of_clusters: bool = False) -> str:
    """How many files, or clusters where files list several, came to each verdict that any came to."""
    parts = [f"{verdict_word(each)} {counts[each]}" for each in (*Verdict, None) if counts.get(each)]
    text = _("{n} clusters: {parts}") if of_clusters else _("{n} files: {parts}")
    return text.format(n=sum(counts.values()), parts=listed(parts))


def verdict_words(assessment: Assessment) -> str:
    """The verdict with what decides it."""
    word = verdict_word(assessment.verdict)
    remarks = [remark.text for remark in remarks_of(assessment)]
    counts = assessment.counts
    status = {
        Verdict.MISSED: Status.MISSED,
        Verdict.INCOMPLETE: Status.UNKNOWN,
        Verdict.DISCRETIONARY: Status.DISCRETIONARY,
    }.get(assessment.verdict)
    if assessment.route is Route.THRESHOLDS and status is not None and counts[status]:
        remarks.append(_("criteria: {n}").format(n=counts[status]))
    return remarked(word, remarks)


def verdict_head(assessment: Assessment) -> str:
    """The verdict with what must not be overlooked, without the counts, which stand beside it."""
    return remarked(verdict_word(assessment.verdict), [remark.text for remark in remarks_of(assessment)])


def finding_word(finding: Finding) -> str:
    """The status of a criterion, and whether another reading comes to another: `未达标（因读法而异）`."""
    return remarked(status_word(finding.status), [_("depends on the reading")] if finding.sensitive else [])


def remarked(word: str, remarks: Sequence[str]) -> str:
    """`达标（按征求意见稿）`."""
    if not remarks:
        return word
    return _("{verdict} ({remarks})").format(verdict=word, remarks=_("; ").join(remarks))


def reading_word(id: str) -> str:
    """A reading as people read it."""
    return {
        "every_year": _("each year"),
        "average": _("mean of the three years"),
        "latest": _("latest year"),
        "once": _("as given"),
        "totals": _("totals of the three years"),
        "geometric_base": _("geometric, from the base year"),
        "geometric_three": _("geometric, over the three years"),
        "arithmetic_base": _("mean of the yearly rates, from the base year"),
        "arithmetic_three": _("mean of the yearly rates, over the three years"),
        "each_of_two": _("each of the last two years"),
        "mean_of_two": _("mean of the last two years"),
        "last_growth": _("latest year over the one before"),
        "each_rise": _("the rise of every year"),
        "last_rise": _("the rise of the latest year"),
        "mean_rise": _("the mean rise of the years"),
        "each_step": _("every step of the three years"),
        "from_base": _("with the step from the base year"),
        "ends": _("last year against the first"),
        "given": _("as given"),
        "derived": _("emissions over output"),
        "enterprises": _("over all enterprises"),
        "sme_enterprises": _("over SMEs"),
        "employees": _("over employees"),
        "sme_employees": _("over the SMEs' employees"),
        "sme_patents": _("the SMEs' patents over all employees"),
        "revenue": _("operating revenue in place of output"),
        "all_patents": _("all patents over all employees"),
        "resident_population": _("over the resident population"),
        "all_patents_residents": _("all patents over the resident population"),
        "total": _("the cluster's output"),
        "dominant": _("the dominant industry's output"),
        "any_level": _("champions of any level"),
        "national": _("national champions only"),
    }.get(id, id)


def severity_word(severity: Severity) -> str:
    """错误 or 警告."""
    return _("error") if severity is Severity.ERROR else _("warning")
