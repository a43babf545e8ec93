"""The options of a run as they are sent to the workers."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from clustercheck.catalogue import Shelf
from clustercheck.model.label_map import LabelMap
from clustercheck.model.problems import Problem
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import is_quick, use_quick_ways
from clustercheck.texts.messages import language, use_language
from clustercheck.use_cases.run import Limit, Run, unlimited


class RunFault(NamedTuple):
    """What ends a run, such as a broken standard, found by a worker."""

    problems: tuple[Problem, ...]


class RunOptions(NamedTuple):
    """The options of a call; `own` is the user's folder of standards."""

    as_of: date
    reading: str
    city: str | None
    own: Path | None
    label_map: LabelMap | None
    language: str
    in_force: bool = False
    quick: bool = True

    def run(self, limit: Limit = unlimited) -> Run:
        """The run of this process, whose standards are read once, in the language of the call."""
        if language() != self.language:
            use_language(self.language)
        if is_quick() != self.quick:
            use_quick_ways(self.quick)
        return Run(self.as_of, shelf(self.own), self.city, self.reading, self.in_force, self.label_map, limit)


def options_of(run: Run, own: Path | None) -> RunOptions:
    """The options of a run of this process."""
    return RunOptions(
        run.as_of, run.reading, run.city, own, run.label_map, language(), run.in_force, is_quick()
    )


@lru_cache(maxsize=4)
def shelf(own: Path | None) -> Shelf:
    """The standards of this process; those in `own` override the others."""
    return Shelf(own)


def sendable(problem: Problem) -> Problem:
    """A problem as it can be sent to another process."""
    return problem._replace(facts=dict(problem.facts))
