"""Numbers between bounds, held against the numbers themselves: ends that count, ends that do not, and just inside."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product

import pytest

from clustercheck.model import intervals
from clustercheck.model.intervals import Interval, exactly

F = Fraction
NEAR, FAR = F(1, 1000), F(10**6)
COMPARED = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}


def made() -> list[Interval]:
    found = []
    for low, high in product((F(0), F(1), F(2)), (F(1), F(2), F(3), None)):
        for over, under in product((False, True), repeat=2):
            if (high is None and under) or (
                high is not None and (high < low or (high == low and (over or under)))
            ):
                continue
            found.append(Interval(low, high, over, under))
    return [*found, exactly(0)]


ALL = made()
PAIRS = list(product(ALL, ALL))


def points(a: Interval) -> list[Fraction]:
    """Its ends where they count, what lies just inside, and something far out where it has no end."""
    if a.is_point:
        return [a.low]
    top = FAR if a.high is None else a.high
    ends = [end for end, left_out in ((a.low, a.over), (top, a.under and a.high is not None)) if not left_out]
    return [*ends, a.low + NEAR, top - NEAR, (a.low + top) / 2]


def holds(a: Interval, value: Fraction) -> bool:
    above = value > a.low or (value == a.low and not a.over)
    return above and (a.high is None or value < a.high or (value == a.high and not a.under))


def is_as_narrow(a: Interval, values: Sequence[Fraction]) -> bool:
    """Whether its ends are those of the values: reached where they count, and come near to where they do not."""
    low_is_right = (min(values) == a.low) is not a.over and min(values) - a.low <= 9 * NEAR
    if a.high is None:
        return low_is_right and max(values) > 100
    return low_is_right and (max(values) == a.high) is not a.under and a.high - max(values) <= 9 * NEAR


@pytest.mark.parametrize("name", ["plus", "least", "most"])
def test_of_two(name: str) -> None:
    ways: dict[str, tuple[Callable[..., Interval], Callable[[Fraction, Fraction], Fraction]]] = {
        "plus": (intervals.plus, operator.add),
        "least": (lambda a, b: intervals.least([a, b]), min),
        "most": (lambda a, b: intervals.most([a, b]), max),
    }
    way, exact = ways[name]
    for a, b in PAIRS:
        values = [exact(x, y) for x, y in product(points(a), points(b))]
        assert all(holds(way(a, b), value) for value in values), (a, b)
        assert is_as_narrow(way(a, b), values), (a, b, way(a, b))


def test_the_difference_holds_every_one() -> None:
    for a, b in PAIRS:
        found = intervals.less(a, b)
        values = [max(F(0), x - y) for x, y in product(points(a), points(b))]
        assert all(holds(found, value) for value in values), (a, b)
        assert min(values) - found.low <= 9 * NEAR
        assert found.high is None or found.high - max(values) <= 9 * NEAR


def test_the_quotient() -> None:
    for a, b in PAIRS:
        divisors = [y for y in points(b) if y]
        found = intervals.over(a, b)
        if b == exactly(0):
            assert found is None
            continue
        assert found is not None
        values = [x / y for x, y in product(points(a), divisors)]
        assert all(holds(found, value) for value in values), (a, b, found)
        if b.high is not None and b.low and a.high is not None:
            assert is_as_narrow(found, values), (a, b, found)
        if b.high is None and a.low:
            assert (found.low, found.over) == (0, True)


def test_the_product_and_the_sum_of_several() -> None:
    for a in ALL:
        values = [x * 3 for x in points(a)]
        assert intervals.times(a, F(3)) == intervals.total([a, a, a])
        assert is_as_narrow(intervals.times(a, F(3)), values)
    assert intervals.total([]) == exactly(0)


def test_what_lies_within_both() -> None:
    for a, b in PAIRS:
        found = intervals.both(a, b)
        values = [x for x in (*points(a), *points(b)) if holds(a, x) and holds(b, x)]
        assert (found is None) is (not values), (a, b)
        if found is not None:
            assert is_as_narrow(found, values), (a, b, found)


def test_comparisons() -> None:
    for a, b in PAIRS:
        pairs = list(product(points(a), points(b)))
        assert intervals.surely_below(a, b) is all(x < y for x, y in pairs), (a, b)
        assert intervals.never_below(a, b) is all(x >= y for x, y in pairs), (a, b)


@pytest.mark.parametrize("op", COMPARED)
def test_limits(op: str) -> None:
    for a, limit in product(ALL, (F(0), F(1, 2), F(1), F(2), F(3), F(4))):
        found = {COMPARED[op](x, limit) for x in points(a)}
        assert intervals.passes(a, op, limit) is (found.pop() if len(found) == 1 else None), (a, limit)


def test_points() -> None:
    assert exactly(2).is_point
    assert not Interval(F(1), F(2)).is_point
    assert not Interval(F(1), None).is_point
