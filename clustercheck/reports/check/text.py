"""A check on a terminal: file by file and sheet by sheet, each problem with its place, code and severity."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from clustercheck.model.problems import Problem, Severity
from clustercheck.reports.check.check import Check, Checked, check_line
from clustercheck.reports.terminal.screen import Screen
from clustercheck.reports.terminal.text import GAP, Piece, cell_len, piece, plain_text, row
from clustercheck.reports.wording.words import severity_word
from clustercheck.texts.messages import _, message, said
from clustercheck.texts.rules import rule_of

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow"}
_CODE = 4


def print_check(check: Check, screen: Screen, *, has_statistics: bool = False) -> None:
    """Print the problems of each file that has any, then how many there are; a single file is always named."""
    for one in check.files:
        if one.unread or one.problems or len(check.files) == 1:
            _print_file(one, screen)
            screen.show([[]])
    if has_statistics:
        _print_statistics(check, screen)
    failed = any(one.unread for one in check.files) or check.count(Severity.ERROR)
    style = "bold red" if failed else "bold yellow" if check.count(Severity.WARNING) else "bold green"
    _print_wrapped(check_line(check), style, screen)
    if any(not one.unread and one.problems for one in check.files):
        _print_wrapped(_("`clustercheck rule CODE` explains a code."), "dim", screen)


def _print_file(checked: Checked, screen: Screen) -> None:
    _print_wrapped(plain_text(checked.file), "bold", screen)
    if checked.unread:
        _print_wrapped(_("It could not be read."), "bold red", screen, 1)
        return
    _print_wrapped(_held_against(checked), "dim", screen, 1)
    if not checked.problems:
        _print_wrapped(_("Nothing found."), "green", screen, 1)
        return
    place_width = max(cell_len(_place(problem)) for problem in checked.problems)
    for sheet, problems in groupby(checked.problems, key=lambda problem: problem.where.sheet):
        if sheet is not None:
            _print_wrapped(plain_text(sheet), "bold", screen, 1)
        _print_problems(problems, min(place_width, 10), screen)


def _print_problems(problems: Iterable[Problem], place_width: int, screen: Screen) -> None:
    severity_width = max(cell_len(severity_word(severity)) for severity in Severity)
    indent = 2
    rest = screen.width - indent - place_width - _CODE - severity_width - (3 if place_width else 2) * GAP
    for problem in problems:
        pieces = [
            *([piece(place_width, _place(problem))] if place_width else []),
            piece(_CODE, problem.code, "dim"),
            piece(severity_width, severity_word(problem.severity), _STYLES[problem.severity]),
            Piece(rest, ((plain_text(message(problem)), ""),)),
        ]
        screen.show(row(pieces, indent))


def _print_statistics(check: Check, screen: Screen) -> None:
    """Each code with its severity, how often it came up in how many files, and its title; the most frequent first."""
    found: dict[str, list[tuple[str, Problem]]] = {}
    for one, problem in check.each():
        found.setdefault(problem.code, []).append((one.file, problem))
    by_count = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    severity_width = max(cell_len(severity_word(severity)) for severity in Severity)
    counts = {
        code: _("{n} in {files} files").format(n=len(each), files=len({file for file, _problem in each}))
        for code, each in by_count
    }
    width = max(map(cell_len, counts.values()), default=0)
    rest = screen.width - _CODE - severity_width - width - 3 * GAP
    for code, each in by_count:
        severity = each[0][1].severity
        pieces = [
            piece(_CODE, code, "dim"),
            piece(severity_width, severity_word(severity), _STYLES[severity]),
            piece(width, counts[code]),
            Piece(rest, ((said(rule_of(code).title), ""),)),
        ]
        screen.show(row(pieces))
    if by_count:
        screen.show([[]])


def _place(problem: Problem) -> str:
    where = problem.where
    return plain_text(where.cell or (where.within_file or "" if where.sheet is None else ""))


def _held_against(checked: Checked) -> str:
    if checked.standard is not None:
        return _("Held against {name}").format(name=said(checked.standard.name))
    if checked.no_standard is None or checked.no_standard.code == "U406":
        return _(
            "No standard is named, so only what concerns the data was checked. Name one with --city for the rest."
        )
    return _("No standard is known for it, so only what concerns the data was checked: {why}").format(
        why=message(checked.no_standard)
    )


def _print_wrapped(text: str, style: str, screen: Screen, indent: int = 0) -> None:
    screen.show(row([piece(screen.width - indent, text, style)], indent))
