"""`-o`: the files for reports, their formats and names. No file that was read is overwritten."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from clustercheck.cli import options
from clustercheck.cli.console import note, printable
from clustercheck.cli.files import SEALED, put
from clustercheck.cli.overwrites import may_write_all
from clustercheck.model.findings import Result, Unread
from clustercheck.model.problems import Problem, UsageFault, Where, error, reason_of
from clustercheck.model.records import NamedTuple
from clustercheck.reports import WRITTEN, WRITTEN_AS, Document, Material, document, suffix_of
from clustercheck.texts.messages import _
from clustercheck.use_cases.file_names import numbered, safe_name

NAME = "{name}"
# The format for a folder: the report that is handed in.
_IN_FOLDER = "docx"
_LARGEST_TEMPLATE = 20 * 1024 * 1024


class OutputTarget(NamedTuple):
    """One `-o`: a file for all results, or (`each`) one file for each result, named after its cluster."""

    path: str
    format: str
    each: bool


class Outputs:
    """All files that a run writes. Raises `UsageFault` for an invalid request."""

    def __init__(
        self,
        outputs: Sequence[str],
        template: Path | None,
        *,
        force: bool = False,
        sources: Sequence[str | Path | None] = (),
        paper: str = "report",
    ) -> None:
        """`sources` are the files that are read; `force` allows overwriting other people's files."""
        self._paper = paper
        self._targets = tuple(_target(output, WRITTEN_AS[paper]) for output in outputs)
        self._template = self._read(template)
        self._force = force
        self._sources = [*sources, template]
        # Better reported now than after the work.
        may_write_all(
            [Path(target.path) for target in self._targets if not target.each],
            force=force,
            sources=self._sources,
        )

    @property
    def needs_contents(self) -> bool:
        """Whether a workbook is given back. It is marked as it was when read, even if the file has changed since."""
        return any(target.format == "xlsx" for target in self._targets)

    def write(self, results: Sequence[Result], contents: Mapping[str, bytes]) -> list[Problem]:
        """Write every file and return the problems. Names that the program made up go to stderr.

        Raises `UsageFault` before anything is written if a file is one that was read.
        """
        remarks: list[Problem] = []
        for output in self._files(results):
            made = self._make_document(output, contents)
            put(output.path, made.content, is_sealed=output.format in SEALED)
            remarks += made.problems
            if output.is_named:
                note(_("Written: {file}").format(file=printable(str(output.path))))
        return remarks

    def _make_document(self, output: Output, contents: Mapping[str, bytes]) -> Document:
        try:
            return document(output.format, output.results, Material(contents, self._template, self._paper))
        except OSError as fault:  # openpyxl writes the sheets of a workbook to disk while it is made
            raise UsageFault(
                error("U407", Where(), file=str(output.path), reason=reason_of(fault))
            ) from fault

    def _files(self, results: Sequence[Result]) -> list[Output]:
        found = [output for target in self._targets for output in _files(target, results)]
        sources = {result.file if isinstance(result, Unread) else result.cluster.file for result in results}
        may_write_all(
            [output.path for output in found], force=self._force, sources=[*sources, *self._sources]
        )
        return found

    def _read(self, path: Path | None) -> tuple[str, bytes] | None:
        if path is None:
            return None
        if not any(target.format == "docx" for target in self._targets):
            raise UsageFault(error("U447", Where()))
        try:
            with path.open("rb") as stream:
                return str(path), stream.read(_LARGEST_TEMPLATE)
        except OSError as fault:
            raise UsageFault(error("U448", Where(), file=str(path), reason=reason_of(fault))) from fault


class Output(NamedTuple):
    """A file to write, and its results; `is_named` if the program made up the name."""

    path: Path
    format: str
    results: Sequence[Result]
    is_named: bool = False


def _target(output: str, formats: Sequence[str]) -> OutputTarget:
    folder, base = os.path.split(output)
    # A folder with the name of a report is probably not meant to hold reports.
    is_report = Path(base).suffix.lower() in map(suffix_of, WRITTEN)
    if not base or (os.path.isdir(output) and not is_report):
        return OutputTarget(os.path.join(output, f"{NAME}.{_IN_FOLDER}"), _IN_FOLDER, True)
    if NAME in folder:
        raise UsageFault(error("U446", Where(), file=output))
    format = options.format_of(Path(base), formats)
    return OutputTarget(output, format, NAME in base)


def _files(target: OutputTarget, results: Sequence[Result]) -> Iterator[Output]:
    if not target.each:
        yield Output(Path(target.path), target.format, results)
        return
    folder, base = os.path.split(target.path)
    _make(Path(folder))
    taken: set[str] = set()
    for result in results:
        name = numbered(base.replace(NAME, _name(result)), taken)
        yield Output(Path(folder, name), target.format, [result], True)


def _name(result: Result) -> str:
    """The cluster's name, or the file's name if it has none."""
    if isinstance(result, Unread):
        return safe_name(Path(result.file).stem)
    return safe_name(result.cluster.text("name"), Path(result.cluster.file).stem)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UsageFault(error("U407", Where(), file=str(folder), reason=reason_of(fault))) from fault
