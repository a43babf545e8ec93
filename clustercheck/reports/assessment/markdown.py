"""`-f md`: the report as Markdown with the tables of GitHub. Whatever a cell of the workbook holds stays a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from clustercheck.model.findings import Assessment, Result, Unread
from clustercheck.model.records import NamedTuple
from clustercheck.reports.assessment.overview import overview_columns, overview_fields
from clustercheck.reports.wording import heading as heading_words
from clustercheck.reports.wording import words
from clustercheck.reports.wording.criterion_rows import fields_of, row_columns, rows_of
from clustercheck.reports.wording.lists import lists_of
from clustercheck.reports.wording.markdown import escaped, table_lines
from clustercheck.texts.messages import _, listed, message, said


class MarkdownPiece(NamedTuple):
    """One file's report, and its row in the table of several."""

    row: str
    report: str


def render_md(results: Sequence[Result]) -> str:
    """Each file's report after the other; several have a table of all before them."""
    if len(results) == 1:
        return "\n".join(_lines(results[0])).strip("\n") + "\n"
    return "".join(whole_md([piece_md(result) for result in results], words.closing_line(results)))


def piece_md(result: Result) -> MarkdownPiece:
    """One file of several."""
    *_head, row = table_lines(overview_columns(), [overview_fields(result)])
    return MarkdownPiece(row, "\n".join(_lines(result)))


def whole_md(pieces: Iterable[MarkdownPiece], closing: str) -> Iterator[str]:
    """The table of all files, which the pieces are asked for first, then each one's report."""
    text = "\n".join([f"# {escaped(closing)}", "", *table_lines(overview_columns(), ())])
    for piece in pieces:
        yield text + "\n"
        text = piece.row
    yield text + "\n"
    text = ""
    for piece in pieces:
        yield text + "\n"
        text = piece.report
    yield text.rstrip("\n") + "\n"


def _lines(result: Result) -> Iterator[str]:
    return _unread(result) if isinstance(result, Unread) else _report(result)


def _report(assessment: Assessment) -> Iterator[str]:
    yield f"# {escaped(heading_words.cluster_words(assessment))}"
    yield ""
    yield f"**{escaped(_('Verdict: {verdict}').format(verdict=words.verdict_words(assessment)))}**"
    yield ""
    yield f"- {escaped(listed(_counts(assessment)))}"
    yield f"- {escaped(heading_words.standard_words(assessment))}"
    yield f"- {escaped(heading_words.judged_words(assessment))}"
    yield f"- {escaped(assessment.cluster.file)}"
    for section, rows in rows_of(assessment):
        yield ""
        yield f"## {escaped(said(section.name))} ({escaped(words.clause_words(section))})"
        yield ""
        yield from table_lines(row_columns(), [fields_of(row) for row in rows])
    for each in lists_of(assessment):
        yield ""
        yield f"## {escaped(each.title)}"
        yield ""
        for number, item in enumerate(each.items, 1):
            rest = f"  {escaped(item.text)}" if item.text else ""
            yield f"{number}. **{escaped(item.name)}**{rest}"
    yield ""


def _counts(assessment: Assessment) -> list[str]:
    sensitive = heading_words.sensitive_words(assessment)
    return [*words.counted(assessment).values(), *([sensitive] if sensitive else [])]


def _unread(unread: Unread) -> Iterator[str]:
    yield f"# {escaped(unread.file)}"
    yield ""
    yield f"**{escaped(_('Verdict: {verdict}').format(verdict=words.verdict_word(None)))}**"
    yield ""
    for problem in unread.problems:
        yield f"- {escaped(f'{problem.code} {message(problem)}')}"
    yield ""
