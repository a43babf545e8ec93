"""What an assessment found: one finding a criterion, made of a criterion and what was measured.

The records made by the dozen for every file are named tuples: as immutable as a frozen dataclass and made in a
third of its time, which is what an assessment is mostly made of.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

from clustercheck.model.choices import Chosen
from clustercheck.model.cluster import Answer, Cluster
from clustercheck.model.criteria import Attestation, Criterion, Mode
from clustercheck.model.problems import Problem
from clustercheck.model.standard import Standard, StandardStatus
from clustercheck.model.subjects import Basis
from clustercheck.model.window import Window


class Status(StrEnum):
    """What a criterion came to."""

    MET = "met"
    MISSED = "missed"
    UNKNOWN = "unknown"
    DISCRETIONARY = "discretionary"
    WAIVED = "waived"
    NOT_APPLICABLE = "not_applicable"


class Verdict(StrEnum):
    """What a standard came to."""

    MET = "met"
    MISSED = "missed"
    INCOMPLETE = "incomplete"
    DISCRETIONARY = "discretionary"


class Route(StrEnum):
    """By what a cluster is judged: its own figures, or its recognition by a higher level."""

    THRESHOLDS = "thresholds"
    RECOGNISED_FROM_ABOVE = "recognised_from_above"


class Recognition(StrEnum):
    """What a recognition from above is worth on a day."""

    NONE = "none"
    COUNTS = "counts"
    OPEN = "open"
    LAPSED = "lapsed"


class Measure(NamedTuple):
    """A value as a quotient that is never formed: numerator over a positive denominator, in the subject's unit.

    `root` 0: the quotient is the value. `root` n: the value is the n-th root of the quotient, less one, in %;
    then the quotient is what the last figure is of the first. `position` is that of the year which decides.
    """

    numerator: Decimal
    denominator: Decimal
    root: int = 0
    position: int | None = None


class Range(NamedTuple):
    """A value known between two bounds: a count whose firms may overlap, or whatever rests on an inexact figure.

    `upper` is None where there is no bound: a kind is blank, a figure is `超30`. `given`: the bounds are one figure.
    `over`: the value is more than `lower`; `under`: less than `upper`. `inexact`: bounds or estimates in the
    workbook leave it open, not the overlap of kinds.
    """

    lower: Decimal
    upper: Decimal | None
    given: bool = False
    over: bool = False
    under: bool = False
    inexact: bool = False


# What a measure comes to: the status with what was measured.
Judged: TypeAlias = tuple[Status, Measure | Range | None]

# A numerator and a denominator above zero.
Pair: TypeAlias = tuple[Decimal, Decimal]


class Outcome(NamedTuple):
    """What one reading of a threshold came to.

    `measure` is None for trends and where nothing could be measured; a range, that of the last year for a trend,
    where inexact figures were judged.
    """

    reading: str
    status: Status
    mode: Mode
    basis: Basis | None
    measure: Measure | Range | None = None


class Finding(NamedTuple):
    """What a criterion came to, and why.

    `outcome` is the one that decided; `outcomes` are all readings, the default first. Alternatives have
    `branches`, attestations the workbook's `answer` (None where it has no such line).
    """

    criterion: Criterion
    status: Status
    sensitive: bool = False
    outcomes: tuple[Outcome, ...] = ()
    outcome: Outcome | None = None
    branches: tuple["Finding", ...] = ()
    answer: Answer | None = None


def is_vetoed(finding: Finding) -> bool:
    """Whether this is the veto, and it was admitted."""
    criterion = finding.criterion
    return finding.status is Status.MISSED and isinstance(criterion, Attestation) and criterion.veto


def branches_of(finding: Finding, depth: int = 1) -> Iterator[tuple[int, Finding]]:
    """The findings within one with how deep they lie, each followed by those within it."""
    for branch in finding.branches:
        yield depth, branch
        yield from branches_of(branch, depth + 1)


def with_branches(findings: Iterable[Finding]) -> Iterator[Finding]:
    """All of these findings, each followed by those of its branches."""
    for finding in findings:
        yield finding
        if finding.branches:
            for _, branch in branches_of(finding):
                yield branch


Counts: TypeAlias = dict[Status, int]

# By which reading an assessment decides: each criterion's first, or the least favourable.
DEFAULT, STRICT = "default", "strict"


class _Assessment(NamedTuple):
    cluster: Cluster
    standard: Standard
    standard_status: StandardStatus
    as_of: date
    window: Window
    findings: tuple[Finding, ...]
    verdict: Verdict
    route: Route
    problems: tuple[Problem, ...]
    recognition: Recognition = Recognition.NONE
    reading: str = DEFAULT
    chosen: Chosen | None = None


class Assessment(_Assessment):
    """A cluster held against a standard. `chosen` is set where the text admits several figures for one."""

    @cached_property
    def workings(self) -> dict[int, Any]:
        """What reports need of the findings, by a finding's identity, once it is worked out (`engine.workings`)."""
        return {}

    @property
    def counts(self) -> Counts:
        """How many criteria came to each status; alternatives count as one."""
        found = Counter(finding.status for finding in self.findings)
        return {status: found.get(status, 0) for status in Status}

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """What the reader found and what the assessment has to say."""
        return self.cluster.problems + self.problems

    @property
    def veto(self) -> Finding | None:
        """The basic condition that is not met, by which everything else is of no account; None for none."""
        if self.verdict is not Verdict.MISSED:
            return None
        return next((found for found in self.findings if is_vetoed(found)), None)

    def finding(self, criterion: str) -> Finding | None:
        """The finding of a criterion or of a branch, by id."""
        return next((found for found in self.each_finding() if found.criterion.id == criterion), None)

    def each_finding(self) -> Iterator[Finding]:
        """All findings, each followed by those of its branches."""
        return with_branches(self.findings)


class Unread:
    """A file that could not be read or judged; `row` where it is one cluster of several."""

    __slots__ = ("file", "problems", "row")

    def __init__(self, file: str, problems: Sequence[Problem], row: int | None = None) -> None:
        self.file = file
        self.problems = tuple(problems)
        self.row = row


# What one file came to: an assessment, or why it could not be read.
Result: TypeAlias = Assessment | Unread
