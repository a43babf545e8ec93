"""Decide for each row whether it has a figure of the base year, because a blank cell must not turn a miss into a pass."""

from __future__ import annotations

from clustercheck.engine.measures import is_doubted
from clustercheck.model.criteria import NEEDS_BASE_YEAR, Mode
from clustercheck.model.findings import Assessment, Outcome, Status
from clustercheck.model.subjects import Basis
from clustercheck.model.window import BASE, NO_FIGURES, Window

_UNKNOWN = Status.UNKNOWN


def has_base_figure(mode: Mode, basis: Basis, window: Window) -> bool:
    """Whether a mode can start from the base year. A doubtful or inexact figure counts; 0 does not."""
    if basis.whole is None and window.figures.get(basis.part, NO_FIGURES)[BASE]:
        return True
    if mode is not Mode.FROM_BASE and starts_from_zero(basis, window):
        return False
    return not _lacks(basis, window) or is_doubted(basis, window, BASE)


def base_is_blank(basis: Basis, window: Window) -> bool:
    """Whether the row's base figure is blank although other rows have one."""
    return window.base_year is not None and _lacks(basis, window) and not is_doubted(basis, window, BASE)


def starts_from_zero(basis: Basis, window: Window) -> bool:
    """Whether the base figure is 0, from which no growth can be calculated."""
    base = window.figures.get(basis.part, NO_FIGURES)[BASE]
    if base is not None:
        return not base
    bounds = window.inexact.get((basis.part, BASE)) if window.inexact else None
    return bounds is not None and bounds.upper == 0


def left_open(outcomes: tuple[Outcome, ...], window: Window) -> Outcome | None:
    """The reading that is open because a base figure is blank."""
    for outcome in outcomes:
        _, status, mode, basis, _ = outcome
        if (
            status is _UNKNOWN
            and mode in NEEDS_BASE_YEAR
            and basis is not None
            and base_is_blank(basis, window)
        ):
            return outcome
    return None


def base_year_used(assessment: Assessment) -> int | None:
    """The base year, if a reading of any row can be calculated from it."""
    base = assessment.window.base_year
    if base is None:
        return None
    outcomes = [outcome for finding in assessment.each_finding() for outcome in finding.outcomes]
    used = any(o.mode in NEEDS_BASE_YEAR and o.status is not _UNKNOWN for o in outcomes)
    return base if used else None


def blank_base_of(basis: Basis, window: Window) -> tuple[str, ...]:
    """The indicators whose base figure is blank."""
    names = (basis.part, basis.whole)
    return tuple(name for name in names if name is not None and _is_blank(name, window))


def _lacks(basis: Basis, window: Window) -> bool:
    return _is_blank(basis.part, window) or (basis.whole is not None and _is_blank(basis.whole, window))


def _is_blank(name: str, window: Window) -> bool:
    inexact = window.inexact
    return window.figures.get(name, NO_FIGURES)[BASE] is None and not (inexact and (name, BASE) in inexact)
