"""What one cell says under an indicator, once it is read."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from clustercheck.model.cluster import Bounds
from clustercheck.model.problems import Problem, Severity


class Figure(NamedTuple):
    """What a cell says in the indicator's unit: a value, or bounds of one; neither where blank or not understood."""

    value: Decimal | None = None
    problems: tuple[Problem, ...] = ()
    bounds: Bounds | None = None

    @property
    def doubt(self) -> str | None:
        """The code of the error that keeps the figure from being judged."""
        return next((p.code for p in self.problems if p.severity is Severity.ERROR), None)
