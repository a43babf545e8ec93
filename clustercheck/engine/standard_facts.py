"""Facts about a standard that do not depend on the cluster, calculated once."""

from __future__ import annotations

from clustercheck.model.criteria import (
    NEEDS_BASE_YEAR,
    Attestation,
    Criterion,
    Mode,
    Reading,
    Threshold,
    by_choice,
    choices_of,
    each_of,
    indicators_of,
)
from clustercheck.model.indicators import ALWAYS_ASKED, MAY_STAY_BLANK
from clustercheck.model.speed import cached, cached_by_identity
from clustercheck.model.standard import Standard


class Asked:
    """A standard's conditions by their codes and words. Compared by identity, so that it can be a key.

    `by_choice` are the criteria that a choice of figures affects, by choice and by position; empty if there are none.

    `entries` are the lines of 基本信息 that its form marks as required, without those of eased areas, which are asked
    separately. `from_base` are the indicators of the thresholds of which a reading starts from the base year.
    """

    __slots__ = (
        "by_choice",
        "by_words",
        "codes",
        "counts",
        "entries",
        "from_base",
        "indicators",
        "plain_codes",
        "standard",
        "vetoes",
        "waivers",
    )

    def __init__(self, standard: Standard) -> None:
        conditions = list(standard.attestations())
        self.standard = standard
        self.codes = [one.id for one in conditions] + [one.id for one in standard.conditions]
        self.plain_codes = frozenset([code for code in self.codes if code.isascii()])
        of_kinds = [letters(one.text.zh) for one in standard.conditions]
        self.by_words = frozenset([letters(one.name.zh) for one in conditions] + of_kinds)
        numbered = list(enumerate(standard.criteria))
        # By their positions among the criteria, which are those among the findings.
        self.vetoes = [number for number, one in numbered if isinstance(one, Attestation) and one.veto]
        waivers = [one.waiver for one in standard.criteria if isinstance(one, Threshold) and one.waiver]
        self.waivers = tuple(dict.fromkeys(waivers))
        eased = standard.relaxation.areas if standard.relaxation is not None else ()
        asked = dict.fromkeys((*ALWAYS_ASKED, *standard.profile_items()))
        self.entries = [item for item in asked if item not in MAY_STAY_BLANK and item not in eased]
        self.counts = [number for number, one in numbered if _counts(one)]
        self.indicators = frozenset(standard.indicators())
        grown = [one for one in standard.thresholds() if any(_may_need_base(each) for each in one.readings)]
        self.from_base = tuple(dict.fromkeys(name for one in grown for name in indicators_of(one)))
        borne_on = [(number, one, choices_of(one)) for number, one in numbered]
        choices = dict.fromkeys(choice for _, _, choices in borne_on for choice in choices)
        self.by_choice: dict[str, dict[int, Criterion]] = {
            choice: {number: by_choice(one, choice) for number, one, choices in borne_on if choices}
            for choice in choices
        }


@cached_by_identity()
def asked_by(standard: Standard) -> Asked:
    """The facts of this very object: another object of the same edition may have been changed."""
    return Asked(standard)


@cached(256, 100)
def is_named(asked: Asked, made_for: str) -> bool:
    """Whether a form's 适用标准 names this standard."""
    name, _, edition = made_for.partition("@")
    return asked.standard.is_called(name) and edition.strip() in ("", asked.standard.edition)


def _may_need_base(reading: Reading) -> bool:
    """Whether a reading starts from the base year, or has replaced one that does."""
    return reading.mode in NEEDS_BASE_YEAR or reading.mode is Mode.GEOMETRIC_THREE


def _counts(criterion: Criterion) -> bool:
    """Whether a criterion, or one of its alternatives, counts firms."""
    return any(isinstance(one, Threshold) and one.counted is not None for one in each_of(criterion))


def letters(text: str) -> str:
    """A text without punctuation and spaces, to match conditions that have no code."""
    return "".join(filter(str.isalnum, text))
