"""The outcomes of a threshold in its readings: what each reading measures, and which are left out or replaced."""

from __future__ import annotations

from clustercheck.engine.base_year import base_is_blank, has_base_figure
from clustercheck.engine.measures import is_doubted
from clustercheck.engine.modes import JUDGES
from clustercheck.engine.readings import OtherReading, PlannedReadings, others_than
from clustercheck.model.criteria import Mode, Threshold
from clustercheck.model.findings import Judged, Outcome, Range, Status
from clustercheck.model.subjects import Basis
from clustercheck.model.window import FIRST, LAST, MIDDLE, NO_FIGURES, Window

# The constructor of a record that every file makes dozens of takes half its time to fill in defaults.
_new = tuple.__new__
_THREE = (FIRST, MIDDLE, LAST)
_MET, _UNKNOWN = Status.MET, Status.UNKNOWN


def outcomes_of(
    threshold: Threshold, planned: PlannedReadings, window: Window
) -> tuple[tuple[Outcome, ...], bool]:
    """Every reading that the row allows, and whether all are met. A reading that needs a missing base is left out."""
    name, mode, basis, needs_base, judge, others = planned
    figures, is_exact = window.figures, not window.inexact
    lacks_base = needs_base and not has_base_figure(mode, basis, window)
    status, measure, judged = _UNKNOWN, None, None
    if is_exact and not lacks_base:
        status, measure = judged = judge(figures)
    if status is _UNKNOWN:
        outcomes, others = _defaults(threshold, planned, judged, lacks_base, window)
        are_met = False
    else:
        outcomes, are_met = [_new(Outcome, (name, status, mode, basis, measure))], status is _MET
    for id, mode, basis, needs_base, judge in others:
        if needs_base and not has_base_figure(mode, basis, window):
            without = _without_base(id, threshold, mode, basis, window)
            if without is not None:
                outcomes.append(without)
                are_met = are_met and without.status is _MET
            continue
        status, measure = judge(figures) if is_exact else _judged(mode, threshold, basis, window)
        are_met = are_met and status is _MET
        outcomes.append(_new(Outcome, (id, status, mode, basis, measure)))
    return tuple(outcomes), are_met


def _defaults(
    threshold: Threshold, planned: PlannedReadings, judged: Judged | None, lacks_base: bool, window: Window
) -> tuple[list[Outcome], tuple[OtherReading, ...]]:
    """The first reading, also if it is left open because another one replaces it, and what is read besides."""
    _, mode, basis, _, _, others = planned
    default = _default(threshold, planned, judged, lacks_base, window)
    outcomes = [default]
    _, _, default_mode, default_basis, _ = default
    if default_mode is not mode or default_basis is not basis:
        if default_basis is not None and default_mode is not mode and base_is_blank(default_basis, window):
            outcomes.append(Outcome(mode.value, _UNKNOWN, mode, default_basis))
        others = others_than(default_mode, default_basis, threshold)
    return outcomes, others


def _without_base(id: str, threshold: Threshold, mode: Mode, basis: Basis, window: Window) -> Outcome | None:
    """The outcome of a reading whose base figure is missing; None if it is left out.

    Growth then uses the three years, like the default reading. If the base cell is blank although other rows have
    one, a pass is left open.
    """
    if mode is Mode.ARITHMETIC_BASE:
        return None
    is_blank = base_is_blank(basis, window)
    instead = Mode.GEOMETRIC_THREE if mode is Mode.GEOMETRIC_BASE else mode
    if instead is mode and not is_blank:
        return None
    status, measure = _judged(instead, threshold, basis, window)
    if status is _MET and is_blank:
        return Outcome(id, _UNKNOWN, mode, basis)
    return Outcome(id, status, instead, basis, measure)


def _default(
    threshold: Threshold, planned: PlannedReadings, judged: Judged | None, lacks_base: bool, window: Window
) -> Outcome:
    """The first reading, as `judged` if it was. If its figures are absent (not doubtful or inexact), what replaces it."""
    name, mode, basis, _, _, _ = planned
    if lacks_base:
        mode, name = Mode.GEOMETRIC_THREE, Mode.GEOMETRIC_THREE.value
    status, measure = judged or _judged(mode, threshold, basis, window)
    if status is _UNKNOWN and threshold.subject.given_first and type(measure) is not Range:
        positions = (LAST,) if mode is Mode.LATEST else _THREE
        if not is_doubted(basis, window, *positions):
            (basis_name, _), (other_name, other), *_ = threshold.subject.bases.items()
            status_of_other, measure_of_other = _judged(mode, threshold, other, window)
            stands_in = status_of_other is not _UNKNOWN or type(measure_of_other) is Range
            # If the given figure is blank and its parts are begun, the parts are what is incomplete.
            lacks = mode is Mode.LATEST and not _is_begun(basis, window) and _is_begun(other, window)
            if stands_in or lacks:
                status, measure, basis = status_of_other, measure_of_other, other
                name = other_name if name == basis_name else name
            if status is _UNKNOWN and type(measure) is Range and not _is_complete(basis, mode, window):
                # It is open whether this basis replaces the first one, and so are the other readings.
                return Outcome(name, status, mode, None, measure)
    return _new(Outcome, (name, status, mode, basis, measure))


def _judged(mode: Mode, threshold: Threshold, basis: Basis, window: Window) -> Judged:
    if not window.inexact:
        return JUDGES[mode](threshold, basis)(window.figures)
    from clustercheck.engine.bounded_measures import BOUNDED_JUDGES

    return BOUNDED_JUDGES[mode](threshold, basis, window)


def _is_begun(basis: Basis, window: Window) -> bool:
    """Whether a row of the basis has any figure in the last year."""
    figures, inexact = window.figures, window.inexact
    part, whole, _ = basis
    for name in (part,) if whole is None else (part, whole):
        if figures.get(name, NO_FIGURES)[LAST] is not None or (inexact and (name, LAST) in inexact):
            return True
    return is_doubted(basis, window, LAST)


def _is_complete(basis: Basis, mode: Mode, window: Window) -> bool:
    from clustercheck.engine.bounded_values import is_complete

    return is_complete(basis, mode, window)
