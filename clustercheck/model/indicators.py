"""What a workbook may state: indicators, and lines of 基本信息, each with all that is known of it.

They are read from `vocabulary.toml`, whose head says what each key means. The ids are part of the contract.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from clustercheck.model.problems import Name
from clustercheck.model.quantities import UNITS, Unit
from clustercheck.model.vocabulary import VOCABULARY


class Bounds(NamedTuple):
    """What is usual, `least` to `most`, in what is possible; a bound that is None does not hold."""

    least_thinkable: Decimal | None
    least: Decimal | None
    most: Decimal
    most_thinkable: Decimal


class Quotient(NamedTuple):
    """How a figure may be derived: `times` * numerator / (`over` * denominator)."""

    numerator: str
    denominator: str
    times: Decimal = Decimal(1)
    over: Decimal = Decimal(1)


class Indicator(NamedTuple):
    """A figure a workbook gives by year (or once); `unit` is the canonical one all values are turned into.

    `whose` firms alone it is of: `smes`, `dominant_industry` or empty for all. `size` is in its unit.
    """

    id: str
    name: Name
    unit: Unit
    aliases: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()
    once: bool = False
    whose: str = ""
    part_of: tuple[str, ...] = ()
    is_whole: bool = False
    stands_under: tuple[str, ...] = ()
    of_place: bool = False
    never_zero: bool = False
    size: Bounds | None = None
    derived: tuple[Quotient, ...] = ()
    stands_in_for: str = ""
    national: str = ""
    new_title: str = ""

    @property
    def is_count(self) -> bool:
        """Whether only whole figures make sense."""
        return self.unit.dimension in ("firms", "people", "patents")


class ProfileKind(StrEnum):
    """How a line of 基本信息 is understood."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    YES_NO = "yes_no"


class ProfileItem(NamedTuple):
    """A line of 基本信息. `choices` are the words it takes, `note` is what the form says beside it."""

    id: str
    name: Name
    kind: ProfileKind = ProfileKind.TEXT
    choices: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    note: str = ""


# The condition of the veto. It denies something, so the form adds to its words which answer is which.
VETO = "no_major_incidents"
MEANING_OF_VETO = "是＝没有发生，否＝发生过"


def bounds_of(usual: Mapping[str, Any], possible: Mapping[str, Any]) -> Bounds:
    """The bounds that two ranges `{from, to}` make; `from` may be left out."""
    least, least_thinkable = usual.get("from"), possible.get("from")
    return Bounds(
        None if least_thinkable is None else Decimal(least_thinkable),
        None if least is None else Decimal(least),
        Decimal(usual["to"]),
        Decimal(possible["to"]),
    )


def indicators_of(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, Indicator]:
    """The indicators that entries of a vocabulary declare, by id; raises `LookupError` for an unknown unit."""
    return {id: _indicator(id, **entry) for id, entry in entries.items()}


def _indicator(
    id: str,
    *,
    name: Mapping[str, str],
    unit: str,
    dimension: str,
    usual: Mapping[str, Any] | None = None,
    possible: Mapping[str, Any] | None = None,
    derived: Iterable[Mapping[str, Any]] = (),
    **others: Any,
) -> Indicator:
    facts: dict[str, Any] = {key: tuple(of) if isinstance(of, list) else of for key, of in others.items()}
    return Indicator(
        id,
        Name(**name),
        UNITS[dimension][unit],
        size=None if usual is None or possible is None else bounds_of(usual, possible),
        derived=tuple([_quotient(**each) for each in derived]),
        **facts,
    )


def _quotient(numerator: str, denominator: str, times: str | int = 1, over: str | int = 1) -> Quotient:
    return Quotient(numerator, denominator, Decimal(times), Decimal(over))


def in_order(ids: Iterable[str], order: str) -> list[str]:
    """Ids in the order in which reports tell of `parts`, `sizes` or `derived`; what it does not name comes last."""
    places = {id: place for place, id in enumerate(VOCABULARY["order"][order])}
    return sorted(ids, key=lambda id: places.get(id, len(places)))


class _Indicators(dict[str, Indicator]):
    """Those of the vocabulary; by its id alone a figure is found as well that a standard declared."""

    def __missing__(self, id: str) -> Indicator:
        return _DECLARED[id]


_DECLARED: dict[str, Indicator] = {}


def declare(figure: Indicator) -> None:
    """Make a standard's own figure known by its id, which begins with the standard's."""
    _DECLARED[figure.id] = figure


INDICATORS: dict[str, Indicator] = _Indicators(indicators_of(VOCABULARY["indicators"]))

# Pairs in which the first can never exceed the second of the same year.
PARTS: tuple[tuple[str, str], ...] = tuple(
    [(id, whole) for id in in_order(INDICATORS, "parts") for whole in INDICATORS[id].part_of]
)

_ITEMS: Mapping[str, Mapping[str, Any]] = VOCABULARY["profile"]
PROFILE: dict[str, ProfileItem] = {
    id: ProfileItem(
        id,
        Name(**entry["name"]),
        ProfileKind(entry.get("kind", "text")),
        tuple(entry.get("choices", ())),
        tuple(entry.get("aliases", ())),
        entry.get("note", ""),
    )
    for id, entry in _ITEMS.items()
}

# What each choice of 已认定级别 is in a standard's file; None for no level.
RECOGNISED_LEVELS: dict[str, str | None] = {
    word: level or None for word, level in _ITEMS["recognised_level"]["choices"].items()
}

# The line that gives the reason of a claim.
REASONS: dict[str, str] = {id: entry["reason"] for id, entry in _ITEMS.items() if "reason" in entry}

# The lines of 基本信息 that every form asks for, and those of them all that may stay blank.
ALWAYS_ASKED = tuple([id for id, entry in _ITEMS.items() if "always_asked" in entry])
MAY_STAY_BLANK = tuple([id for id, entry in _ITEMS.items() if "may_stay_blank" in entry])
