"""How a reading's value came about: the formula in the indicators' names, and with the figures put in."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

from clustercheck.model.criteria import Mode, Threshold, at_level
from clustercheck.model.findings import Assessment, Outcome, Range
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.quantities import plain
from clustercheck.model.records import NamedTuple
from clustercheck.model.subjects import Basis
from clustercheck.model.window import BASE, FIRST, LAST, MIDDLE, NO_FIGURES
from clustercheck.reports.wording.inexact import figure_mark
from clustercheck.texts.messages import _, listed, said

_THREE = (FIRST, MIDDLE, LAST)
_WITH_BASE = (BASE, FIRST, MIDDLE, LAST)


class Formula(NamedTuple):
    """`named`: 中小企业产值 / 集群总产值; `figured`: 24.76 / 35.4. Figured is empty where a figure is lacking."""

    named: str
    figured: str


def formula_of(outcome: Outcome, threshold: Threshold, assessment: Assessment) -> Formula:
    """The formula of one reading."""
    if threshold.counted is not None:
        return _of_count(outcome, threshold, assessment)
    if outcome.basis is None:
        return Formula("", "")
    writer = _Writer(outcome.basis, assessment)
    named, figured = _WRITERS[outcome.mode](writer)
    return Formula(named, figured if writer.complete else "")


def _of_count(outcome: Outcome, threshold: Threshold, assessment: Assessment) -> Formula:
    assert threshold.counted is not None
    meant = at_level(threshold.counted, outcome.reading)
    given, kinds = meant.given, meant.kinds
    names = listed([said(INDICATORS[kind].name) for kind in kinds])
    found = outcome.measure
    if isinstance(found, Range) and found.given:
        return Formula(said(INDICATORS[given].name), plain(found.lower))
    window = assessment.window
    counts = [(kind, (window.figures.get(kind) or NO_FIGURES)[LAST]) for kind in kinds]
    figured = ", ".join(
        plain(count)
        if count is not None
        else figure_mark(window.inexact[kind, LAST])
        if (kind, LAST) in window.inexact
        else "?"
        for kind, count in counts
    )
    if threshold.counted.part_of_kinds:
        return Formula(_("between none and the sum of: {names}").format(names=names), figured)
    return Formula(_("between the largest and the sum of: {names}").format(names=names), figured)


class _Writer:
    """Writes a basis at the positions of a window, and notes whether any figure was lacking."""

    def __init__(self, basis: Basis, assessment: Assessment) -> None:
        self.basis = basis
        self.window = assessment.window
        self.complete = bool(assessment.window.years)
        self.part = said(INDICATORS[basis.part].name)
        self.whole = said(INDICATORS[basis.whole].name) if basis.whole else ""

    def year(self, position: int) -> str:
        return str(self.window.years[position]) if self.window.years else "?"

    def figure(self, indicator: str, position: int) -> str:
        value = (self.window.figures.get(indicator) or NO_FIGURES)[position]
        if value is not None:
            return plain(value)
        bounds = self.window.inexact.get((indicator, position))
        if bounds is not None:
            return figure_mark(bounds)
        self.complete = False
        return "?"

    def at(self, position: int) -> str:
        """The basis at a year, with its factor: `240 / 16800 x 10000`."""
        text = self.figure(self.basis.part, position)
        if self.basis.whole is not None:
            text = f"{text} / {self.figure(self.basis.whole, position)}"
        return self._with_factor(text)

    def named(self) -> str:
        text = f"{self.part} / {self.whole}" if self.whole else self.part
        return self._with_factor(text)

    def summed(self, indicator: str) -> str:
        return "(" + " + ".join(self.figure(indicator, position) for position in _THREE) + ")"

    def _with_factor(self, text: str) -> str:
        factor = self.basis.factor
        if factor == 1:
            return text
        return f"{text} x {plain(factor)}" if factor > 1 else f"{text} / {plain(Decimal(1) / factor)}"


def _one_year(writer: _Writer) -> tuple[str, str]:
    return f"{writer.named()} ({writer.year(LAST)})", writer.at(LAST)


def _once(writer: _Writer) -> tuple[str, str]:
    return writer.named(), writer.at(LAST)


def _each(writer: _Writer, positions: tuple[int, ...], joint: str) -> tuple[str, str]:
    years = joint.join(writer.year(position) for position in positions)
    return f"{writer.named()}: {years}", joint.join(writer.at(position) for position in positions)


def _mean(writer: _Writer, positions: tuple[int, ...] = _THREE) -> tuple[str, str]:
    figures = " + ".join(writer.at(position) for position in positions)
    return _("mean of {name}").format(name=writer.named()), f"({figures}) / {len(positions)}"


def _totals(writer: _Writer) -> tuple[str, str]:
    assert writer.basis.whole is not None
    parts, wholes = writer.summed(writer.basis.part), writer.summed(writer.basis.whole)
    return _("three years of {name}").format(
        name=writer.named()
    ), f"{parts} / {wholes} x {plain(writer.basis.factor)}"


def _geometric(writer: _Writer, first: int) -> tuple[str, str]:
    steps = LAST - first
    named = f"({writer.year(LAST)} / {writer.year(first)})^(1/{steps}) - 1"
    figured = f"({writer.at(LAST)} / {writer.at(first)})^(1/{steps}) - 1"
    return f"{writer.part}: {named}", figured


def _arithmetic(writer: _Writer, positions: tuple[int, ...]) -> tuple[str, str]:
    steps = list(pairwise(positions))
    named = " + ".join(f"{writer.year(after)} / {writer.year(before)}" for before, after in steps)
    figured = " + ".join(f"{writer.at(after)} / {writer.at(before)}" for before, after in steps)
    return f"{writer.part}: ({named}) / {len(steps)} - 1", f"({figured}) / {len(steps)} - 1"


_WRITERS: dict[Mode, Callable[[_Writer], tuple[str, str]]] = {
    Mode.LATEST: _one_year,
    Mode.ONCE: _once,
    Mode.EVERY_YEAR: lambda writer: _each(writer, _THREE, "; "),
    Mode.AVERAGE: _mean,
    Mode.EACH_OF_TWO: lambda writer: _each(writer, (MIDDLE, LAST), "; "),
    Mode.MEAN_OF_TWO: lambda writer: _mean(writer, (MIDDLE, LAST)),
    Mode.LAST_GROWTH: lambda writer: _geometric(writer, MIDDLE),
    Mode.EACH_RISE: lambda writer: _each(writer, _THREE, ", "),
    Mode.LAST_RISE: lambda writer: _each(writer, (MIDDLE, LAST), ", "),
    Mode.MEAN_RISE: lambda writer: _each(writer, (FIRST, LAST), ", "),
    Mode.TOTALS: _totals,
    Mode.GEOMETRIC_BASE: lambda writer: _geometric(writer, BASE),
    Mode.GEOMETRIC_THREE: lambda writer: _geometric(writer, FIRST),
    Mode.ARITHMETIC_BASE: lambda writer: _arithmetic(writer, _WITH_BASE),
    Mode.ARITHMETIC_THREE: lambda writer: _arithmetic(writer, _THREE),
    Mode.EACH_STEP: lambda writer: _each(writer, _THREE, ", "),
    Mode.FROM_BASE: lambda writer: _each(writer, _WITH_BASE, ", "),
    Mode.ENDS: lambda writer: _each(writer, (FIRST, LAST), ", "),
}
