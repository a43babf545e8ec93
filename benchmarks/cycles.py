"""What a file takes on a simulated processor, where no neighbour on the machine changes it. Needs valgrind.

    python benchmarks/cycles.py [--folder FOLDER] [--files 60 140]

Of as many and of fewer files the whole tree of the command is counted, and the difference is divided by the files
between. Cycles are estimated: a quarter for an instruction, 10 for a miss of a first cache, 40 for one of the second, 5
for a mispredicted branch. The files are those that `python benchmarks --quick` has made.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory, gettempdir
from typing import NamedTuple

from rows import CALAMINE, JUDGED, WRITERS, folder_of
from works import Command, batch

# Kilobytes, ways and bytes a line: of a core's own caches.
_CACHES = ("--I1=32768,8,64", "--D1=32768,8,64", "--LL=1048576,16,64")
_FIRST, _SECOND = ("I1mr", "D1mr", "D1mw"), ("ILmr", "DLmr", "DLmw")
# Folders, with what is run over each and what that is divided by.
_KINDS = {
    "ours": (batch(), CALAMINE),
    "tables": (JUDGED, CALAMINE),
    **{folder_of(writer): (batch(), None) for writer in WRITERS},
}


class Counted(NamedTuple):
    """Thousand instructions and estimated thousand cycles."""

    instructions: float
    cycles: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each folder of files that is there."""
    parser = argparse.ArgumentParser(prog="cycles.py", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path(gettempdir()) / "clustercheck-bench")
    parser.add_argument("--files", type=int, nargs=2, default=(60, 140))
    given = parser.parse_args(arguments)
    if which("valgrind") is None:
        parser.error("valgrind is not installed")
    few, many = given.files
    print("| files | instructions | cycles | calamine | ratio |\n| --- | --- | --- | --- | --- |")
    for kind, (command, under) in _KINDS.items():
        paths = [str(path) for path in sorted((given.folder / kind).glob("*.xlsx"))[:many]]
        if len(paths) < many:
            continue
        ours = a_file(command, paths, few)
        peer = a_file(under, paths, few) if under else None
        beside = f"{peer.cycles:,.0f} | {ours.cycles / peer.cycles:.2f}" if peer else " | "
        print(f"| {kind} | {ours.instructions:,.0f} | {ours.cycles:,.0f} | {beside} |", flush=True)
    return 0


def a_file(command: Command, paths: Sequence[str], few: int) -> Counted:
    """What each file after the first `few` takes."""
    less, more = _counted(command.over(paths[:few])), _counted(command.over(paths))
    return Counted(*[(b - a) / (len(paths) - few) for a, b in zip(less, more, strict=True)])


def in_report(report: str) -> Counted:
    """The sums of one process, as the simulator writes them at the end of its report."""
    events, sums = (
        next(line for line in report.splitlines() if line.startswith(name)).split()[1:]
        for name in ("events:", "summary:")
    )
    by_event: Mapping[str, int] = dict(zip(events, map(int, sums), strict=True))

    def missed(names: Sequence[str]) -> int:
        return sum([by_event[name] for name in names])

    cycles = by_event["Ir"] / 4 + 10 * missed(_FIRST) + 40 * missed(_SECOND) + 5 * missed(("Bcm", "Bim"))
    return Counted(by_event["Ir"] / 1000, cycles / 1000)


def _counted(command: Sequence[str]) -> Counted:
    """Of a command and the processes under it."""
    with TemporaryDirectory() as folder:
        simulator = ["valgrind", "--tool=cachegrind", "--cache-sim=yes", "--branch-sim=yes", *_CACHES]
        simulator += ["--trace-children=yes", f"--cachegrind-out-file={folder}/%p"]
        environment = {**os.environ, "PYTHONHASHSEED": "0"}
        subprocess.run([*simulator, *command], env=environment, capture_output=True, check=False)
        reports = [in_report(path.read_text()) for path in Path(folder).iterdir()]
    if not reports:
        raise SystemExit(f"nothing was counted: {' '.join(command[:4])} …")
    return Counted(*map(sum, zip(*reports, strict=True)))


if __name__ == "__main__":
    sys.exit(main())
