"""What a reviewer asks of one cluster beside its verdict: figures, problems, what is owed; kept packed in the journal.

It is made and kept only where something is written that shows it, and held in memory for one cluster at a time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple
from zlib import compress, decompress

from clustercheck.model.problems import Severity

_FASTEST = 1


class Judged(NamedTuple):
    """A figure or share that a threshold looked at, beneath the criterion whose line it stands in.

    `value` is a plain decimal number, empty where there is no single one; `shown` is the value in words, such as a range.
    """

    criterion: str
    id: str
    name: str
    unit: str
    status: str
    value: str
    shown: str


class Row(NamedTuple):
    """An indicator's row of a workbook: by year a plain decimal number, or the text of the cell where it is none."""

    name: str
    unit: str
    years: Mapping[str, str]
    cells: str


class Fault(NamedTuple):
    """A problem in words; `cell` is empty where it is about the whole file."""

    code: str
    severity: str
    cell: str
    text: str

    @property
    def is_error(self) -> bool:
        """Whether its figures are not judged."""
        return self.severity == Severity.ERROR


class Owed(NamedTuple):
    """What the applicant still has to hand in, and where it goes."""

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
    rows: tuple[Row, ...] = ()
    faults: tuple[Fault, ...] = ()
    blank: tuple[Owed, ...] = ()
    evidence: tuple[Owed, ...] = ()

    @property
    def errors(self) -> int:
        """How many problems keep a figure from being judged."""
        return sum(fault.is_error for fault in self.faults)

    @property
    def warnings(self) -> int:
        """How many problems are judged all the same."""
        return len(self.faults) - self.errors


def packed(details: Details) -> bytes:
    """The details as the journal keeps them."""
    return compress(
        json.dumps(details, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"),
        _FASTEST,
    )


def unpacked(content: bytes) -> Details:
    """The details that were packed; those of nothing are empty."""
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
        tuple(Row(*each) for each in rows),
        tuple(Fault(*each) for each in faults),
        tuple(Owed(*each) for each in blank),
        tuple(Owed(*each) for each in evidence),
    )
