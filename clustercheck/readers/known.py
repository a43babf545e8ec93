"""The words that a workbook is read by: the vocabulary, and what the user's map adds to it on one sheet."""

from __future__ import annotations

from clustercheck.indicators import INDICATORS
from clustercheck.label_map import LabelMap, MappedLabel, MappedYear
from clustercheck.problems import Problem, warning
from clustercheck.readers.naming import Label, labelled
from clustercheck.readers.words import name_key


class Known:
    """Looks labels and headings up, the user's map first, and keeps which lines of it were used."""

    def __init__(self, label_map: LabelMap | None = None) -> None:
        self._labels: dict[tuple[str, str], MappedLabel] = {}
        self._years: dict[tuple[str, str], MappedYear] = {}
        self._used: set[MappedLabel | MappedYear] = set()
        self._sheet = ""
        if label_map is not None:
            self._labels = {(one.sheet, name_key(one.label)): one for one in label_map.labels}
            self._years = {(one.sheet, name_key(one.heading)): one for one in label_map.years}

    def on(self, sheet: str) -> None:
        """Go on with another sheet."""
        self._sheet = sheet

    def label(self, text: str) -> Label | None:
        """The indicator that a label names outright or by the map."""
        mapped = self.mapped(text)
        if mapped is None:
            return labelled(text)
        if mapped.indicator is None:
            return None
        return Label(INDICATORS[mapped.indicator], mapped.unit, mapped.year, True)

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
        lines: list[MappedLabel | MappedYear] = [*self._labels.values(), *self._years.values()]
        return [
            warning("C148", line.place, label=line.label if isinstance(line, MappedLabel) else line.heading)
            for line in lines
            if line not in self._used
        ]
