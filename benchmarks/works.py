"""What is run: commands over files, each with what it took of the processor and of memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from forms import AS_OF

HERE = Path(__file__).parent


class Command(NamedTuple):
    """What stands before the names of the files, and what behind them."""

    head: tuple[str, ...]
    tail: tuple[str, ...] = ()

    def over(self, paths: Sequence[str]) -> list[str]:
        """The whole command."""
        return [*self.head, *paths, *self.tail]


class Spent(NamedTuple):
    """Seconds of the processor, of the whole tree; the highest MiB of the command itself and of any process under it."""

    cpu: float
    main: float
    other: float


class Work(NamedTuple):
    """A command over so many files, or over a folder of them.

    `first` of the files are run alone as well, and what that took is taken off: so a start is no part of a file's cost.
    With none, a run counts whole.
    """

    name: str
    command: Command
    paths: tuple[str, ...]
    files: int
    first: int = 0

    def milliseconds(self) -> float:
        """Of the processor, a file."""
        whole = self.spent(self.paths).cpu
        if self.first:
            whole -= self.spent(self.paths[: self.first]).cpu
        return 1000 * whole / (self.files - self.first)

    def spent(self, paths: Sequence[str]) -> Spent:
        """Run it, nothing of what it prints kept; an end that says it failed stops the benchmark."""
        command = [sys.executable, "-I", "-S", str(HERE / "spent.py"), *self.command.over(paths)]
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "COLUMNS": "120"}
        done = subprocess.run(command, env=environment, stderr=subprocess.PIPE, text=True, check=True)
        said = json.loads(done.stderr)
        if said.pop("ended") not in (0, 1, 3):
            raise SystemExit(f"{self.name} failed: {' '.join(command[4:9])} …")
        return Spent(**said)


def over_each(name: str, command: Command, paths: Sequence[Path], first: int | None = None) -> Work:
    """Of a file: a tenth of the files are the start that is taken off."""
    given = tuple(map(str, paths))
    return Work(name, command, given, len(given), max(1, len(given) // 10) if first is None else first)


def clustercheck(name: str, *options: str, python: str = sys.executable) -> Command:
    """A command of clustercheck; as of a day where it judges.

    By its script, as users call it: `-m` imports more, and from the folder of a checkout it runs that instead.
    """
    day = () if name == "check" else ("--as-of", AS_OF.isoformat())
    return Command((str(Path(python).with_name("clustercheck")), name), (*day, *options))


def batch(jobs: int = 1, *options: str, python: str = sys.executable) -> Command:
    """A batch that writes its lines."""
    return clustercheck("batch", "--jobs", str(jobs), *(options or ("-f", "jsonl")), python=python)


def script(name: str, *arguments: str) -> Command:
    """A script of this folder over the files."""
    return Command((sys.executable, str(HERE / name), *arguments))
