"""The figure that was read from one cell, and why there is none."""

from __future__ import annotations

from decimal import Decimal

from clustercheck.model.cluster import Bounds
from clustercheck.model.problems import Fact, Problem, Severity
from clustercheck.model.records import NamedTuple


class Figure(NamedTuple):
    """A figure in the indicator's unit: a value, or bounds; neither if the cell is blank or not understood."""

    value: Decimal | None = None
    problems: tuple[Problem, ...] = ()
    bounds: Bounds | None = None

    @property
    def doubt(self) -> str | None:
        """The code of the error for which the figure is not judged."""
        for problem in self.problems:
            if problem.severity is Severity.ERROR:
                return problem.code
        return None


class Fault(Exception):
    """Why a cell gives no figure: the code of the problem and its facts."""

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
