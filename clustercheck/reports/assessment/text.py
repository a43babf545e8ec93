"""The report on a terminal: one assessment short or in full, several results as a line each.

Ruled with spaces, for box lines and `≥ × →` are two cells wide in many Chinese consoles. Every status is a word
as well as a colour. Whatever a cell of the workbook holds is shown as text, never as markup.
"""

from __future__ import annotations

from collections.abc import Sequence

from clustercheck.model.findings import Assessment, Result, Unread
from clustercheck.reports.assessment.text_short import short_report
from clustercheck.reports.assessment.text_whole import whole_report
from clustercheck.reports.terminal.screen import Screen
from clustercheck.reports.terminal.text import (
    GAP,
    SENSITIVE_STYLE,
    VERDICT_STYLES,
    Line,
    Paragraphs,
    Piece,
    piece,
    plain_text,
    row,
)
from clustercheck.reports.wording import heading as heading_words
from clustercheck.reports.wording import words
from clustercheck.reports.wording.remarks import remarks_of
from clustercheck.texts.messages import message, said


def print_report(results: Sequence[Result], screen: Screen, *, detail: str = "short") -> None:
    """Print one assessment so that it fits a screen, or several results as one line each with the counts.

    `detail`: `short`, `all` for an assessment in full, `quiet` for one line a result and nothing else.
    """
    if detail == "quiet":
        screen.show((_quiet_line(result) for result in results), crop=False)
    elif len(results) > 1:
        for result in results:
            print_one_of_many(result, screen, detail=detail)
        print_closing(words.closing_line(results), screen, detail=detail)
    elif results and not isinstance(results[0], Unread):
        lines = whole_report if detail == "all" else short_report
        screen.show(lines(results[0], screen.width))


def _quiet_line(result: Result) -> Line:
    if isinstance(result, Unread):
        name, verdict, style = words.row_words(result.file, result.row), words.verdict_word(None), "bold red"
    else:
        name, verdict = heading_words.place_words(result), words.verdict_words(result)
        if result.cluster.row is not None:
            # Clusters that stand beside each other have the same row.
            name = f"{name}  {result.cluster.text('name')}"
        style = VERDICT_STYLES[result.verdict]
    return [(f"{plain_text(name)}  ", ""), (verdict, style)]


def print_one_of_many(result: Result, screen: Screen, *, detail: str) -> None:
    """Print one of several results."""
    if detail == "quiet":
        screen.show([_quiet_line(result)], crop=False)
        return
    widths = (min(36, screen.width // 3), 12, 14)
    rest = screen.width - sum(widths) - 4 * GAP
    screen.show(row([*_verdict_pieces(result, widths), Piece(rest, _summary(result))]))


def print_closing(closing: str, screen: Screen, *, detail: str) -> None:
    """Print what stands below several results."""
    if detail != "quiet":
        screen.show([[], [(closing, "bold")]])


def _verdict_pieces(result: Result, widths: tuple[int, int, int]) -> list[Piece]:
    if isinstance(result, Unread):
        name: Paragraphs = ((plain_text(words.row_words(result.file, result.row)), "dim"),)
        place, style = "", "bold red"
        verdict = words.verdict_word(None)
    else:
        name, place = _names(result), said(result.standard.jurisdiction)
        verdict, style = words.verdict_word(result.verdict), VERDICT_STYLES[result.verdict]
    return [Piece(widths[0], name), piece(widths[1], place), piece(widths[2], verdict, style)]


def _summary(result: Result) -> Paragraphs:
    """Count the criteria by status and name the deciding one; for an unreadable file, give the reason."""
    if isinstance(result, Unread):
        return tuple((plain_text(message(problem)), "") for problem in result.problems[:1])
    lines: list[tuple[str, str]] = [("  ".join(words.counted(result).values()), "dim")]
    lines.append((heading_words.decisive_words(result), ""))
    lines += [(remark.text, SENSITIVE_STYLE) for remark in remarks_of(result) if remark.id != "veto"]
    return tuple(lines)


def _names(assessment: Assessment) -> Paragraphs:
    """The cluster's name with its file under it, for two clusters may bear one name."""
    cluster = assessment.cluster
    return (plain_text(cluster.text("name")), "bold"), (
        plain_text(heading_words.place_words(assessment)),
        "dim",
    )
