"""The overview of a batch as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from clustercheck.batch.overview import Batch, Overview
from clustercheck.model.patterns import pattern
from clustercheck.reports.batch import wording as overview_words
from clustercheck.reports.wording import ranking, words
from clustercheck.texts.messages import _, harmless, message, said

_MARKUP = pattern(r"([\\`*_{}\[\]<>()#+.!|~&-])")


def render(batch: Batch, stream: BinaryIO) -> None:
    """Write the overview as tables and lists."""
    text = "\n".join(_lines(batch.overview)) + "\n"
    stream.write(text.encode("utf-8", "backslashreplace"))


def _lines(found: Overview) -> Iterator[str]:
    yield "# " + _("Overview of the batch")
    closing = overview_words.closing_words(found)
    yield from ("", closing) if closing else ()
    yield from ("", words.verdict_counts(found.verdicts, of_clusters=found.lists_clusters), "")
    verdicts = [
        (words.verdict_word(verdict), str(number), f"{100 * number / found.results:.1f} %")
        for verdict, number in found.verdicts.items()
    ]
    yield from _table((_("verdict"), overview_words.counted_word(found), _("share")), verdicts, "lrr")
    remarked = overview_words.remarked_words(found)
    yield from ("", _plain(remarked)) if remarked else ()
    if len(found.standards) > 1:
        yield ""
        standards = [(_plain(label), str(number)) for label, number in found.standards.items()]
        yield from _table((_("standard"), overview_words.counted_word(found)), standards, "lr")
    yield from _frequent(found)
    yield from _ranked(found)
    yield from _line(found)
    yield from _lists(found)


def _frequent(found: Overview) -> Iterator[str]:
    if found.frequent:
        yield from ("", "## " + _("Criteria missed most often"), "")
        lines = [
            (_plain(said(each.name)), str(each.missed), str(each.unknown), str(each.files))
            for each in found.frequent
        ]
        yield from _table(
            (_("criterion"), _("missed"), _("unknown"), overview_words.asked_word(found)), lines, "lrrr"
        )


def _ranked(found: Overview) -> Iterator[str]:
    if not found.ranked:
        return
    yield from ("", "## " + _("Clusters in order"), "")
    yield from (ranking.rank_words(found.rank), overview_words.rank_note(found), "")
    lines = [
        (
            str(each.place),
            _plain(each.cluster),
            _plain(each.file),
            _plain(each.standard),
            words.remarked(words.verdict_word(each.verdict), [_plain(each.remarks)] if each.remarks else []),
            f"{each.thresholds_met}/{each.thresholds}",
            overview_words.margin_words(each),
        )
        for each in found.ranked
    ]
    titles = (_("place"), _("cluster"), _("file"), _("standard"), _("verdict"), _("met"), _("margin"))
    yield from _table(titles, lines, "rllllrr")
    left = found.results - found.verdicts.get(None, 0) - len(found.ranked)
    if left:
        yield from ("", _("and {n} more; -o FILE.csv or FILE.xlsx has the place of each").format(n=left))


def _line(found: Overview) -> Iterator[str]:
    if found.line is None:
        return
    yield from ("", "## " + _("Recommended"), "", _plain(ranking.line_words(found.line)), "")
    for each in found.line.next:
        name = f"{each.row.place or ''} {_plain(each.row.cluster or each.row.file)}".strip()
        standing = ranking.standing_word(each.standing)
        yield f"- **{name}** {standing}: {_plain(ranking.standing_words(each, found.rank))}"


def _lists(found: Overview) -> Iterator[str]:
    alike = list(overview_words.repeated(found))
    if alike:
        yield from ("", "## " + _("Handed in twice, or alike"), "")
        for problem, more in alike:
            yield f"- {problem.code} {_plain(message(problem))}" + (f" {more}" if more else "")
    if found.unreadable:
        yield from ("", "## " + _("Not read"), "")
        for each in found.unreadable:
            yield f"- {each.code} **{_plain(each.file)}** {_plain(each.problem)}"
        left = found.verdicts.get(None, 0) - len(found.unreadable)
        if left:
            yield "- " + _("and {n} more").format(n=left)


def _table(titles: Sequence[str], lines: Sequence[Sequence[str]], sides: str) -> Iterator[str]:
    yield f"| {' | '.join(titles)} |"
    yield f"|{'|'.join('---:' if side == 'r' else '---' for side in sides)}|"
    for line in lines:
        yield f"| {' | '.join(line)} |"


def _plain(text: str) -> str:
    """A text that is nothing but text, whatever it holds."""
    return _MARKUP.sub(r"\\\1", harmless(text))
