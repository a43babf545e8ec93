"""Many clusters, one a row: the row of a result, and the columns of the tables of `assess` and of `batch`.

A column has a heading and a value for scripts, in no language but the documents' own, and the same for people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from clustercheck.batch.results import Row
from clustercheck.model.findings import Assessment, Result, Status, Unread
from clustercheck.model.problems import Name
from clustercheck.model.records import NamedTuple
from clustercheck.reports.wording import heading as heading_words
from clustercheck.reports.wording import words
from clustercheck.reports.wording.remarks import Remark, remarks_of
from clustercheck.texts.messages import _, message, said


class Shaded(NamedTuple):
    """A value in the colour of a status."""

    value: str | Decimal | None
    status: Status


Value: TypeAlias = str | int | float | Decimal | Shaded | None

_VETO = "一票否决"


class Column(NamedTuple):
    """A column of a table. One without `key` is for people only, one without `title` for scripts only."""

    key: str
    plain: Callable[[Row], Value] = lambda _row: None
    title: str = ""
    worded: Callable[[Row], Value] = lambda _row: None
    width: float = 11


class Table(NamedTuple):
    """A table: its columns, and its rows as often as they are asked for."""

    columns: Sequence[Column]
    rows: Callable[[], Iterable[Row]]


def plain_columns() -> tuple[list[Column], list[Column]]:
    """The columns for scripts of what `assess` was given: those before the criteria, and those after them."""
    before = [
        *_who(),
        _remarks(lambda row: row.remark_ids),
        Column("jurisdiction", lambda row: row.assessment and row.assessment.cluster.text("jurisdiction")),
        Column("as_of", lambda row: row.assessment and row.assessment.as_of.isoformat()),
        Column("years", lambda row: row.assessment and " ".join(map(str, row.assessment.window.three))),
        Column("sensitive", lambda row: row.assessment and _sensitive(row.assessment)),
        *_statuses(),
    ]
    problems = Column("problems", lambda row: _problems(row.assessment) if row.assessment else row.problem)
    return before, [problems]


def table_of_batch(names: Mapping[str, Name], rows: Callable[[], Iterator[Row]]) -> Table:
    """The table of a batch for scripts, whose rows come from its journal; `names` are the criteria by id."""
    columns = [
        *_who(),
        _remarks(_remark_words),
        _decisive(),
        _place(),
        *_thresholds(),
        *_statuses(),
        *_criteria(names),
        Column("code", lambda row: row.code),
        Column("problem", lambda row: row.problem),
    ]
    return Table(columns, rows)


class Measure(NamedTuple):
    """A figure or share that thresholds look at: a column of its own, beside that of its criterion."""

    criterion: str
    id: str
    unit: str


def table_of_reviewers(
    first: str, names: Mapping[str, Name], measures: Mapping[Measure, str], rows: Callable[[], Iterator[Row]]
) -> Table:
    """The table for people, whose rows have details; `first` heads their place or number, `measures` are by their names."""
    columns = [
        _place()._replace(title=first),
        *_who_for_reviewers(),
        _remarks(_remark_words)._replace(width=24),
        *_thresholds(),
        *_criteria_with_figures(names, measures),
        *_statuses(),
        Column("file", title=_("File"), worded=lambda row: row.file, width=36),
        Column("row", title=_("row"), worded=lambda row: row.row, width=6),
    ]
    return Table(columns, rows)


def _place() -> Column:
    return Column("place", lambda row: row.place, _("place"), lambda row: row.place, 6)


def _thresholds() -> Iterator[Column]:
    yield _judged("thresholds", lambda row: row.thresholds, _("thresholds"))
    yield _judged("thresholds_met", lambda row: row.thresholds_met, _("thresholds met"))
    yield _judged(
        "margin_percent", lambda row: None if row.margin is None else row.margin / 100, _("mean margin, %")
    )


def _who_for_reviewers() -> Iterator[Column]:
    yield Column("cluster", title=_("Cluster"), worded=lambda row: row.cluster or row.file, width=30)
    yield Column("district", title=_("District"), worded=district_words, width=18)
    yield Column("industry", title=_("Industry"), worded=lambda row: row.details.industry, width=16)
    yield Column("standard", title=_("Standard"), worded=standard_words, width=18)
    yield Column("verdict", title=_("Verdict"), worded=lambda row: words.verdict_word(row.verdict), width=9)
    yield Column("route", title=_("route"), worded=lambda row: words.route_word(row.route), width=11)
    yield Column("veto", title=_("One-vote veto"), worded=_veto, width=9)
    yield _decisive()._replace(width=34)
    yield Column("errors", title=_("errors"), worded=lambda row: row.details.errors, width=7)
    yield Column("warnings", title=_("warnings"), worded=lambda row: row.details.warnings, width=7)


def district_words(row: Row) -> str:
    """The district, with the place unless it is in it."""
    place, district = row.details.place, row.details.district
    return district if place in district else place if district in place else f"{place} {district}"


def _veto(row: Row) -> Value:
    """Whether the veto decides; open as long as its condition is not answered."""
    if not row.details.veto:
        return None
    status = Status(row.details.veto)
    word = {Status.MISSED: _("yes"), Status.UNKNOWN: words.status_word(status)}.get(status, _("no"))
    return Shaded(word, status)


def _criteria_with_figures(names: Mapping[str, Name], measures: Mapping[Measure, str]) -> Iterator[Column]:
    for column in _criteria(names):
        yield column
        for measure, name in measures.items():
            if measure.criterion == column.key:
                title = _("{name} ({unit})").format(name=name, unit=measure.unit) if measure.unit else name

                def figure(row: Row, wanted: Measure = measure) -> Value:
                    return _figure(row, wanted)

                yield Column("", title=title, worded=figure)


def _figure(row: Row, wanted: Measure) -> Value:
    for each in row.details.judged:
        if (each.criterion, each.id, each.unit) == wanted:
            return Shaded(Decimal(each.value) if each.value else each.shown or None, Status(each.status))
    return None


def row_of(result: Result) -> Row:
    """A result as a row."""
    if isinstance(result, Unread):
        return Row(
            result.file,
            result.row,
            code=result.problems[0].code if result.problems else "",
            problem=_(". ").join(message(problem) for problem in result.problems),
        )
    cluster, standard = result.cluster, result.standard
    remarks = remarks_of(result)
    return Row(
        cluster.file,
        cluster.row,
        cluster.text("name"),
        standard.label,
        result.verdict,
        route=result.route.value,
        statuses={finding.criterion.id: finding.status for finding in result.findings},
        remark_ids=_joined([_plain_remark(remark, result) for remark in remarks]),
        remarks=tuple(remark.text for remark in remarks),
        decisive=heading_words.decisive_words(result),
        assessment=result,
    )


def _who() -> Iterator[Column]:
    yield Column("file", lambda row: row.file, _("File"), lambda row: row.file, 36)
    yield Column("row", lambda row: row.row, _("row"), lambda row: row.row, 6)
    yield Column("cluster", lambda row: row.cluster, _("Cluster"), lambda row: row.cluster, 34)
    yield Column("standard", lambda row: row.standard, _("Standard"), standard_words, 24)
    yield Column(
        "verdict",
        lambda row: "error" if row.verdict is None else row.verdict.value,
        _("Verdict"),
        lambda row: words.verdict_word(row.verdict),
        12,
    )
    yield Column("route", lambda row: row.route, _("route"), lambda row: words.route_word(row.route), 14)


def _remarks(plain: Callable[[Row], Value]) -> Column:
    return Column("remarks", plain, _("beside the verdict"), _remark_words, 32)


def _remark_words(row: Row) -> str:
    return _("; ").join(row.remarks)


def _decisive() -> Column:
    return Column("", title=_("What decides"), worded=_decisive_words, width=40)


def _decisive_words(row: Row) -> str:
    return row.decisive or "  ".join(part for part in (row.code, row.problem) if part)


def _judged(key: str, value: Callable[[Row], Value], title: str) -> Column:
    """A figure that there is of a cluster that was judged, and of no other."""

    def judged(row: Row) -> Value:
        return None if row.verdict is None else value(row)

    return Column(key, judged, title, judged)


def _statuses() -> Iterator[Column]:
    for status in Status:

        def count(row: Row, status: Status = status) -> int:
            return row.count(status)

        yield _judged(status.value, count, words.status_word(status))._replace(width=8)


def _criteria(names: Mapping[str, Name]) -> Iterator[Column]:
    for id, name in names.items():

        def status(row: Row, id: str = id) -> Status | None:
            return row.statuses.get(id)

        yield Column(id, status, said(name), status)


def _sensitive(assessment: Assessment) -> str:
    return " ".join(finding.criterion.id for finding in assessment.findings if finding.sensitive)


def _problems(assessment: Assessment) -> str:
    return _joined(
        " ".join(part for part in (problem.code, problem.where.within_file) if part)
        for problem in assessment.all_problems
    )


def standard_words(row: Row) -> str:
    """The standard's name; its label where only that is known."""
    return row.standard if row.assessment is None else said(row.assessment.standard.name)


def _plain_remark(remark: Remark, assessment: Assessment) -> str:
    """`not_in_force`, `veto 一票否决 附件 一`: an id with its clause, in no language but the documents' own."""
    word = _VETO if remark.id == "veto" else ""
    if remark.id == "chosen" and assessment.chosen is not None:
        word = assessment.chosen.id
    return " ".join(part for part in (remark.id, word, remark.clause) if part)


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(parts)
