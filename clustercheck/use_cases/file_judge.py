"""One file of a batch judged, in whatever process: read, held against its standard, made into a line.

Imported by every worker, so it imports neither Typer nor rich.
"""

from __future__ import annotations

import os
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from clustercheck.batch import Done, Entry
from clustercheck.batch.digest import digest_of
from clustercheck.batch.results import Heading, Results, stamp_of, statuses_of, thresholds_of
from clustercheck.catalogue import Shelf
from clustercheck.model.cluster import Cluster
from clustercheck.model.findings import Result, Unread
from clustercheck.model.label_map import LabelMap
from clustercheck.model.problems import ClusterCheckError, Problem, UnreadableFile
from clustercheck.model.speed import cached_by_identity, is_quick, use_quick_ways
from clustercheck.model.standard import Standard
from clustercheck.model.words import name_key
from clustercheck.reports.assessment.jsonl import line_of
from clustercheck.reports.wording.heading import decisive_words
from clustercheck.reports.wording.remarks import remarks_of
from clustercheck.tables.reader import content_of
from clustercheck.texts.messages import _, language, message, use_language
from clustercheck.use_cases.run import Run
from clustercheck.use_cases.workbooks import workbook_named

# What the work imports when its first file is read; a process that workers are made from has it ready.
MODULES = (
    "clustercheck.use_cases.file_judge",
    "clustercheck.batch.worker",
    "clustercheck.catalogue.compiled",
    "clustercheck.texts.problem_files",
    "clustercheck.checks.consistency",
    "clustercheck.formats.detect",
    "clustercheck.tables.layout",
)


class FileJudge(NamedTuple):
    """How every file is judged: the call's options. `folder` is where relative paths begin."""

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

    def __call__(self, entry: Entry) -> Results:
        """What a file comes to, cluster by cluster, in the language of the call."""
        if language() != self.language:
            use_language(self.language)
        if is_quick() != self.quick:
            use_quick_ways(self.quick)
        path = os.path.join(self.folder, entry.path)
        size, mtime = stamp_of(path)
        try:
            content = _content(entry.path, path)
            run = self._run(entry)
            clusters = run.clusters(entry.path, content)
        except ClusterCheckError as fault:
            return (self._unread(entry, fault.problems)._replace(size=size, mtime=mtime),)
        digest = digest_of(content)
        return tuple(
            [
                self._judged(entry, run, cluster)._replace(size=size, mtime=mtime, digest=digest)
                for cluster in clusters
            ]
        )

    def gave_up(self, entry: Entry, problem: Problem) -> Done:
        """A file that killed or hung its worker, or at which the program itself failed."""
        return self._unread(entry, (problem,))

    def _run(self, entry: Entry) -> Run:
        """The run that a file belongs to: by the standard that the manifest or the call names."""
        city = entry.city or self.city
        return Run(self.as_of, shelf(self.own), city, self.reading, self.in_force, self.label_map)

    def _judged(self, entry: Entry, run: Run, cluster: Cluster) -> Done:
        try:
            assessment = run.assess(cluster)
        except ClusterCheckError as fault:
            return self._unread(entry, fault.problems, cluster.row)
        standard, name = assessment.standard, cluster.text("name")
        thresholds, met, margin = thresholds_of(assessment)
        remarks = remarks_of(assessment)
        return Done(
            entry=entry,
            size=None,
            mtime=None,
            line=self._line(assessment),
            verdict=assessment.verdict.value,
            cluster=name,
            name_key=name_key(name),
            standard=standard.label,
            headings=_headings(standard),
            statuses=statuses_of(assessment),
            thresholds=thresholds,
            thresholds_met=met,
            margin=margin,
            figures=_figures(cluster),
            row=cluster.row,
            route=assessment.route.value,
            remark_ids=" ".join([remark.id for remark in remarks]),
            remarks=_("; ").join([remark.text for remark in remarks]) if remarks else "",
            decisive=decisive_words(assessment),
            details=self._details(assessment),
        )

    def _unread(self, entry: Entry, problems: tuple[Problem, ...], row: int | None = None) -> Done:
        first = problems[0]
        unread = Unread(entry.path, problems, row)
        return Done(
            entry,
            None,
            None,
            self._line(unread),
            code=first.code,
            problem=message(first),
            row=row,
            details=self._details(unread),
        )

    def _details(self, result: Result) -> bytes:
        if not self.wants_details:
            return b""
        from clustercheck.batch.details import packed
        from clustercheck.reports.wording.cluster_details import details_of

        return packed(details_of(result))

    def _line(self, result: Result) -> bytes:
        if not self.wants_lines:
            return b""
        # A name that is no UTF-8 on disk comes out as JSON escapes it.
        return (line_of(result) + "\n").encode("utf-8", "backslashreplace")


def _content(name: str, path: str) -> bytes:
    """A file's bytes. A folder stands in a batch only where it could not be gone into, or had no workbook in it."""
    try:
        return content_of(path)
    except UnreadableFile as fault:
        if os.path.isdir(path):
            workbook_named(name)
        raise UnreadableFile(
            *(p._replace(where=p.where._replace(file=name)) for p in fault.problems)
        ) from fault


def _figures(cluster: Cluster) -> bytes | None:
    """What stands for a cluster's figures: equal for equal numbers, wherever and however they are written."""
    found = [
        f"{id} {year} {hash(seen.value)}"  # the hash of a number is the same in every process
        for id, series in cluster.observations.items()
        for year, seen in series.items()
        if seen.value is not None
    ]
    if not found:
        return None
    found.sort()
    return digest_of("\n".join(found).encode())


@lru_cache(maxsize=4)
def shelf(own: Path | None) -> Shelf:
    """The standards of this process; `own` are the user's, laid over the others."""
    return Shelf(own)


@cached_by_identity()
def _headings(standard: Standard) -> tuple[Heading, ...]:
    """One and the same object for all files of a standard, so that it is sent from process to process once."""
    return tuple((criterion.id, *criterion.name) for criterion in standard.criteria)
