"""What a recognised cluster owes after recognition, by its standard: reports, expiry, review, changes to be filed.

No date is invented: where a document names none, the event has none and says so.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from clustercheck.engine.recognition import last_day_of_term
from clustercheck.model.recognised import Recognised
from clustercheck.model.records import NamedTuple
from clustercheck.model.standard import Cycle, NoticeTerm, Standard, YearlyReport

REPORT, EXPIRY, REVIEW, CHANGE, PUBLICITY = "report", "expiry", "review", "change", "publicity"
DUE, OVERDUE, DONE, OPEN = "due", "overdue", "done", "open"
_BEFORE = "前"


class Event(NamedTuple):
    """Something due, on `due` or on no day that the document names; `remind` is when to be reminded.

    `notes` are ids of what must be known beside it: `before` (the day itself is too late), `department` (the day binds
    the department above), `undated`, `assumed_term`, `stated_term`, `first_year`, `not_recorded`, `in_time` (及时, no
    day), `on_application`, `after_term`, `unknown_days`, `from_next_day`.
    """

    cluster: Recognised
    standard: Standard
    kind: str
    due: date | None
    remind: date | None
    clause: str
    status: str
    notes: tuple[str, ...] = ()
    year: int | None = None


def term_of(cluster: Recognised, standard: Standard) -> date | None:
    """The last day of the term: as stated, as the round's notice has it, else reckoned; None where none is known."""
    if cluster.until is not None:
        return cluster.until
    if standard.cycle is None:
        return None
    noticed = notice_term(cluster, standard.cycle)
    if noticed is not None:
        return noticed.last
    return last_day_of_term(cluster.recognised_on, standard.cycle.validity_years)


def notice_term(cluster: Recognised, cycle: Cycle) -> NoticeTerm | None:
    """The term that the notice of the cluster's round states: that of the year of its recognition."""
    return next((term for term in cycle.terms if str(cluster.recognised_on.year) in term.round), None)


def events_of(cluster: Recognised, standard: Standard, *, as_of: date, remind: int) -> list[Event]:
    """What a cluster owes, in the order of the days; what has no day comes last.

    `remind` is how many days before the end of the term to be reminded of it and of the review.
    """
    cycle = standard.cycle
    events = list(_publicity(cluster, standard, as_of))
    until = term_of(cluster, standard)
    if cycle is not None and until is not None:
        events += _reports(cluster, standard, cycle, until, as_of)
        events += _end_of_term(cluster, standard, cycle, until, as_of, remind)
        events += _change(cluster, standard, cycle, as_of)
    return sorted(events, key=lambda one: (one.due is None, one.due or date.max, one.kind))


def _reports(
    cluster: Recognised, standard: Standard, cycle: Cycle, until: date, as_of: date
) -> Iterator[Event]:
    binds = ("department",) if cycle.report_binds == "department" else ()
    first = YearlyReport(cycle.report_clause, cycle.report_due, cycle.report_text)
    for report in (first, *cycle.more_reports):
        if report.clause:
            for year in range(cluster.recognised_on.year, until.year + 1):
                yield from _report(cluster, standard, report, year, until, as_of, binds)


def _report(
    cluster: Recognised,
    standard: Standard,
    report: YearlyReport,
    year: int,
    until: date,
    as_of: date,
    notes: tuple[str, ...],
) -> Iterator[Event]:
    """The report of a year, where it falls into the term."""
    done = cluster.reported is not None and year in cluster.reported
    is_first = year == cluster.recognised_on.year
    if report.due is None:
        if not is_first:
            status = DONE if done else OPEN
            yield Event(
                cluster, standard, REPORT, None, None, report.clause, status, ("undated", *notes), year
            )
        return
    month, day = report.due
    due = date(year, month, day or monthrange(year, month)[1])
    if not cluster.recognised_on < due <= until:
        return
    # 3月15日前: the day itself is too late. 2月底前: the end of the month still belongs to it.
    is_before = _BEFORE in report.text.zh and day != 0
    late = as_of >= due if is_before else as_of > due
    status = DONE if done else OVERDUE if late else DUE
    own = [*notes, *(["before"] if is_before else [])]
    if status == OVERDUE and cluster.reported is None:
        own.append("not_recorded")
    if is_first and not done:
        status, own = OPEN, [*own, "first_year"]
    yield Event(
        cluster, standard, REPORT, due, due - timedelta(days=1), report.clause, status, tuple(own), year
    )


def _end_of_term(
    cluster: Recognised, standard: Standard, cycle: Cycle, until: date, as_of: date, remind: int
) -> Iterator[Event]:
    is_stated = cluster.until is not None or notice_term(cluster, cycle) is not None
    notes = ("stated_term",) if is_stated else ("assumed_term",)
    reviewed = cluster.reviewed_on is not None
    early = until - timedelta(days=remind)
    status = DONE if reviewed else OVERDUE if as_of > until else DUE
    yield Event(cluster, standard, EXPIRY, until, early, cycle.validity_clause, status, notes)
    for point in cycle.review[:1]:
        wish = ("on_application",) if "自愿" in point.text.zh else ()
        status = DONE if reviewed else OVERDUE if as_of > until else OPEN
        yield Event(
            cluster, standard, REVIEW, until, early, point.clause, status, (*notes, "after_term", *wish)
        )


def _change(cluster: Recognised, standard: Standard, cycle: Cycle, as_of: date) -> Iterator[Event]:
    if cluster.changed_on is None or cycle.change_notice is None:
        return
    done = cluster.filed_on is not None
    clause = cycle.change_notice.clause
    if cycle.change_months is None:
        yield Event(
            cluster, standard, CHANGE, None, cluster.changed_on, clause, DONE if done else OPEN, ("in_time",)
        )
        return
    due = months_after(cluster.changed_on, cycle.change_months)
    status = DONE if done else OVERDUE if as_of > due else DUE
    yield Event(cluster, standard, CHANGE, due, due - timedelta(days=7), clause, status)


def _publicity(cluster: Recognised, standard: Standard, as_of: date) -> Iterator[Event]:
    notice = standard.public_notice
    if cluster.published_on is None or notice is None:
        return
    last = working_days_after(cluster.published_on, notice.working_days)
    notes = ("from_next_day",) if last is not None else ("unknown_days", "from_next_day")
    status = OPEN if last is None else DONE if as_of > last else DUE
    yield Event(cluster, standard, PUBLICITY, last, None, notice.clause, status, notes)


def working_days_after(day: date, count: int) -> date | None:
    """The last of so many working days after a day; None where the calendar does not know one of them.

    The holidays and the days worked in their stead are decreed each autumn for the year to come; the library knows for
    which years it has them, and a day beyond is not guessed.
    """
    from chinese_calendar import is_workday

    try:
        while count:
            day += timedelta(days=1)
            count -= bool(is_workday(day))
    except NotImplementedError:
        return None
    return day


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the month's last where it has no such day."""
    number = day.month - 1 + months
    year, month = day.year + number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
