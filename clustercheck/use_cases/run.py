"""One run with its day, standards and options: from a workbook to its clusters, their standards and assessments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from clustercheck.catalogue import Shelf, find_standard, standard_for
from clustercheck.engine.assessment import assess
from clustercheck.engine.standard_notices import of_the_place
from clustercheck.model.cluster import Cluster
from clustercheck.model.findings import DEFAULT, Assessment, Result, Unread
from clustercheck.model.hints import TYPE_CHECKING, Protocol, TypeAlias
from clustercheck.model.indicators import Indicator
from clustercheck.model.label_map import LabelMap, with_figures
from clustercheck.model.lean import date
from clustercheck.model.problems import ClusterCheckError, UnreadableFile
from clustercheck.model.records import NamedTuple
from clustercheck.model.standard import Standard
from clustercheck.tables.reader import content_of, read_all, read_together
from clustercheck.tables.reading import ReadCluster
from clustercheck.use_cases.workbooks import Source

if TYPE_CHECKING:
    from types import TracebackType


class Limited(Protocol):
    """A context manager for the work on a file. It may raise `UnreadableFile` if the work takes too long."""

    def __enter__(self) -> None: ...

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None: ...


# The limit for a file of this name.
Limit: TypeAlias = Callable[[str], Limited]


class unlimited:  # noqa: N801
    """No limit."""

    def __init__(self, _file: str) -> None: ...

    def __enter__(self) -> None: ...

    def __exit__(self, *_fault: object) -> None: ...


class Run(NamedTuple):
    """The options of a call for all its files. `city` is the standard for all; without it each workbook names its own."""

    as_of: date
    shelf: Shelf
    city: str | None = None
    reading: str = DEFAULT
    in_force: bool = False
    label_map: LabelMap | None = None
    limit: Limit = unlimited

    def results(
        self, sources: Iterable[Source | UnreadableFile], contents: dict[str, bytes] | None = None
    ) -> Iterator[Result]:
        """The results of each file, cluster by cluster. The bytes of each file are put into `contents` if it is given."""
        for source in sources:
            if isinstance(source, UnreadableFile):
                yield Unread(source.problems[0].where.file or "", source.problems)
                continue
            name, content = source
            try:
                if contents is not None:
                    content = contents[name] = content_of(name) if content is None else content
                clusters = self.clusters(name, content)
            except ClusterCheckError as fault:
                yield Unread(name, fault.problems)
            else:
                yield from map(self.result, clusters)

    def results_together(self, sources: Sequence[Source | UnreadableFile]) -> list[Result]:
        """The results of several files that are read as one workbook. If one is missing, all fail."""
        faults = [
            problem for each in sources if isinstance(each, UnreadableFile) for problem in each.problems
        ]
        files = [each for each in sources if not isinstance(each, UnreadableFile)]
        try:
            if faults:
                raise UnreadableFile(*faults)
            with self.limit(files[0][0]):
                clusters = self._read(partial(read_together, files))
        except ClusterCheckError as fault:
            from clustercheck.tables.several_files import joined_name

            return [Unread(joined_name([name for name, _ in files]), fault.problems)]
        return [self.result(each.cluster) for each in clusters]

    def clusters(self, name: str, content: bytes | None = None) -> list[Cluster]:
        """The clusters of a file, or of its bytes. Raises `UnreadableFile`."""
        return [each.cluster for each in self.readings(name, content)]

    def readings(self, name: str, content: bytes | None = None) -> Sequence[ReadCluster]:
        """How the clusters of a file, or of its bytes, were read. Raises `UnreadableFile`."""
        with self.limit(name):
            return self._read(partial(read_all, name, content=content))

    def labels_for(self, name: str, content: bytes | None = None) -> LabelMap | None:
        """The labels by which a file is read: the user's own, and the figures that its standards declare."""
        reader = partial(read_all, name, content=content)
        with self.limit(name):
            try:
                figures = self._figures_for([one.cluster for one in self._read(reader)])
            except UnreadableFile:
                return self.label_map
        return with_figures(self.label_map, figures)

    def _read(self, reader: Callable[..., Sequence[ReadCluster]]) -> Sequence[ReadCluster]:
        """What a reader finds. Figures that the named standards declare are read too."""
        if self.city is not None:
            return self._with(reader, self._figures_for(()))
        try:
            readings = self._with(reader, ())
        except UnreadableFile:
            # A workbook without known labels may have only figures that a standard declares.
            if not (figures := self._figures_of_all()):
                raise
            readings = self._with(reader, figures)
        figures = self._figures_for([one.cluster for one in readings])
        return self._with(reader, figures) if figures else readings

    def _with(
        self, reader: Callable[..., Sequence[ReadCluster]], figures: Sequence[Indicator]
    ) -> Sequence[ReadCluster]:
        return reader(label_map=with_figures(self.label_map, figures))

    def _figures_of_all(self) -> list[Indicator]:
        try:
            editions = self.shelf.standards().values()
        except ClusterCheckError:
            return []
        found = {figure.id: figure for of_one in editions for one in of_one for figure in one.figures}
        return list(found.values())

    def _figures_for(self, clusters: Iterable[Cluster]) -> list[Indicator]:
        """The figures that the call's standard declares, or the standards that the clusters ask for."""
        found: dict[str, Indicator] = {}
        for cluster in clusters if self.city is None else (Cluster(""),):
            try:
                standard = self.standard_of(cluster)
            except ClusterCheckError:  # reported when the cluster is judged
                continue
            found |= {figure.id: figure for figure in standard.figures}
        return list(found.values())

    def result(self, cluster: Cluster) -> Result:
        """A cluster's assessment, or the reason why it could not be judged."""
        try:
            with self.limit(cluster.file):
                return self.assess(cluster)
        except ClusterCheckError as fault:
            return Unread(cluster.file, fault.problems, cluster.row)

    def assess(self, cluster: Cluster) -> Assessment:
        """Judge a cluster by the standard of the call, or by the one that its workbook asks for.

        If the workbook names the standard, a notice says whether its place lies outside. A standard named in the call
        is deliberate. Raises `UnknownStandard`.
        """
        standard = self.standard_of(cluster)
        found = assess(cluster, standard, as_of=self.as_of, reading=self.reading, in_force=self.in_force)
        if self.city is None and self.shelf.is_outside(cluster, standard):
            return found._replace(problems=(*found.problems, *of_the_place(cluster, standard)))
        return found

    def standard_of(self, cluster: Cluster) -> Standard:
        """The standard that the call names, or the one that the workbook asks for. Raises `UnknownStandard`."""
        if self.city is None:
            return standard_for(cluster, as_of=self.as_of, shelf=self.shelf)
        return find_standard(self.city, as_of=self.as_of, shelf=self.shelf)
