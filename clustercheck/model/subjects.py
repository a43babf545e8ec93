"""What the thresholds are about: the same id stands for the same subject in every standard.

A subject is a figure, or a part over a whole. Where the documents leave open over what (每万人 of whom? 普及率
among which enterprises?) it has several bases, and a standard's file names those it admits as readings. They are
read from `vocabulary.toml`.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from clustercheck.model.indicators import Indicator
from clustercheck.model.problems import Name
from clustercheck.model.quantities import HUNDRED, TEN_THOUSAND
from clustercheck.model.vocabulary import VOCABULARY


class Basis(NamedTuple):
    """A figure (`whole` is None), or `factor * part / whole`, in the subject's unit."""

    part: str
    whole: str | None = None
    factor: Decimal = Decimal(1)


class Kind(StrEnum):
    """What a subject's number is, which settles how it is compared, shown and closed."""

    FIGURE = "figure"
    SHARE = "share"
    PER_10K = "per_10k"
    RATE = "rate"
    INTENSITY = "intensity"
    GROWTH = "growth"
    COUNT = "count"


class Subject(NamedTuple):
    """A subject of thresholds. The first basis is the default.

    `given_first`: the first basis is the figure given outright; where its cells are blank the next one stands in.
    """

    id: str
    name: Name
    kind: Kind
    unit: str
    bases: Mapping[str, Basis]
    given_first: bool = False


# A cluster can hold only so much: at this value a rate has nowhere left to rise.
FULL_RATE = HUNDRED

# A standard that admits revenue in place of output names it as a reading.
REVENUE = "revenue"

# By what a part over a whole is multiplied to be in the subject's unit; 吨 over 亿元 is in 吨/万元.
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
    """What a threshold on a standard's own figure is about: the figure, or its yearly growth."""
    is_rate = figure.unit.dimension == "rate"
    kind = Kind.GROWTH if is_growth else Kind.RATE if is_rate else Kind.FIGURE
    unit = "%" if is_growth else figure.unit.name
    return Subject(figure.id, figure.name, kind, unit, {"given" if is_rate else "figure": Basis(figure.id)})


SUBJECTS: dict[str, Subject] = subjects_of(VOCABULARY["subjects"])

# Names of criteria that only bind alternatives together.
ALTERNATIVES: dict[str, Name] = {id: Name(**name) for id, name in VOCABULARY["alternatives"].items()}
