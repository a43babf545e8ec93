"""Collect the content of a workbook while its sheets are read, and handle cells that disagree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clustercheck.model.cluster import (
    Answer,
    Cell,
    Judgement,
    Observation,
    ProfileEntry,
    Ruling,
    Source,
)
from clustercheck.model.exact_figures import FormFigures, FormObservations
from clustercheck.model.indicators import INDICATORS, PROFILE, Indicator, ProfileItem
from clustercheck.model.problems import Name, Problem, Severity, UnreadableFile, Where, error
from clustercheck.model.words import name_key
from clustercheck.tables.agreement import looser_of, say_the_same
from clustercheck.tables.reading import Ignored
from clustercheck.tables.repeated_figures import problems_of_repeats, repeated
from clustercheck.tables.suggestions import Suggestions
from clustercheck.tables.vocabulary import Known

# Limit: clusters of one list.
MAX_CLUSTERS = 1000
# What a line above a list of clusters may say for all of them.
_SHARED = ("standard", "jurisdiction")
# Tables whose rows are named by firms or places.
_OF_LISTS = frozenset(("C142",))
_NO_PROBLEMS: Mapping[int, Problem] = {}
_OF_NO_CLUSTER = Name(
    "一表多个集群，未注明属于哪一个", "the file has several clusters, and it is not said of which this is"
)


class Found:
    """The figures, lines and answers of a workbook so far, or those of one row in a list of clusters."""

    def __init__(
        self, file: str, known: Known | None = None, row: int | None = None, whole: Found | None = None
    ) -> None:
        self.file = file
        self.row = row
        self.whole = whole
        self.known = known or Known()
        # The figures of a form, while nobody has asked for their observations.
        self.form: FormFigures | None = None
        self._observations: dict[str, dict[int, Observation]] = {}
        self.entries: dict[str, ProfileEntry] = {}
        self.answers: dict[str, Answer] = {}
        self.sources: dict[str, tuple[Source, ...]] = {}
        self.problems: list[Problem] = []
        self.used = 0
        self.disputed: set[str] = set()
        self.mixed: Cell | None = None
        # The clusters that titles name over tables whose figures are used.
        self.titled: list[tuple[Cell, str]] = []
        self.has_new_title = False
        self.clusters: dict[str, Found] = {}
        self.table = ""
        # The table of each figure: of those of a whole line by its indicator.
        self.origins: dict[tuple[str, int], str] = {}
        self.line_origins: dict[str, str] = {}
        self.repeats: dict[tuple[str, str], list[tuple[Observation, Observation]]] = {}
        # What is passed over, and the years, are the workbook's and not a cluster's.
        self.ignored: list[Ignored] = [] if whole is None else whole.ignored
        self.years: set[int] = set() if whole is None else whole.years
        self.rulings: list[Ruling] = []
        self.judgements: list[Judgement] = []
        self.suggestions: Suggestions = Suggestions() if whole is None else whole.suggestions

    @property
    def observations(self) -> dict[str, dict[int, Observation]]:
        """The figures by indicator and year."""
        if self.form is not None:
            self._observations = dict(FormObservations(self.form))
            self.form = None
        return self._observations

    @property
    def is_empty(self) -> bool:
        """Whether nothing was recognised."""
        return not (self.form or self._observations or self.entries or self.answers or self.clusters)

    @property
    def has_figures(self) -> bool:
        """Whether any figure was filled in."""
        own = any(not seen.is_blank for by_year in self.observations.values() for seen in by_year.values())
        return own or any(cluster.has_figures for cluster in self.clusters.values())

    def soften_lists(self) -> None:
        """Treat a list of firms or places as an appendix if the workbook has figures of its own."""
        if not _OF_LISTS.isdisjoint([problem.code for problem in self.problems]) and self.has_figures:
            self.problems = [
                problem._replace(severity=Severity.WARNING) if problem.code in _OF_LISTS else problem
                for problem in self.problems
            ]

    def where(self, cell: Cell) -> Where:
        """A cell as a place of this workbook."""
        return cell.within(self.file)

    def cluster_named(self, name: str, cell: Cell, row: int) -> Found:
        """The collection of a cluster that has its own row, wherever else its name stands."""
        key = name_key(name)
        found = self.clusters.get(key)
        if found is None:
            if len(self.clusters) >= MAX_CLUSTERS:
                raise UnreadableFile(error("C152", self.where(cell), most=MAX_CLUSTERS))
            found = self.clusters[key] = Found(self.file, self.known, row, self)
            found.add_entry(PROFILE["name"], ProfileEntry(name.strip(), cell, name))
        return found

    def each(self) -> list[Found]:
        """One collection for each cluster, in the workbook's order. Content that belongs to none of several is listed."""
        if not self.clusters:
            return [self]
        listed = list(self.clusters.values())
        own = self._own_cluster(listed)
        if own is not None:
            self._join(own)
            return listed
        if self.observations or self.answers or "name" in self.entries:
            return [self, *listed]
        for cluster in listed:
            for id, entry in self.entries.items():
                if id in _SHARED:
                    cluster.entries.setdefault(id, entry)
        self.ignored += [
            Ignored(entry.cell, entry.text, _OF_NO_CLUSTER)
            for id, entry in self.entries.items()
            if id not in _SHARED and entry.text
        ]
        return listed

    def _own_cluster(self, listed: list[Found]) -> Found | None:
        """The row of the same cluster as the rest of the workbook, by its name or because it is the only one."""
        name = self.entries.get("name")
        if name is None:
            return listed[0] if len(listed) == 1 else None
        return self.clusters.get(name_key(str(name.value)))

    def _join(self, cluster: Found) -> None:
        for id, entry in self.entries.items():
            cluster.add_entry(PROFILE[id], entry)
        for id, answer in self.answers.items():
            cluster.add_answer(id, answer.question, answer)
        for id, by_year in self.observations.items():
            for seen in by_year.values():
                self.table = self._origin(id, seen.year)
                cluster.add_figure(INDICATORS[id], seen)
        for id, sources in self.sources.items():
            for source in sources:
                cluster.add_source(id, source)

    def add_figure(self, indicator: Indicator, new: Observation) -> None:
        """Add a figure. A second one for the same year is compared with the first."""
        self.add_figures(indicator, {new.year: new}, _NO_PROBLEMS)

    def add_figures(
        self, indicator: Indicator, figures: dict[int, Observation], problems: Mapping[int, Problem]
    ) -> None:
        """Add figures of an indicator by year, one after the other, with the problems that their cells have."""
        if not figures:
            return
        id, table, whole = indicator.id, self.table, self.whole
        self.used += len(figures)
        if whole is not None:
            whole.used += len(figures)
            table = whole.table
        observations = self._observations if self.form is None else self.observations
        by_year = observations.get(id)
        if by_year is None:
            self.problems += problems.values()
            observations[id] = figures
            self.line_origins[id] = table
            return
        for year, new in figures.items():
            if year in problems:
                self.problems.append(problems[year])
            first = by_year.get(year)
            is_blank = new.value is None and new.is_blank
            if first is None or (first.value is None and first.is_blank and not is_blank):
                by_year[year] = new
                self.origins[id, year] = table
            elif not is_blank and first.doubt is None:
                by_year[year] = self._compared(first, new, table)

    def add_source(self, indicator: str, source: Source) -> None:
        """Add the source of a row's figures, unless another row of the indicator gives the same."""
        there = self.sources.get(indicator, ())
        if all(source.text != one.text for one in there):
            self.sources[indicator] = (*there, source)

    def add_form(self, form: FormFigures) -> None:
        """Add all figures of a form, whose indicators are new, in a workbook of one cluster."""
        ids = form.lines.ids
        self.used += len(form.values)
        self.line_origins.update(dict.fromkeys(ids, self.table))
        if self._observations or self.form is not None:
            self.observations.update(FormObservations(form))
        else:
            self.form = form

    def add_line(self, indicator: Indicator, by_year: dict[int, Observation]) -> bool:
        """Add all figures of a new indicator in a workbook of one cluster; returns False if it is not that case."""
        observations = self._observations if self.form is None else self.observations
        if self.whole is not None or indicator.id in observations:
            return False
        self.used += len(by_year)
        observations[indicator.id] = by_year
        self.line_origins[indicator.id] = self.table
        return True

    def _origin(self, indicator: str, year: int) -> str:
        """The table that gives a figure."""
        found = self.origins.get((indicator, year))
        return self.line_origins.get(indicator, "") if found is None else found

    def _compared(self, first: Observation, new: Observation, table: str) -> Observation:
        if new.doubt is not None:
            return first.doubted(new.doubt)
        looser = looser_of(first, new)
        origin = self._origin(new.indicator, new.year)
        if origin != table:
            self.repeats.setdefault((origin, table), []).append((first, new))
        else:
            self.problems.append(repeated(first, new, looser, self.file))
        return first.doubted("C206") if looser is None else looser

    def all_problems(self) -> Iterator[Problem]:
        """The problems. Figures that another table repeats are reported once for each pair of tables."""
        yield from self.problems
        for problem, doubted in problems_of_repeats(self.repeats, self.file):
            for seen in doubted:
                by_year = self.observations[seen.indicator]
                by_year[seen.year] = by_year[seen.year].doubted(problem.code)
            yield problem

    def add_entry(self, item: ProfileItem, new: ProfileEntry) -> None:
        """Add a line of 基本信息; of two that differ, neither is used."""
        self.used += 1
        first = self.entries.get(item.id)
        if first is None or (first.value is None and item.id not in self.disputed):
            self.entries[item.id] = new
        elif new.value is not None and not say_the_same(new, first) and item.id not in self.disputed:
            self.disputed.add(item.id)
            self.entries[item.id] = first._replace(value=None)
            self._contradiction(item.name, first.cell, new.cell)

    def add_answer(self, id: str, label: str, new: Answer) -> None:
        """Add an answer; of two that differ, neither is used."""
        self.used += 1
        first = self.answers.get(id)
        if first is None or (first.value is None and id not in self.disputed):
            self.answers[id] = new
        elif new.value is not None and new.value != first.value and id not in self.disputed:
            self.disputed.add(id)
            self.answers[id] = first._replace(value=None)
            self._contradiction(Name(label or id, label or id), first.cell, new.cell)

    def add_entries(self, entries: dict[str, ProfileEntry]) -> bool:
        """Add lines of 基本信息 by item; returns False, and adds none, if there are some already."""
        if self.entries:
            return False
        self.entries = entries
        self.used += len(entries)
        return True

    def add_answers(self, answers: dict[str, Answer]) -> bool:
        """Add answers by code; returns False, and adds none, if there are some already."""
        if self.answers:
            return False
        self.answers = answers
        self.used += len(answers)
        return True

    def _contradiction(self, name: Name, first: Cell, second: Cell) -> None:
        self.problems.append(
            error("C220", self.where(first), item=name, first=str(first), second=str(second))
        )
