"""Criteria: thresholds with their readings, alternatives, qualitative requirements."""

import operator
from collections.abc import Callable, Iterator
from decimal import Decimal

from clustercheck.model.choices import basis_by, name_by, subject_by
from clustercheck.model.enums import StrEnum
from clustercheck.model.hints import TypeAlias
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.problems import Name
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached_by_identity
from clustercheck.model.subjects import Basis, Subject


class Over(StrEnum):
    """The years that a threshold is about, and how it uses them."""

    EVERY_YEAR = "every_year"
    AVERAGE = "average"
    LATEST = "latest"
    ONCE = "once"
    GROWTH = "growth"
    RISE = "rise"
    RISING = "rising"
    FALLING = "falling"


class Mode(StrEnum):
    """How a series is judged: see `docs/en/how-a-standard-is-read.md`, section 4."""

    EVERY_YEAR = "every_year"
    AVERAGE = "average"
    LATEST = "latest"
    ONCE = "once"
    TOTALS = "totals"
    GEOMETRIC_BASE = "geometric_base"
    GEOMETRIC_THREE = "geometric_three"
    ARITHMETIC_BASE = "arithmetic_base"
    ARITHMETIC_THREE = "arithmetic_three"
    EACH_STEP = "each_step"
    FROM_BASE = "from_base"
    ENDS = "ends"
    EACH_OF_TWO = "each_of_two"
    MEAN_OF_TWO = "mean_of_two"
    LAST_GROWTH = "last_growth"
    EACH_RISE = "each_rise"
    LAST_RISE = "last_rise"
    MEAN_RISE = "mean_rise"


NEEDS_BASE_YEAR = frozenset({Mode.GEOMETRIC_BASE, Mode.ARITHMETIC_BASE, Mode.FROM_BASE})
DEFAULT_MODE = {
    Over.EVERY_YEAR: Mode.EVERY_YEAR,
    Over.AVERAGE: Mode.AVERAGE,
    Over.LATEST: Mode.LATEST,
    Over.ONCE: Mode.ONCE,
    Over.GROWTH: Mode.GEOMETRIC_BASE,
    Over.RISE: Mode.EACH_RISE,
    Over.RISING: Mode.EACH_STEP,
    Over.FALLING: Mode.EACH_STEP,
}
# The same for windows of fewer than three years, with the other readings of each.
MODES_OF_SPANS: dict[tuple[Over, int], tuple[Mode, ...]] = {
    (Over.EVERY_YEAR, 2): (Mode.EACH_OF_TWO, Mode.MEAN_OF_TWO, Mode.LATEST),
    (Over.AVERAGE, 2): (Mode.MEAN_OF_TWO, Mode.EACH_OF_TWO, Mode.LATEST),
    (Over.GROWTH, 2): (Mode.GEOMETRIC_THREE, Mode.ARITHMETIC_THREE, Mode.LAST_GROWTH),
    (Over.GROWTH, 1): (Mode.LAST_GROWTH,),
}


OTHER_MODES: dict[Over, frozenset[Mode]] = {
    Over.EVERY_YEAR: frozenset({Mode.AVERAGE, Mode.LATEST, Mode.TOTALS}),
    Over.AVERAGE: frozenset({Mode.EVERY_YEAR, Mode.LATEST}),
    Over.LATEST: frozenset({Mode.EVERY_YEAR, Mode.TOTALS, Mode.AVERAGE}),
    Over.ONCE: frozenset(),
    Over.GROWTH: frozenset({Mode.GEOMETRIC_THREE, Mode.ARITHMETIC_THREE, Mode.ARITHMETIC_BASE}),
    Over.RISE: frozenset({Mode.LAST_RISE, Mode.MEAN_RISE}),
    Over.RISING: frozenset({Mode.FROM_BASE, Mode.ENDS}),
    Over.FALLING: frozenset({Mode.FROM_BASE, Mode.ENDS}),
}


Comparison: TypeAlias = Callable[[Decimal, Decimal], bool]


COMPARISONS: dict[str, Comparison] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


# The two readings of 单项冠军企业 without a level. They belong to counts as a basis belongs to a share.
ANY_LEVEL = "any_level"


NATIONAL = "national"


class Reading(NamedTuple):
    """One interpretation of a threshold. `basis` is set if the interpretation changes what is measured."""

    id: str
    mode: Mode
    basis: Basis | None = None


class Count(NamedTuple):
    """A count of firms of several kinds. One firm may be of several kinds.

    `given` is the count that has each firm once. Without it, the truth lies between the largest of `kinds` and their
    sum; with `part_of_kinds` (only those of the dominant industry), between zero and their sum.
    """

    given: str
    kinds: tuple[str, ...]
    part_of_kinds: bool = False


# The same count with national champions only, and with those of any level.
_NATIONAL_ONES = {id: indicator.national for id, indicator in INDICATORS.items() if indicator.national}
_OF_ANY_LEVEL = {national: every for every, national in _NATIONAL_ONES.items()}


def at_level(count: Count, reading: str) -> Count:
    """The count for a reading: `national` and `any_level` change which champions count."""
    return _at_levels(count).get(reading, count)


@cached_by_identity(256)
def _at_levels(count: Count) -> dict[str, Count]:
    """The count by the readings that change it."""
    found = {}
    for reading, other in ((NATIONAL, _NATIONAL_ONES), (ANY_LEVEL, _OF_ANY_LEVEL)):
        kinds = tuple([other.get(kind, kind) for kind in count.kinds])
        if kinds != count.kinds:
            found[reading] = Count(other.get(count.given, count.given), kinds, count.part_of_kinds)
    return found


def at_other_level(count: Count) -> Count:
    """The same count with champions of the other level; unchanged if it has no champions."""
    national = at_level(count, NATIONAL)
    return at_level(count, ANY_LEVEL) if national is count else national


def other_level(count: Count) -> str | None:
    """The count of the dominant industry's firms with champions of the other level; None for any other count."""
    return _NATIONAL_ONES.get(count.given) or _OF_ANY_LEVEL.get(count.given)


class Threshold(NamedTuple):
    """A number to reach, or a trend to keep (`op` is then empty).

    `span` is the number of years that are judged: three, or fewer if the text says so. `either` are the choices of
    figures that it may use, those of its subject first.
    """

    id: str
    name: Name
    section: str
    clause: str
    wording: str
    over: Over
    subject: Subject
    readings: tuple[Reading, ...]
    op: str = ""
    limit: Decimal = Decimal(0)
    unit: str = ""
    counted: Count | None = None
    task: str = ""
    guideline: bool = False
    relaxable: bool = False
    waiver: str = ""
    when: str = ""
    note: Name | None = None
    # ((100 + limit) / 100) ** n for n = 1, 2, 3: the growth needed over n years.
    grown: tuple[Decimal, Decimal, Decimal] = (Decimal(1), Decimal(1), Decimal(1))
    either: tuple[str, ...] = ()
    span: int = 3
    sourced: str = ""

    @property
    def is_floor(self) -> bool:
        """Whether more is better."""
        return self.op in (">", ">=") or self.over is Over.RISING

    @property
    def is_strict(self) -> bool:
        """Whether a value equal to the threshold fails."""
        return self.op in (">", "<")


class AnyOf(NamedTuple):
    """Alternatives: met if `at_least` of the branches are met, usually one.

    `by_kind` means thresholds by kind of area or industry, exactly one of which applies.
    """

    id: str
    name: Name
    section: str
    clause: str
    wording: str
    branches: tuple["Threshold | AnyOf | Attestation", ...]
    task: str = ""
    relaxable: bool = False
    when: str = ""
    note: Name | None = None
    at_least: int = 1
    by_kind: bool = False


class Attestation(NamedTuple):
    """A qualitative requirement, answered by 是 or 否 and proved by evidence."""

    id: str
    name: Name
    section: str
    clause: str
    wording: str
    task: str = ""
    veto: bool = False
    relaxable: bool = False
    when: str = ""
    note: Name | None = None


Criterion: TypeAlias = Threshold | AnyOf | Attestation


def each_of(criterion: Criterion) -> Iterator[Criterion]:
    """A criterion and all its branches, each followed by its own branches."""
    yield criterion
    if isinstance(criterion, AnyOf):
        for branch in criterion.branches:
            yield from each_of(branch)


def choices_of(criterion: Criterion) -> tuple[str, ...]:
    """The choices of figures that a criterion or one of its branches allows; () if none."""
    if isinstance(criterion, Threshold):
        return criterion.either
    branches = criterion.branches if isinstance(criterion, AnyOf) else ()
    return tuple(dict.fromkeys(choice for branch in branches for choice in choices_of(branch)))


def by_choice(criterion: Criterion, choice: str) -> Criterion:
    """A criterion with the figures of a choice; the same object if the choice changes nothing."""
    if isinstance(criterion, AnyOf):
        branches = tuple(by_choice(branch, choice) for branch in criterion.branches)
        return criterion if branches == criterion.branches else criterion._replace(branches=branches)
    if not isinstance(criterion, Threshold) or choice not in criterion.either[1:]:
        return criterion
    return criterion._replace(
        name=name_by(choice, criterion.name),
        subject=subject_by(choice, criterion.subject),
        readings=tuple(
            reading if reading.basis is None else reading._replace(basis=basis_by(choice, reading.basis))
            for reading in criterion.readings
        ),
    )


def indicators_of(threshold: Threshold) -> tuple[str, ...]:
    """The indicators that a threshold uses in any of its readings."""
    if threshold.counted is not None:
        counts = [
            threshold.counted,
            *(at_level(threshold.counted, reading.id) for reading in threshold.readings),
        ]
        return tuple(dict.fromkeys(name for count in counts for name in (count.given, *count.kinds)))
    bases = [reading.basis for reading in threshold.readings if reading.basis is not None]
    default = list(threshold.subject.bases.values())
    bases = (default if threshold.subject.given_first else default[:1]) + bases
    bases += [basis_by(choice, basis) for choice in threshold.either[1:] for basis in bases]
    asked = [name for basis in bases for name in (basis.part, basis.whole) if name is not None]
    return tuple(dict.fromkeys(asked))
