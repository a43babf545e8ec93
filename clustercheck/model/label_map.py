"""What a user says of labels that the vocabulary does not have: which indicator, unit and year each means."""

from __future__ import annotations

from typing import NamedTuple

from clustercheck.model.problems import Where


class MappedLabel(NamedTuple):
    """A label of a workbook; `indicator` is None where it is to be passed over. An empty `sheet` is any sheet."""

    label: str
    indicator: str | None
    unit: str = ""
    sheet: str = ""
    year: int | None = None
    place: Where = Where()


class MappedYear(NamedTuple):
    """A heading that stands for a whole year."""

    heading: str
    year: int
    sheet: str = ""
    place: Where = Where()


class LabelMap(NamedTuple):
    """The labels and headings of a form that the tool does not know."""

    labels: tuple[MappedLabel, ...] = ()
    years: tuple[MappedYear, ...] = ()
