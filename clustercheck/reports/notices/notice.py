"""What an applicant has to mend: made of the problems and blanks of the form alone, without verdict, threshold or rank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from clustercheck.batch.details import Fault, Owed
from clustercheck.batch.results import Row
from clustercheck.model.cluster import Cell
from clustercheck.model.records import NamedTuple
from clustercheck.reports.wording.cell_ranges import ranges_of
from clustercheck.texts.messages import _, said
from clustercheck.texts.rules import rule_of

# Our own failure, which no applicant can mend; evidence has a list of its own; what a reading comes to is a verdict.
_NOT_TO_MEND = frozenset(("C267", "A330", "A340"))
# Warnings of what is left blank.
_BLANK = frozenset(("A311", "A326", "A348", "A349", "A350"))
# Of one kind so many are told one by one.
_FEW = 3


class Line(NamedTuple):
    """An entry: the cells, what it is, and how it is mended."""

    cells: str
    what: str
    how: str


class Notice(NamedTuple):
    """The page of one applicant; `cluster` is the file's name where the cluster has none."""

    cluster: str
    operator: str
    file: str
    correct: tuple[Line, ...]
    fill_in: tuple[Owed, ...]
    explain: tuple[Line, ...]
    evidence: tuple[Owed, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to mend."""
        return not (self.correct or self.fill_in or self.explain or self.evidence)


class Terms(NamedTuple):
    """By when and to whom an applicant answers; `day` is the one that was judged for."""

    day: date
    reply_by: date | None = None
    contact: str = ""


def notice_of(row: Row) -> Notice:
    """What the applicant of a row has to mend; the row has its details."""
    details = row.details
    faults = [fault for fault in details.faults if fault.code not in _NOT_TO_MEND]
    blank = [fault for fault in faults if fault.code in _BLANK]
    return Notice(
        row.cluster or row.file,
        details.operator,
        row.file,
        tuple(_lines(fault for fault in faults if fault.is_error and fault not in blank)),
        (*details.blank, *(Owed(fault.text, fault.cell) for fault in blank)),
        tuple(_lines(fault for fault in faults if _is_to_explain(fault))),
        details.evidence,
    )


def _is_to_explain(fault: Fault) -> bool:
    """Whether it is a warning about the workbook: what is said of the standard itself names no cell."""
    return not fault.is_error and fault.code not in _BLANK and (bool(fault.cell) or fault.code[0] == "C")


def _lines(faults: Iterable[Fault]) -> Iterator[Line]:
    """Problems of the same code together, so that the page stays one: the first in its words, all by their cells."""
    by_code: dict[str, list[Fault]] = {}
    for fault in faults:
        by_code.setdefault(fault.code, []).append(fault)
    for code, found in by_code.items():
        how = said(rule_of(code).remedy)
        if len(found) <= _FEW:
            for fault in found:
                yield Line(fault.cell or _("the whole file"), f"{fault.text} ({code})", how)
            continue
        text = _("{n} of this kind. The first: {text} ({code})")
        yield Line(
            ranges_of(_cell(fault.cell) for fault in found if fault.cell),
            text.format(n=len(found), text=found[0].text, code=code),
            how,
        )


def _cell(place: str) -> Cell:
    sheet, _sign, ref = place.rpartition("!")
    return Cell(sheet, ref)


def line_columns() -> tuple[str, str, str]:
    """The heads of a list of lines."""
    return _("Cell"), _("What is wrong"), _("How to mend it")


def owed_columns() -> tuple[str, str]:
    """The heads of a list of what is owed."""
    return _("What"), _("Where")


def counts_of(notice: Notice) -> Sequence[int]:
    """How many entries the four lists have."""
    return tuple(map(len, (notice.correct, notice.fill_in, notice.explain, notice.evidence)))


def list_titles() -> tuple[str, str, str, str]:
    """The titles of the four lists."""
    return _("Must be corrected"), _("Must be filled in"), _("Please explain"), _("Evidence owed")
