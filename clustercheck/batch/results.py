"""The record of one judged file, small enough to keep twenty thousand of them."""

import os
from collections.abc import Mapping
from pickle import PickleBuffer
from types import MappingProxyType

from clustercheck.batch.details import Details
from clustercheck.engine.margins import relative_margin
from clustercheck.model.criteria import Attestation
from clustercheck.model.findings import Assessment, Status, Verdict
from clustercheck.model.hints import Any, Protocol, TypeAlias, TypeVar
from clustercheck.model.problems import Problem
from clustercheck.model.records import NamedTuple

# One letter for each status. The statuses of a file form a word as long as its standard has criteria.
LETTERS = {
    Status.MET: "m",
    Status.MISSED: "x",
    Status.UNKNOWN: "u",
    Status.DISCRETIONARY: "d",
    Status.WAIVED: "w",
    Status.NOT_APPLICABLE: "n",
}
_MET, _NOT_APPLICABLE, _WAIVED = Status.MET, Status.NOT_APPLICABLE, Status.WAIVED
# The first protocol of pickle that lets buffers go beside it.
BESIDE = 5
STATUS_OF = {letter: status for status, letter in LETTERS.items()}

# A criterion in lists: its id and its name in Chinese and in English.
Heading: TypeAlias = tuple[str, str, str]


class Entry(NamedTuple):
    """A file to judge; `city` is the standard if a manifest names one for this file."""

    path: str
    city: str | None = None


class Done(NamedTuple):
    """One cluster's result. Of one that could not be read, `verdict` is None and `code` and `problem` say why.

    A file has one, or one for each cluster that it lists, told apart by `row`. `size` and `mtime` (in nanoseconds) are
    the file's when it was read. `line` is its line of the .jsonl, empty where none is wanted. `statuses` has one letter
    for each of `headings`. `thresholds_met` of `thresholds` were met, with `margin` on average. `digest` stands for the
    file's bytes, `figures` for what is stated, whatever the layout, and `name_key` for the name, however it is written.
    `remarks` is what stands beside the verdict, in words, `remark_ids` of what kinds these are, and `decisive` what decides.
    `details` is what a reviewer asks beside that, packed; empty where nothing shows it.
    """

    entry: Entry
    size: int | None
    mtime: int | None
    line: bytes
    verdict: str | None = None
    cluster: str = ""
    name_key: str = ""
    standard: str = ""
    headings: tuple[Heading, ...] = ()
    statuses: str = ""
    thresholds: int = 0
    thresholds_met: int = 0
    margin: int | None = None
    digest: bytes | None = None
    figures: bytes | None = None
    code: str = ""
    problem: str = ""
    row: int | None = None
    route: str = ""
    remark_ids: str = ""
    remarks: str = ""
    decisive: str = ""
    details: bytes = b""

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        """As it is pickled: a line of 20 KB beside the rest, so that it need not be copied twice."""
        line = PickleBuffer(self.line) if protocol >= BESIDE else self.line
        return Done, (*self[:_LINE], line, *self[_LINE + 1 :])


_LINE = Done._fields.index("line")


class Row(NamedTuple):
    """A cluster as a row of a table, `row` where its file lists several; `statuses` by its criteria's ids.

    `decisive` is what decides, in words, and `problem` why there is no verdict. `margin` is in hundredths of a percent of
    the thresholds. `digest` stands for the file's bytes and `name_key` for the name, however it is written. `assessment` is
    there where not thousands are laid side by side, `details` where a table or notice is made of them.
    """

    file: str
    row: int | None = None
    cluster: str = ""
    standard: str = ""
    verdict: Verdict | None = None
    place: int | None = None
    thresholds: int = 0
    thresholds_met: int = 0
    margin: int | None = None
    statuses: Mapping[str, Status] = MappingProxyType({})
    code: str = ""
    problem: str = ""
    route: str = ""
    remark_ids: str = ""
    remarks: tuple[str, ...] = ()
    decisive: str = ""
    digest: bytes | None = None
    name_key: str = ""
    assessment: Assessment | None = None
    details: Details = Details()

    @property
    def key(self) -> tuple[int | None, str]:
        """Which cluster of its file it is: clusters beside each other, or on two sheets, may have one row."""
        return self.row, self.name_key

    @property
    def is_vetoed(self) -> bool:
        """Whether the veto decides."""
        return self.remark_ids.startswith("veto")

    def count(self, status: Status) -> int:
        """The number of criteria with a status."""
        return list(self.statuses.values()).count(status)


# The results of a file. It is a tuple like an entry, so test for an entry first if either is possible.
Results: TypeAlias = tuple[Done, ...]


_T_co = TypeVar("_T_co", covariant=True)


class Judge(Protocol[_T_co]):
    """The work on each file. It is sent to the workers, so it must be picklable. It raises nothing for a bad file."""

    def __call__(self, entry: Entry) -> tuple[_T_co, ...]:
        """The results of a file, including a file that cannot be read."""

    def gave_up(self, entry: Entry, problem: Problem) -> _T_co:
        """The result of a file that the judge itself could not finish."""


# Size and time of a file.
Stamp: TypeAlias = tuple[int | None, int | None]


def stat_of(path: str) -> os.stat_result | None:
    """What the system says of a file; None if there is no file."""
    try:
        return os.stat(path)
    except (OSError, ValueError):
        return None


def stamp_in(found: os.stat_result | None) -> Stamp:
    """Size and time of a file, which show whether it has changed; (None, None) if there is no file."""
    return (None, None) if found is None else (found.st_size, found.st_mtime_ns)


def stamp_of(path: str) -> Stamp:
    """Like `stamp_in`, of the file at a path."""
    return stamp_in(stat_of(path))


def statuses_of(assessment: Assessment) -> str:
    """The statuses of an assessment's criteria, one letter each."""
    return "".join([LETTERS[finding.status] for finding in assessment.findings])


def thresholds_of(assessment: Assessment) -> tuple[int, int, int | None]:
    """The number of thresholds that apply, the number met, and the mean margin of those that have one.

    Alternatives count as one. Waived and inapplicable ones do not count.
    """
    apply = met = 0
    margins = []
    for finding in assessment.findings:
        if type(finding.criterion) is Attestation:
            continue
        status = finding.status
        if status is _NOT_APPLICABLE or status is _WAIVED:
            continue
        apply += 1
        if status is _MET:
            met += 1
            margin = relative_margin(finding)
            if margin is not None:
                margins.append(margin)
    return apply, met, sum(margins) // len(margins) if margins else None
