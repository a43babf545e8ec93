"""What judges each mode of reading: shares, growth, per 10,000, trends, each compared exactly with its threshold.

Of each mode a function takes a threshold and a basis and returns what judges the figures of a window: a status and the
measured value. Quotients are compared by products: nothing is divided or rounded. A figure that settles the result does
so even if another figure is blank: one year below the threshold is a miss.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from clustercheck.engine.measures import ONE, STEPS, fell, pairs, rose
from clustercheck.model.criteria import COMPARISONS, Mode, Over, Threshold
from clustercheck.model.findings import Judged, Measure, Pair, Status
from clustercheck.model.hints import TypeAlias
from clustercheck.model.indicators import PARTS
from clustercheck.model.quantities import EXACT
from clustercheck.model.subjects import FULL_RATE, Basis, Kind
from clustercheck.model.window import FIRST, LAST, MIDDLE, NO_FIGURES, Figures

_times, _plus = EXACT.multiply, EXACT.add
_ZERO, _TWO, _THREE = Decimal(0), Decimal(2), Decimal(3)
_MET, _MISSED = Status.MET, Status.MISSED
_UNKNOWN: Judged = (Status.UNKNOWN, None)
_YEARS = (FIRST, MIDDLE, LAST)
# Every file makes dozens of measures, and their own constructor takes twice as long.
_new = tuple.__new__

FiguresByName: TypeAlias = Mapping[str, Figures]
Judge: TypeAlias = Callable[[FiguresByName], Judged]


def _latest(threshold: Threshold, basis: Basis) -> Judge:
    part, whole, factor = basis
    compare, limit = COMPARISONS[threshold.op], threshold.limit
    # What may bound a blank figure per 10,000: any figure but that of people.
    bounding: list[str] | None = None
    if threshold.subject.kind is Kind.PER_10K and whole is not None:
        bounding = [part, *[name for pair in PARTS if part in pair for name in pair if name != part]]

    def judge(figures: FiguresByName) -> Judged:
        value, over, least = figures.get(part, NO_FIGURES)[LAST], ONE, limit
        if whole is not None and value is not None:
            under = figures.get(whole, NO_FIGURES)[LAST]
            if under is None or under <= _ZERO:
                value = None
            else:
                value, over, least = _times(factor, value), under, _times(limit, under)
        if value is None:
            if bounding is None or (limit > _ZERO and not [name for name in bounding if name in figures]):
                return _UNKNOWN
            return _per_10k_of_blank(threshold, basis, figures)
        return (_MET if compare(value, least) else _MISSED), _new(Measure, (value, over, 0, LAST))

    return judge


def _per_10k_of_blank(threshold: Threshold, basis: Basis, figures: FiguresByName) -> Judged:
    from clustercheck.engine.blank_figures import per_10k

    return per_10k(threshold, basis, figures)


def _every_year(threshold: Threshold, basis: Basis) -> Judge:
    compare, limit = COMPARISONS[threshold.op], threshold.limit
    floor = threshold.op in (">", ">=")
    part, whole, _ = basis

    def of_quotients(figures: FiguresByName) -> Judged:
        worst: Pair | None = None
        where, passed, blank = LAST, True, False
        for position, found in enumerate(pairs(basis, figures, _YEARS), FIRST):
            if found is None:
                blank = True
                continue
            value, over = found
            passed = passed and compare(value, limit if over is ONE else _times(limit, over))
            if worst is None or (fell(worst, found) if floor else fell(found, worst)):
                worst, where = found, position
        if worst is None:
            return _UNKNOWN
        status = _MISSED if not passed else Status.UNKNOWN if blank else _MET
        return status, _new(Measure, (*worst, 0, where))

    def of_figures(figures: FiguresByName) -> Judged:
        _, first, middle, last = figures.get(part, NO_FIGURES)
        if first is None or middle is None or last is None:
            return of_quotients(figures)
        worst, where = first, FIRST
        if middle < worst if floor else middle > worst:
            worst, where = middle, MIDDLE
        if last < worst if floor else last > worst:
            worst, where = last, LAST
        return (_MET if compare(worst, limit) else _MISSED), _new(Measure, (worst, ONE, 0, where))

    return of_figures if whole is None else of_quotients


def _average(threshold: Threshold, basis: Basis) -> Judge:
    """The mean of the three years; for shares, the mean of the yearly shares."""

    def judge(figures: FiguresByName) -> Judged:
        found = pairs(basis, figures, _YEARS)
        if found[0] is None or found[1] is None or found[2] is None:
            from clustercheck.engine.blank_figures import mean_of_known

            return mean_of_known(threshold, found)
        (a, x), (b, y), (c, z) = found[0], found[1], found[2]
        total = _plus(_plus(_times(_times(a, y), z), _times(_times(b, x), z)), _times(_times(c, x), y))
        return _held_against(threshold, (total, _times(_times(_times(_THREE, x), y), z)))

    return judge


def _totals(threshold: Threshold, basis: Basis) -> Judge:
    part, over, factor = basis
    if over is None:
        return lambda _figures: _UNKNOWN

    def judge(figures: FiguresByName) -> Judged:
        _, a, b, c = figures.get(part, NO_FIGURES)
        if a is None or b is None or c is None:
            return _UNKNOWN
        _, x, y, z = figures.get(over, NO_FIGURES)
        if x is None or y is None or z is None:
            return _UNKNOWN
        whole = _plus(_plus(x, y), z)
        if whole <= _ZERO:
            return _UNKNOWN
        return _held_against(threshold, (_times(factor, _plus(_plus(a, b), c)), whole))

    return judge


def _held_against(threshold: Threshold, found: Pair) -> Judged:
    value, over = found
    passed = COMPARISONS[threshold.op](value, _times(threshold.limit, over))
    return (_MET if passed else _MISSED), _new(Measure, (value, over, 0, None))


def _geometric_base(threshold: Threshold, basis: Basis) -> Judge:
    part, grown = basis.part, _grown(threshold, 3)

    def judge(figures: FiguresByName) -> Judged:
        base, first, middle, last = figures.get(part, NO_FIGURES)
        if base is None or first is None or middle is None or last is None or base <= _ZERO or last < _ZERO:
            return _UNKNOWN
        return grown(last, base)

    return judge


def _geometric_three(threshold: Threshold, basis: Basis) -> Judge:
    part, grown = basis.part, _grown(threshold, 2)

    def judge(figures: FiguresByName) -> Judged:
        _, first, middle, last = figures.get(part, NO_FIGURES)
        if first is None or middle is None or last is None or first <= _ZERO or last < _ZERO:
            return _UNKNOWN
        return grown(last, first)

    return judge


def _arithmetic_base(threshold: Threshold, basis: Basis) -> Judge:
    part, grown = basis.part, _grown(threshold, 1)

    def judge(figures: FiguresByName) -> Judged:
        base, first, middle, last = figures.get(part, NO_FIGURES)
        if base is None or first is None or middle is None or last is None or last < _ZERO:
            return _UNKNOWN
        if base <= _ZERO or first <= _ZERO or middle <= _ZERO:
            return _UNKNOWN
        steps = _plus(
            _plus(_times(_times(first, first), middle), _times(_times(middle, middle), base)),
            _times(_times(last, base), first),
        )
        return grown(steps, _times(_times(_times(_THREE, base), first), middle))

    return judge


def _arithmetic_three(threshold: Threshold, basis: Basis) -> Judge:
    part, grown = basis.part, _grown(threshold, 1)

    def judge(figures: FiguresByName) -> Judged:
        _, first, middle, last = figures.get(part, NO_FIGURES)
        if first is None or middle is None or last is None or last < _ZERO:
            return _UNKNOWN
        if first <= _ZERO or middle <= _ZERO:
            return _UNKNOWN
        steps = _plus(_times(middle, middle), _times(last, first))
        return grown(steps, _times(_times(_TWO, first), middle))

    return judge


def _grown(threshold: Threshold, root: int) -> Callable[[Decimal, Decimal], Judged]:
    """Judge the growth from a first figure to the last in `root` years."""
    compare, needed = COMPARISONS[threshold.op], threshold.grown[root - 1]

    def judge(last: Decimal, first: Decimal) -> Judged:
        passed = compare(last, _times(first, needed))
        return (_MET if passed else _MISSED), _new(Measure, (last, first, root, None))

    return judge


def _trend(mode: Mode) -> Callable[[Threshold, Basis], Judge]:
    steps = STEPS[mode]
    # Each step begins where the one before it ends.
    positions = (steps[0][0], *[later for _, later in steps])

    def of(threshold: Threshold, basis: Basis) -> Judge:
        rising = threshold.over is Over.RISING
        rate = threshold.subject.kind is Kind.RATE
        part, whole, _ = basis

        def of_quotients(figures: FiguresByName) -> Judged:
            return _steps(rising, rate, pairs(basis, figures, positions))

        def of_figures(figures: FiguresByName) -> Judged:
            row = figures.get(part, NO_FIGURES)
            before = row[positions[0]]
            for position in positions[1:]:
                after = row[position]
                if before is None or after is None:
                    return of_quotients(figures)
                if after < before if rising else not after < before:
                    return _MISSED, None
                # A rate at 100 % cannot rise further.
                if rising and after == before and not (rate and after >= FULL_RATE):
                    return _MISSED, None
                before = after
            return _MET, None

        return of_figures if whole is None else of_quotients

    return of


def _steps(rising: bool, rate: bool, found: list[Pair | None]) -> Judged:
    blank = False
    before = found[0]
    for after in found[1:]:
        if after is None:
            # Two rises make a rise, so the year before the blank one is compared with the year after it.
            blank = True
            continue
        if before is None:
            blank = True
        elif not (rose(rate, before, after) if rising else fell(before, after)):
            return _MISSED, None
        before = after
    return (Status.UNKNOWN if blank else _MET), None


def _span(mode: Mode) -> Callable[[Threshold, Basis], Judge]:
    """Measures of shorter windows, and of rises in points."""

    def of(threshold: Threshold, basis: Basis) -> Judge:
        from clustercheck.engine.spans import POSITIONS, SPANS

        judge, positions = SPANS[mode], POSITIONS[mode]
        return lambda figures: judge(threshold, pairs(basis, figures, positions))

    return of


# What is fixed of a reading is looked up once, and figures are judged for every file.
JUDGES: dict[Mode, Callable[[Threshold, Basis], Judge]] = {
    Mode.EVERY_YEAR: _every_year,
    Mode.AVERAGE: _average,
    Mode.LATEST: _latest,
    Mode.ONCE: _latest,
    Mode.TOTALS: _totals,
    Mode.GEOMETRIC_BASE: _geometric_base,
    Mode.GEOMETRIC_THREE: _geometric_three,
    Mode.ARITHMETIC_BASE: _arithmetic_base,
    Mode.ARITHMETIC_THREE: _arithmetic_three,
    Mode.EACH_STEP: _trend(Mode.EACH_STEP),
    Mode.FROM_BASE: _trend(Mode.FROM_BASE),
    Mode.ENDS: _trend(Mode.ENDS),
    **{
        mode: _span(mode)
        for mode in (
            Mode.EACH_OF_TWO, Mode.MEAN_OF_TWO, Mode.LAST_GROWTH, Mode.EACH_RISE, Mode.LAST_RISE, Mode.MEAN_RISE,
        )
    },
}  # fmt: skip
