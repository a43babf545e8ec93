"""What is collected while a workbook's sheets are gone through, and what happens when cells disagree."""

from __future__ import annotations

from dataclasses import dataclass, field

from clustercheck.cluster import Answer, Cell, Entry, Observation, admits
from clustercheck.indicators import Indicator, ProfileItem
from clustercheck.problems import Fact, Name, Problem, Where, error, warning
from clustercheck.readers.naming import Suggestions


@dataclass(slots=True)
class Found:
    """The figures, lines and answers of a workbook so far; `ignored` is (cell, text, why)."""

    file: str
    observations: dict[str, dict[int, Observation]] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    ignored: list[tuple[Cell, str, Name]] = field(default_factory=list)
    years: set[int] = field(default_factory=set)
    suggestions: Suggestions = field(default_factory=Suggestions)
    used: int = 0
    disputed: set[str] = field(default_factory=set)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was recognised at all."""
        return not (self.observations or self.entries or self.answers)

    def where(self, cell: Cell) -> Where:
        """A cell as a place of this workbook."""
        return cell.within(self.file)

    def add_figure(self, indicator: Indicator, new: Observation) -> None:
        """Take a figure; a second one for the same year is held against the first."""
        self.used += 1
        by_year = self.observations.setdefault(indicator.id, {})
        first = by_year.get(new.year)
        if first is None or (first.is_blank and not new.is_blank):
            by_year[new.year] = new
        elif not new.is_blank and first.doubt is None:
            by_year[new.year] = self._compared(indicator, first, new)

    def _compared(self, indicator: Indicator, first: Observation, new: Observation) -> Observation:
        if new.doubt is not None:
            return first._replace(doubt=new.doubt)
        facts: dict[str, Fact] = {
            "indicator": indicator.name,
            "year": new.year,
            "first": str(first.cell),
            "second": str(new.cell),
        }
        if first.value == new.value and first.bounds == new.bounds:
            self.problems.append(warning("C216", self.where(new.cell), **facts))
            return first
        facts |= {"one": first.text, "other": new.text}
        for inexact, exact in ((first, new), (new, first)):
            if inexact.bounds is not None and exact.value is not None and admits(inexact.bounds, exact.value):
                # They do not contradict each other, and the looser one claims less.
                self.problems.append(warning("C227", self.where(new.cell), **facts))
                return inexact
        self.problems.append(error("C206", self.where(first.cell), **facts))
        return first._replace(doubt="C206")

    def add_entry(self, item: ProfileItem, new: Entry) -> None:
        """Take a line of 基本信息; two that differ are neither taken."""
        self.used += 1
        first = self.entries.get(item.id)
        if first is None or (first.value is None and item.id not in self.disputed):
            self.entries[item.id] = new
        elif new.value is not None and new.value != first.value and item.id not in self.disputed:
            self.disputed.add(item.id)
            self.entries[item.id] = first._replace(value=None)
            self._contradiction(item.name, first.cell, new.cell)

    def add_answer(self, id: str, label: str, new: Answer) -> None:
        """Take an answer; two that differ are neither taken."""
        self.used += 1
        first = self.answers.get(id)
        if first is None or (first.value is None and id not in self.disputed):
            self.answers[id] = new
        elif new.value is not None and new.value != first.value and id not in self.disputed:
            self.disputed.add(id)
            self.answers[id] = first._replace(value=None)
            self._contradiction(Name(label or id, label or id), first.cell, new.cell)

    def _contradiction(self, name: Name, first: Cell, second: Cell) -> None:
        self.problems.append(
            error("C220", self.where(first), item=name, first=str(first), second=str(second))
        )
