"""`-o`: the files for reports, their formats and names. No file that was read is overwritten."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from clustercheck.cli import options
from clustercheck.cli.console import note, printable
from clustercheck.cli.files import SEALED, whole
from clustercheck.cli.overwrites import may_write_all
from clustercheck.formats.seals import seal_text
from clustercheck.model.findings import Result, Unread
from clustercheck.model.problems import Problem, UsageFault, Where, error, reason_of
from clustercheck.model.records import NamedTuple
from clustercheck.reports import WRITTEN, WRITTEN_AS, Document, Material, document, suffix_of
from clustercheck.texts.messages import _
from clustercheck.use_cases.file_names import name_of, numbered

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
        self.paper = paper
        self.targets = tuple(_target(output, WRITTEN_AS[paper]) for output in outputs)
        self._template = self._read(template)
        self.template_file = None if template is None else str(template)
        self._force = force
        self._sources = [*sources, template]
        # Better reported now than after the work.
        may_write_all(
            [Path(target.path) for target in self.targets if not target.each],
            force=force,
            sources=self._sources,
        )

    @property
    def needs_contents(self) -> bool:
        """Whether a workbook is given back, marked as it was when read, or a page says what was handed in twice."""
        return any(target.format in ("xlsx", "html") for target in self.targets)

    def write(self, results: Sequence[Result], contents: Mapping[str, bytes]) -> list[Problem]:
        """Write every file and return the problems. Names that the program made up go to stderr.

        Raises `UsageFault` before anything is written if a file is one that was read.
        """
        sources = {result.file if isinstance(result, Unread) else result.cluster.file for result in results}

        def made(output: Output) -> Made:
            of = results if output.place is None else [results[output.place]]
            found = self._make_document(output, of, contents)
            return Made([found.content], found.problems)

        return self.write_made(list(map(name_of, results)), sources, made)

    def write_made(
        self, names: Sequence[str], sources: Iterable[str], made: Callable[[Output], Made]
    ) -> list[Problem]:
        """Like `write`, of results with these names, read from these sources; `made` gives each file's content."""
        remarks: list[Problem] = []
        outputs = [output for target in self.targets for output in _files(target, names)]
        may_write_all(
            [output.path for output in outputs], force=self._force, sources=[*sources, *self._sources]
        )
        for output in outputs:
            found = made(output)
            with whole(output.path) as stream:
                stream.writelines(found.content)
                if output.target.format in SEALED:
                    seal_text(stream)
            remarks += found.problems
            if output.place is not None:
                note(_("Written: {file}").format(file=printable(str(output.path))))
        return remarks

    def _make_document(
        self, output: Output, results: Sequence[Result], contents: Mapping[str, bytes]
    ) -> Document:
        try:
            return document(output.target.format, results, Material(contents, self._template, self.paper))
        except OSError as fault:  # openpyxl writes the sheets of a workbook to disk while it is made
            raise UsageFault(
                error("U407", Where(), file=str(output.path), reason=reason_of(fault))
            ) from fault

    def _read(self, path: Path | None) -> tuple[str, bytes] | None:
        if path is None:
            return None
        if not any(target.format == "docx" for target in self.targets):
            raise UsageFault(error("U447", Where()))
        try:
            with path.open("rb") as stream:
                return str(path), stream.read(_LARGEST_TEMPLATE)
        except OSError as fault:
            raise UsageFault(error("U448", Where(), file=str(path), reason=reason_of(fault))) from fault


class Output(NamedTuple):
    """A file to write of a target. `place` is that of its result; None if it is of all results."""

    path: Path
    target: OutputTarget
    place: int | None = None


class Made(NamedTuple):
    """The content of a file, piece by piece, and what is to be said of how it was made."""

    content: Iterable[bytes]
    problems: Sequence[Problem] = ()


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


def _files(target: OutputTarget, names: Sequence[str]) -> Iterator[Output]:
    if not target.each:
        yield Output(Path(target.path), target)
        return
    folder, base = os.path.split(target.path)
    _make(Path(folder))
    taken: dict[str, int] = {}
    for place, name in enumerate(names):
        yield Output(Path(folder, numbered(base.replace(NAME, name), taken)), target, place)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UsageFault(error("U407", Where(), file=str(folder), reason=reason_of(fault))) from fault
