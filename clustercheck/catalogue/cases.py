"""Read the cases beside a standard, `2024.cases.yaml`: a cluster in rows, the changes, the expected results."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from clustercheck.catalogue.fields import Fields, Rows
from clustercheck.catalogue.nodes import Faults, read_fields
from clustercheck.catalogue.shapes import Field, Shape
from clustercheck.formats.text_files import text_of
from clustercheck.model.problems import BrokenStandard, UnreadableFile, Where, error, reason_of
from clustercheck.model.records import NamedTuple
from clustercheck.model.standard import Case

CASE = Shape(
    "case",
    {
        "case": Field("text", required=True, says="what is tried, in a few words"),
        "with": Field("rows", says="rows that replace those of the cluster"),
        "expect": Field("rows", required=True, says="what must come out"),
        "as_of": Field("date"),
        "reading": Field("text", choices=("default", "strict")),
    },
)
CASES = Shape(
    "cases",
    {
        "as_of": Field("date", required=True),
        "years": Field("whole", required=True, many=True),
        "attestations": Field("text", many=True, says="every attestation, in the document's order"),
        "cluster": Field("rows", required=True, says="a cluster that meets everything"),
        "cases": Field("shape", required=True, many=True, shape=CASE),
    },
)


class Cases(NamedTuple):
    """All cases of one edition, and the calendar years of their rows."""

    years: tuple[int, ...]
    attestations: tuple[str, ...]
    cases: tuple[Case, ...]
    file: str


def cases_beside(standard_file: str) -> Path:
    """The path of the cases that belong to a standard's file."""
    path = Path(standard_file)
    return path.with_name(f"{path.stem}.cases.yaml")


def read_cases(path: Path) -> Cases:
    """The cases of a file. Raises `BrokenStandard` with every fault, `UnreadableFile` if it does not exist."""
    try:
        text = text_of(path)
    except (OSError, UnicodeDecodeError) as fault:
        raise UnreadableFile(error("S100", Where(str(path)), reason=reason_of(fault))) from fault
    faults = Faults(str(path))
    fields = read_fields(text, CASES, faults)
    if fields is None or faults.found:
        raise BrokenStandard(*faults.found)
    years = tuple(int(year) for year in fields.numbers("years"))
    base = fields.rows("cluster")
    as_of = fields.date("as_of") or date.min
    cases = tuple(_case(entry, base, as_of) for entry in fields.each("cases"))
    attestations = tuple(map(str, fields.words("attestations")))
    return Cases(years, attestations, cases, str(path))


def _case(entry: Fields, base: Rows, as_of: date) -> Case:
    expect = entry.rows("expect")
    return Case(
        name=entry.text("case"),
        rows={str(key): [str(item) for item in row] for key, row in {**base, **entry.rows("with")}.items()},
        expect={str(key): str(row[0]) if row else "" for key, row in expect.items()},
        as_of=entry.date("as_of") or as_of,
        reading=entry.text("reading") or "default",
        where=entry.at("case"),
        places={str(key): key.place for key in expect},
    )
