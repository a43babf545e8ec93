"""The overview of a batch: verdicts, the most frequent misses, a ranking, and duplicates.

The journal's database counts and sorts everything, so memory does not grow with the number of files.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from clustercheck.batch.journal import Journal
from clustercheck.batch.quota import Line, line
from clustercheck.batch.results import LETTERS, Row
from clustercheck.batch.rows import RANKS, Source, criteria_ids, ranked_rows, ranked_sources, rows
from clustercheck.engine.margins import WHOLE
from clustercheck.model.findings import Assessment, Status, Verdict
from clustercheck.model.problems import Name
from clustercheck.model.records import NamedTuple

_FILES_OF_A_GROUP = 3
# The number of results that memory holds.
_AT_ONCE = 500


class Frequent(NamedTuple):
    """A criterion, and how many files miss it, leave it open and have it."""

    id: str
    name: Name
    missed: int
    unknown: int
    files: int


class Ranked(NamedTuple):
    """A cluster and its rank. `margin` is in hundredths of a percent of the thresholds, None if there is none."""

    place: int
    file: str
    cluster: str
    standard: str
    verdict: Verdict
    thresholds: int
    thresholds_met: int
    margin: int | None
    remarks: str = ""


class Unreadable(NamedTuple):
    """A file that could not be read or judged, and why."""

    file: str
    code: str
    problem: str


class Group(NamedTuple):
    """Files that belong together, the first of them by name, and the cluster's name in the first.

    `clusters` are the names of the clusters in `files`, one each; blank where a file is meant as a whole.
    """

    cluster: str
    files: tuple[str, ...]
    number: int
    clusters: tuple[str, ...] = ()


class Some(NamedTuple):
    """The first groups, and the number of all groups."""

    groups: tuple[Group, ...]
    number: int


class Counts(NamedTuple):
    """How many clusters came to each verdict, None where a file could not be read, and the files the program failed at.

    `lists_clusters` where some file lists several, so that clusters are counted, not files.
    """

    verdicts: dict[Verdict | None, int]
    faults: int
    lists_clusters: bool = False


class Overview(NamedTuple):
    """All clusters of a batch, or those of the files that were done when it was interrupted (`done` of `planned`).

    `results` counts clusters, and files that could not be read. Lists hold the first of what there is; the numbers
    count all of it. `same_name` leaves out what is the same file, `same_figures` what bears the same name. `faults`
    counts the files at which the program itself failed, `remarked` by its id how many verdicts have a remark beside them.
    `line` is there where only so many may be recommended, `lists_clusters` as in `Counts`.
    """

    results: int
    done: int
    planned: int
    faults: int
    verdicts: dict[Verdict | None, int]
    standards: dict[str, int]
    frequent: tuple[Frequent, ...]
    rank: str
    ranked: tuple[Ranked, ...]
    unreadable: tuple[Unreadable, ...]
    same_file: Some
    same_name: Some
    same_figures: Some
    remarked: Mapping[str, int] = MappingProxyType({})
    line: Line | None = None
    lists_clusters: bool = False


class Batch(NamedTuple):
    """A batch for the reports: the overview, the criteria by id, and each file as a row, readable repeatedly.

    `rows` come in input order, `ranked` by rank and with details. `quota` is the number that may be recommended.
    `reports` come by rank, each with its assessment made again; None where the file has changed since.
    `day` is the one that was judged for. `applicants` are the rows in input order with details.
    """

    overview: Overview
    headings: dict[str, Name]
    rows: Callable[[], Iterator[Row]]
    ranked: Callable[[], Iterator[Row]]
    quota: int | None = None
    reports: Callable[[], Iterator[tuple[Row, Assessment | None]]] | None = None
    day: date = date(2000, 1, 1)
    applicants: Callable[[], Iterator[Row]] = lambda: iter(())


def batch_in(
    journal: Journal,
    again: Callable[[Source], Assessment | None],
    day: date,
    rank: str = "verdict",
    quota: int | None = None,
) -> Batch:
    """The batch that a journal holds, readable as long as it is open; `again` gives the assessment of a row."""
    return Batch(
        overview(journal, rank, quota=quota),
        headings(journal),
        lambda: rows(journal, rank),
        lambda: ranked_rows(journal, rank, detailed=True),
        quota,
        lambda: ((each.row, again(each)) for each in ranked_sources(journal, rank)),
        day,
        lambda: rows(journal, detailed=True),
    )


def counts_in(journal: Journal) -> Counts:
    """The counts of a journal, all that is asked of a batch whose lines alone are wanted."""
    found: Counter[Verdict | None] = Counter()
    faults, lists_clusters = 0, False
    alike = journal.state.execute(
        "SELECT verdict, code = 'C267', COUNT(*), MAX(row IS NOT NULL) FROM done GROUP BY 1, 2"
    )
    for word, is_fault, number, has_rows in alike:
        found[None if word is None else Verdict(word)] += number
        faults += number if is_fault else 0
        lists_clusters = lists_clusters or bool(has_rows)
    return Counts({each: found[each] for each in (*Verdict, None) if each in found}, faults, lists_clusters)


def overview(journal: Journal, rank: str = "verdict", most: int = 20, quota: int | None = None) -> Overview:
    """The overview of a journal; lists have at most `most` lines."""
    counts = counts_in(journal)
    standards = journal.state.execute(
        "SELECT standard, COUNT(*) FROM done WHERE verdict IS NOT NULL GROUP BY standard ORDER BY 2 DESC, 1"
    )
    return Overview(
        results=sum(counts.verdicts.values()),
        done=journal.done,
        planned=journal.planned,
        faults=counts.faults,
        verdicts=counts.verdicts,
        standards=dict(standards),
        frequent=_frequent(journal, most),
        rank=rank,
        ranked=_ranked(journal, rank, most),
        unreadable=tuple(
            Unreadable(_file_name(path, row), code, problem)
            for path, row, code, problem in journal.state.execute(
                "SELECT path, row, code, problem FROM done WHERE verdict IS NULL ORDER BY rowid LIMIT ?",
                (most,),
            )
        ),
        same_file=_groups(journal, "digest", "AND COUNT(DISTINCT seq) > 1", most),
        same_name=_groups(journal, "name_key", "AND COUNT(DISTINCT digest) > 1", most),
        same_figures=_groups(journal, "figures", "AND COUNT(DISTINCT name_key) > 1", most),
        remarked=_remarked(journal),
        line=None if quota is None else line(ranked_rows(journal, rank), quota),
        lists_clusters=counts.lists_clusters,
    )


def headings(journal: Journal) -> dict[str, Name]:
    """The criteria of all standards used, each once, in the order of the standards."""
    rows = journal.state.execute("SELECT id, zh, en FROM heading ORDER BY standard, position")
    found: dict[str, Name] = {}
    for id, zh, en in rows:
        found.setdefault(id, Name(zh, en))
    return found


def percent(margin: int) -> str:
    """A margin in percent: `12.5`."""
    return f"{margin * 100 / WHOLE:.1f}"


def _remarked(journal: Journal) -> dict[str, int]:
    """The number of verdicts with each remark, the most frequent first."""
    found: Counter[str] = Counter()
    alike = journal.state.execute(
        "SELECT remark_ids, COUNT(*) FROM done WHERE remark_ids <> '' GROUP BY remark_ids"
    )
    for ids, number in alike:
        for id in ids.split():
            found[id] += number
    return dict(found.most_common())


def _frequent(journal: Journal, most: int) -> tuple[Frequent, ...]:
    """The criteria most often missed, without those that no file misses."""
    ids, names = criteria_ids(journal), headings(journal)
    missed: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for standard, letters in _letters(journal):
        for place, id in enumerate(ids[standard]):
            # The statuses of one criterion stand as far apart as there are criteria.
            of_criterion = letters[place :: len(ids[standard])]
            asked[id] += len(of_criterion)
            missed[id] += of_criterion.count(LETTERS[Status.MISSED])
            unknown[id] += of_criterion.count(LETTERS[Status.UNKNOWN])
    order = sorted(+missed, key=lambda id: (-missed[id], list(names).index(id)))
    return tuple(Frequent(id, names[id], missed[id], unknown[id], asked[id]) for id in order[:most])


def _letters(journal: Journal) -> Iterator[tuple[str, str]]:
    """The statuses of all files, those of many files by one standard together."""
    rows = journal.state.execute("SELECT standard, statuses FROM done WHERE statuses <> ''")
    while some := rows.fetchmany(_AT_ONCE):
        found: dict[str, list[str]] = {}
        for standard, letters in some:
            found.setdefault(standard, []).append(letters)
        for standard, parts in found.items():
            yield standard, "".join(parts)


def _ranked(journal: Journal, rank: str, most: int) -> tuple[Ranked, ...]:
    order = ", ".join(RANKS[rank])
    found = journal.state.execute(
        f"SELECT RANK() OVER (ORDER BY {order}), path, row, cluster, standard, verdict, thresholds, thresholds_met, margin,"
        f" remarks FROM done WHERE verdict IS NOT NULL ORDER BY {order}, name_key, rowid LIMIT ?",
        (most,),
    )
    return tuple(
        Ranked(place, _file_name(path, row), cluster, standard, Verdict(verdict), *rest)
        for place, path, row, cluster, standard, verdict, *rest in found
    )


def _groups(journal: Journal, column: str, further: str, most: int) -> Some:
    """Files with equal values in a column, judged by the same standard. One file judged by two standards is no duplicate."""
    alike = f"{column} IS NOT NULL AND {column} <> '' AND verdict IS NOT NULL"
    # Clusters listed in one file belong to the same file.
    number = "COUNT(DISTINCT seq)" if column == "digest" else "COUNT(*)"
    grouped = (
        f"SELECT {column} AS alike, standard, {number} AS number, MIN(rowid) AS first FROM done"
        f" WHERE {alike} GROUP BY {column}, standard HAVING COUNT(*) > 1 {further}"
    )
    groups = journal.state.execute(
        f"SELECT *, COUNT(*) OVER () FROM ({grouped}) ORDER BY first LIMIT ?", (most,)
    ).fetchall()
    found = []
    for value, standard, count, first, _all in groups:
        cluster = journal.state.execute("SELECT cluster FROM done WHERE rowid = ?", (first,)).fetchone()[0]
        files = journal.state.execute(
            f"SELECT path, {'NULL' if column == 'digest' else 'row'}, cluster FROM done WHERE {column} IS ?"
            f" AND standard IS ? AND verdict IS NOT NULL{' AND part = 0' if column == 'digest' else ''}"
            " ORDER BY rowid LIMIT ?",
            (value, standard, _FILES_OF_A_GROUP),
        ).fetchall()
        named = tuple(_file_name(path, row) for path, row, _name in files)
        clusters = tuple("" if row is None else name for _path, row, name in files)
        found.append(Group(cluster, named, count, clusters))
    return Some(tuple(found), groups[0][-1] if groups else 0)


def _file_name(path: bytes, row: int | None) -> str:
    """A file with the row of one of its clusters: `list.xlsx:7`."""
    return os.fsdecode(path) if row is None else f"{os.fsdecode(path)}:{row}"
