"""Start-up as ratios: whole processes, run in turn, medians.

    pip install '.[bench]' && python benchmarks/startup.py [--rounds 21]

Install it as users do, not with -e: a checkout parses its YAML on every run.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "sample_data" / "zhuhai_printing.xlsx"


class Goal(NamedTuple):
    """What is measured over what, and what the ratio should not exceed."""

    over: str
    ratio: float


GOALS = {
    "assess FILE": Goal("bare Typer and rich table", 1.15),
    "assess FILE -f json": Goal("bare Typer and rich table", 0.75),
    "--help": Goal("import typer", 1.1),
    "--version": Goal("import typer", 1.1),
    "assess FILE, again": Goal("frictionless validate", 1 / 4.5),
}


def main() -> int:
    """Print one table; returns 1 where a ratio misses its goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=21)
    rounds = parser.parse_args().rounds
    with TemporaryDirectory() as folder:
        times = _in_turn(_commands(Path(folder)), rounds)
    medians = {name: statistics.median(seconds) for name, seconds in times.items()}
    print(f"{rounds} rounds, {sys.implementation.name} {sys.version.split()[0]}, {os.cpu_count()} cores")
    for name, seconds in times.items():
        print(
            f"{name:32} {1000 * medians[name]:7.1f} ms  ({1000 * min(seconds):.1f} to {1000 * max(seconds):.1f})"
        )
    missed = 0
    for name, goal in GOALS.items():
        ratio = medians[name] / medians[goal.over]
        missed += ratio > goal.ratio
        word = "missed" if ratio > goal.ratio else "reached"
        print(f"{name + ' / ' + goal.over:58} {ratio:5.2f}  goal {goal.ratio:4.2f} {word}")
    return 1 if missed else 0


def _commands(folder: Path) -> dict[str, list[str]]:
    bin = Path(sys.executable).parent
    frictionless = [str(bin / "frictionless"), "validate", *_table_of_like_size(folder)]
    own, file = str(bin / "clustercheck"), str(SAMPLE)
    result = subprocess.run([own, "assess", file, "-f", "json"], capture_output=True, check=False)
    criteria = json.loads(result.stdout)["criteria"]
    _hold(
        subprocess.run(frictionless, capture_output=True, check=False).returncode == 0, "frictionless fails"
    )
    rows = len(criteria) + sum(len(each.get("branches", ())) for each in criteria)
    return {
        "import typer": [sys.executable, "-c", "import typer"],
        "bare Typer and rich table": [sys.executable, str(HERE / "bare.py"), file, "--rows", str(rows)],
        "frictionless validate": frictionless,
        "assess FILE": [own, "assess", file, "--color", "always"],
        "assess FILE, again": [own, "assess", file, "--color", "always"],
        "assess FILE -f json": [own, "assess", file, "-f", "json"],
        "--help": [own, "--help"],
        "--version": [own, "--version"],
    }


def _hold(condition: bool, otherwise: str) -> None:
    """A peer that stops at an error is fast and proves nothing."""
    if not condition:
        raise SystemExit(otherwise)


def _in_turn(commands: dict[str, list[str]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each command, round by round, after a round that is not counted."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    for counted in [False, *[True] * rounds]:
        for name, command in commands.items():
            begun = time.perf_counter()
            subprocess.run(
                command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, check=False
            )
            if counted:
                times[name].append(time.perf_counter() - begun)
    return times


def _table_of_like_size(folder: Path) -> list[str]:
    """The arguments for one sheet with a plain English header, as large as the sample's figures, and a schema of like severity."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(["id", "name", "unit", "y2022", "y2023", "y2024", "y2025"])
    for row in range(60):
        sheet.append(
            [f"indicator_{row}", f"指标 {row}", "亿元", 30 + row, 31.5 + row, 33.4 + row, 35.4 + row]
        )
    path = folder / "table.xlsx"
    book.save(path)
    numbers = [
        {
            "name": f"y{year}",
            "type": "number",
            "constraints": {"required": True, "minimum": 0, "maximum": 1e6},
        }
        for year in range(2022, 2026)
    ]
    texts = [
        {
            "name": "id",
            "type": "string",
            "constraints": {"required": True, "unique": True, "pattern": "[a-z_0-9]+"},
        },
        {"name": "name", "type": "string", "constraints": {"required": True, "maxLength": 80}},
        {"name": "unit", "type": "string", "constraints": {"required": True, "enum": ["亿元", "万元"]}},
    ]
    schema = folder / "schema.json"
    schema.write_text(json.dumps({"fields": texts + numbers}), encoding="utf-8")
    # It takes no absolute path for safe unless trusted.
    return [str(path), "--schema", str(schema), "--trusted"]


if __name__ == "__main__":
    sys.exit(main())
