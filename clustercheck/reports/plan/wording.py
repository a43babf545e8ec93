"""What a plan says, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from clustercheck.model.criteria import Criterion
from clustercheck.model.findings import STRICT, Assessment, Finding, Route, Status
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.problems import Name
from clustercheck.model.quantities import plain
from clustercheck.planning.assumptions import GROWTH_OF_PEOPLE, MOST_GROWTH
from clustercheck.planning.plan import TERM, Obstacle, Plan, names_of
from clustercheck.planning.targets import Target
from clustercheck.reports.wording.gaps import gap_of_branch, gap_words, lacking_words, remedy_words
from clustercheck.reports.wording.short_lists import readings_words
from clustercheck.reports.wording.words import finding_word, quantity, unit_word
from clustercheck.texts.messages import _, listed, said

SHORT = (Status.MISSED, Status.DISCRETIONARY, Status.UNKNOWN)


def reading_words(plan: Plan) -> str:
    """Which readings have to pass."""
    if plan.assumptions.reading == STRICT:
        return _("every reading has to pass")
    return _("the first reading of each criterion has to pass")


def year_words(plan: Plan) -> str:
    """The earliest year of application, or that there is none."""
    if plan.planned_for is None:
        return _("No year of results is in the workbook, so there is nothing to plan from.")
    years = {"first": plan.planned_for - 3, "last": plan.planned_for - 1}
    if plan.apply_in is None:
        return _(
            "No year can be named: what stands under “What no plan can mend” is in the way. The targets are for an "
            "application in {year}, which looks at {first}-{last}."
        ).format(year=plan.planned_for, **years)
    if not plan.targets:
        return _("It can apply in {year} as it stands; that looks at {first}-{last}.").format(
            year=plan.apply_in, **years
        )
    return _(
        "If the targets are reached it can apply in {year} at the earliest; that looks at {first}-{last}."
    ).format(year=plan.apply_in, **years)


def besides(plan: Plan) -> Iterator[str]:
    """What the year must not be read without."""
    if plan.today.route is Route.RECOGNISED_FROM_ABOVE:
        yield _(
            "It is recognised from above already; what follows is for the day on which that no longer counts."
        )
    if plan.apply_in is not None and plan.impossible:
        yield _("That is as far as the figures go: what stands under “What no plan can mend” is open.")
    if plan.conditions:
        yield _("The conditions that are not met or not answered come on top ({n}).").format(
            n=len(plan.conditions)
        )


def gap_lines(assessment: Assessment) -> Iterator[tuple[Finding, str]]:
    """Each missed or open threshold of today with the least change that closes it."""
    for finding in assessment.findings:
        if finding.status in SHORT and (finding.branches or finding.outcomes or finding.outcome):
            yield finding, _gap_line(finding, assessment)
        elif finding.status is Status.UNKNOWN and names_of(finding.criterion):
            yield finding, lacking_words(finding, assessment)


def _gap_line(finding: Finding, assessment: Assessment) -> str:
    found = gap_of_branch(finding, assessment)
    if found is None:
        return lacking_words(finding, assessment) if finding.status is Status.UNKNOWN else ""
    parts = [gap_words(*found), remedy_words(*found)]
    if finding.sensitive and finding.outcomes:
        parts.append(_("readings: {words}").format(words=readings_words(finding)))
    return _("; ").join(part for part in parts if part)


def gap_rows(assessment: Assessment) -> tuple[tuple[str, str, str], ...]:
    """What lacks today as rows of a table: criterion, status, least change."""
    lines = gap_lines(assessment)
    return tuple([(named(finding.criterion), finding_word(finding), words) for finding, words in lines])


def named(criterion: Criterion) -> str:
    """A criterion with its clause."""
    return _("{name} ({clause})").format(name=said(criterion.name), clause=criterion.clause)


def why_words(why: Obstacle, plan: Plan) -> str:
    """Why no plan can promise a criterion, and what to do."""
    if why.reason == "veto":
        day = plan.today.as_of
        return _(
            "an incident of the last three years is a veto, and a fact. The workbook does not say when it was; if "
            "none follows, the three years are over on {day} at the latest"
        ).format(day=_in_three_years(day))
    if why.reason == "lacking":
        return _("a figure is lacking, and no plan can know facts: {what}").format(
            what=_what_lacks(why, plan)
        )
    if why.reason == "fixed":
        return _("by the figures that you have fixed it is not reached")
    if why.reason == "no_year":
        return _("the workbook has no year of results")
    if why.reason == "horizon":
        growth = plain(MOST_GROWTH) if plan.assumptions.growth is None else plain(plan.assumptions.growth)
        return _(
            "not within {n} years with output growing by no more than {growth}% a year, no one's output shrinking and "
            "no figure leaping"
        ).format(n=plan.assumptions.horizon, growth=growth)
    return _(
        "the planned figures were judged, and do not meet it; this criterion is beyond what is planned for"
    )


def _what_lacks(why: Obstacle, plan: Plan) -> str:
    now = plan.today.finding(why.criterion.id)
    if now is not None and now.status is Status.UNKNOWN:
        return lacking_words(now, plan.today)
    blank = [said(INDICATORS[name].name) for name in names_of(why.criterion)]
    return _("{names}, in the years that are over").format(names=listed(blank[:4]))


def _in_three_years(day: date) -> str:
    year = day.year + 3
    return f"{year}-{day.month:02}-{28 if (day.month, day.day) == (2, 29) else day.day:02}"


def assumption_lines(plan: Plan) -> Iterator[str]:
    """What is taken for granted, and how to change it."""
    known = plan.assumptions
    if plan.growth is not None:
        how = (
            _("the least that is enough, and no less than the standard asks; --growth changes it")
            if known.growth is None
            else _("as given by --growth")
        )
        yield _("Output, revenue and what goes with them grow by {growth}% a year ({how}).").format(
            growth=plain(plan.growth), how=how
        )
    yield _(
        "Employees and residents grow by {growth}% a year. Firms, titles, patents, rates, intensities and the area "
        "stay as they are where no criterion asks for more."
    ).format(growth=plain(GROWTH_OF_PEOPLE))
    yield _("No one's output shrinks: a share is raised by growing more, not at others' cost.")
    if known.fixed:
        yield _("Kept as they are (--fix): {names}.").format(
            names=listed([said(INDICATORS[id].name) for id in sorted(known.fixed)])
        )
    for id, row in known.given.items():
        for year, value in sorted(row.items()):
            yield _("Given (--set): {name} {year} {value}.").format(
                name=said(INDICATORS[id].name), year=year, value=quantity(value, INDICATORS[id].unit.name)
            )
    yield _("{readings}. An application is looked for up to {n} years ahead (--horizon).").format(
        readings=reading_words(plan).capitalize(), n=known.horizon
    )
    if any(one.over for one in plan.targets):
        years = sorted({str(one.year) for one in plan.targets if one.over})
        yield _("{years} is over and not in the workbook: fill in what it came to, and plan again.").format(
            years=listed(years)
        )
    if plan.standard.expires is not None and plan.as_of is not None and plan.standard.expires < plan.as_of:
        yield _("The standard ends on {day}; what follows it is not known.").format(
            day=plan.standard.expires.isoformat()
        )
    if plan.standard.partial:
        yield _("Of this standard only a part is known: what it asks beyond that is not planned for.")


def unchanged(targets: Sequence[Target], plan: Plan) -> tuple[str, ...]:
    """The figures whose targets are what they are already."""
    first = min((one.year for one in targets), default=0)
    values: dict[str, set[str]] = {}
    for one in targets:
        values.setdefault(one.indicator, {_fact(one.indicator, first - 1, plan)}).add(plain(one.value))
    return tuple([id for id, found in values.items() if len(found) == 1])


def target_rows(targets: Sequence[Target], plan: Plan) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The head and the rows of a table of targets, with the last year of facts in front."""
    years = sorted({one.year for one in targets})
    facts = years[0] - 1 if years else 0
    by_id: dict[str, dict[int, Target]] = {}
    for one in targets:
        by_id.setdefault(one.indicator, {})[one.year] = one
    head = (_("figure"), _("unit"), str(facts), *(str(year) for year in years), _("for"))
    rows = []
    for id, row in by_id.items():
        indicator = INDICATORS[id]
        for_words = listed([said(name) for name in _names(next(iter(row.values())), plan)])
        rows.append(
            (
                said(indicator.name),
                unit_word(indicator.unit.name),
                _fact(id, facts, plan),
                *(plain(row[year].value) if year in row else "" for year in years),
                for_words,
            )
        )
    return head, tuple(rows)


def _names(target: Target, plan: Plan) -> dict[Name, None]:
    wanted = dict.fromkeys(target.criteria)
    return dict.fromkeys(one.name for one in plan.standard.thresholds() if one.id in wanted)


def _fact(id: str, year: int, plan: Plan) -> str:
    """The figure of the year before the targets: a fact, or a target of the years until the application."""
    for one in plan.targets:
        if one.indicator == id and one.year == year:
            return plain(one.value)
    seen = plan.today.cluster.observations.get(id, {}).get(year)
    return "" if seen is None or seen.value is None or seen.doubt else plain(seen.value)


def three_years_words(plan: Plan) -> str:
    """What the targets of the development plan are for."""
    assert plan.planned_for is not None
    if not plan.review_passes:
        return _(
            "From the application in {first} to the review in {review}. These go on as before; by them some "
            "threshold would be missed at the review."
        ).format(first=plan.planned_for, review=plan.planned_for + TERM)
    return _(
        "From the application in {first} to the review in {review}: with these the review, which looks at the same "
        "three years, finds no threshold missed either."
    ).format(first=plan.planned_for, review=plan.planned_for + TERM)
