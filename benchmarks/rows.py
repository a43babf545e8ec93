"""The rows of the table: what is measured of whose files, what it is divided by, and what the ratio should be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import beside
import foreign
import forms
from works import Command, Work, batch, clustercheck, over_each, script
from writers import NotHere, saved_by

SAMPLE = Path(__file__).parent.parent / "sample_data" / "zhuhai_printing.xlsx"
# Those that the issue of speed names, beside ours.
WRITERS = (
    "openpyxl with lxml",
    "LibreOffice",
    "Excel in Chinese",
    "exceljs",
    "SheetJS",
    "xlsxwriter",
    "R&D in each sheet",
)


CALAMINE = script("peers.py", "calamine")
# Foreign tables do not say what they are held against.
JUDGED = batch(1, "--city", "zhuhai", "-f", "jsonl")


class Sizes(NamedTuple):
    """How many files of each kind, and how many rounds.

    `read` forms and `foreign` tables are held against calamine, which reads a hundred in less than a start may vary by.
    """

    files: int
    read: int
    slow: int
    foreign: int
    word: int
    assessed: int
    beside: int
    many: int
    few: int
    pages: tuple[int, int]
    rounds: int


FULL = Sizes(
    files=1000,
    read=1000,
    slow=200,
    foreign=1000,
    word=200,
    assessed=2000,
    beside=4,
    many=20_000,
    few=2000,
    pages=(5000, 1000),
    rounds=5,
)
QUICK = Sizes(
    files=360,
    read=480,
    slow=40,
    foreign=400,
    word=30,
    assessed=2000,
    beside=2,
    many=2000,
    few=200,
    pages=(2000, 500),
    rounds=3,
)


class Row(NamedTuple):
    """A line: `top` divided by `under`, at most `most`; or the other way round, at least `least`.

    `of` is what is compared: cpu (milliseconds a file), main or other (MiB). With no `under` the figure itself is held.
    `whose` is said behind the name of `under`, where its files are others.
    """

    files: str
    top: Work
    under: Work | None = None
    least: float | None = None
    most: float | None = None
    goal: float | None = None
    of: str = "cpu"
    cores: int = 1
    whose: str = ""


class Files:
    """The workbooks, made where they are not yet there."""

    def __init__(self, folder: Path, sizes: Sizes) -> None:
        self.folder, self.sizes = folder, sizes
        self.read = forms.make(folder / "ours", sizes.read)
        self.ours = forms.make(folder / "ours", sizes.files)

    def by(self, writer: str, suffix: str = ".xlsx") -> list[Path]:
        """Our forms as that writer saves them; raises `NotHere`."""
        return saved_by(writer, self.ours, self.folder / folder_of(writer), suffix)

    def foreign(self) -> list[Path]:
        """Tables that are no form of ours."""
        return foreign.make(self.folder / "tables", self.sizes.foreign)

    def linked(self, count: int) -> Work:
        """A batch by two processes over a folder of so many files."""
        place = self.linked_paths(count)[0].parent
        return Work(f"batch of {count:,}", batch(2), (str(place),), count)

    def linked_paths(self, count: int) -> list[Path]:
        """So many files, linked so as to need no room."""
        place = self.folder / f"linked-{count}"
        place.mkdir(exist_ok=True)
        links = [place / f"cluster_{number:05}.xlsx" for number in range(count)]
        for number, link in enumerate(links):
            if not link.exists():
                os.link(self.ours[number % len(self.ours)], link)
        return links


def folder_of(writer: str) -> str:
    """The name of the folder with a writer's files."""
    return writer.replace("&", "").replace(" ", "-").lower()


def rows(files: Files, before: str | None) -> Iterator[Row | str]:
    """Every row, or a word on what cannot be measured here."""
    yield from _of_writers(files)
    yield from _of_other_files(files, before)
    yield from _of_commands(files, before)
    yield from _of_memory(files)


def _of_writers(files: Files) -> Iterator[Row | str]:
    read = over_each("batch", batch(), files.read)
    yield Row("ours", read, _calamine(files.read), most=2.0, goal=1.5)
    ours = over_each("batch", batch(), files.ours)
    yield Row("ours", ours, over_each("a script anyone would write", script("anyone.py"), files.ours))
    yield _two_processes("ours", files.ours, files.sizes)
    for writer in WRITERS:
        try:
            saved = files.by(writer)
        except NotHere as lacking:
            yield f"{writer}: left out, {lacking} is lacking"
            continue
        theirs = over_each("batch", batch(), saved)
        yield Row(writer, theirs, ours, most=1.4, goal=1.2, whose=" of ours")
        yield Row(writer, theirs, _calamine(saved))
        if writer in WRITERS[:2]:
            yield _two_processes(writer, saved, files.sizes, 14, 20)


def _calamine(paths: Sequence[Path]) -> Work:
    return over_each("calamine reading", CALAMINE, paths)


def _openpyxl(paths: Sequence[Path]) -> Work:
    return over_each("openpyxl reading", script("peers.py", "openpyxl"), paths)


def _two_processes(
    writer: str, paths: Sequence[Path], sizes: Sizes, least: float | None = None, goal: float | None = None
) -> Row:
    two = over_each("batch, 2 processes", batch(2), paths)
    return Row(writer, two, _openpyxl(paths[: sizes.slow]), least=least or 0, goal=goal, cores=2)


def _of_other_files(files: Files, before: str | None) -> Iterator[Row | str]:
    tables = files.foreign()
    yield Row("foreign tables", over_each("batch", JUDGED, tables), _calamine(tables), most=9, goal=6)
    for kind, make in beside.KINDS.items():
        wide = make(files.folder / kind.replace(" ", "-"), files.ours[: files.sizes.beside])
        yield Row(kind, over_each("batch", batch(), wide), _openpyxl(wide), most=0.5, goal=0.2)
    for kind in ("ods", "xls"):
        try:
            saved = files.by(kind, f".{kind}")
        except NotHere as lacking:
            yield f".{kind}: left out, {lacking} is lacking"
            continue
        old = over_each("the build before", batch(python=before), saved) if before else None
        yield Row(f".{kind}", over_each("batch", batch(), saved), old, least=1.5, goal=2.5)


def _of_commands(files: Files, before: str | None) -> Iterator[Row]:
    bare = Work(
        "bare Typer, rich table", script("bare.py", "--rows", str(_rows_of_report())), (str(SAMPLE),), 1
    )
    for name, options, most, goal in (
        ("assess", ("--color", "always"), 0.95, 0.65),
        ("assess -f json", ("-f", "json"), 0.62, 0.50),
    ):
        work = Work(name, clustercheck("assess", *options), (str(SAMPLE),), 1)
        yield Row("the sample", work, bare, most=most, goal=goal)
    for name, command in _starts().items():
        yield Row("a start", Work(name, command, (), 1), bare)
    many = files.linked_paths(files.sizes.assessed)
    # Left to themselves all three take one process for each processor.
    ours = over_each("batch", batch(os.cpu_count() or 1), many)
    for name, options in (("assess", ("-f", "jsonl")), ("check", ())):
        work = over_each(f"{name} of {len(many):,}", clustercheck(name, *options), many)
        yield Row("ours", work, ours, most=1.05)
        yield Row("ours", work, most=40, of="main")
    some = files.ours[: files.sizes.word]
    reports = ("-o", str(files.folder / "reports" / "{name}.docx"), "--force")
    old = clustercheck("assess", *reports, python=before) if before else None
    work = over_each("assess -o .docx", clustercheck("assess", *reports), some)
    yield Row("ours", work, over_each("the build before", old, some) if old else None, most=0.3, goal=0.1)
    yield Row("ours", work, most=80, of="main")


def _starts() -> dict[str, Command]:
    """What other starts take: Python, what the program is built on, and its other commands."""
    own, sample = str(Path(sys.executable).with_name("clustercheck")), str(SAMPLE)
    return {
        "python": Command((sys.executable, "-c", "pass")),
        "import typer": Command((sys.executable, "-c", "import typer")),
        "import typer, rich.table": Command((sys.executable, "-c", "import typer, rich.console, rich.table")),
        "check": Command((own, "check", sample)),
        "read": Command((own, "read", sample)),
        "explain": Command((own, "explain", sample, "total_output")),
        "standards list": Command((own, "standards", "list")),
        "--help": Command((own, "--help")),
        "--version": Command((own, "--version")),
    }


def _rows_of_report() -> int:
    """How many rows the report of the sample has."""
    command = clustercheck("assess", "-f", "json").over([str(SAMPLE)])
    done = subprocess.run(command, capture_output=True, check=False)
    criteria = json.loads(done.stdout)["criteria"]
    return len(criteria) + sum(len(each.get("branches", ())) for each in criteria)


def _of_memory(files: Files) -> Iterator[Row]:
    many, few = files.linked(files.sizes.many), files.linked(files.sizes.few)
    yield Row("ours", many, most=28, goal=24, of="other")
    yield Row("ours", many, few, most=1.05, goal=1.02, of="main")
    page = batch(2, "-o", str(files.folder / "overview.html"), "--force")
    many, few = (
        files.linked(count)._replace(name=f"batch -o .html of {count:,}", command=page)
        for count in files.sizes.pages
    )
    yield Row("ours", many, few, most=1.1, goal=1.02, of="main")
