"""One table of what clustercheck takes, by whose files and which command, and what each figure is divided by.

    pip install '.[bench]' && python benchmarks [--quick] [--before PYTHON] [--plot docs/speed.svg]

Install it as users do, not with -e: a checkout parses its YAML on every run. README.md has the method.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import gettempdir

from measure import measured
from rows import FULL, QUICK


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and draw; returns 1 where a ratio is not what it has to be."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few files: some two minutes")
    parser.add_argument("--before", metavar="PYTHON", help="the Python of another build, to compare with")
    parser.add_argument("--only", metavar="WORD", default="", help="the rows with this word alone")
    parser.add_argument("--folder", type=Path, default=Path(gettempdir()) / "clustercheck-bench")
    parser.add_argument("--plot", type=Path, metavar="FILE.svg", help="draw the milliseconds a file")
    given = parser.parse_args(arguments)
    return measured(QUICK if given.quick else FULL, given)


if __name__ == "__main__":
    sys.exit(main())
