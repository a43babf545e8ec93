"""What reports need of a finding: each value is calculated when it is first needed and kept with the assessment.

All output formats of a run use it. Output that writes each of thousands of files once calls the engine directly.
"""

from functools import cached_property

from clustercheck.engine.evidence import Observed, cells_of, decisive_observations, observed
from clustercheck.engine.gaps import Gap, gap_of
from clustercheck.engine.margins import Margin, margin_of
from clustercheck.model.cluster import Cell, Observation
from clustercheck.model.findings import Assessment, Finding, Outcome


class Workings:
    """The calculated values of one finding of an assessment."""

    def __init__(self, finding: Finding, assessment: Assessment) -> None:
        self._finding, self._assessment = finding, assessment
        self._observed: dict[int, Observed] = {}

    @cached_property
    def gap(self) -> Gap | None:
        """Like `gap_of`; the gap of alternatives comes from the branches' own."""
        return gap_of(self._finding, self._assessment, lambda branch, whole: workings_of(branch, whole).gap)

    @cached_property
    def margin(self) -> Margin | None:
        """Like `margin_of`."""
        return margin_of(self._finding)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Like `cells_of`; those of alternatives are the branches' own."""
        return cells_of(
            self._finding, self._assessment, lambda branch, whole: workings_of(branch, whole).cells
        )

    @cached_property
    def observations(self) -> tuple[Observation, ...]:
        """Like `decisive_observations`."""
        return decisive_observations(self._finding, self._assessment)

    def observed(self, outcome: Outcome) -> Observed:
        """Like the function `observed`, for one of the finding's own outcomes."""
        found = self._observed.get(id(outcome))
        if found is None:
            found = self._observed[id(outcome)] = observed(outcome, self._finding, self._assessment)
        return found


def workings_of(finding: Finding, assessment: Assessment) -> Workings:
    """The values of one of the assessment's own findings; every caller gets the same object."""
    found = assessment.workings.get(id(finding))
    if found is None:
        found = assessment.workings[id(finding)] = Workings(finding, assessment)
    return found
