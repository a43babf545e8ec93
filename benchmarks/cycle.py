"""`plan` and `compare` over `assess`, as ratios: whole processes, run in turn, medians.

    pip install . && python benchmarks/cycle.py [--rounds 11]

Install it as users do, not with -e: a checkout parses its YAML on every run.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

SAMPLE = str(Path(__file__).parent.parent / "sample_data" / "zhuhai_printing.xlsx")
DAY = ("--as-of", "2026-11-21")
BASE = "assess FILE"


class Run(NamedTuple):
    """A command, and what it may take over `assess`; None where it is only shown."""

    arguments: tuple[str, ...]
    most: float | None = None


RUNS = {
    BASE: Run(("assess", SAMPLE, *DAY)),
    "plan FILE": Run(("plan", SAMPLE, *DAY), 3),
    "plan FILE -f json": Run(("plan", SAMPLE, *DAY, "-f", "json"), 3),
    "compare FILE": Run(("compare", SAMPLE, *DAY), 1.5),
    "compare FILE --with all": Run(("compare", SAMPLE, *DAY, "--with", "all"), 1.5),
    "assess FILE --margins": Run(("assess", SAMPLE, *DAY, "--margins")),
    "calendar": Run(("calendar", "--city", "zhuhai", "--recognised-on", "2025-01-02", *DAY)),
}


def main() -> int:
    """Print one table; returns 1 where a ratio is over its goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    rounds = parser.parse_args().rounds
    times: dict[str, list[float]] = {name: [] for name in RUNS}
    for _ in range(rounds):
        for name, run in RUNS.items():
            start = time.perf_counter()
            subprocess.run(
                [sys.executable, "-m", "clustercheck", *run.arguments],
                capture_output=True,
                check=False,
                cwd=os.path.expanduser("~"),
            )
            times[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(seconds) for name, seconds in times.items()}
    missed = 0
    print(f"{rounds} rounds, {sys.implementation.name} {sys.version.split()[0]}, {os.cpu_count()} cores")
    for name, run in RUNS.items():
        ratio = medians[name] / medians[BASE]
        over = run.most is not None and ratio > run.most
        missed += over
        goal = "" if run.most is None else f"goal {run.most:.2f} {'missed' if over else 'reached'}"
        print(f"{name:28} {1000 * medians[name]:7.1f} ms  {ratio:5.2f}  {goal}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
