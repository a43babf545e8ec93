"""What a batch keeps of a result, and the batch of results that are known already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from struct import pack

from clustercheck.batch.digest import digest_of
from clustercheck.batch.results import Done, Entry, Heading, Stamp, statuses_of, thresholds_of
from clustercheck.model.cluster import Cluster
from clustercheck.model.exact_figures import exact_figures
from clustercheck.model.findings import Assessment, Result, Unread
from clustercheck.model.hints import TYPE_CHECKING
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached, cached_by_identity
from clustercheck.model.standard import Standard
from clustercheck.model.words import name_key
from clustercheck.reports.wording.heading import decisive_words
from clustercheck.reports.wording.remarks import remarks_of
from clustercheck.texts.messages import _, message

if TYPE_CHECKING:
    from clustercheck.batch.overview import Batch
    from clustercheck.batch.rows import Source


class JudgedFile(NamedTuple):
    """A file that was judged in this process: its bytes and its clusters' results."""

    name: str
    content: bytes
    results: Sequence[Result]


@contextmanager
def batch_of(
    files: Sequence[JudgedFile], day: date, rank: str = "verdict", quota: int | None = None
) -> Iterator[Batch]:
    """What these files come to together, as a batch of them does; readable until the block ends."""
    from clustercheck.batch.journal import Journal  # brings a database
    from clustercheck.batch.overview import batch_in

    def again(source: Source) -> Assessment | None:
        return assessments.get((source.row.file, *source.row.key))

    assessments = {
        (file.name, *key_of(each.cluster)): each
        for file in files
        for each in file.results
        if isinstance(each, Assessment)
    }
    entries = [Entry(file.name) for file in files]
    with Journal() as journal:
        journal.plan(entries)
        journal.start({}, resume=False)
        for entry, file in zip(entries, files, strict=True):
            digest = digest_of(file.content) if file.content else None
            records = (record_of(entry, each, wants_details=True, digest=digest) for each in file.results)
            journal.add([tuple(records)])
        yield batch_in(journal, again, day, rank, quota)


def key_of(cluster: Cluster) -> tuple[int | None, str]:
    """`Row.key` of a cluster."""
    return cluster.row, name_key(cluster.text("name"))


def record_of(
    entry: Entry,
    result: Result,
    *,
    line: bytes = b"",
    wants_details: bool = False,
    stamp: Stamp = (None, None),
    digest: bytes | None = None,
) -> Done:
    """The record of a cluster. `stamp` and `digest` are those of its file, which say whether the file is another."""
    details = _details(result) if wants_details else b""
    size, mtime = stamp
    if isinstance(result, Unread):
        first = result.problems[0]
        return Done(
            entry,
            size,
            mtime,
            line,
            digest=digest,
            code=first.code,
            problem=message(first),
            row=result.row,
            details=details,
        )
    cluster, standard = result.cluster, result.standard
    name = cluster.text("name")
    thresholds, met, margin = thresholds_of(result)
    remarks = remarks_of(result)
    return Done(
        entry,
        size,
        mtime,
        line,
        verdict=result.verdict.value,
        cluster=name,
        name_key=name_key(name),
        standard=standard.label,
        headings=_headings(standard),
        statuses=statuses_of(result),
        thresholds=thresholds,
        thresholds_met=met,
        margin=margin,
        digest=digest,
        figures=_figures(cluster),
        row=cluster.row,
        route=result.route.value,
        remark_ids=" ".join([remark.id for remark in remarks]),
        remarks=_("; ").join([remark.text for remark in remarks]) if remarks else "",
        decisive=decisive_words(result),
        details=details,
    )


def _details(result: Result) -> bytes:
    from clustercheck.batch.details import packed
    from clustercheck.reports.wording.cluster_details import details_of

    return packed(details_of(result))


def _figures(cluster: Cluster) -> bytes | None:
    """A digest of a cluster's figures: equal for equal numbers, wherever and however they are written."""
    observations = cluster.observations
    found = []
    for indicator, row in exact_figures(observations).items():
        series, values = observations[indicator], row
        if len(row) < len(series):
            values = {year: seen.value for year, seen in series.items() if seen.value is not None}
        if not values:
            continue
        years = tuple(values)
        ascending = _ascending(years)
        if years != ascending:
            values = {year: values[year] for year in ascending}
        # Figures of 15 digits differ as floats too, and the hash of a Decimal takes three times as long. Numbers have
        # the same hash in every process.
        found.append(hash((_number(indicator), ascending, *map(float, values.values()))))
    if not found:
        return None
    found.sort()
    return digest_of(pack(f"{len(found)}q", *found))


@cached()
def _number(indicator: str) -> int:
    """A number that stands for an indicator in every process."""
    return int.from_bytes(digest_of(indicator.encode())[:8], "big")


@cached()
def _ascending(years: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(years))


@cached_by_identity()
def _headings(standard: Standard) -> tuple[Heading, ...]:
    """The headings of a standard, the same object for all its files, so that they are pickled only once."""
    return tuple((criterion.id, *criterion.name) for criterion in standard.criteria)
