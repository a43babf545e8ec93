"""The words of a finding, for every report a person reads: requirement, gap, margin, what is lacking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal

from clustercheck.cluster import Observation
from clustercheck.evidence import observations_of, observed
from clustercheck.findings import Assessment, Finding, Status, Verdict
from clustercheck.gaps import Gap, Margin, gap_of
from clustercheck.indicators import INDICATORS, PROFILE
from clustercheck.messages import _, language, listed, said
from clustercheck.quantities import plain
from clustercheck.reports import Result, Unread
from clustercheck.standard import Attestation, Over, Section, StandardStatus, Threshold

_UNITS_EN = {
    "亿元": "x 100m yuan",
    "万元": "x 10k yuan",
    "平方公里": "sq km",
    "家": "firms",
    "件": "patents",
    "个": "per 10k people",
    "个百分点": "points",
    "吨/万元": "t per 10k yuan",
    "人": "people",
    "吨": "t",
}
# Digits enough to act on; more only where a figure could not be told from its threshold.
_MOST_DIGITS = 15


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
    """The years that are judged: `2022-2024, base year 2021`."""
    three, base = assessment.window.three, assessment.window.base_year
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
    return f"{text}%" if unit == "%" else f"{text} {unit_word(unit)}"


def requirement_words(threshold: Threshold) -> str:
    """`每年 32 亿元以上`, `高于 70%`, `逐年下降`."""
    if threshold.over is Over.RISING:
        return _("rising every year")
    if threshold.over is Over.FALLING:
        return _("falling every year")
    limit = quantity(threshold.limit, threshold.unit)
    if threshold.count is not None and threshold.op == ">=":
        return _("no fewer than {limit}").format(limit=limit)
    words = {
        ">": _("more than {limit}"),
        ">=": _("at least {limit}"),
        "<": _("less than {limit}"),
        "<=": _("at most {limit}"),
    }[threshold.op].format(limit=limit)
    if threshold.over is Over.EVERY_YEAR:
        words = _("{words} each year").format(words=words)
    elif threshold.over is Over.AVERAGE:
        words = _("{words} on average").format(words=words)
    elif threshold.over is Over.GROWTH:
        words = _("{words} a year").format(words=words)
    return _("as a rule {words}").format(words=words) if threshold.guideline else words


def rounded(value: Decimal, limit: Decimal | None = None, *, up: bool = False) -> str:
    """A number with the digits that tell it from its threshold: two, or what it takes.

    `up` rounds away from what would not be enough, for a figure somebody is told to reach.
    """
    return rounded_series([value], limit, up=up)[0]


def rounded_series(values: Sequence[Decimal], limit: Decimal | None = None, *, up: bool = False) -> list[str]:
    """Several figures with as many digits as tell each from the threshold and from its neighbours."""
    rounding = ROUND_CEILING if up else ROUND_HALF_EVEN
    for places in range(_fewest_digits(values), _MOST_DIGITS):
        unit = Decimal(1).scaleb(-places)
        short = [value.quantize(unit, rounding=rounding) for value in values]
        if limit is not None and any(a == limit != b for a, b in zip(short, values, strict=True)):
            continue
        if len(set(short)) == len(set(values)):
            return [plain(each) for each in short]
    return [plain(value) for value in values]


def _fewest_digits(values: Sequence[Decimal]) -> int:
    """Two decimal places, or as many as show two significant digits of the smallest that is not zero."""
    smallest = min((abs(value) for value in values if value), default=Decimal(1))
    return max(2, 1 - smallest.adjusted())


def value_words(finding: Finding, assessment: Assessment) -> str:
    """The figure judged: `69.96`, `8-17`, empty where there is none."""
    threshold, outcome = finding.criterion, finding.outcome
    if not isinstance(threshold, Threshold) or outcome is None:
        return ""
    seen = observed(outcome, finding, assessment)
    if seen.bounds is not None:
        lower, upper = seen.bounds
        return f"{plain(lower)}+" if upper is None else f"{plain(lower)}-{plain(upper)}"
    return "" if seen.value is None else rounded(seen.value, threshold.limit if threshold.op else None)


def gap_words(gap: Gap, threshold: Threshold) -> str:
    """What a miss lacks, shortly: `2022年差 0.5 亿元`, `差 0.04 个百分点，产值须增 0.05 亿元以上`."""
    amount = quantity(rounded(gap.amount), gap.unit)
    if gap.most is not None:
        span = f"{plain(gap.amount)}-{plain(gap.most)}"
        return _("lacks {amount}, by how many firms are of several kinds").format(
            amount=quantity(span, gap.unit)
        )
    if threshold.over in (Over.RISING, Over.FALLING):
        if gap.amount.is_zero():
            return _("{year} stands still").format(year=gap.year)
        words = _("{year} down by {amount}") if threshold.over is Over.RISING else _("{year} up by {amount}")
        return words.format(year=gap.year, amount=amount)
    if not threshold.is_floor:
        return _("{amount} too much").format(amount=amount)
    if gap.strict and gap.amount.is_zero():
        words = _("exactly on the threshold; it takes more")
    elif gap.year is not None:
        words = _("{year} lacks {amount}").format(year=gap.year, amount=amount)
    else:
        words = _("lacks {amount}").format(amount=amount)
    return words


def remedy_words(gap: Gap, threshold: Threshold) -> str:
    """What would close a gap, as a sentence; empty where the gap says it all."""
    parts = []
    for each in gap.equivalents:
        if (each.amount, each.unit) == (gap.amount, gap.unit) or threshold.count is not None:
            continue
        amount = quantity(rounded(each.amount, up=True), each.unit)
        indicator = said(INDICATORS[each.indicator].name)
        more = gap.strict and not INDICATORS[each.indicator].is_count
        if threshold.over is Over.GROWTH and more:
            words = _("{indicator} of the last year would have had to be more than {amount}")
        elif threshold.over is Over.GROWTH:
            words = _("{indicator} of the last year would have had to be {amount}")
        elif more:
            words = _("{indicator} must grow by more than {amount}, the rest unchanged")
        else:
            words = _("{indicator} must grow by {amount}, the rest unchanged")
        parts.append(words.format(indicator=indicator, amount=amount))
    if gap.free_from is not None:
        parts.append(
            _(
                "past years cannot be mended: free of it for an application in {year}, which looks at {first}-{last}"
            ).format(year=gap.free_from, first=gap.free_from - 3, last=gap.free_from - 1)
        )
    return _("; ").join(parts)


def margin_words(margin: Margin) -> str:
    """By how much a pass holds."""
    return _("{amount} to spare").format(amount=quantity(rounded(margin.amount), margin.unit))


def lacking_words(finding: Finding, assessment: Assessment) -> str:
    """Why a criterion is unknown, and which cell would settle it."""
    criterion = finding.criterion
    if criterion.when and assessment.cluster.stated(criterion.when) is None:
        return _lacking_entry(criterion.when, assessment)
    if isinstance(criterion, Attestation):
        cell = finding.answer.cell if finding.answer else None
        return _("fill in {cell}").format(cell=cell) if cell else _("not in the workbook")
    if finding.branches:
        open_ones = [branch for branch in finding.branches if branch.status is Status.UNKNOWN]
        return _("; ").join(dict.fromkeys(lacking_words(branch, assessment) for branch in open_ones))
    assert isinstance(criterion, Threshold)
    seen = observations_of(finding, assessment)
    if criterion.count is not None:
        return _lacking_count(criterion.count.given, seen)
    doubtful = [str(one.cell) for one in seen if one.doubt is not None]
    if doubtful:
        return _("correct {cells}").format(cells=listed(doubtful))
    blank = [str(one.cell) for one in seen if one.is_blank]
    if blank:
        return _("fill in {cells}").format(cells=listed(blank))
    return _lacking_rows(finding, assessment)


def _lacking_count(given: str, seen: Sequence[Observation]) -> str:
    """The de-duplicated count that would settle it: blank, absent, or there and not to be used."""
    name = said(INDICATORS[given].name)
    found = next((one for one in seen if one.indicator == given), None)
    if found is None:
        return _("{name} is not given").format(name=name)
    if found.is_blank:
        return _("fill in {cell} ({name})").format(cell=found.cell, name=name)
    if found.doubt is not None:
        return _("correct {cells}").format(cells=found.cell)
    return _("{name} contradicts its kinds or was counted for another standard").format(name=name)


def _lacking_entry(item: str, assessment: Assessment) -> str:
    entry = assessment.cluster.profile.get(item)
    name = said(PROFILE[item].name)
    if entry is None:
        return _("{name} is not given").format(name=name)
    return _("fill in {cell} ({name})").format(cell=entry.cell, name=name)


def _lacking_rows(finding: Finding, assessment: Assessment) -> str:
    outcome = finding.outcome
    basis = outcome.basis if outcome is not None else None
    if basis is None:
        return _("the figures are not given")
    names = [name for name in (basis.part, basis.whole) if name is not None]
    absent = [said(INDICATORS[name].name) for name in names if name not in assessment.cluster.observations]
    if absent:
        return _("the workbook has no row for {names}").format(names=listed(absent))
    return _("cannot be computed from the figures given (a year is lacking, or it is over zero)")


def counted(assessment: Assessment) -> dict[Status, str]:
    """How many criteria came to each status that any came to."""
    return {
        status: _("{status} {n}").format(status=status_word(status), n=count)
        for status, count in assessment.counts.items()
        if count
    }


def closing_line(results: Sequence[Result]) -> str:
    """The last line of a run: the verdict of one file, the counts of several."""
    verdicts = [None if isinstance(result, Unread) else result.verdict for result in results]
    if len(verdicts) == 1:
        result = results[0]
        if isinstance(result, Unread):
            return _("Verdict: {verdict}").format(verdict=verdict_word(None))
        return _("Verdict: {verdict}").format(verdict=verdict_words(result))
    counts = Counter(verdicts)
    parts = [f"{verdict_word(verdict)} {counts[verdict]}" for verdict in (*Verdict, None) if counts[verdict]]
    return _("{n} files: {parts}").format(n=len(verdicts), parts=listed(parts))


def verdict_words(assessment: Assessment) -> str:
    """The verdict with what decides it."""
    word = verdict_word(assessment.verdict)
    if assessment.route.value != "thresholds":
        return _("{verdict} by recognition from above").format(verdict=word)
    counts = assessment.counts
    status = {
        Verdict.MISSED: Status.MISSED,
        Verdict.INCOMPLETE: Status.UNKNOWN,
        Verdict.DISCRETIONARY: Status.DISCRETIONARY,
    }.get(assessment.verdict)
    if status is None or not counts[status]:
        return word
    return _("{verdict} (criteria: {n})").format(verdict=word, n=counts[status])


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
        "each_step": _("every step of the three years"),
        "from_base": _("with the step from the base year"),
        "ends": _("last year against the first"),
        "given": _("as given"),
        "derived": _("emissions over output"),
        "enterprises": _("over all enterprises"),
        "sme_enterprises": _("over SMEs"),
        "employees": _("over employees"),
        "sme_employees": _("over the SMEs' employees"),
        "all_patents": _("all patents over all employees"),
        "resident_population": _("over the resident population"),
        "any_level": _("champions of any level"),
        "national": _("national champions only"),
    }.get(id, id)


def gap_of_branch(finding: Finding, assessment: Assessment) -> tuple[Gap, Threshold] | None:
    """The gap of a missed criterion with the threshold it belongs to, the nearest branch of alternatives."""
    gap = gap_of(finding, assessment)
    if gap is None:
        return None
    threshold = finding.criterion
    if gap.branch:
        threshold = next(b.criterion for b in finding.branches if b.criterion.id == gap.branch)
    return (gap, threshold) if isinstance(threshold, Threshold) else None
