"""What a batch keeps of a result, and the batch of results that are known already."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from operator import itemgetter
from struct import pack

from clustercheck.batch.digest import digest_of
from clustercheck.batch.results import Done, Entry, Heading, Stamp, statuses_of, thresholds_of
from clustercheck.model.cluster import Cluster, exact_figures
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

# A zero with a minus as it is packed.
_MINUS_ZERO = pack("d", -0.0)


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
        return assessments.get((source.row.file, source.row.row))

    assessments = {
        (file.name, each.cluster.row): each
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
    figures: list[Decimal] = []
    shape: list[str | tuple[int, ...]] = []
    for indicator, row in exact_figures(observations).items():
        series, values = observations[indicator], row
        if len(row) < len(series):
            values = {year: seen.value for year, seen in series.items() if seen.value is not None}
        if values:
            shape += indicator, tuple(values)
            figures += values.values()
    if not figures:
        return None
    places, in_order = _places(tuple(shape))
    # Figures of 15 digits differ as floats too, and a number of any size is packed at once.
    packed = pack(f"{len(figures)}d", *in_order(figures))
    if _MINUS_ZERO in packed:
        packed = pack(f"{len(figures)}d", *[figure or 0 for figure in in_order(figures)])
    return digest_of(places + packed)


@cached(256, 4096)
def _places(
    shape: tuple[str | tuple[int, ...], ...],
) -> tuple[bytes, Callable[[Sequence[Decimal]], Sequence[Decimal]]]:
    """What stands for the indicators and years of figures, and what sorts the figures by these.

    `shape` holds each indicator and, after it, the years of its figures, as they stand in the file.
    """
    rows = zip(shape[::2], shape[1::2], strict=True)
    places = [(indicator, year) for indicator, years in rows for year in years]
    order = sorted(range(len(places)), key=places.__getitem__)
    # A slice, since one place alone would give no sequence.
    in_order = itemgetter(*order) if len(order) > 1 else itemgetter(slice(None))
    return digest_of(repr(sorted(places)).encode()), in_order


@cached_by_identity()
def _headings(standard: Standard) -> tuple[Heading, ...]:
    """The headings of a standard, the same object for all its files, so that they are pickled only once."""
    return tuple((criterion.id, *criterion.name) for criterion in standard.criteria)
