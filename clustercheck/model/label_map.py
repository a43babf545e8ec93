"""What a user says of labels that the vocabulary does not have: which indicator, unit and year each means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from clustercheck.model.indicators import Indicator
from clustercheck.model.problems import Where


class MappedLabel(NamedTuple):
    """A label of a workbook; `indicator` is None where it is to be passed over. An empty `sheet` is any sheet.

    `is_own`: not of the user but a name of a figure that a standard declares.
    """

    label: str
    indicator: str | None
    unit: str = ""
    sheet: str = ""
    year: int | None = None
    place: Where = Where()
    is_own: bool = False


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


def with_figures(label_map: LabelMap | None, figures: Sequence[Indicator]) -> LabelMap | None:
    """A map that knows the names of figures as well which standards declare; what the user says goes before."""
    if not figures:
        return label_map
    own = [
        MappedLabel(name, figure.id, is_own=True)
        for figure in figures
        for name in (figure.name.zh, figure.name.en, *figure.aliases)
    ]
    users = label_map or LabelMap()
    return users._replace(labels=(*own, *users.labels))
