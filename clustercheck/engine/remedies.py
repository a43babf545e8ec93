"""The changes to the workbook's figures that close a gap in every reading that has to pass.

A cell keeps 15 digits, so an amount still passes when it is read back. If a part would exceed its whole, the whole
rises too.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Context, Decimal

from clustercheck.engine.measures import missing_years
from clustercheck.model.criteria import Mode, Over, Threshold
from clustercheck.model.findings import Measure, Outcome, Pair, Range
from clustercheck.model.indicators import INDICATORS, PARTS
from clustercheck.model.quantities import EXACT, quotient, whole_number
from clustercheck.model.records import NamedTuple
from clustercheck.model.subjects import Basis, Kind
from clustercheck.model.window import LAST, NO_FIGURES, Figures, Window

_times, _plus, _minus = EXACT.multiply, EXACT.add, EXACT.subtract
_ZERO, _ONE, _TWO, _THREE = Decimal(0), Decimal(1), Decimal(2), Decimal(3)
_EACH_YEAR = (Mode.EVERY_YEAR, Mode.EACH_OF_TWO)
_MEANS = (Mode.AVERAGE, Mode.MEAN_OF_TWO)
_CELL = Context(prec=15, rounding=ROUND_HALF_EVEN)
_CELL_UP = Context(prec=15, rounding=ROUND_CEILING)
_UP = Context(prec=60, rounding=ROUND_CEILING)
_PARTS = frozenset([part for part, _ in PARTS])
# The last digit is raised once or twice. More than that means another fault.
_MOST_STEPS = 20


class Equivalent(NamedTuple):
    """The gap as a change of one figure: the amount to add to it, or the value that it should have had.

    `with_it` means that the figure is not short itself, but a part that is raised would exceed it.
    """

    indicator: str
    amount: Decimal
    unit: str
    with_it: bool = False


def remedies_of(threshold: Threshold, missed: Sequence[Outcome], window: Window) -> tuple[Equivalent, ...]:
    """The amounts to add to the last year's figures (for growth: the values needed) so that these readings pass.

    Other figures stay the same, except that added output also raises its whole. Empty if no change of the last year
    closes the gap: past years cannot change.
    """
    if threshold.over is Over.GROWTH:
        needed = _grown(threshold, missed, window)
    elif threshold.is_floor and threshold.op and threshold.over is not Over.RISE:
        needed = _added(threshold, missed, window)
    else:
        return ()
    if not needed:
        return ()
    if _PARTS.isdisjoint(needed):
        return tuple([Equivalent(name, amount, _unit(name)) for name, amount in needed.items()])
    rising = _rising_with(threshold, needed, window)
    return tuple(
        [
            Equivalent(name, max(amount, rising.pop(name, amount)), _unit(name))
            for name, amount in needed.items()
        ]
        + [Equivalent(name, amount, _unit(name), True) for name, amount in rising.items()]
    )


def remedy_of_count(threshold: Threshold, outcomes: Sequence[Outcome]) -> tuple[Equivalent, ...]:
    """The number of firms, each counted once, that makes the lower bound of every reading pass."""
    bounds = [outcome.measure for outcome in outcomes if isinstance(outcome.measure, Range)]
    if not bounds or threshold.counted is None:
        return ()
    lacking = _minus(threshold.limit, min(found.lower for found in bounds))
    return (Equivalent(threshold.counted.given, lacking, threshold.unit),)


def _for_a_cell(numerator: Decimal, denominator: Decimal) -> Decimal:
    """The least figure of 15 digits that is at least a quotient."""
    return _CELL_UP.divide(numerator, denominator)


def _grown(threshold: Threshold, missed: Sequence[Outcome], window: Window) -> dict[str, Decimal]:
    """The last figure of each row that is enough in every reading of it."""
    greatest: dict[str, Pair] = {}
    grown = threshold.grown
    for _reading, _status, mode, basis, measure in missed:
        if basis is None or type(measure) is not Measure:
            continue
        name = basis.part
        top, under = _last_needed(grown, mode, measure, window.figures.get(name, NO_FIGURES))
        known = greatest.get(name)
        if known is None or _times(top, known[1]) > _times(known[0], under):
            greatest[name] = top, under
    is_strict = threshold.is_strict
    return {
        name: whole_number(*exact, is_strict) if INDICATORS[name].is_count else _for_a_cell(*exact)
        for name, exact in greatest.items()
    }


def _last_needed(
    grown: tuple[Decimal, Decimal, Decimal], mode: Mode, measure: Measure, figures: Figures
) -> Pair:
    """The last figure that is needed (for a strict threshold, more than that), as a quotient.

    It makes the numerator as large as `needed`. Those of the figures that the mode uses are there.
    """
    numerator, denominator, root, _position = measure
    needed = _times(denominator, grown[root - 1])
    base, first, middle, last = figures
    if mode is Mode.ARITHMETIC_THREE and first is not None and middle is not None:
        # (middle / first + last / middle) / 2, over one denominator
        return _minus(needed, _times(middle, middle)), first
    if mode is Mode.ARITHMETIC_BASE and base is not None and first is not None and last is not None:
        # (first / base + middle / first + last / middle) / 3, over one denominator
        factor = _times(base, first)
        return _minus(needed, _minus(numerator, _times(factor, last))), factor
    return needed, _ONE


def _added(threshold: Threshold, missed: Sequence[Outcome], window: Window) -> dict[str, Decimal]:
    needed: dict[str, Decimal] = {}
    given: dict[str, Decimal] = {}
    for _reading, _status, mode, _basis, measure in missed:
        # The worst year misses, so that no more is to be looked at if it is a past one.
        if mode in _EACH_YEAR and type(measure) is Measure and measure.position != LAST:
            return {}
    for outcome in missed:
        basis, measure = outcome.basis, outcome.measure
        if basis is None or not isinstance(measure, Measure):
            continue
        if outcome.mode in _EACH_YEAR and missing_years(threshold, basis, window) != [LAST]:
            return {}
        if basis.whole is None and outcome.mode not in _MEANS:
            # The gap already states this amount. It is repeated only beside other figures.
            given[basis.part] = quotient(_lacking(threshold, measure), measure.denominator)
            continue
        amount = _amount(threshold, outcome, measure, basis, window)
        if amount is None:
            return {}
        needed[basis.part] = max(amount, needed.get(basis.part, amount))
    return {**needed, **given} if needed else {}


def _amount(
    threshold: Threshold, outcome: Outcome, measure: Measure, basis: Basis, window: Window
) -> Decimal | None:
    lacking = _lacking(threshold, measure)
    if basis.whole is None:
        exact = _times(_TWO if outcome.mode is Mode.MEAN_OF_TWO else _THREE, lacking), measure.denominator
    elif INDICATORS[basis.part].is_count:
        return whole_number(lacking, basis.factor, threshold.is_strict)
    elif outcome.mode in _MEANS or threshold.limit >= basis.factor:
        return None
    else:
        exact = lacking, _minus(basis.factor, threshold.limit)
    return _enough(threshold, outcome, measure, basis, window, _for_a_cell(*exact))


def _lacking(threshold: Threshold, measure: Measure) -> Decimal:
    """The amount that a value is short of, times its denominator. The division happens only for display."""
    return _minus(_times(threshold.limit, measure.denominator), measure.numerator)


def _enough(
    threshold: Threshold, outcome: Outcome, measure: Measure, basis: Basis, window: Window, amount: Decimal
) -> Decimal:
    """The amount, with its last digit raised until the 15-digit cells pass (if strict: reach the threshold)."""
    part = _last(basis.part, window) or _ZERO
    whole = None if basis.whole is None else _last(basis.whole, window)
    step = _ZERO
    for _ in range(_MOST_STEPS):
        more = _minus(_CELL.plus(_plus(part, amount)), part)
        numerator, denominator = measure.numerator, measure.denominator
        if whole is None:
            numerator = _plus(numerator, more)
        else:
            numerator = _plus(numerator, _times(basis.factor, more))
            denominator = _plus(denominator, _minus(_CELL.plus(_plus(whole, amount)), whole))
        if numerator >= _times(threshold.limit, denominator):
            return amount
        if not step:
            # One unit of the last digit that both cells hold. From here on the amount is a multiple of it.
            top = max(_plus(part, amount), _ZERO if whole is None else _plus(whole, amount))
            step = _ONE.scaleb(top.adjusted() - 14)
            amount = _UP.quantize(amount, step)
        else:
            amount = _plus(amount, step)
    return amount


def _rising_with(threshold: Threshold, needed: dict[str, Decimal], window: Window) -> dict[str, Decimal]:
    """The wholes that their parts would exceed. Added output always raises its whole."""
    if threshold.subject.kind is Kind.SHARE:
        parts = {name: amount for name, amount in needed.items() if INDICATORS[name].is_count}
    else:
        parts = needed
    is_grown = threshold.over is Over.GROWTH
    rising: dict[str, Decimal] = {}
    for part, whole in PARTS if not _PARTS.isdisjoint(parts) else ():
        if part not in parts or _last(whole, window) is None:
            continue
        before, of_whole = _last(part, window) or _ZERO, _last(whole, window) or _ZERO
        if is_grown:
            after = parts[part]
            limit = max(of_whole, needed.get(whole, of_whole), rising.get(whole, of_whole))
            if after > limit:
                rising[whole] = after
        else:
            raised = max(needed.get(whole, _ZERO), rising.get(whole, _ZERO))
            over = _minus(_plus(before, parts[part]), of_whole)
            if over > raised:
                rising[whole] = over
    return rising


def _unit(name: str) -> str:
    return INDICATORS[name].unit.name


def _last(name: str, window: Window) -> Decimal | None:
    return window.figures.get(name, NO_FIGURES)[LAST]
