"""The result of an assessment: one finding for each criterion, with what was measured.

Every file makes dozens of these records, so they are named tuples: immutable like frozen dataclasses, but created in
a third of the time.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from operator import itemgetter

from clustercheck.model.choices import Chosen
from clustercheck.model.cluster import Answer, Cluster
from clustercheck.model.criteria import Attestation, Criterion, Mode
from clustercheck.model.enums import StrEnum
from clustercheck.model.hints import Any, TypeAlias
from clustercheck.model.lean import date
from clustercheck.model.problems import Problem
from clustercheck.model.records import NamedTuple
from clustercheck.model.standard import Standard, StandardStatus
from clustercheck.model.subjects import Basis
from clustercheck.model.window import Window


class Status(StrEnum):
    """The result of a criterion."""

    MET = "met"
    MISSED = "missed"
    UNKNOWN = "unknown"
    DISCRETIONARY = "discretionary"
    WAIVED = "waived"
    NOT_APPLICABLE = "not_applicable"


class Verdict(StrEnum):
    """The result of a standard."""

    MET = "met"
    MISSED = "missed"
    INCOMPLETE = "incomplete"
    DISCRETIONARY = "discretionary"


class Route(StrEnum):
    """What a cluster is judged by: its own figures, or its recognition by a higher level."""

    THRESHOLDS = "thresholds"
    RECOGNISED_FROM_ABOVE = "recognised_from_above"


class Recognition(StrEnum):
    """The effect of a recognition from above on a day."""

    NONE = "none"
    COUNTS = "counts"
    OPEN = "open"
    LAPSED = "lapsed"


class Measure(NamedTuple):
    """A value as an undivided quotient: numerator over a positive denominator, in the subject's unit.

    With `root` 0 the quotient is the value. With `root` n the value is the n-th root of the quotient, minus one, in
    %; the quotient is then the last figure over the first. `position` is that of the deciding year.
    """

    numerator: Decimal
    denominator: Decimal
    root: int = 0
    position: int | None = None


class Range(NamedTuple):
    """A value known by two bounds: a count whose firms may overlap, or a result of inexact figures.

    `upper` is None if there is no upper bound: a kind is blank, or a figure is `超30`. `given` means that the bounds
    are one figure. `over` means more than `lower`, `under` less than `upper`. `inexact` means that bounds or
    estimates in the workbook leave the value open, not the overlap of kinds.
    """

    lower: Decimal
    upper: Decimal | None
    given: bool = False
    over: bool = False
    under: bool = False
    inexact: bool = False


# The result of a measure: the status and the measured value.
Judged: TypeAlias = tuple[Status, Measure | Range | None]

# A numerator and a denominator above zero.
Pair: TypeAlias = tuple[Decimal, Decimal]


class Outcome(NamedTuple):
    """The result of one reading of a threshold.

    `measure` is None for trends and if nothing could be measured. It is a range if inexact figures were judged; for a
    trend, the range of the last year.
    """

    reading: str
    status: Status
    mode: Mode
    basis: Basis | None
    measure: Measure | Range | None = None


class Finding(NamedTuple):
    """The result of a criterion, and its reasons.

    `outcome` is the deciding one; `outcomes` are all readings, the default first. Alternatives have `branches`,
    attestations the workbook's `answer` (None if it has no such line).
    """

    criterion: Criterion
    status: Status
    sensitive: bool = False
    outcomes: tuple[Outcome, ...] = ()
    outcome: Outcome | None = None
    branches: tuple["Finding", ...] = ()
    answer: Answer | None = None


# For `map` over many records: reading a field of one after the other takes longer.
status_of_finding = itemgetter(Finding._fields.index("status"))
status_of_outcome = itemgetter(Outcome._fields.index("status"))
measure_of_outcome = itemgetter(Outcome._fields.index("measure"))


def is_vetoed(finding: Finding) -> bool:
    """Whether this is the veto and it applies."""
    criterion = finding.criterion
    return finding.status is Status.MISSED and isinstance(criterion, Attestation) and criterion.veto


def branches_of(finding: Finding, depth: int = 1) -> Iterator[tuple[int, Finding]]:
    """The branches within a finding with their depth, each followed by its own branches."""
    for branch in finding.branches:
        yield depth, branch
        yield from branches_of(branch, depth + 1)


def with_branches(findings: Iterable[Finding]) -> Iterator[Finding]:
    """All these findings, each followed by its branches."""
    for finding in findings:
        yield finding
        if finding.branches:
            for _, branch in branches_of(finding):
                yield branch


Counts: TypeAlias = dict[Status, int]

# The reading that decides an assessment: each criterion's first, or the least favourable.
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
    """A cluster judged by a standard. `chosen` is set if the text allows a choice of figures."""

    @cached_property
    def workings(self) -> dict[int, Any]:
        """The values that reports need of the findings, by the identity of a finding (`engine.workings`)."""
        return {}

    @property
    def counts(self) -> Counts:
        """The number of criteria with each status; alternatives count as one."""
        found = Counter(finding.status for finding in self.findings)
        return {status: found.get(status, 0) for status in Status}

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """The reader's problems and the assessment's notices."""
        return self.cluster.problems + self.problems

    @cached_property
    def veto(self) -> Finding | None:
        """The veto condition that is not met, which overrides everything else; None if there is none."""
        if self.verdict is not Verdict.MISSED:
            return None
        missed = [found for found in self.findings if found.status is Status.MISSED]
        return next(filter(is_vetoed, missed), None)

    def finding(self, criterion: str) -> Finding | None:
        """The finding of a criterion or of a branch, by id."""
        return next((found for found in self.each_finding() if found.criterion.id == criterion), None)

    def each_finding(self) -> Iterator[Finding]:
        """All findings, each followed by its branches."""
        return with_branches(self.findings)


class Unread:
    """A file that could not be read or judged; `row` is set for one cluster of several."""

    __slots__ = ("file", "problems", "row")

    def __init__(self, file: str, problems: Sequence[Problem], row: int | None = None) -> None:
        self.file = file
        self.problems = tuple(problems)
        self.row = row


# The result of one file: an assessment, or why it could not be read.
Result: TypeAlias = Assessment | Unread
