"""A standard as data: sections of criteria, the readings each admits, and the cycle after recognition."""

from collections.abc import Iterator, Mapping, Sequence

from clustercheck.model.conditions import items_of
from clustercheck.model.criteria import Attestation, Criterion, Threshold, each_of, indicators_of
from clustercheck.model.enums import StrEnum
from clustercheck.model.hints import TypeAlias
from clustercheck.model.indicators import PROFILE, REASONS, Indicator
from clustercheck.model.lean import date
from clustercheck.model.problems import Name, Where
from clustercheck.model.records import NamedTuple
from clustercheck.model.scoring import Scoring


class Section(NamedTuple):
    """A heading of the document with its criteria in the document's order."""

    id: str
    name: Name
    clause: str
    clause_inferred: bool
    criteria: tuple[Criterion, ...]


class Point(NamedTuple):
    """A sentence of the document that is no criterion: a task, a ground, a step of the procedure, a caution."""

    id: str
    clause: str
    text: Name


class YearlyReport(NamedTuple):
    """A report that is due every year, and its day in the form that `Cycle` uses."""

    clause: str
    due: tuple[int, int] | None
    text: Name


class NoticeTerm(NamedTuple):
    """The term that a notice gives the clusters of one round, whatever the notice's own day."""

    round: str
    clause: str
    first: date
    last: date


class Cycle(NamedTuple):
    """The years after recognition. `report_due` is (month, day), day 0 for a month's end, or None for no date.

    `report_clause` is empty if no yearly report is known; `more_reports` are the further ones. `report_binds` is the
    body that the day binds if that is not the cluster: `department` for the department above. `change_months` is the
    number of months within which a change must be filed, if the text states it.
    """

    validity_years: int
    validity_clause: str
    review: tuple[Point, ...]
    report_clause: str
    report_due: tuple[int, int] | None
    report_text: Name
    report_before: Name | None
    change_notice: Point | None
    revocation: tuple[Point, ...]
    more_reports: tuple[YearlyReport, ...] = ()
    terms: tuple[NoticeTerm, ...] = ()
    report_binds: str = ""
    change_months: int | None = None


class PublicNotice(NamedTuple):
    """The number of working days for which a list of clusters is published for comment (公示)."""

    working_days: int
    clause: str


class FromAbove(NamedTuple):
    """Recognition by a higher level that the city accepts without a review of its own."""

    levels: tuple[str, ...]
    validity_years: int
    clause: str
    wording: str


class Relaxation(NamedTuple):
    """The thresholds of a clause that may be eased; the text does not say by how much.

    `areas` are lines of 基本信息 that claim it. `places` are the beginnings of place names in the `region` that it is
    valid for; `years` are the rounds of recognition for which it is known.
    """

    areas: tuple[str, ...]
    clause: str
    wording: str
    region: Name | None = None
    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()


class StandardStatus(StrEnum):
    """The status of a standard on a given day."""

    IN_FORCE = "in_force"
    DRAFT = "draft"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    NOT_YET_IN_FORCE = "not_yet_in_force"


class Standard(NamedTuple):
    """One edition of one jurisdiction's recognition standard.

    `effective_year` is the year before which it cannot have been in force, if the text gives no day. `superseded_by`
    names the text that replaced it, also for a draft. `scoring` is the table of points, if there is one. `conditions`
    are its own kinds of area or industry that decide which requirements apply, answered by 是 or 否. `figures` are
    those that the vocabulary lacks.
    """

    id: str
    edition: str
    name: Name
    jurisdiction: Name
    also_called: tuple[str, ...]
    places: tuple[str, ...]
    level: str
    under: tuple[str, ...]
    authority: Name
    document: Name
    number: str
    status: StandardStatus
    partial: bool
    effective: date | None
    effective_note: Name | None
    expires: date | None
    checked: date
    source: str
    sections: tuple[Section, ...]
    from_above: FromAbove | None
    relaxation: Relaxation | None
    cultivation: tuple[Point, ...]
    procedure: tuple[Point, ...]
    cautions: tuple[Point, ...]
    unknown: tuple[Point, ...]
    cycle: Cycle | None
    effective_year: int | None = None
    superseded_by: str = ""
    interpretation: Point | None = None
    conditions: tuple[Point, ...] = ()
    scoring: Scoring | None = None
    file: str = ""
    criteria: tuple[Criterion, ...] = ()
    figures: tuple[Indicator, ...] = ()
    public_notice: PublicNotice | None = None

    @property
    def label(self) -> str:
        """`zhuhai@2024`, the form that 适用标准 in a workbook uses."""
        return f"{self.id}@{self.edition}"

    def is_called(self, name: str) -> bool:
        """Whether a name means this jurisdiction: its id, or one of its names in either language."""
        word = name.strip().replace(" ", "").lower()
        names = (self.id, self.jurisdiction.zh, self.jurisdiction.en, *self.also_called)
        return word in {each.lower() for each in names}

    def status_on(self, day: date) -> StandardStatus:
        """The status on a day, by the file's own word and its dates."""
        if self.status is not StandardStatus.IN_FORCE:
            return self.status
        if self.effective is not None and day < self.effective:
            return StandardStatus.NOT_YET_IN_FORCE
        if self.effective_year is not None and day.year < self.effective_year:
            return StandardStatus.NOT_YET_IN_FORCE
        if self.expires is not None and day > self.expires:
            return StandardStatus.EXPIRED
        return self.status

    def each_criterion(self) -> Iterator[Criterion]:
        """All criteria, each followed by its branches, in the document's order."""
        for criterion in self.criteria:
            yield from each_of(criterion)

    def thresholds(self) -> Iterator[Threshold]:
        """All thresholds in the document's order, including the branches of alternatives."""
        for criterion in self.each_criterion():
            if isinstance(criterion, Threshold):
                yield criterion

    def attestations(self) -> Iterator[Attestation]:
        """All qualitative requirements in the document's order, including those among alternatives."""
        for criterion in self.each_criterion():
            if isinstance(criterion, Attestation):
                yield criterion

    def condition_name(self, item: str) -> Name:
        """The name of a condition by which requirements apply: the standard's own or a line of 基本信息."""
        own = next((point.text for point in self.conditions if point.id == item), None)
        return own or PROFILE[item].name

    def task(self, id: str) -> Point | None:
        """The cultivation task with an id."""
        return next((point for point in self.cultivation if point.id == id), None)

    def profile_items(self) -> tuple[str, ...]:
        """The lines of 基本信息 that affect a result here: conditions, waivers, relaxation, recognition."""
        asked: dict[str, None] = {}
        if self.from_above is not None:
            asked |= dict.fromkeys(("recognised_level", "recognised_on", "recognised_until"))
        whens = [criterion.when for criterion in self.each_criterion()]
        asked |= dict.fromkeys(item for item in items_of(whens) if item in PROFILE)
        for criterion in self.criteria:
            if isinstance(criterion, Threshold) and criterion.waiver:
                asked |= {criterion.waiver: None, REASONS[criterion.waiver]: None}
        if self.relaxation is not None:
            asked |= dict.fromkeys(self.relaxation.areas)
        return tuple(asked)

    def indicators(self) -> tuple[str, ...]:
        """The indicators that affect a result here in any reading, in the order of the criteria."""
        asked: dict[str, None] = {}
        for threshold in self.thresholds():
            asked |= dict.fromkeys(indicators_of(threshold))
        return tuple(asked)


Standards: TypeAlias = Mapping[str, tuple[Standard, ...]]


class Case(NamedTuple):
    """A case beside a standard: a whole cluster in rows and the expected result.

    `rows` holds an indicator's figures, one for each year, or one text for a profile line or an answer; `-` is blank.
    """

    name: str
    rows: Mapping[str, Sequence[str]]
    expect: Mapping[str, str]
    as_of: date
    reading: str
    where: Where
    places: Mapping[str, Where]
