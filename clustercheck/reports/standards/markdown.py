"""`standards show|diff -f md`: a standard, or two side by side, as a document with tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from clustercheck.engine.differences import Difference
from clustercheck.model.criteria import AnyOf, Criterion, each_of
from clustercheck.model.findings import Assessment
from clustercheck.model.standard import Standard
from clustercheck.reports.standards.wording import (
    change_word,
    criterion_words,
    facts_of,
    parts_beside,
    provisos_of,
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


def cells_of(criterion: Criterion, standard: Standard) -> list[str]:
    """The cells of a criterion; what it asks comes with all that limits it."""
    name = said(criterion.name)
    if isinstance(criterion, AnyOf):
        name = _("{name} (one of)").format(name=name)
    provisos = [words for kind, words in provisos_of(criterion, standard) if kind != "readings"]
    known = sourced_words(criterion)
    wording = f"{criterion.wording} ({known})" if known else criterion.wording
    asked = _("; ").join([criterion_words(criterion), *provisos])
    return [name, asked, wording, criterion.clause, readings_of(criterion)]


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
        rows = [cells_of(each, standard) for one in section.criteria for each in each_of(one)]
        yield from table_lines(columns, rows)
    for title, lines in parts_beside(standard):
        yield from ("", f"## {escaped(title)}", "")
        yield from (f"- {escaped(clause)}: {escaped(text)}" for clause, text in lines)
