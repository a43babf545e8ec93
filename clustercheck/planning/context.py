"""What a plan is made for, and whether a table of figures lets a criterion pass there."""

from __future__ import annotations

from decimal import Decimal

from clustercheck.engine.judge import CriteriaJudge
from clustercheck.model.cluster import Cluster
from clustercheck.model.criteria import Criterion
from clustercheck.model.findings import STRICT, Finding, Status
from clustercheck.model.records import NamedTuple
from clustercheck.model.standard import Standard
from clustercheck.planning.assumptions import Assumptions
from clustercheck.planning.figures import FigureTable

# The statuses of a criterion that does not stand in the way.
PASSES = (Status.MET, Status.NOT_APPLICABLE)


class PlanContext(NamedTuple):
    """What a plan is made for: the cluster, the standard, the year of application and the growth of output."""

    cluster: Cluster
    standard: Standard
    apply_in: int
    growth: Decimal
    assumptions: Assumptions

    def years(self, table: FigureTable) -> range:
        """The years to come before the application."""
        return range(table.facts.last + 1, self.apply_in)

    def finding(self, criterion: Criterion, table: FigureTable) -> Finding:
        """The finding of a criterion with the figures of a table."""
        strict = self.assumptions.reading == STRICT
        judge = CriteriaJudge(self.cluster, self.standard, table.window(self.apply_in), strict)
        return judge.findings((criterion,))[0]

    def passes(self, criterion: Criterion, table: FigureTable) -> bool:
        """Whether a criterion is met, in every reading that is asked for."""
        return self.finding(criterion, table).status in PASSES

    def put(self, table: FigureTable, id: str, year: int, value: Decimal) -> None:
        """Set a target, unless the figure is fixed or given."""
        if id not in self.assumptions.fixed and year not in self.assumptions.given.get(id, ()):
            table.set(id, year, value)
