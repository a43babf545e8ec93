"""A user's explanation of labels that the vocabulary does not have: the indicator, unit and year of each."""

from __future__ import annotations

from collections.abc import Sequence

from clustercheck.model.indicators import Indicator
from clustercheck.model.problems import Where
from clustercheck.model.records import NamedTuple


class MappedLabel(NamedTuple):
    """A label of a workbook. `indicator` is None if the label is to be ignored; an empty `sheet` means any sheet.

    `is_own` means that it comes from a figure that a standard declares and not from the user.
    """

    label: str
    indicator: str | None
    unit: str = ""
    sheet: str = ""
    year: int | None = None
    place: Where = Where()
    is_own: bool = False


class MappedYear(NamedTuple):
    """A heading that means a whole year."""

    heading: str
    year: int
    sheet: str = ""
    place: Where = Where()


class LabelMap(NamedTuple):
    """The labels and headings of a form that the vocabulary does not know."""

    labels: tuple[MappedLabel, ...] = ()
    years: tuple[MappedYear, ...] = ()


def with_figures(label_map: LabelMap | None, figures: Sequence[Indicator]) -> LabelMap | None:
    """Add the names of figures that standards declare to a map. The user's own entries take precedence."""
    if not figures:
        return label_map
    own = [
        MappedLabel(name, figure.id, is_own=True)
        for figure in figures
        for name in (figure.name.zh, figure.name.en, *figure.aliases)
    ]
    users = label_map or LabelMap()
    return users._replace(labels=(*own, *users.labels))
