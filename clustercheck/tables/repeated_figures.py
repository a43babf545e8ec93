"""The problems of figures that stand in two places: whether these agree, differ, or can both be true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clustercheck.model.cluster import Observation
from clustercheck.model.hints import TypeAlias
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.problems import Fact, Problem, Severity, error, warning
from clustercheck.tables.agreement import are_equal, looser_of

# How many differences between two tables are named one by one.
_NAMED = 5
# By the places of two tables: what each says of a figure.
Repeats: TypeAlias = Mapping[tuple[str, str], Sequence[tuple[Observation, Observation]]]


def repeated(first: Observation, new: Observation, looser: Observation | None, file: str) -> Problem:
    """The problem of one figure in two places; `looser` is the weaker one if both can be true."""
    indicator, year, one, other = INDICATORS[first.indicator].name, new.year, first.cell, new.cell
    facts: dict[str, Fact] = {"indicator": indicator, "year": year, "first": str(one), "second": str(other)}
    if looser is not None and are_equal(first, new):
        return Problem("C216", Severity.WARNING, other.within(file), facts)
    facts["one"], facts["other"] = first.text, new.text
    if looser is not None:
        return Problem("C227", Severity.WARNING, other.within(file), facts)
    return Problem("C206", Severity.ERROR, one.within(file), facts)


def problems_of_repeats(repeats: Repeats, file: str) -> Iterator[tuple[Problem, list[Observation]]]:
    """The problems of figures that two tables give, once for each pair of tables, and which figures they doubt."""
    for pairs in repeats.values():
        for differ in (True, False):
            found = [(one, two) for one, two in pairs if (looser_of(one, two) is None) is differ]
            if len(found) <= (_NAMED if differ else 1):
                for one, two in found:
                    yield repeated(one, two, looser_of(one, two), file), []
                continue
            first, second = found[0]
            said = error if differ else warning
            problem = said(
                "C141" if differ else "C140", (first if differ else second).cell.within(file),
                count=len(found), first=str(first.cell), second=str(second.cell),
                cells=[str(one.cell) for one, _ in found],
            )  # fmt: skip
            yield problem, [one for one, _ in found] if differ else []
