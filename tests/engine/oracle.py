"""The same judgements made anew, naively, with fractions: every quotient is formed, nothing is shared."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from clustercheck.criteria import Count, Threshold
from clustercheck.subjects import Basis, Kind

MET, MISSED, UNKNOWN = "met", "missed", "unknown"
Row = Sequence[Fraction | None]
Rows = Mapping[str, Row]

_COMPARE = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}
_STEPS = {"each_step": ((1, 2), (2, 3)), "from_base": ((0, 1), (1, 2), (2, 3)), "ends": ((1, 3),)}


def expected(threshold: Threshold, rows: Rows) -> dict[str, str]:
    """The status of each reading that can be tried, the default first."""
    if threshold.counted is not None:
        return {
            r.id: _count(threshold, threshold.counted, rows, r.id == "national") for r in threshold.readings
        }
    names = list(threshold.subject.bases)
    first = threshold.readings[0]
    id, mode, basis = first.id, first.mode.value, threshold.subject.bases[names[0]]
    if mode == "geometric_base" and _has_no_base_figure(basis, rows):
        id = mode = "geometric_three"
    status = _judge(threshold, mode, basis, rows)
    if status == UNKNOWN and threshold.subject.given_first:
        derived = threshold.subject.bases[names[1]]
        if _judge(threshold, mode, derived, rows) != UNKNOWN:
            status, basis = _judge(threshold, mode, derived, rows), derived
            id = names[1] if id == names[0] else id
    statuses = {id: status}
    for reading in threshold.readings[1:]:
        other = reading.basis or basis
        if (reading.mode.value, other) == (mode, basis):
            continue
        if reading.mode.value in ("arithmetic_base", "from_base") and _has_no_base_figure(other, rows):
            continue
        statuses[reading.id] = _judge(threshold, reading.mode.value, other, rows)
    return statuses


def _has_no_base_figure(basis: Basis, rows: Rows) -> bool:
    return any(name is not None and rows[name][0] is None for name in (basis.part, basis.whole))


def values(basis: Basis, rows: Rows) -> list[Fraction | None]:
    """The basis's value in each of the four years; nothing over zero."""
    if basis.whole is None:
        return list(rows[basis.part])
    return [
        None if part is None or not whole else Fraction(basis.factor) * part / whole
        for part, whole in zip(rows[basis.part], rows[basis.whole], strict=True)
    ]


def _judge(threshold: Threshold, mode: str, basis: Basis, rows: Rows) -> str:
    if mode in _STEPS:
        return _trend(threshold, values(basis, rows), _STEPS[mode])
    passes = _COMPARE[threshold.op]
    limit = Fraction(threshold.limit)
    if mode == "every_year":
        years = [None if v is None else passes(v, limit) for v in values(basis, rows)[1:]]
        return MISSED if False in years else UNKNOWN if None in years else MET
    if mode.startswith(("geometric", "arithmetic")):
        return _growth(mode, list(rows[basis.part]), passes, limit)
    value = _value(mode, basis, rows)
    return UNKNOWN if value is None else MET if passes(value, limit) else MISSED


def _value(mode: str, basis: Basis, rows: Rows) -> Fraction | None:
    series = values(basis, rows)
    if mode in ("latest", "once"):
        return series[3]
    if mode == "average":
        three = _complete(series)
        return None if three is None else sum(three, Fraction()) / 3
    assert mode == "totals"
    if basis.whole is None:
        return None
    parts, wholes = _complete(rows[basis.part]), _complete(rows[basis.whole])
    if parts is None or wholes is None or not sum(wholes):
        return None
    return Fraction(basis.factor) * sum(parts, Fraction()) / sum(wholes, Fraction())


def _complete(series: Row) -> list[Fraction] | None:
    """The figures of the three years, if all three are there."""
    three = [figure for figure in series[1:] if figure is not None]
    return three if len(three) == 3 else None


def _growth(mode: str, figures: list[Fraction | None], passes, limit: Fraction) -> str:  # type: ignore[no-untyped-def]
    figures = figures if mode.endswith("base") else figures[1:]
    known = [figure for figure in figures if figure is not None]
    if len(known) < len(figures):
        return UNKNOWN
    rate = 1 + limit / 100
    if mode.startswith("geometric"):
        if not known[0]:
            return UNKNOWN
        return MET if passes(known[-1] / known[0], rate ** (len(known) - 1)) else MISSED
    if not all(known[:-1]):
        return UNKNOWN
    yearly = [later / earlier for earlier, later in pairwise(known)]
    return MET if passes(sum(yearly, Fraction()) / len(yearly), rate) else MISSED


def _trend(threshold: Threshold, series: list[Fraction | None], steps: Sequence[tuple[int, int]]) -> str:
    seen = []
    for earlier, later in steps:
        before, after = series[earlier], series[later]
        if before is None or after is None:
            seen.append(UNKNOWN)
        elif threshold.over == "falling":
            seen.append(MET if after < before else MISSED)
        else:
            full = threshold.subject.kind is Kind.RATE and after >= 100 and after >= before
            seen.append(MET if after > before or full else MISSED)
    return MISSED if MISSED in seen else UNKNOWN if UNKNOWN in seen else MET


def _count(threshold: Threshold, count: Count, rows: Rows, national: bool) -> str:
    """What every possible overlap of the kinds has in common."""
    bounds = bounds_of(count, {name: row[3] for name, row in rows.items()}, national)
    if bounds is None:
        return UNKNOWN
    low, high = bounds
    passes, limit = _COMPARE[threshold.op], Fraction(threshold.limit)
    return MET if passes(low, limit) else MISSED if high is not None and not passes(high, limit) else UNKNOWN


def bounds_of(
    count: Count, last: Mapping[str, Fraction | None], national: bool
) -> tuple[Fraction, Fraction | None] | None:
    """The least and the most firms there can be; None where the count given contradicts its kinds."""
    given = last[count.given]
    low, high = _of_kinds([last[kind] for kind in count.kinds])
    if count.part_of_kinds:
        low = Fraction(0)
    if given is not None and (given < low or (high is not None and given > high)):
        return None
    if not national:
        return (low, high) if given is None else (given, given)
    kinds = [last["national_champions" if k == "manufacturing_champions" else k] for k in count.kinds]
    low, high = _of_kinds(kinds)
    if given is None:
        return low, high
    every, few = last["manufacturing_champions"], last["national_champions"]
    if every is not None and few is not None:
        low = max(low, given - (every - few))
    return low, given if high is None else min(given, high)


def _of_kinds(kinds: Sequence[Fraction | None]) -> tuple[Fraction, Fraction | None]:
    known = [kind for kind in kinds if kind is not None]
    return max(known, default=Fraction(0)), sum(known, Fraction()) if len(known) == len(kinds) else None


def fractions(figures: Mapping[str, Sequence[Decimal | None]]) -> dict[str, list[Fraction | None]]:
    return {id: [None if f is None else Fraction(f) for f in row] for id, row in figures.items()}
