"""A cluster as its workbook states it: figures, answers and profile, each with the cell it stands in."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from clustercheck.model.enums import StrEnum
from clustercheck.model.hints import TypeAlias
from clustercheck.model.lean import date
from clustercheck.model.problems import Problem, Where
from clustercheck.model.records import NamedTuple

_new = tuple.__new__


class Cell(NamedTuple):
    """A place in a workbook. `sheet` is empty for a file without sheets."""

    sheet: str
    ref: str

    def __str__(self) -> str:
        sheet, ref = self
        return f"{sheet}!{ref}" if sheet else ref

    def within(self, file: str) -> Where:
        """The same place with its file."""
        sheet, ref = self
        return _new(Where, (file, sheet or None, ref, None, None))


class Qualifier(StrEnum):
    """The meaning of the words around a figure: 以上, 以下, 约."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"


class Bounds(NamedTuple):
    """The range of an inexact figure: `超30` is more than 30, `20-30` anything between, `约30` unbounded.

    `figure` is the written figure, for a range the lower one. `upper` is None if there is no upper bound. `over`
    means more than `lower`, `under` less than `upper`. All are in the indicator's canonical unit.
    """

    qualifier: Qualifier
    figure: Decimal
    lower: Decimal
    upper: Decimal | None
    over: bool = False
    under: bool = False


def admits(bounds: Bounds, value: Decimal) -> bool:
    """Whether an inexact figure may have this value."""
    if value < bounds.lower or (bounds.over and value == bounds.lower):
        return False
    return bounds.upper is None or value < bounds.upper or (value == bounds.upper and not bounds.under)


class Observation(NamedTuple):
    """One cell of an indicator's row; it may be blank.

    `value` is in the indicator's canonical unit. It is None if the cell is blank, not understood or inexact. `bounds`
    then holds the range of an inexact figure, so that no one takes a bound for a value. `text` is what the cell
    shows, `stored` the number that it stores if that differs. `doubt` is the code of the data error that names the
    cell. A doubtful figure is shown but never judged.
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

    def doubted(self, code: str) -> "Observation":
        """The same cell with the code of an error that names it."""
        indicator, year, value, unit, cell, text, _, bounds, stored = self
        return _new(Observation, (indicator, year, value, unit, cell, text, code, bounds, stored))


class Days(NamedTuple):
    """A day known only by its first and last possible day, as in `2022年12月`, or a whole term.

    `term` means that they are a term such as 2023年—2025年, from its first day to its last.
    """

    first: date
    last: date
    term: bool = False

    def isoformat(self) -> str:
        """The days as an ISO 8601 interval: `2022-12-01/2022-12-31`."""
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


ProfileValue: TypeAlias = str | bool | date | Days | None


class ProfileEntry(NamedTuple):
    """A line of 基本信息; `value` is None if it is blank or not understood."""

    value: ProfileValue
    cell: Cell
    text: str = ""


class Answer(NamedTuple):
    """A line of 定性条件: 是 (True), 否 (False) or blank (None), with its evidence.

    `question` is the condition in the workbook's words: under the same code another standard may ask for more.
    """

    value: bool | None
    cell: Cell
    evidence: str = ""
    evidence_cell: Cell | None = None
    text: str = ""
    question: str = ""


class Source(NamedTuple):
    """The source of a row's figures, as its 数据来源 states it, and the cell."""

    text: str
    cell: Cell


class Ruling(NamedTuple):
    """How the bureau reads a criterion (sheet 读法答复), who said so and when. `day` is None if not stated."""

    criterion: str
    reading: str
    office: str
    day: date | None
    cell: Cell


class Judgement(NamedTuple):
    """An expert's judgement of a condition (sheet 专家意见). It replaces the applicant's answer."""

    criterion: str
    value: bool | None
    office: str
    day: date | None
    cell: Cell
    text: str = ""


class Cluster(NamedTuple):
    """Everything that one workbook states about one cluster.

    `observations` are by indicator, then by year. `answers` are by code; an answer without a code is under the
    condition's own words. `problems` are the reader's errors and warnings. `row` is the cluster's row in a sheet that
    lists several. `sources` are by indicator, one for each of its rows that names one.
    """

    file: str
    profile: Mapping[str, ProfileEntry] = MappingProxyType({})
    observations: Mapping[str, Mapping[int, Observation]] = MappingProxyType({})
    answers: Mapping[str, Answer] = MappingProxyType({})
    problems: tuple[Problem, ...] = ()
    row: int | None = None
    sources: Mapping[str, tuple[Source, ...]] = MappingProxyType({})
    rulings: tuple[Ruling, ...] = ()
    judgements: tuple[Judgement, ...] = ()

    def stated(self, item: str) -> ProfileValue:
        """The profile's value for an item; None if it is blank or absent."""
        entry = self.profile.get(item)
        return None if entry is None else entry.value

    def text(self, item: str) -> str:
        """A text of the profile, empty if it is blank or absent."""
        value = self.stated(item)
        return value if isinstance(value, str) else ""

    def where(self, cell: Cell | None = None) -> Where:
        """A place in this cluster's workbook."""
        if cell is None:
            return Where(self.file)
        return cell.within(self.file)
