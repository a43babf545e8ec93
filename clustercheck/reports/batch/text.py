"""The overview of a batch on a terminal: verdicts, what fails most often, the order, what comes twice, what was not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clustercheck.batch.overview import Overview
from clustercheck.reports.batch import wording as overview_words
from clustercheck.reports.terminal.screen import Screen
from clustercheck.reports.terminal.text import (
    GAP,
    SENSITIVE_STYLE,
    VERDICT_STYLES,
    Line,
    Piece,
    cell_len,
    piece,
    plain_text,
    row,
)
from clustercheck.reports.wording import ranking, words
from clustercheck.texts.messages import _, message, said

_NUMBER = 8
_UNREAD_STYLE = "bold red"


def print_overview(found: Overview, screen: Screen) -> None:
    """Print what a batch came to."""
    screen.show(_lines(found, screen.width))


def _lines(found: Overview, width: int) -> Iterator[Line]:
    yield from _verdicts(found, width)
    yield from _frequent(found, width)
    yield from _ranked(found, width)
    yield from _line(found, width)
    yield from _repeated(found, width)
    yield from _unreadable(found, width)
    yield []
    closing = overview_words.closing_words(found)
    if closing:
        yield from row([Piece(width, ((closing, "bold yellow"),))])
    yield from row(
        [Piece(width, ((words.verdict_counts(found.verdicts, of_clusters=found.lists_clusters), "bold"),))]
    )


def _title(text: str, note: str, width: int) -> Iterator[Line]:
    yield []
    yield [(text, "bold")]
    if note:
        yield from row([piece(width - 1, note, "dim")], 1)


def _verdicts(found: Overview, width: int) -> Iterator[Line]:
    yield [(_("Verdicts"), "bold")]
    labels = {verdict: words.verdict_word(verdict) for verdict in found.verdicts}
    widest = max([*map(cell_len, labels.values()), 10])
    for verdict, number in found.verdicts.items():
        style = _UNREAD_STYLE if verdict is None else VERDICT_STYLES[verdict]
        share = f"{100 * number / found.results:.1f} %"
        yield from row(
            [
                piece(widest, labels[verdict], style),
                piece(_NUMBER, str(number), right=True),
                piece(_NUMBER, share, "dim", right=True),
            ],
            1,
        )
    remarked = overview_words.remarked_words(found)
    if remarked:
        yield from row([piece(width - 1, remarked, SENSITIVE_STYLE)], 1)
    if len(found.standards) > 1:
        parts = [f"{plain_text(label)} {number}" for label, number in found.standards.items()]
        yield from row([piece(width - 1, _("By standard: {parts}").format(parts="  ".join(parts)), "dim")], 1)


def _frequent(found: Overview, width: int) -> Iterator[Line]:
    if not found.frequent:
        return
    yield from _title(_("Criteria missed most often"), "", width)
    name = min(48, width - 1 - 3 * (_NUMBER + GAP) - GAP)
    yield from _heads(name, (_("missed"), _("unknown"), overview_words.asked_word(found)))
    for each in found.frequent:
        numbers = (each.missed, each.unknown, each.files)
        yield from row(
            [
                piece(name, plain_text(said(each.name))),
                *(piece(_NUMBER, str(number), right=True) for number in numbers),
            ],
            1,
        )


def _heads(name: int, titles: Sequence[str]) -> Iterator[Line]:
    yield from row([piece(name, " "), *(piece(_NUMBER, title, "dim", right=True) for title in titles)], 1)


def _ranked(found: Overview, width: int) -> Iterator[Line]:
    if not found.ranked:
        return
    note = f"{ranking.rank_words(found.rank)} {overview_words.rank_note(found)}"
    yield from _title(_("Clusters in order"), note, width)
    verdict, met, margin = 13, 9, 9
    place = max(5, len(str(found.ranked[-1].place)))
    name = width - 1 - place - verdict - met - margin - 4 * GAP
    titles = (_("place"), _("cluster and file"), _("verdict"), _("met"), _("margin"))
    columns = zip(titles, (place, name, verdict, met, margin), strict=True)
    yield from row([piece(w, title, "dim", right=w in (place, met)) for title, w in columns], 1)
    for each in found.ranked:
        label = [(plain_text(each.cluster), ""), (f"{plain_text(each.file)}  {each.standard}", "dim")]
        if each.remarks:
            label.append((plain_text(each.remarks), SENSITIVE_STYLE))
        yield from row(
            [
                piece(place, str(each.place), right=True),
                Piece(name, tuple(label)),
                piece(verdict, words.verdict_word(each.verdict), VERDICT_STYLES[each.verdict]),
                piece(met, f"{each.thresholds_met}/{each.thresholds}", right=True),
                piece(margin, overview_words.margin_words(each), right=True),
            ],
            1,
        )
    left = found.results - found.verdicts.get(None, 0) - len(found.ranked)
    if left:
        more = _("and {n} more; -o FILE.csv or FILE.xlsx has the place of each").format(n=left)
        yield from row([piece(width - 1, more, "dim")], 1)


def _line(found: Overview, width: int) -> Iterator[Line]:
    if found.line is None:
        return
    yield from _title(_("Recommended"), ranking.line_words(found.line), width)
    for each in found.line.next:
        name = plain_text(each.row.cluster or each.row.file)
        label = ((name, ""), (plain_text(ranking.standing_words(each, found.rank)), "dim"))
        yield from row(
            [
                piece(5, str(each.row.place or ""), right=True),
                piece(14, ranking.standing_word(each.standing)),
                Piece(width - 20 - 2 * GAP, label),
            ],
            1,
        )


def _repeated(found: Overview, width: int) -> Iterator[Line]:
    lines = list(overview_words.repeated(found))
    if not lines:
        return
    yield from _title(_("Handed in twice, or alike"), "", width)
    for problem, more in lines:
        yield from row([piece(4, problem.code, "yellow"), piece(width - 5 - GAP, message(problem))], 1)
        if more:
            yield from row([piece(width - 5 - GAP, more, "dim")], 5 + GAP)


def _unreadable(found: Overview, width: int) -> Iterator[Line]:
    if not found.unreadable:
        return
    yield from _title(_("Not read"), "", width)
    for each in found.unreadable:
        label = ((plain_text(each.file), "bold"), (plain_text(each.problem), ""))
        yield from row([piece(4, each.code, _UNREAD_STYLE), Piece(width - 5 - GAP, label)], 1)
    left = found.verdicts.get(None, 0) - len(found.unreadable)
    if left:
        yield from row([piece(width - 1, _("and {n} more").format(n=left), "dim")], 1)
