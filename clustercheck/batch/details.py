"""The details of one cluster for a reviewer: figures, problems, what is owed; packed in the journal.

They are made and kept only if an output shows them, and memory holds those of one cluster at a time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from zlib import compress, decompress

from clustercheck.model.problems import Severity
from clustercheck.model.records import NamedTuple

_FASTEST = 1


class Judged(NamedTuple):
    """A figure or share that a threshold used, in the line of its criterion.

    `value` is a plain decimal number, empty if there is no single one. `shown` is the value in words, such as a
    range.
    """

    criterion: str
    id: str
    name: str
    unit: str
    status: str
    value: str
    shown: str


class FigureRow(NamedTuple):
    """An indicator's row of a workbook: a plain decimal number for each year, or the cell's text if it is no number."""

    name: str
    unit: str
    years: Mapping[str, str]
    cells: str


class Fault(NamedTuple):
    """A problem in words; `cell` is empty if it is about the whole file."""

    code: str
    severity: str
    cell: str
    text: str

    @property
    def is_error(self) -> bool:
        """Whether its figures are not judged."""
        return self.severity == Severity.ERROR


class Owed(NamedTuple):
    """Something that the applicant still has to hand in, and where it goes."""

    name: str
    text: str


class Details(NamedTuple):
    """A cluster's profile, in its workbook's own words, and its figures and problems.

    `veto` is the status of the one-vote veto, empty where the standard has none. `blank` is what is to be filled in,
    `evidence` what is answered 是 without anything that proves it.
    """

    place: str = ""
    district: str = ""
    industry: str = ""
    operator: str = ""
    veto: str = ""
    judged: tuple[Judged, ...] = ()
    rows: tuple[FigureRow, ...] = ()
    faults: tuple[Fault, ...] = ()
    blank: tuple[Owed, ...] = ()
    evidence: tuple[Owed, ...] = ()

    @property
    def errors(self) -> int:
        """The number of problems that prevent a figure from being judged."""
        return sum(fault.is_error for fault in self.faults)

    @property
    def warnings(self) -> int:
        """The number of problems whose figures are judged."""
        return len(self.faults) - self.errors


def packed(details: Details) -> bytes:
    """The details in the form of the journal."""
    return compress(
        json.dumps(details, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"),
        _FASTEST,
    )


def unpacked(content: bytes) -> Details:
    """The details from that form; empty for an empty one."""
    if not content:
        return Details()
    place, district, industry, operator, veto, *parts = json.loads(
        decompress(content).decode("utf-8", "surrogatepass")
    )
    judged, rows, faults, blank, evidence = parts
    return Details(
        place,
        district,
        industry,
        operator,
        veto,
        tuple(Judged(*each) for each in judged),
        tuple(FigureRow(*each) for each in rows),
        tuple(Fault(*each) for each in faults),
        tuple(Owed(*each) for each in blank),
        tuple(Owed(*each) for each in evidence),
    )
