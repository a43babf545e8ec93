"""A batch as .xlsx, for people and in their language: a row a cluster, then its problems and figures, then who is above the line.

openpyxl writes row by row, so memory holds one cluster at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import BinaryIO

from openpyxl import Workbook

from clustercheck.batch.overview import Batch
from clustercheck.batch.quota import Standing, placed
from clustercheck.batch.results import Row
from clustercheck.form.package import save_sealed
from clustercheck.model.findings import Assessment, Result, Status, Verdict
from clustercheck.model.problems import Name, Severity
from clustercheck.model.records import NamedTuple
from clustercheck.reports.table.columns import (
    Column,
    Measure,
    Shaded,
    Value,
    district_words,
    row_of,
    standard_words,
    table_of_reviewers,
)
from clustercheck.reports.table.sheets import Sheet
from clustercheck.reports.wording import ranking, words
from clustercheck.reports.wording.cluster_details import details_of
from clustercheck.texts.messages import _

_STATUS_OF = {
    Verdict.MET: Status.MET,
    Verdict.MISSED: Status.MISSED,
    Verdict.INCOMPLETE: Status.UNKNOWN,
    Verdict.DISCRETIONARY: Status.DISCRETIONARY,
}
_OF_STANDING = {
    Standing.ABOVE: Status.MET,
    Standing.TIED: Status.UNKNOWN,
    Standing.BELOW: Status.NOT_APPLICABLE,
    Standing.NOT_ELIGIBLE: Status.MISSED,
    Standing.SAME_FILE: Status.NOT_APPLICABLE,
}


class _Found(NamedTuple):
    """What has to be known of all clusters before the first is written."""

    measures: dict[Measure, str]
    years: tuple[str, ...]


def render(batch: Batch, stream: BinaryIO) -> None:
    """Write a batch: its clusters, their problems and figures, and before them who is above the line, if one is drawn."""
    book = Workbook(write_only=True)
    if batch.quota is not None:
        _write_quota(book, batch, batch.quota)
    _write_clusters(book, _("place"), batch.headings, batch.ranked)
    save_sealed(book, stream, batch.day)


def book_of(results: Sequence[Result]) -> Workbook:
    """The same three sheets of what `assess` was given, in its order."""
    names = {
        finding.criterion.id: finding.criterion.name
        for result in results
        if isinstance(result, Assessment)
        for finding in result.findings
    }
    book = Workbook(write_only=True)
    _write_clusters(book, _("No."), names, lambda: _rows_of(results))
    return book


def _rows_of(results: Sequence[Result]) -> Iterator[Row]:
    for number, result in enumerate(results, 1):
        yield row_of(result)._replace(place=number, details=details_of(result))


def _look_through(rows: Iterable[Row]) -> _Found:
    measures: dict[Measure, str] = {}
    years: set[str] = set()
    for row in rows:
        for each in row.details.judged:
            measures.setdefault(Measure(each.criterion, each.id, each.unit), each.name)
        for line in row.details.rows:
            years.update(line.years)
    return _Found(measures, tuple(sorted(years)))


def _write_clusters(
    book: Workbook, first: str, names: Mapping[str, Name], rows: Callable[[], Iterator[Row]]
) -> None:
    """The sheets of clusters, problems and figures, side by side in one go through all of them."""
    found = _look_through(rows())
    columns = [
        column for column in table_of_reviewers(first, names, found.measures, rows).columns if column.title
    ]
    heads = [(column.title, column.width) for column in columns]
    clusters = Sheet(book, _("Overview"), heads, frozen=2, is_wide=True)
    problems = Sheet(book, _("Problems"), [(first, 6), *_problem_columns()], frozen=2)
    figures = Sheet(book, _("Figures"), [(first, 6), *_figure_columns(found.years)], frozen=3)
    for row in rows():
        clusters.add([_value(column, row) for column in columns])
        for line in _problems(row):
            problems.add(line)
        for line in _figures(row, found.years):
            figures.add(line)
    for sheet in (clusters, problems, figures):
        sheet.close()


def _value(column: Column, row: Row) -> Value:
    value = column.worded(row)
    if isinstance(value, Status):
        return Shaded(words.status_word(value), value)
    if column.key == "verdict" and row.verdict is not None:
        return Shaded(str(value), _STATUS_OF[row.verdict])
    if column.key in ("errors", "warnings") and value:
        return Shaded(Decimal(str(value)), Status.MISSED if column.key == "errors" else Status.UNKNOWN)
    return value


def _problem_columns() -> list[tuple[str, float]]:
    return [
        (_("Cluster"), 30),
        (_("Cell"), 16),
        (_("Code"), 8),
        (_("severity"), 8),
        (_("What is wrong"), 100),
        (_("File"), 36),
    ]


def _problems(row: Row) -> Iterator[Sequence[Value]]:
    for fault in row.details.faults:
        status = Status.MISSED if fault.is_error else Status.UNKNOWN
        severity = Shaded(words.severity_word(Severity(fault.severity)), status)
        yield row.place, row.cluster or row.file, fault.cell, fault.code, severity, fault.text, row.file


def _figure_columns(years: Iterable[str]) -> list[tuple[str, float]]:
    return [
        (_("Cluster"), 30),
        (_("Indicator"), 34),
        (_("Unit"), 10),
        *((year, 12.0) for year in years),
        (_("Cells"), 24),
        (_("File"), 36),
    ]


def _figures(row: Row, years: Sequence[str]) -> Iterator[Sequence[Value]]:
    for line in row.details.rows:
        values = [_number(line.years.get(year)) for year in years]
        yield row.place, row.cluster or row.file, line.name, line.unit, *values, line.cells, row.file


def _number(text: str | None) -> Value:
    """A figure as a number; a text that a cell shows stays one."""
    if text is None:
        return None
    try:
        return Decimal(text) if text.isascii() and text.strip("-.0123456789") == "" else text
    except ArithmeticError:
        return text


def _write_quota(book: Workbook, batch: Batch, quota: int) -> None:
    """Who is above the line, and why the others are not."""
    sheet = Sheet(
        book,
        _("Recommended"),
        [
            (_("No."), 6),
            (_("place"), 6),
            (_("Cluster"), 30),
            (_("District"), 18),
            (_("Industry"), 16),
            (_("Standard"), 18),
            (_("Verdict"), 10),
            (_("thresholds met"), 9),
            (_("mean margin, %"), 9),
            (_("line"), 12),
            (_("Why"), 60),
            (_("beside the verdict"), 30),
            (_("File"), 30),
        ],
        frozen=3,
    )
    number = 0
    for each in placed(batch.ranked(), quota):
        row = each.row
        number += each.standing is Standing.ABOVE
        sheet.add(
            [
                number if each.standing is Standing.ABOVE else None,
                row.place,
                row.cluster or row.file,
                district_words(row),
                row.details.industry,
                standard_words(row),
                words.verdict_word(row.verdict)
                if row.verdict is None
                else Shaded(words.verdict_word(row.verdict), _STATUS_OF[row.verdict]),
                None if row.verdict is None else f"{row.thresholds_met}/{row.thresholds}",
                None if row.margin is None else row.margin / 100,
                Shaded(ranking.standing_word(each.standing), _OF_STANDING[each.standing]),
                ranking.standing_words(each, batch.overview.rank),
                _("; ").join(row.remarks),
                row.file,
            ]
        )
    sheet.close()
    sheet.note(ranking.quota_note(quota, batch.overview))
