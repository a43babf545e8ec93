"""`standards list` and `standards show`: what the program holds a cluster against, clause by clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clustercheck.engine.differences import Change, Difference
from clustercheck.model.criteria import AnyOf, Attestation, Criterion
from clustercheck.model.findings import Assessment
from clustercheck.model.lean import date
from clustercheck.model.standard import Standard
from clustercheck.reports.standards.wording import (
    change_word,
    criterion_words,
    facts_of,
    left_words,
    level_word,
    parts_beside,
    provisos_of,
    source_words,
    sourced_words,
    standing_words,
    status_words,
    term_words,
)
from clustercheck.reports.terminal.grid import Cell, Column, show_grid
from clustercheck.reports.terminal.screen import Line, Screen
from clustercheck.reports.wording.words import (
    alternatives_words,
    clause_words,
    requirement_words,
    standard_status_word,
    verdict_words,
)
from clustercheck.texts.messages import _, said

_LEVELS = ("nation", "province", "city")
_CHANGES = {
    Change.STRICTER: "red",
    Change.LAXER: "green",
    Change.NEW: "red",
    Change.GONE: "green",
    Change.OTHER: "yellow",
}
# The narrowest screen on which each standard has seven columns.
_WIDE = 110
_PROVISOS = {"waiver": "cyan", "either": "cyan", "readings": "magenta", "note": "dim italic", "when": "cyan"}


def print_standards(standards: Sequence[Standard], day: date, screen: Screen) -> None:
    """The nation's standards, then each province's with those of its cities: a line each, on a narrow screen one that folds."""
    whole = [(*_place_of(standard), *_state_of(standard, day)) for standard in by_level(standards)]
    # A number is typed as it stands and is never broken; levels are short words.
    if screen.width < _WIDE:
        narrow: list[list[Cell]] = [[number, level, _in_one(state)] for number, level, *state in whole]
        show_grid(narrow, [Column(wraps=False), Column(wraps=False), Column(folds=True)], screen)
    else:
        show_grid(whole, [*[Column(wraps=False)] * 2, *[Column(folds=True)] * 5], screen)


def by_level(standards: Sequence[Standard]) -> list[Standard]:
    """The nation's standards, then each province's, each with those of its cities behind it."""
    provinces = [one.id for one in standards if one.level == "province"]

    def place(standard: Standard) -> tuple[int, int, int]:
        if standard.level == "nation":
            return -1, 0, 0
        above = standard.id if standard.level == "province" else next(iter(standard.under), "")
        known = provinces.index(above) if above in provinces else len(provinces)
        return known, _LEVELS.index(standard.level) if standard.level in _LEVELS else len(_LEVELS), 0

    return sorted(standards, key=place)


def print_difference(
    first: Standard,
    second: Standard,
    found: Sequence[Difference],
    day: date,
    screen: Screen,
    assessed: Sequence[Assessment] = (),
) -> None:
    """Two standards side by side; what both ask alike is counted, the rest listed."""
    screen.show_words((f"{said(first.name)} -> {said(second.name)}", "bold"))
    for words in standing_words((first, second), day):
        screen.show_words((words, "yellow"))
    for assessment in assessed:
        screen.show_words((f"{assessment.standard.label}: {verdict_words(assessment)}", ""))
    heads = ["", first.label, second.label, "", *(assessment.standard.label for assessment in assessed)]
    table: list[list[Cell]] = [[(head, "dim") for head in heads]]
    for each in found:
        criterion = each.second or each.first
        statuses = [status_words(assessment, each.id) for assessment in assessed]
        if criterion is None or (each.change is Change.SAME and len(set(statuses)) < 2):
            continue
        table.append(
            [
                (said(criterion.name), ""),
                (criterion_words(each.first), ""),
                (criterion_words(each.second), ""),
                (change_word(each.change), _CHANGES.get(each.change, "")),
                *[(status, "") for status in statuses],
            ]
        )
    screen.show([[]])
    show_grid(table, [Column(folds=True)] * len(heads), screen)
    same = sum(each.change is Change.SAME for each in found)
    screen.show([[]])
    screen.show_words((_("The same in both: {n}").format(n=same), "dim"))


def print_standard(standard: Standard, day: date, screen: Screen) -> None:
    """A standard with its criteria in the document's order, its readings, and the cycle after recognition."""
    screen.show_words((said(standard.name), "bold"))
    _pairs(list(facts_of(standard, day)), screen)
    for section in standard.sections:
        screen.show([[]])
        screen.show_words((said(section.name), "bold"), ("  " + clause_words(section), "dim"))
        table = [row for criterion in section.criteria for row in _rows(criterion, "", standard)]
        show_grid(table, [Column(folds=True, most=30), Column(folds=True)], screen)
    for part, lines in parts_beside(standard):
        _pairs_under(part, lines, screen)


def _place_of(standard: Standard) -> tuple[tuple[str, str], tuple[str, str]]:
    """Number, indented by level, and level."""
    indent = "  " * _LEVELS.index(standard.level) if standard.level in _LEVELS else ""
    return (indent + standard.label, "bold"), (level_word(standard.level), "dim")


def _state_of(standard: Standard, day: date) -> list[tuple[str, str]]:
    """Name, whether it is in force, its term, when its text was checked, and whether all of it is known."""
    return [
        (said(standard.name), ""),
        (standard_status_word(standard.status_on(day)), ""),
        (left_words(standard, day) or term_words(standard), "dim"),
        (source_words(standard, day), "dim"),
        (_("in part") if standard.partial else "", "yellow"),
    ]


def _in_one(state: Sequence[tuple[str, str]]) -> Line:
    """One cell of several, those that say something two spaces apart."""
    said_ones = [cell for cell in state if cell[0]]
    return [piece for cell in said_ones for piece in (("  ", ""), cell)][1:]


def _rows(criterion: Criterion, indent: str, standard: Standard) -> Iterator[list[Cell]]:
    """A criterion and its branches: their ids, and what is said of them."""
    words: Line = [(said(criterion.name), "")]
    if isinstance(criterion, Attestation):
        if criterion.veto:
            words.append(("  " + _("(veto)"), "red"))
    elif isinstance(criterion, AnyOf):
        words.append(("  " + alternatives_words(criterion), "dim"))
    else:
        words.append(("  " + requirement_words(criterion), "bold"))
        words.append(("  " + criterion.wording, "dim"))
        if criterion.sourced:
            style = "yellow" if criterion.sourced == "page" else "dim"
            words.append(("  " + sourced_words(criterion), style))
    words += [("  " + text, _PROVISOS[kind]) for kind, text in provisos_of(criterion, standard)]
    yield [(indent + criterion.id, "dim"), words]
    if isinstance(criterion, AnyOf):
        for branch in criterion.branches:
            yield from _rows(branch, indent + "  ", standard)


def _pairs_under(title: str, lines: Sequence[tuple[str, str]], screen: Screen) -> None:
    screen.show([[]])
    screen.show_words((title, "bold"))
    _pairs(lines, screen)


def _pairs(lines: Sequence[tuple[str, str]], screen: Screen) -> None:
    table: list[list[Cell]] = [[(name, ""), (text, "")] for name, text in lines]
    show_grid(table, [Column("dim"), Column(folds=True)], screen)
