"""A cluster as its workbook states it: figures, answers and profile, each with the cell it stands in."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from clustercheck.model.problems import Problem, Where


class Cell(NamedTuple):
    """A place in a workbook. `sheet` is empty for a file without sheets."""

    sheet: str
    ref: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.ref}" if self.sheet else self.ref

    def within(self, file: str) -> Where:
        """The same place, with its file."""
        return Where(file, self.sheet or None, self.ref)


class Qualifier(StrEnum):
    """What the words around a figure make of it: 以上, 以下, 约."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"


class Bounds(NamedTuple):
    """What a figure that is no exact one may be: `超30` is more than 30, `20-30` anything between, `约30` anything.

    `figure` is the one written, of a range the lower. `upper` is None where there is no upper bound. `over`: it is
    more than `lower`; `under`: less than `upper`. All in the indicator's canonical unit.
    """

    qualifier: Qualifier
    figure: Decimal
    lower: Decimal
    upper: Decimal | None
    over: bool = False
    under: bool = False


def admits(bounds: Bounds, value: Decimal) -> bool:
    """Whether an inexact figure may be this value."""
    if value < bounds.lower or (bounds.over and value == bounds.lower):
        return False
    return bounds.upper is None or value < bounds.upper or (value == bounds.upper and not bounds.under)


class Observation(NamedTuple):
    """One cell of an indicator's row, blank ones included.

    `value` is in the indicator's canonical unit, None where the cell is blank, cannot be understood or gives no exact
    figure; then `bounds` says what it may be, so that nobody takes a bound for a value.
    `text` is what the cell shows, `stored` the number that it stores where that is another.
    `doubt` is the code of the data error that names the cell; a doubtful figure is shown and never judged.
    """

    indicator: str
    year: int
    value: Decimal | None
    unit: str
    cell: Cell
    text: str = ""
    doubt: str | None = None
    bounds: Bounds | None = None
    stored: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether the cell is blank. A blank cell is neither zero nor an error."""
        return self.value is None and self.doubt is None and self.bounds is None


class Days(NamedTuple):
    """Days of which only the first and the last are stated: one day among those of `2022年12月`, or the whole of a term.

    `term`: they are a term, such as 2023年—2025年, from its first day to its last.
    """

    first: date
    last: date
    term: bool = False

    def isoformat(self) -> str:
        """As ISO 8601 writes an interval: `2022-12-01/2022-12-31`."""
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


ProfileValue: TypeAlias = str | bool | date | Days | None


class Entry(NamedTuple):
    """A line of 基本信息; `value` is None where it is blank or not understood."""

    value: ProfileValue
    cell: Cell
    text: str = ""


class Answer(NamedTuple):
    """A line of 定性条件: 是 (True), 否 (False) or blank (None), and what proves it.

    `question` is the condition as the workbook words it: under the same code another standard may ask for more.
    """

    value: bool | None
    cell: Cell
    evidence: str = ""
    evidence_cell: Cell | None = None
    text: str = ""
    question: str = ""


class Source(NamedTuple):
    """Where the figures of a row are from, as its 数据来源 says, and the cell that says so."""

    text: str
    cell: Cell


class Ruling(NamedTuple):
    """How the bureau that was asked reads a criterion (sheet 读法答复): who said so and when. `day` None: not stated."""

    criterion: str
    reading: str
    office: str
    day: date | None
    cell: Cell


class Judgement(NamedTuple):
    """What an expert of the review found of a condition (sheet 专家意见), in the place of the applicant's answer."""

    criterion: str
    value: bool | None
    office: str
    day: date | None
    cell: Cell
    text: str = ""


class Cluster(NamedTuple):
    """All that one workbook says of one cluster.

    `observations` are by indicator, then by year. `answers` are by code; one without a code is under the condition's
    own words, by which a standard may know it. `problems` are what the reader found, errors and warnings. `row` is
    that of the cluster in a sheet that lists several. `sources` are by indicator, one for each row of it that has one.
    """

    file: str
    profile: Mapping[str, Entry] = MappingProxyType({})
    observations: Mapping[str, Mapping[int, Observation]] = MappingProxyType({})
    answers: Mapping[str, Answer] = MappingProxyType({})
    problems: tuple[Problem, ...] = ()
    row: int | None = None
    sources: Mapping[str, tuple[Source, ...]] = MappingProxyType({})
    rulings: tuple[Ruling, ...] = ()
    judgements: tuple[Judgement, ...] = ()

    def stated(self, item: str) -> ProfileValue:
        """What the profile says of an item; None where it is blank or absent."""
        entry = self.profile.get(item)
        return None if entry is None else entry.value

    def text(self, item: str) -> str:
        """A text of the profile, empty where it is blank or absent."""
        value = self.stated(item)
        return value if isinstance(value, str) else ""

    def where(self, cell: Cell | None = None) -> Where:
        """A place in this cluster's workbook."""
        if cell is None:
            return Where(self.file)
        return cell.within(self.file)
