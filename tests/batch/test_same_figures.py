"""What stands for a cluster's figures in a batch is the same for the same numbers, and for no others."""

from __future__ import annotations

from decimal import Decimal

from at_hand import AS_OF, STANDARDS, passing

from clustercheck.batch.results import Entry
from clustercheck.checks.consistency import checked
from clustercheck.engine.assessment import assess
from clustercheck.model.cluster import Cell, Cluster, Observation
from clustercheck.reports.batch.record import record_of

YEARS = (2022, 2023, 2024)
STANDARD = next(iter(STANDARDS.values()))


def figures_of(rows: dict[str, dict[int, str]], doubt: str | None = None) -> bytes | None:
    """What stands for these rows; the last figure of each is doubted."""
    observations = {
        id: {
            year: Observation(id, year, Decimal(text) if text else None, "", Cell("", f"{id}{year}"))
            for year, text in row.items()
        }
        for id, row in rows.items()
    }
    for row in observations.values():
        row[max(row)] = row[max(row)]._replace(doubt=doubt)
    found, _problems = checked(observations, "x.csv")
    cluster: Cluster = passing(STANDARD)._replace(observations=found)
    return record_of(Entry("x.csv"), assess(cluster, STANDARD, as_of=AS_OF)).figures


def row_of(*texts: str) -> dict[int, str]:
    return dict(zip(YEARS, texts, strict=False))


def test_however_and_wherever_they_are_written() -> None:
    usual = {"total_output": row_of("31.5", "40", "0.5"), "employees": row_of("1000", "1200", "0")}
    written = {"employees": row_of("1E+3", "1200.0", "-0"), "total_output": row_of("31.50", "4E+1", "0.500")}
    backwards = {id: dict(reversed(row.items())) for id, row in usual.items()}
    blank = {**usual, "land_area": row_of("", "", "")}
    assert figures_of(usual) is not None
    assert len({figures_of(each) for each in (usual, written, backwards, blank)}) == 1


def test_any_other_figure_makes_another() -> None:
    usual = {"total_output": row_of("31.5", "40", "41"), "employees": row_of("1000", "1200", "1300")}
    others = [
        usual,
        {**usual, "total_output": row_of("31.5", "40", "41.0000000000001")},
        {**usual, "total_output": row_of("31.5", "40", "")},
        {**usual, "total_output": row_of("31.5", "41", "40")},
        {"sme_output": usual["total_output"], "employees": usual["employees"]},
        {"total_output": usual["total_output"]},
    ]
    assert len({figures_of(each) for each in others}) == len(others)
    # Nor is a figure less there because something is wrong with it.
    assert len({figures_of(each, "C206") for each in others}) == len(others)


def test_none_stands_for_none() -> None:
    assert figures_of({"total_output": row_of("", "")}) is None
