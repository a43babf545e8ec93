"""Judge one file of a batch in any process: read it, judge its clusters, and make its line.

Every worker imports this module, so it imports neither Typer nor rich.
"""

from __future__ import annotations

import os
from datetime import date
from functools import lru_cache

from clustercheck.batch import Done, Entry
from clustercheck.batch.digest import digest_of
from clustercheck.batch.results import Results, Stamp, stamp_in, stamp_of, stat_of
from clustercheck.catalogue import Shelf
from clustercheck.model.cluster import Cluster
from clustercheck.model.findings import Assessment, Result, Unread
from clustercheck.model.hints import TYPE_CHECKING
from clustercheck.model.label_map import LabelMap
from clustercheck.model.problems import ClusterCheckError, Problem, UnreadableFile
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import is_quick, use_quick_ways
from clustercheck.reports.assessment.jsonl import piece_jsonl
from clustercheck.reports.batch.record import key_of, record_of
from clustercheck.tables.reader import content_of
from clustercheck.texts.messages import language, use_language
from clustercheck.use_cases.run import Run
from clustercheck.use_cases.workbooks import workbook_named

if TYPE_CHECKING:
    from pathlib import Path

    from clustercheck.batch.rows import Source

# The modules that reading the first file imports. The process that workers are forked from imports them first.
MODULES = (
    "clustercheck.use_cases.file_judge",
    "clustercheck.batch.worker",
    "clustercheck.catalogue.compiled",
    "clustercheck.texts.problem_files",
    "clustercheck.tables.whole_files",
)


class FileJudge(NamedTuple):
    """The judging of every file, with the call's options. Relative paths begin at `folder`.

    Without `wants_overview` a record has the line, the verdict and why there is none, and nothing that lays files side by side.
    """

    as_of: date
    reading: str
    city: str | None
    own: Path | None
    label_map: LabelMap | None
    language: str
    folder: str
    wants_lines: bool
    in_force: bool = False
    quick: bool = True
    wants_details: bool = False
    wants_overview: bool = True

    def __call__(self, entry: Entry) -> Results:
        """The results of a file, cluster by cluster, in the language of the call."""
        if language() != self.language:
            use_language(self.language)
        if is_quick() != self.quick:
            use_quick_ways(self.quick)
        path = os.path.join(self.folder, entry.path)
        stat = stat_of(path)
        stamp = stamp_in(stat)
        try:
            content = _content(entry.path, path, stat)
            run = self._run(entry)
            clusters = run.clusters(entry.path, content)
        except ClusterCheckError as fault:
            return (self._record(entry, Unread(entry.path, fault.problems), stamp),)
        digest = digest_of(content) if self.wants_overview else None
        return tuple([self._record(entry, run.result(cluster), stamp, digest) for cluster in clusters])

    def gave_up(self, entry: Entry, problem: Problem) -> Done:
        """The result of a file that killed or hung its worker, or at which the program itself failed."""
        return self._record(entry, Unread(entry.path, (problem,)))

    def again(self, source: Source) -> Assessment | None:
        """The assessment of a row that was judged; None where the file has changed since or had no verdict."""
        path = os.path.join(self.folder, source.entry.path)
        if source.row.verdict is None or stamp_of(path) != (source.size, source.mtime):
            return None
        try:
            run = self._run(source.entry)
            for cluster in _clusters(self, source.entry, source.mtime):
                if key_of(cluster) == source.row.key:
                    return run.assess(cluster)
        except ClusterCheckError:
            pass
        return None

    def _run(self, entry: Entry) -> Run:
        """The run for a file, with the standard that the manifest or the call names."""
        city = entry.city or self.city
        return Run(self.as_of, shelf(self.own), city, self.reading, self.in_force, self.label_map)

    def _record(
        self, entry: Entry, result: Result, stamp: Stamp = (None, None), digest: bytes | None = None
    ) -> Done:
        line = self._line(result)
        if self.wants_overview or isinstance(result, Unread):
            record = record_of(
                entry, result, line=line, wants_details=self.wants_details, stamp=stamp, digest=digest
            )
        else:
            record = Done(entry, *stamp, line, verdict=result.verdict.value, row=result.cluster.row)
        if not isinstance(result, Unread) and (kept := vars(result).get("workings")):
            # What is kept with an assessment knows it: both would wait for the garbage collector.
            kept.clear()
        return record

    def _line(self, result: Result) -> bytes:
        return piece_jsonl(result) if self.wants_lines else b""


@lru_cache(maxsize=4)
def _clusters(judge: FileJudge, entry: Entry, _mtime: int | None) -> list[Cluster]:
    """The clusters of a file, cached: those of a file that lists many are asked for one by one, by rank."""
    return judge._run(entry).clusters(
        entry.path, _content(entry.path, os.path.join(judge.folder, entry.path))
    )


def _content(name: str, path: str, stat: os.stat_result | None = None) -> bytes:
    """A file's bytes. A folder is an entry of a batch only if it could not be read or had no workbook."""
    try:
        return content_of(path, stat=stat)
    except UnreadableFile as fault:
        if os.path.isdir(path):
            workbook_named(name)
        raise UnreadableFile(
            *(p._replace(where=p.where._replace(file=name)) for p in fault.problems)
        ) from fault


@lru_cache(maxsize=4)
def shelf(own: Path | None) -> Shelf:
    """The standards of this process; those in `own` override the others."""
    return Shelf(own)
