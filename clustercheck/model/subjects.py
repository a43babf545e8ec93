"""The subjects of thresholds: one id means the same subject in every standard.

A subject is a figure, or a part over a whole. If the documents leave the whole open (每万人 of whom? 普及率 among
which enterprises?), it has several bases, and a standard's file names the ones it allows as readings. Subjects come
from `vocabulary.toml`.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from clustercheck.model.enums import StrEnum
from clustercheck.model.hints import Any
from clustercheck.model.indicators import Indicator
from clustercheck.model.problems import Name
from clustercheck.model.quantities import HUNDRED, TEN_THOUSAND
from clustercheck.model.records import NamedTuple
from clustercheck.model.vocabulary import VOCABULARY


class Basis(NamedTuple):
    """A figure (`whole` is None), or `factor * part / whole`, in the subject's unit."""

    part: str
    whole: str | None = None
    factor: Decimal = Decimal(1)


class Kind(StrEnum):
    """The kind of a subject's number. It decides how the number is compared, shown and how a gap is closed."""

    FIGURE = "figure"
    SHARE = "share"
    PER_10K = "per_10k"
    RATE = "rate"
    INTENSITY = "intensity"
    GROWTH = "growth"
    COUNT = "count"


class Subject(NamedTuple):
    """A subject of thresholds. The first basis is the default.

    `given_first` means that the first basis is a given figure, and the next one replaces it if its cells are blank.
    """

    id: str
    name: Name
    kind: Kind
    unit: str
    bases: Mapping[str, Basis]
    given_first: bool = False


# The maximum of a rate: at this value it cannot rise further.
FULL_RATE = HUNDRED

# The name of the reading by which a standard allows revenue instead of output.
REVENUE = "revenue"

# The factors that bring part over whole into the subject's unit; 吨 over 亿元 into 吨/万元.
_FACTORS = {
    Kind.SHARE: HUNDRED,
    Kind.RATE: HUNDRED,
    Kind.PER_10K: TEN_THOUSAND,
    Kind.INTENSITY: Decimal("0.0001"),
}


def subjects_of(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, Subject]:
    """The subjects that entries of a vocabulary declare, by id."""
    return {id: _subject(id, **entry) for id, entry in entries.items()}


def _subject(
    id: str,
    *,
    name: Mapping[str, str],
    kind: str,
    unit: str,
    bases: Mapping[str, Sequence[str]] = MappingProxyType({}),
    given_first: bool = False,
) -> Subject:
    own = Kind(kind)
    return Subject(
        id, Name(**name), own, unit, {key: _basis(own, *of) for key, of in bases.items()}, given_first
    )


def _basis(kind: Kind, part: str, whole: str | None = None) -> Basis:
    return Basis(part) if whole is None else Basis(part, whole, _FACTORS[kind])


def own_subject(figure: Indicator, is_growth: bool) -> Subject:
    """The subject of a threshold on a standard's own figure: the figure, or its yearly growth."""
    is_rate = figure.unit.dimension == "rate"
    kind = Kind.GROWTH if is_growth else Kind.RATE if is_rate else Kind.FIGURE
    unit = "%" if is_growth else figure.unit.name
    return Subject(figure.id, figure.name, kind, unit, {"given" if is_rate else "figure": Basis(figure.id)})


SUBJECTS: dict[str, Subject] = subjects_of(VOCABULARY["subjects"])

# Names of criteria that only group alternatives.
ALTERNATIVES: dict[str, Name] = {id: Name(**name) for id, name in VOCABULARY["alternatives"].items()}
