"""`standards show|diff -f md`: a standard, or two side by side, as a document with tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from clustercheck.engine.differences import Difference
from clustercheck.model.criteria import AnyOf, Criterion, each_of
from clustercheck.model.findings import Assessment
from clustercheck.model.standard import Point, Standard
from clustercheck.reports.standards.wording import (
    change_word,
    criterion_words,
    facts_of,
    readings_of,
    sourced_words,
    standing_words,
    status_words,
)
from clustercheck.reports.wording.markdown import escaped, table_lines
from clustercheck.reports.wording.words import clause_words, verdict_words
from clustercheck.texts.messages import _, said


def render_standard(standard: Standard, day: date) -> str:
    """The whole standard, section by section."""
    return "\n".join(_standard(standard, day)) + "\n"


def render_difference(
    first: Standard,
    second: Standard,
    found: Sequence[Difference],
    day: date,
    assessed: Sequence[Assessment] = (),
) -> str:
    """One table of all criteria, with the statuses of a workbook where it is given."""
    lines = [f"# {escaped(said(first.name))} → {escaped(said(second.name))}", ""]
    lines += [f"- {escaped(words)}" for words in standing_words((first, second), day)]
    lines += [f"- {escaped(each.standard.label)}: **{escaped(verdict_words(each))}**" for each in assessed]
    if lines[-1]:
        lines.append("")
    columns = [_("Criterion"), first.label, second.label, _("change")]
    columns += [_("{label}: result").format(label=each.standard.label) for each in assessed]
    rows = []
    for each in found:
        either = each.second or each.first
        assert either is not None
        row = [said(either.name), criterion_words(each.first), criterion_words(each.second)]
        row.append(change_word(each.change))
        rows.append([*row, *(status_words(assessment, each.id) for assessment in assessed)])
    return "\n".join([*lines, *table_lines(columns, rows)]) + "\n"


def _standard(standard: Standard, day: date) -> Iterator[str]:
    yield f"# {escaped(said(standard.name))}"
    yield ""
    for name, text in facts_of(standard, day):
        yield f"- {escaped(name)}: {escaped(text)}"
    for section in standard.sections:
        yield ""
        yield f"## {escaped(said(section.name))} ({escaped(clause_words(section))})"
        yield ""
        columns = [_("Criterion"), _("Requirement"), _("wording"), _("clause"), _("readings")]
        yield from table_lines(columns, [_row(each) for one in section.criteria for each in each_of(one)])
    for title, points in (
        (_("Not known here"), standard.unknown),
        (_("Cultivation"), standard.cultivation),
        (_("Procedure"), standard.procedure),
        (_("Good to know"), standard.cautions),
    ):
        yield from _points(title, points)


def _row(criterion: Criterion) -> list[str]:
    is_group = isinstance(criterion, AnyOf)
    name = (
        f"{said(criterion.name)}" if not is_group else _("{name} (one of)").format(name=said(criterion.name))
    )
    known = sourced_words(criterion)
    wording = f"{criterion.wording} ({known})" if known else criterion.wording
    return [name, criterion_words(criterion), wording, criterion.clause, readings_of(criterion)]


def _points(title: str, points: Sequence[Point]) -> Iterator[str]:
    if points:
        yield ""
        yield f"## {escaped(title)}"
        yield ""
        yield from (f"- {escaped(point.clause)}: {escaped(said(point.text))}" for point in points)
