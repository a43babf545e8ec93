"""Batches as ratios, all of one run: against openpyxl, calamine, pandera and frictionless, and the memory of 20,000 files.

    pip install '.[bench]' && python benchmarks/batch.py [--files 2000] [--rounds 3] [--plot docs/pictures/batch.svg]

The workbooks are made once and kept in `--folder`. Install clustercheck as users do, not with -e. Linux: memory is read
from /proc.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import NamedTuple, TypeAlias

import batch_forms
import batch_peers

# What openpyxl and the peers are timed on: a part of the files, for they take long.
FEW = 200
_AT_A_TIME = 20
Timed: TypeAlias = dict[str, list[float]]
Work: TypeAlias = Callable[[Sequence[str]], object]


class Goal(NamedTuple):
    """What is measured over what; the ratio should be at least (`at_least`) or at most that."""

    top: str
    under: str
    must: float
    goal: float
    at_least: bool


# Of milliseconds a file. "openpyxl over batch" is how many times as many files a second a batch does.
GOALS = {
    "batch, 1 process: files/s over openpyxl's": Goal("openpyxl", "batch 1", 6, 9, True),
    "batch, 2 processes: files/s over openpyxl's": Goal("openpyxl", "batch 2", 10.5, 16, True),
    "batch, 2 processes over 1": Goal("batch 1", "batch 2", 1.6, 1.8, True),
    "a file in one process over calamine": Goal("in process", "calamine", 3, 2, False),
    "formatted percents over plain": Goal("in process, formatted", "in process", 1.3, 1.1, False),
    "a file over pandera with calamine": Goal("in process", "pandera", 1 / 4, 1 / 8, False),
    "a file over frictionless": Goal("in process", "frictionless", 1 / 7, 1 / 12, False),
}


def main() -> int:
    """Print one table; returns 1 where a ratio misses what it must reach."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path(gettempdir()) / "clustercheck-bench")
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--no-memory", action="store_true")
    given = parser.parse_args()
    plain = batch_forms.make(given.folder / "plain", given.files, batch_forms.plain_form)
    formatted = batch_forms.make(given.folder / "formatted", given.files, batch_forms.formatted_form)
    times = _in_turn(_readers(plain, formatted), given.folder / "plain", len(plain), given.rounds)
    medians = {name: statistics.median(each) for name, each in times.items()}
    machine = f"{_processor()}, {len(os.sched_getaffinity(0))} cores, {sys.implementation.name} {platform.python_version()}"
    print(f"{given.files} workbooks, {given.rounds} rounds in turn, medians. {machine}")
    for name, median in medians.items():
        print(f"{name:28} {median:8.3f} ms a file {1000 / median:8.0f} files/s")
    missed = sum([_judged(words, goal, times) for words, goal in GOALS.items()])
    if not given.no_memory:
        missed += _memory(given.folder, plain)
    if given.plot:
        _plot(given.plot, medians, machine)
    return 1 if missed else 0


def _judged(words: str, goal: Goal, times: Timed) -> bool:
    """Say the median of the rounds' ratios, for what is measured in one round shares its conditions."""
    ratios = [top / under for top, under in zip(times[goal.top], times[goal.under], strict=True)]
    return _said(words, statistics.median(ratios), goal.must, goal.goal, goal.at_least)


def _said(words: str, found: float, must: float, goal: float, at_least: bool) -> bool:
    """Print a line; whether what must be is missed."""
    sign = 1 if at_least else -1
    word = (
        "reached"
        if sign * found >= sign * goal
        else "sufficient"
        if sign * found >= sign * must
        else "missed"
    )
    bar = "at least" if at_least else "at most"
    print(f"{words:46} {found:7.2f}  {bar} {must:5.2f}, goal {goal:5.2f}: {word}")
    return word == "missed"


def _readers(plain: Sequence[str], formatted: Sequence[str]) -> dict[str, tuple[Work, Sequence[str]]]:
    """What is done in this process, and to which files."""
    few = plain[:FEW]
    return {
        "openpyxl": (batch_peers.openpyxl_reads, few),
        "calamine": (batch_peers.calamine_reads, few),
        "in process": (batch_peers.clustercheck_judges, few),
        "in process, formatted": (batch_peers.clustercheck_judges, formatted[:FEW]),
        "pandera": (batch_peers.pandera_validates, few),
        "frictionless": (batch_peers.frictionless_validates, few),
    }


def _in_turn(readers: dict[str, tuple[Work, Sequence[str]]], folder: Path, files: int, rounds: int) -> Timed:
    """Milliseconds a file, round by round, after a round in this process that is not counted.

    The readers take turns every few files, for a machine that others use too is fast one second and slow the next.
    """
    times: Timed = {name: [] for name in readers}
    for number in range(rounds + 1):
        taken = dict.fromkeys(readers, 0.0)
        for start in range(0, FEW, _AT_A_TIME):
            for name, (work, paths) in readers.items():
                taken[name] += _seconds(partial(work, paths[start : start + _AT_A_TIME]))
        if number:
            for name, (_, paths) in readers.items():
                times[name].append(1000 * taken[name] / len(paths))
            for jobs in (1, 2):
                taken_by_batch = _seconds(partial(_batch, folder, jobs))
                times.setdefault(f"batch {jobs}", []).append(1000 * taken_by_batch / files)
    return times


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _command(folder: Path, jobs: int, target: Path) -> list[str]:
    program = [sys.executable, "-m", "clustercheck", "batch", str(folder)]
    return [*program, "--jobs", str(jobs), "--as-of", batch_forms.AS_OF.isoformat(), "-o", str(target)]


def _batch(folder: Path, jobs: int) -> None:
    """A whole run, with its start, its .jsonl and its overview."""
    with TemporaryDirectory() as place:
        done = subprocess.run(
            _command(folder, jobs, Path(place) / "all.jsonl"),
            stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
            check=False,
        )
    if done.returncode not in (0, 1, 3):
        raise SystemExit(f"the batch ended with {done.returncode}")


def _memory(folder: Path, plain: Sequence[str]) -> int:
    """The highest peak of one process, over 2,000 files and over ten times as many (linked, so as to need no room)."""
    many = folder / "many"
    for copy in range(10):
        place = many / f"{copy}"
        place.mkdir(parents=True, exist_ok=True)
        for path in plain:
            link = place / Path(path).name
            if not link.exists():
                os.link(path, link)
    one, worker = _peak(folder / "plain")
    ten, worker_of_ten = _peak(many)
    print(
        f"{'peak of the main process, MiB':46} {one:7.1f} with {len(plain)}, {ten:.1f} with ten times as many"
    )
    missed = _said("20,000 over 2,000 files, main process", ten / one, 1.05, 1.05, False)
    missed += _said("20,000 over 2,000 files, worker", worker_of_ten / worker, 1.05, 1.05, False)
    return missed + _said("a worker, MiB", worker_of_ten, 40, 28, False)


def _peak(folder: Path) -> tuple[float, float]:
    """The peak in MiB of a batch's main process, and of its largest other one."""
    with TemporaryDirectory() as place:
        command = [sys.executable, "-c", _SMALL_PARENT, *_command(folder, 2, Path(place) / "all.jsonl")]
        running = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)
        others = 0.0
        while running.poll() is None:
            for pid, parent in _session(running.pid):
                if running.pid not in (pid, parent):
                    others = max(others, _high_water(pid))
            time.sleep(0.1)
        assert running.stdout is not None
        return int(running.stdout.read()) / 1024, others


# A process inherits the peak of the one that starts it, so that one must be small.
_SMALL_PARENT = """
import os, sys
pid = os.fork()
if not pid:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.execv(sys.argv[1], sys.argv[1:])
print(os.wait4(pid, 0)[2].ru_maxrss)
"""


def _session(session: int) -> list[tuple[int, int]]:
    """The processes of a session, each with its parent."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session:
            found.append((int(stat.parent.name), int(fields[1])))
    return found


def _high_water(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0)


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _plot(path: Path, medians: dict[str, float], machine: str) -> None:
    """Files a second as bars."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "clustercheck"
    from matplotlib import pyplot

    shown = {
        "clustercheck batch, 2 processes": "batch 2",
        "clustercheck batch, 1 process": "batch 1",
        "openpyxl, reading alone": "openpyxl",
        "pandera with calamine": "pandera",
        "frictionless": "frictionless",
    }
    rates = [1000 / medians[name] for name in shown.values()]
    figure, axes = pyplot.subplots(figsize=(8, 2.8))
    bars = axes.barh(list(shown), rates, color=["#0e7c86", "#0e7c86", "#9aa4ad", "#9aa4ad", "#9aa4ad"])
    axes.bar_label(bars, labels=[f"{rate:.0f}" for rate in rates], padding=4)
    axes.invert_yaxis()
    axes.set_xlim(0, max(rates) * 1.12)
    axes.set_xlabel(f"workbooks a second\n{machine}", fontsize=8)
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    sys.exit(main())
