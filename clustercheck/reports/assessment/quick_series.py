"""Quick way to the figures behind a threshold as JSON: its series by year, and the cells that are looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from clustercheck.engine.evidence import LOOKED_AT, THREE_YEARS, stated_once
from clustercheck.model.cluster import Observation
from clustercheck.model.exact_figures import FormFigures, FormLines, FormObservations
from clustercheck.model.findings import Assessment
from clustercheck.model.hints import Any, TypeAlias
from clustercheck.model.quantities import EXACT, plain, quotient
from clustercheck.model.speed import cached, cached_by_identity
from clustercheck.model.subjects import Basis
from clustercheck.model.window import FIRST, NO_FIGURES, Figures
from clustercheck.reports.assessment.quick_texts import cell_text, new_cell_text

# The texts of a series by position in the window.
Texts: TypeAlias = Sequence[str | None]
# Cells, and once each in one text.
CellTexts: TypeAlias = tuple[Sequence[str], str]
# Indicators, None for a whole that a basis has not, and last the mode that tells which years are looked at.
LookedAt: TypeAlias = tuple[Any, ...]

NO_TEXTS: Texts = (None, None, None, None)
NO_CELLS: CellTexts = ((), "")
_ZERO = Decimal(0)
_times = EXACT.multiply


class FileFigures:
    """The figures of a file that is written, and how its years are. `is_usual`: it has years, and all figures are exact.

    `templates` take the values of three years and of four. `cells` are those that are looked at. `form` are the figures of a
    form as it was read, if its years are those of the window.
    """

    __slots__ = ("assessment", "cells", "figures", "form", "is_usual", "templates", "years")

    def __init__(self, assessment: Assessment) -> None:
        cluster, _standard, _status, _day, window, *_others = assessment
        years, _counting, figures, _doubted, inexact, _problems = window
        self.assessment, self.figures, self.years = assessment, figures, years
        self.is_usual = bool(years) and not inexact
        observations = cluster.observations
        self.form: FormFigures | None = None
        self.cells: _FormCells | _TableCells
        if type(observations) is FormObservations and observations.form.lines.years == years:
            self.form = observations.form
            self.cells = _cells_in(observations.form.lines)
        else:
            self.cells = _TableCells(observations, years)
        if self.is_usual:
            self.templates = _templates(years)


@cached(256)
def _templates(years: tuple[int, ...]) -> tuple[str, str]:
    """The series of the last three of these years, and of all four."""
    places = [f'"{year}": "%s"' for year in years]
    return ", ".join(places[FIRST:]), ", ".join(places)


class _FormCells(dict[LookedAt, CellTexts]):
    """The cells of a form that are looked at, the same in all its copies. Each text is made when it is first asked for."""

    def __init__(self, lines: FormLines) -> None:
        self._lines = {id: [*map(cell_text, cells)] for id, cells in zip(lines.ids, lines.cells, strict=True)}

    def __missing__(self, key: LookedAt) -> CellTexts:
        *names, mode = key
        positions, lines = LOOKED_AT.get(mode, THREE_YEARS), self._lines
        cells = [cell for name in names if name in lines for cell in lines[name][positions]]
        found = self[key] = cells, ", ".join(dict.fromkeys(cells))
        return found


@cached_by_identity()
def _cells_in(lines: FormLines) -> _FormCells:
    return _FormCells(lines)


class _TableCells:
    """The same of any other workbook: the cells of each line by position in the window, None where it has none."""

    __slots__ = ("_lines", "_observations", "_years")

    def __init__(self, observations: Mapping[str, Mapping[int, Observation]], years: Sequence[int]) -> None:
        self._observations, self._years = observations, years
        self._lines: dict[str, list[str | None]] = {}

    def __getitem__(self, key: LookedAt) -> CellTexts:
        *names, mode = key
        positions, observations, lines = LOOKED_AT.get(mode, THREE_YEARS), self._observations, self._lines
        cells: list[str] = []
        for name in names:
            if name in observations:
                seen = (lines.get(name) or self._line(name))[positions]
                cells += filter(None, seen)
        return (cells, ", ".join(dict.fromkeys(cells))) if cells else NO_CELLS

    def _line(self, name: str) -> list[str | None]:
        line: list[str | None] = []
        get = self._observations[name].get
        for year in self._years:
            seen = get(year)
            line.append(None if seen is None else new_cell_text(seen.cell))
        self._lines[name] = line
        return line


def series_of(basis: Basis, from_base: bool, file: FileFigures) -> tuple[Texts, str]:
    """The value of a basis by position, and the series that is shown: of the three years, or `from_base` of all four."""
    part, whole, factor = basis
    base, first, middle, last = file.figures.get(part, NO_FIGURES)
    if not from_base:
        base = None
    if first is None and middle is None and last is None and base is None:
        return NO_TEXTS, ""
    if whole is not None:
        wholes = file.figures.get(whole, NO_FIGURES)
        base, first, middle, last = [
            None if top is None or under is None or under <= _ZERO else quotient(_times(factor, top), under)
            for top, under in zip((base, first, middle, last), wholes, strict=True)
        ]
    if first is None or middle is None or last is None or (base is None and from_base):
        return _series_with_gaps((base, first, middle, last), file)
    three, four = file.templates
    if whole is None and file.form is not None:
        before, *rest = file.form.texts_of(part)
        after = tuple(rest)
    else:
        before, after = "" if base is None else plain(base), (plain(first), plain(middle), plain(last))
    if base is None:
        return (None, *after), three % after
    texts = before, *after
    return texts, four % texts


def _series_with_gaps(values: Figures, file: FileFigures) -> tuple[Texts, str]:
    texts = [None if value is None else plain(value) for value in values]
    shown = [f'"{year}": "{text}"' for year, text in zip(file.years, texts, strict=True) if text is not None]
    return texts, ", ".join(shown)


def series_of_once(basis: Basis, file: FileFigures) -> tuple[Texts, str, CellTexts]:
    """The same of what is asked once, and its cell."""
    seen = stated_once(basis, file.assessment)
    if seen is None:
        return NO_TEXTS, "", NO_CELLS
    cell = cell_text(seen.cell)
    if seen.value is None or seen.doubt:
        return NO_TEXTS, "", ((cell,), cell)
    text = plain(seen.value)
    return (None, None, None, text), f'"{seen.year}": "{text}"', ((cell,), cell)
