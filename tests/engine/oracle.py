"""The same judgements made anew, naively, with fractions: every quotient is formed, nothing is shared."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise

from clustercheck.model.criteria import Count, Threshold
from clustercheck.model.subjects import Basis, Kind

MET, MISSED, UNKNOWN = "met", "missed", "unknown"
Row = Sequence[Fraction | None]
Rows = Mapping[str, Row]

_COMPARE = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}
_STEPS = {"each_step": ((1, 2), (2, 3)), "from_base": ((0, 1), (1, 2), (2, 3)), "ends": ((1, 3),)}


def expected(threshold: Threshold, rows: Rows) -> dict[str, str]:
    """The status of each reading that can be tried, the default first.

    Other rows have the base year: one whose base figure is blank leaves open what would start from it.
    """
    if threshold.counted is not None:
        return {r.id: _count(threshold, threshold.counted, rows, r.id) for r in threshold.readings}
    names = list(threshold.subject.bases)
    first = threshold.readings[0]
    id, mode, basis = first.id, first.mode.value, threshold.subject.bases[names[0]]
    blank = False
    if mode == "geometric_base" and (_base(basis, rows) is None or _base(basis, rows) == 0):
        blank = _base(basis, rows) is None
        id = mode = "geometric_three"
    status = _judge(threshold, mode, basis, rows)
    if status == UNKNOWN and threshold.subject.given_first:
        derived = threshold.subject.bases[names[1]]
        begun = mode == "latest" and not _is_begun(basis, rows) and _is_begun(derived, rows)
        if begun or _judge(threshold, mode, derived, rows) != UNKNOWN:
            status, basis = _judge(threshold, mode, derived, rows), derived
            id = names[1] if id == names[0] else id
    statuses = {id: status}
    if blank:
        statuses["geometric_base"] = UNKNOWN
    for reading in threshold.readings[1:]:
        other, way = reading.basis or basis, reading.mode.value
        if (way, other) == (mode, basis):
            continue
        no_base = _base(other, rows) is None
        if way == "arithmetic_base" and (no_base or not _base(other, rows)):
            continue
        if way == "geometric_base" and (no_base or not _base(other, rows)):
            found = _judge(threshold, "geometric_three", other, rows)
            statuses[reading.id] = UNKNOWN if no_base and found == MET else found
            continue
        statuses[reading.id] = _judge(threshold, way, other, rows)
    return statuses


def _is_begun(basis: Basis, rows: Rows) -> bool:
    """Whether anything of it stands in the last year."""
    return any(rows[name][3] is not None for name in (basis.part, basis.whole) if name is not None)


def open_by_a_blank_base(threshold: Threshold, rows: Rows) -> bool:
    """Whether a reading stays open for a base figure that other rows have."""
    default = next(iter(threshold.subject.bases.values()), None)
    for id, status in expected(threshold, rows).items():
        reading = next((r for r in threshold.readings if r.id == id), None)
        way = id if reading is None else reading.mode.value
        basis = (reading.basis if reading else None) or default
        if status != UNKNOWN or way not in ("geometric_base", "from_base") or basis is None:
            continue
        if threshold.subject.given_first:
            basis = _basis_that_stands(threshold, rows)
        met_without = way == "from_base" or _judge(threshold, "geometric_three", basis, rows) == MET
        if _base(basis, rows) is None and (met_without or reading is None or reading.basis is None):
            return True
    return False


def _basis_that_stands(threshold: Threshold, rows: Rows) -> Basis:
    given, derived = list(threshold.subject.bases.values())[:2]
    mode = threshold.readings[0].mode.value
    open_ = _judge(threshold, mode, given, rows) == UNKNOWN
    return derived if open_ and _judge(threshold, mode, derived, rows) != UNKNOWN else given


def _base(basis: Basis, rows: Rows) -> Fraction | None:
    """The base figure, if part and whole have one."""
    figures = [rows[name][0] for name in (basis.part, basis.whole) if name is not None]
    return None if None in figures else figures[0]


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
    if mode == "average" and _complete(values(basis, rows)) is None:
        # The blank years hold anything from nothing to no end.
        least = sum((v for v in values(basis, rows)[1:] if v is not None), Fraction()) / 3
        return _common(passes, limit, least, _MANY)
    per_10k = threshold.subject.kind is Kind.PER_10K and basis.whole is not None
    if mode == "latest" and per_10k and values(basis, rows)[3] is None:
        return _common(passes, limit, *_per_10k(basis, {name: row[3] for name, row in rows.items()}))
    value = _value(mode, basis, rows)
    return UNKNOWN if value is None else MET if passes(value, limit) else MISSED


def _common(passes, limit: Fraction, low: Fraction, high: Fraction) -> str:  # type: ignore[no-untyped-def]
    ends = {passes(low, limit), passes(high, limit)}
    return UNKNOWN if len(ends) == 2 else MET if ends == {True} else MISSED


def _per_10k(basis: Basis, last: Mapping[str, Fraction | None]) -> tuple[Fraction, Fraction]:
    """The SMEs' patents and people are among all."""
    assert basis.whole is not None
    patents, people = last.get(basis.part), last.get(basis.whole)
    few = many = patents
    if patents is None and basis.part == "invention_patents":
        few = last.get("sme_invention_patents")
    elif patents is None:
        many = last.get("invention_patents")
    fewest = most = people
    if people is None and basis.whole == "employees":
        fewest = last.get("sme_employees")
    elif people is None and basis.whole == "sme_employees":
        most = last.get("employees")
    low = Fraction(0) if not most else 10000 * (few or 0) / most
    return low, _MANY if many is None or not fewest else 10000 * many / fewest


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
    looked_at = [steps[0][0], *(later for _, later in steps)]
    # Over a blank year as well: up and up again is up.
    for earlier, later in combinations(looked_at, 2):
        before, after = series[earlier], series[later]
        if before is None or after is None:
            seen.append(UNKNOWN)
        elif threshold.over == "falling":
            seen.append(MET if after < before else MISSED)
        else:
            full = threshold.subject.kind is Kind.RATE and after >= 100 and after >= before
            seen.append(MET if after > before or full else MISSED)
    return MISSED if MISSED in seen else UNKNOWN if UNKNOWN in seen else MET


def _count(threshold: Threshold, count: Count, rows: Rows, reading: str) -> str:
    """What every possible overlap of the kinds has in common."""
    bounds = bounds_of(count, {name: row[3] for name, row in rows.items()}, reading)
    if bounds is None:
        return UNKNOWN
    low, high = bounds
    passes, limit = _COMPARE[threshold.op], Fraction(threshold.limit)
    return MET if passes(low, limit) else MISSED if high is not None and not passes(high, limit) else UNKNOWN


_MANY = Fraction(10**9)
_EVERY, _NATIONAL = "manufacturing_champions", "national_champions"
_SWAPPED = {
    _NATIONAL: _EVERY,
    _EVERY: _NATIONAL,
    "dominant_champions_and_giants": "dominant_national_champions_and_giants",
    "dominant_national_champions_and_giants": "dominant_champions_and_giants",
}


def bounds_of(
    count: Count, last: Mapping[str, Fraction | None], reading: str
) -> tuple[Fraction, Fraction | None] | None:
    """The least and the most firms there can be, whatever the blank champions are; None where nothing can be."""
    lows, highs = [], []
    for every, national in _champions(last.get(_EVERY), last.get(_NATIONAL), last.get(count.given)):
        found = _in_one_world(count, {**last, _EVERY: every, _NATIONAL: national}, reading)
        if found is not None:
            lows.append(found[0])
            highs.append(found[1])
    if not lows:
        return None
    return min(lows), None if max(highs) >= _MANY else max(highs)


def _champions(
    every: Fraction | None, national: Fraction | None, given: Fraction | None
) -> list[tuple[Fraction, Fraction]]:
    """The extremes of what champions of any level and national ones may number."""
    ends = [Fraction(0), _MANY, *(one for one in (every, national, given) if one is not None)]
    many = ends if every is None else [every]
    few = ends if national is None else [national]
    return [(e, n) for e in many for n in few if n <= e]


def _in_one_world(
    count: Count, last: Mapping[str, Fraction | None], reading: str
) -> tuple[Fraction, Fraction] | None:
    other = {"national": _EVERY, "any_level": _NATIONAL}.get(reading)
    changes = other in count.kinds
    kinds = [_SWAPPED[k] if changes and k == other else k for k in count.kinds]
    given = last.get(count.given)
    low, high = _of_kinds([last.get(k) for k in count.kinds])
    if given is not None and (given > high or (given < low and not count.part_of_kinds)):
        return None
    low, high = _of_kinds([last.get(k) for k in kinds])
    differ = (last[_EVERY] or 0) - (last[_NATIONAL] or 0)
    mine, alike = given, given if changes else None
    if count.part_of_kinds:
        low = Fraction(0)
        name = _SWAPPED[count.given] if changes else count.given
        mine, alike = last.get(name), last.get(_SWAPPED.get(name, ""))
    elif changes:
        mine = None
    if mine is not None:
        return (mine, mine) if low <= mine <= high else None
    if alike is not None:
        fewer = _NATIONAL in kinds
        low = max(low, alike - differ if fewer else alike)
        high = min(high, alike if fewer else alike + differ)
    return (low, high) if low <= high else None


def _of_kinds(kinds: Sequence[Fraction | None]) -> tuple[Fraction, Fraction]:
    known = [kind for kind in kinds if kind is not None]
    return max(known, default=Fraction(0)), sum(known, Fraction()) + (_MANY if len(known) < len(kinds) else 0)


def fractions(figures: Mapping[str, Sequence[Decimal | None]]) -> dict[str, list[Fraction | None]]:
    return {id: [None if f is None else Fraction(f) for f in row] for id, row in figures.items()}
