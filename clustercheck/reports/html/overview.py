"""Several results in words: one line a file, and for each standard what every cluster came to in every criterion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pickle import dumps
from types import MappingProxyType

from clustercheck.batch.results import Row
from clustercheck.batch.spool import Spool
from clustercheck.model.findings import Status, Verdict
from clustercheck.model.problems import Name
from clustercheck.model.records import NamedTuple
from clustercheck.reports.html.pages import Tally, verdict_class
from clustercheck.reports.table.columns import standard_words
from clustercheck.reports.wording import words
from clustercheck.texts.messages import _, said

# One sign a status, for a cell too small for a word; the legend says the word.
LETTERS = {
    Status.MET: Name("达", "Y"),
    Status.MISSED: Name("未", "N"),
    Status.UNKNOWN: Name("待", "?"),
    Status.DISCRETIONARY: Name("酌", "D"),
    Status.WAIVED: Name("免", "W"),
    Status.NOT_APPLICABLE: Name("–", "–"),
}
# Worst first: what a reader of many files looks for.
ORDER = (None, Verdict.MISSED, Verdict.INCOMPLETE, Verdict.DISCRETIONARY, Verdict.MET)
COUNTED = (Status.MISSED, Status.UNKNOWN, Status.DISCRETIONARY, Status.MET)


class OverviewColumn(NamedTuple):
    """A column of the table of files; `kind` is its class."""

    name: str
    kind: str


class FileLine(NamedTuple):
    """A file's line; `order` sorts verdicts, worst first, a veto before any other miss."""

    number: int
    name: str
    href: str | None
    standard: str
    verdict: str
    verdict_word: str
    remarks: tuple[str, ...]
    order: int
    counts: tuple[int, ...]
    decisive: str
    file: str


class MapLine(NamedTuple):
    """A cluster's statuses in the order of the map's criteria."""

    name: str
    href: str | None
    statuses: tuple[str, ...]


class Map(NamedTuple):
    """The clusters held against one standard; `sections` are names with how many criteria each has."""

    standard: str
    sections: tuple[tuple[str, int], ...]
    criteria: tuple[str, ...]
    lines: Iterable[MapLine]


class Titled(NamedTuple):
    """A list under its title."""

    title: str
    items: tuple[str, ...]


class OverviewPage(NamedTuple):
    """Several results at a glance."""

    closing: str
    limit_note: str
    columns: tuple[OverviewColumn, ...]
    verdicts: tuple[Tally, ...]
    lines: Iterable[FileLine]
    maps: tuple[Map, ...]
    letters: tuple[tuple[str, str, str], ...]
    lists: tuple[Titled, ...] = ()


def order_of(verdict: Verdict | None, *, vetoed: bool = False) -> int:
    """The place of a verdict among the others, worst first."""
    return 2 * ORDER.index(verdict) - vetoed


class Laid:
    """The lines of an overview while they are gathered, each record on disk as soon as there are many.

    `files` are the lines of files. `maps` are by standard: its first row, and the lines of its clusters.
    """

    def __init__(self, stack: ExitStack) -> None:
        """The disk's room is given back when the stack is left."""
        self._stack = stack
        self.files: Spool = stack.enter_context(Spool())
        self.maps: dict[str, tuple[Row, Spool]] = {}

    def add(self, row: Row, href: str | None) -> None:
        """Add the next row, with the address of its report if it has one."""
        self.files.append(dumps(_line(len(self.files) + 1, row, href)))
        if row.statuses:
            if row.standard not in self.maps:
                self.maps[row.standard] = row, self._stack.enter_context(Spool())
            statuses = tuple([status.value for status in row.statuses.values()])
            self.maps[row.standard][1].append(dumps(MapLine(row.cluster or row.file, href, statuses)))


def overview_with(
    laid: Laid,
    counts: Mapping[Verdict | None, int],
    *,
    closing: str,
    limit_note: str,
    names: Mapping[str, Name] = MappingProxyType({}),
    lists: Sequence[Titled] = (),
) -> OverviewPage:
    """An overview of these rows; `counts` of all verdicts, `names` of the criteria where no row has its assessment."""
    verdicts = (
        Tally(verdict_class(verdict), words.verdict_word(verdict), counts[verdict], 0)
        for verdict in ORDER
        if counts.get(verdict)
    )
    return OverviewPage(
        closing,
        limit_note,
        tuple(_columns()),
        tuple(verdicts),
        laid.files,
        tuple(_maps(laid, names)),
        tuple((status.value, said(LETTERS[status]), words.status_word(status)) for status in Status),
        tuple(lists),
    )


def _columns() -> Iterator[OverviewColumn]:
    yield OverviewColumn(_("No."), "number")
    yield OverviewColumn(_("Cluster"), "name")
    yield OverviewColumn(_("Standard"), "standard")
    yield OverviewColumn(_("Verdict"), "of-verdict")
    for status in COUNTED:
        yield OverviewColumn(words.status_word(status), "number")
    yield OverviewColumn(_("What decides"), "decisive")
    yield OverviewColumn(_("File"), "file")


def _line(number: int, row: Row, href: str | None) -> FileLine:
    return FileLine(
        number=number,
        name=row.cluster or (row.file if row.verdict is None else _("(no name given)")),
        href=href,
        standard=standard_words(row),
        verdict=verdict_class(row.verdict),
        verdict_word=words.verdict_word(row.verdict),
        remarks=row.remarks,
        order=order_of(row.verdict, vetoed=row.is_vetoed),
        counts=tuple(row.count(status) for status in COUNTED),
        decisive=row.problem or row.decisive,
        file=words.row_words(row.file, row.row),
    )


def _maps(laid: Laid, names: Mapping[str, Name]) -> Iterator[Map]:
    for first, lines in laid.maps.values():
        sections: tuple[tuple[str, int], ...] = ((_("criteria"), len(first.statuses)),)
        if first.assessment is not None:
            standard = first.assessment.standard
            names = {criterion.id: criterion.name for criterion in standard.criteria}
            sections = tuple((said(s.name), len(s.criteria)) for s in standard.sections if s.criteria)
        yield Map(standard_words(first), sections, tuple(said(names[id]) for id in first.statuses), lines)
