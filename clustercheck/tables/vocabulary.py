"""The words for reading a workbook: the vocabulary, and the user's map for one sheet."""

from __future__ import annotations

from clustercheck.model.hints import TYPE_CHECKING
from clustercheck.model.indicators import INDICATORS, Indicator
from clustercheck.model.problems import Problem, warning
from clustercheck.model.words import name_key
from clustercheck.tables.labels import Label, LineName, dated, label_among, labelled, line_name, own_names

if TYPE_CHECKING:
    from clustercheck.model.label_map import LabelMap, MappedLabel, MappedYear


class Known:
    """Looks up labels and headings, first in the user's map, and records which of its lines were used."""

    def __init__(self, label_map: LabelMap | None = None) -> None:
        self._labels: dict[tuple[str, str], MappedLabel] = {}
        self._years: dict[tuple[str, str], MappedYear] = {}
        self._used: set[MappedLabel | MappedYear] = set()
        self._sheet = ""
        self._own: dict[str, Indicator] = {}
        self._own_labels: dict[str, Label | None] = {}
        if label_map is not None:
            self._own = {
                one.indicator: INDICATORS[one.indicator]
                for one in label_map.labels
                if one.is_own and one.indicator is not None
            }
            self._own_names = own_names(self._own.values())
            self._labels = {(one.sheet, name_key(one.label)): one for one in label_map.labels}
            self._years = {(one.sheet, name_key(one.heading)): one for one in label_map.years}
        # Whether a map says anything beside the vocabulary.
        self.has_map = bool(self._labels or self._years)

    def on(self, sheet: str) -> None:
        """Go on with another sheet."""
        self._sheet = sheet

    def label(self, text: str) -> Label | None:
        """The indicator that a label names outright or by the map."""
        mapped = self.mapped(text)
        if mapped is None:
            return labelled(text) or self.own_label(text)
        if mapped.indicator is None:
            return None
        return Label(INDICATORS[mapped.indicator], mapped.unit, mapped.year, True)

    def line_label(self, text: str) -> Label | None:
        """The indicator that the label of a line names, with its year if it names one."""
        if not self._labels:
            return line_name(text).label
        bare = line_name(text).bare
        return self.label(text) or self.label(bare) or dated(text) or dated(bare)

    def undated_label(self, text: str, name: LineName) -> Label | None:
        """The indicator that the label of a line under a year names; one with a year of its own if nothing else fits."""
        if not self._labels and not self._own:
            return name.undated
        return self.label(name.bare) or self.label(text) or dated(name.bare)

    def own_label(self, text: str) -> Label | None:
        """A standard's own figure that a label names, where the vocabulary knows none of it."""
        if not self._own:
            return None
        if text not in self._own_labels:
            known = labelled(text) or dated(text)
            self._own_labels[text] = None if known else label_among(text, self._own_names)
        return self._own_labels[text]

    def own(self, code: str | None) -> Indicator | None:
        """The figure of a code that a standard declares; None where no standard that is asked for does."""
        return self._own.get(code or "")

    def mapped(self, text: str) -> MappedLabel | None:
        """What the map says of a label."""
        if not self._labels:
            return None
        key = name_key(text)
        found = self._labels.get((self._sheet, key)) or self._labels.get(("", key))
        if found is not None:
            self._used.add(found)
        return found

    def year(self, text: str) -> int | None:
        """The year that the map gives a heading."""
        if not self._years:
            return None
        key = name_key(text)
        found = self._years.get((self._sheet, key)) or self._years.get(("", key))
        if found is None:
            return None
        self._used.add(found)
        return found.year

    def unused(self) -> list[Problem]:
        """A warning for every line of the map that nothing in the workbook answers to."""
        unused = [
            (one.place, one.label)
            for one in self._labels.values()
            if not one.is_own and one not in self._used
        ]
        unused += [(one.place, one.heading) for one in self._years.values() if one not in self._used]
        return [warning("C148", place, label=text) for place, text in unused]
