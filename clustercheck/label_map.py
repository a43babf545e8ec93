"""What a user says of labels that the vocabulary does not have: which indicator, unit and year each means."""

from __future__ import annotations

from dataclasses import dataclass, field

from clustercheck.problems import Where


@dataclass(frozen=True, slots=True)
class MappedLabel:
    """A label of a workbook; `indicator` is None where it is to be passed over. An empty `sheet` is any sheet."""

    label: str
    indicator: str | None
    unit: str = ""
    sheet: str = ""
    year: int | None = None
    place: Where = field(default_factory=Where)


@dataclass(frozen=True, slots=True)
class MappedYear:
    """A heading that stands for a whole year."""

    heading: str
    year: int
    sheet: str = ""
    place: Where = field(default_factory=Where)


@dataclass(frozen=True, slots=True)
class LabelMap:
    """The labels and headings of a form that the tool does not know."""

    labels: tuple[MappedLabel, ...] = ()
    years: tuple[MappedYear, ...] = ()
