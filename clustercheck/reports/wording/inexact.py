"""Figures and results known between bounds, in signs that every console has: `>32`, `<=5`, `~30`, `20-30`."""

from __future__ import annotations

from decimal import Decimal

from clustercheck.engine.evidence import positions_of
from clustercheck.model.cluster import Bounds, Observation, Qualifier
from clustercheck.model.criteria import Over, Threshold
from clustercheck.model.findings import Assessment, Outcome, Range
from clustercheck.model.quantities import plain
from clustercheck.reports.wording.rounding import rounded
from clustercheck.reports.wording.words import quantity
from clustercheck.texts.messages import _

# What a growth cannot be below; everything else cannot be below zero.
_NO_LESS = Decimal(-100)


def figure_mark(bounds: Bounds) -> str:
    """An inexact figure of the workbook: `超30` is `>30`."""
    figure = plain(bounds.figure)
    if bounds.qualifier is Qualifier.ABOUT:
        return f"~{figure}"
    if bounds.qualifier is Qualifier.AT_MOST:
        return f"<{figure}" if bounds.under else f"<={figure}"
    if bounds.upper is not None:
        return f"{figure}-{plain(bounds.upper)}"
    return f">{figure}" if bounds.over else f">={figure}"


def figure_words(seen: Observation) -> str:
    """An inexact figure with its unit, in words: `多于 30 亿元`."""
    bounds = seen.bounds
    assert bounds is not None
    figure = quantity(bounds.figure, seen.unit)
    if bounds.qualifier is Qualifier.ABOUT:
        return _("about {figure}").format(figure=figure)
    if bounds.qualifier is Qualifier.AT_MOST:
        words = _("less than {figure}") if bounds.under else _("{figure} or less")
    elif bounds.upper is not None:
        return _("{figure} to {upper}").format(figure=figure, upper=quantity(bounds.upper, seen.unit))
    else:
        words = _("more than {figure}") if bounds.over else _("{figure} or more")
    return words.format(figure=figure)


def range_mark(found: Range, threshold: Threshold) -> str:
    """What a reading rests on between bounds, rounded outwards: `>75.3`, `20-30`; `?` where nothing bounds it."""
    limit = threshold.limit if threshold.op else None
    open_below = found.lower == (_NO_LESS if threshold.over is Over.GROWTH else 0)
    lower = _negative(rounded(-found.lower, None if limit is None else -limit, up=True))
    if found.upper is None:
        return "?" if open_below else f">{lower}" if found.over else f">={lower}"
    upper = rounded(found.upper, limit, up=True)
    if found.lower == found.upper:
        return upper
    if open_below:
        return f"<{upper}" if found.under else f"<={upper}"
    return f"{lower}-{upper}"


def series_marks(outcome: Outcome, threshold: Threshold, assessment: Assessment) -> dict[int, str]:
    """The years whose value rests on an inexact figure, each with its mark."""
    window, basis = assessment.window, outcome.basis
    if not window.inexact or basis is None:
        return {}
    from clustercheck.engine.bounded_values import is_inexact, range_of, value_at

    marks = {}
    for position in positions_of(outcome):
        if not is_inexact((basis.part, basis.whole), (position,), window):
            continue
        value = value_at(basis, position, window)
        if value is None:
            continue
        bounds = window.inexact.get((basis.part, position))
        marks[window.years[position]] = (
            figure_mark(bounds)
            if basis.whole is None and bounds is not None
            else range_mark(range_of(value), threshold)
        )
    return marks


def rounded_down(value: Decimal) -> str:
    """A number with few digits that is not more than it."""
    return _negative(rounded(-value, up=True))


def _negative(text: str) -> str:
    if text == "0":
        return text
    return text[1:] if text.startswith("-") else f"-{text}"
