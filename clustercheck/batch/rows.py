"""The journal's results as rows of a table, one at a time, in input order or by rank."""

from __future__ import annotations

import os
from collections.abc import Iterator

from clustercheck.batch.details import unpacked
from clustercheck.batch.journal import Journal
from clustercheck.batch.results import STATUS_OF, Entry, Row
from clustercheck.model.findings import Verdict
from clustercheck.model.records import NamedTuple

_VERDICT = "CASE verdict WHEN 'met' THEN 0 WHEN 'discretionary' THEN 1 WHEN 'incomplete' THEN 2 ELSE 3 END"
# In parts per million, so that whole numbers are compared.
_SHARE = "CASE WHEN thresholds THEN thresholds_met * 1000000 / thresholds ELSE 0 END DESC"
_MARGIN = "margin IS NULL, margin DESC"

# Clusters that are not eligible come after all others, whatever the order.
_VETOED = "remark_ids LIKE 'veto%'"

# The orders to choose from; what is equal in all of it shares its place and stands by name.
RANKS = {
    "verdict": (_VETOED, _VERDICT, _SHARE, _MARGIN),
    "thresholds": (_VETOED, _SHARE, _VERDICT, _MARGIN),
    "margin": (_VETOED, _MARGIN, _SHARE, _VERDICT),
    "name": (_VETOED, "name_key"),
    "input": (_VETOED, "rowid"),
}
# The columns that a row takes from the journal unchanged, after the standard.
_NAMES = (
    "row", "cluster", "thresholds", "thresholds_met", "margin", "code", "problem", "route", "remark_ids", "decisive",
    "digest", "name_key",
)  # fmt: skip
_AS_THEY_ARE = ", ".join(("standard", *_NAMES))
_BY_PLACE = "place IS NULL, place, name_key, rowid"


def rows(journal: Journal, rank: str = "verdict", *, detailed: bool = False) -> Iterator[Row]:
    """All files in input order, each with its rank; `detailed` adds their details."""
    return _detailed(journal, _rows(journal, rank, "rowid"), detailed)


def ranked_rows(journal: Journal, rank: str = "verdict", *, detailed: bool = False) -> Iterator[Row]:
    """All files by rank, those without a verdict last; `detailed` adds their details."""
    return _detailed(journal, _rows(journal, rank, _BY_PLACE), detailed)


class Source(NamedTuple):
    """The file that a row was judged from: the entry given to the judge, and the file's size and time then."""

    row: Row
    entry: Entry
    size: int | None
    mtime: int | None


def ranked_sources(journal: Journal, rank: str = "verdict") -> Iterator[Source]:
    """The files of all rows by rank, so that one can be judged again."""
    for row, rowid in _rows(journal, rank, _BY_PLACE):
        path, city, size, mtime = journal.state.execute(
            "SELECT path, city, size, mtime FROM done WHERE rowid = ?", (rowid,)
        ).fetchone()
        yield Source(row, Entry(os.fsdecode(path), city or None), size, mtime)


def _detailed(journal: Journal, found: Iterator[tuple[Row, int]], detailed: bool) -> Iterator[Row]:
    for row, rowid in found:
        if not detailed:
            yield row
            continue
        # Details are not sorted with the rest: they are a hundred times as long.
        details = journal.state.execute("SELECT details FROM done WHERE rowid = ?", (rowid,)).fetchone()[0]
        yield row._replace(details=unpacked(details))


def _rows(journal: Journal, rank: str, by: str) -> Iterator[tuple[Row, int]]:
    order = ", ".join(RANKS[rank])
    ids = criteria_ids(journal)
    cursor = journal.state.execute(
        f"SELECT rowid, path, verdict, statuses, remarks, CASE WHEN verdict IS NULL THEN NULL ELSE"
        f" RANK() OVER (ORDER BY verdict IS NULL, {order}) END AS place, {_AS_THEY_ARE} FROM done ORDER BY {by}"
    )
    for rowid, path, verdict, letters, remarks, place, standard, *rest in cursor:
        statuses = {id: STATUS_OF[letter] for id, letter in zip(ids.get(standard, ()), letters, strict=True)}
        row = Row(
            os.fsdecode(path),
            verdict=None if verdict is None else Verdict(verdict),
            statuses=statuses,
            remarks=(remarks,) if remarks else (),
            place=place,
            standard=standard,
            **dict(zip(_NAMES, rest, strict=True)),
        )
        yield row, rowid


def criteria_ids(journal: Journal) -> dict[str, tuple[str, ...]]:
    """The ids of each standard's criteria, in order."""
    found: dict[str, list[str]] = {}
    for standard, id in journal.state.execute("SELECT standard, id FROM heading ORDER BY standard, position"):
        found.setdefault(standard, []).append(id)
    return {standard: tuple(ids) for standard, ids in found.items()}
