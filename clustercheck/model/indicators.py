"""The vocabulary of workbooks: indicators and lines of 基本信息, each with all known facts.

They come from `vocabulary.toml`, whose head explains each key. The ids are part of the contract.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from clustercheck.model.enums import StrEnum
from clustercheck.model.hints import Any
from clustercheck.model.problems import Name
from clustercheck.model.quantities import UNITS, Unit
from clustercheck.model.records import NamedTuple
from clustercheck.model.vocabulary import VOCABULARY


class UsualBounds(NamedTuple):
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
    """A figure that a workbook gives by year (or once). `unit` is the canonical unit of all its values.

    `whose` limits it to firms of one kind: `smes`, `dominant_industry`, or empty for all. `size` is in its unit.
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
    size: UsualBounds | None = None
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
    """A line of 基本信息. `choices` are the words it accepts, `note` is the hint in the form."""

    id: str
    name: Name
    kind: ProfileKind = ProfileKind.TEXT
    choices: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    note: str = ""


# The condition of the veto. It is a negation, so the form adds what each answer means.
VETO = "no_major_incidents"
MEANING_OF_VETO = "是＝没有发生，否＝发生过"


def bounds_of(usual: Mapping[str, Any], possible: Mapping[str, Any]) -> UsualBounds:
    """The bounds from two ranges `{from, to}`; `from` may be left out."""
    least, least_thinkable = usual.get("from"), possible.get("from")
    return UsualBounds(
        None if least_thinkable is None else Decimal(least_thinkable),
        None if least is None else Decimal(least),
        Decimal(usual["to"]),
        Decimal(possible["to"]),
    )


def indicators_of(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, Indicator]:
    """The indicators that the entries of a vocabulary declare, by id. Raises `LookupError` for an unknown unit."""
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
    """Ids in the order that reports use for `parts`, `sizes` or `derived`; unlisted ids come last."""
    places = {id: place for place, id in enumerate(VOCABULARY["order"][order])}
    return sorted(ids, key=lambda id: places.get(id, len(places)))


class _Indicators(dict[str, Indicator]):
    """The indicators of the vocabulary. A look-up by id also finds a figure that a standard declared."""

    def __missing__(self, id: str) -> Indicator:
        return _DECLARED[id]


_DECLARED: dict[str, Indicator] = {}


def declare(figure: Indicator) -> None:
    """Register a standard's own figure by its id, which begins with the standard's id."""
    _DECLARED[figure.id] = figure


INDICATORS: dict[str, Indicator] = _Indicators(indicators_of(VOCABULARY["indicators"]))


def in_vocabulary_order(ids: Iterable[str]) -> list[str]:
    """Each of these ids once, in the order of the vocabulary; behind them the figures that a standard declared."""
    given = dict.fromkeys(ids)
    return [id for id in INDICATORS if id in given] + [id for id in given if id not in INDICATORS]


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

# The level in a standard's file for each choice of 已认定级别; None for no level.
RECOGNISED_LEVELS: dict[str, str | None] = {
    word: level or None for word, level in _ITEMS["recognised_level"]["choices"].items()
}

# The line with the reason for a claim.
REASONS: dict[str, str] = {id: entry["reason"] for id, entry in _ITEMS.items() if "reason" in entry}

# The lines of 基本信息 that every form has, and the lines of any form that may stay blank.
ALWAYS_ASKED = tuple([id for id, entry in _ITEMS.items() if "always_asked" in entry])
MAY_STAY_BLANK = tuple([id for id, entry in _ITEMS.items() if "may_stay_blank" in entry])
