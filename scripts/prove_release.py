"""Prove that what is released installs and runs: both packages, on every Python that is found, in empty environments.

`python scripts/prove_release.py` builds wheel and sdist twice, in folders of other names, with other days and rights, and
compares their bytes; lets twine check them; then installs each on every Python on the path and runs every golden case
of `tests/reports` and a batch with two workers. `--lowest` takes the lowest versions that pyproject.toml allows,
`--tests` runs the fast tests there too. Needs `build` and `twine`; with `--dist DIR` neither.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "reports" / "golden"
TESTS_NEED = ("babel", "hypothesis", "jsonschema", "pytest", "pytest-xdist", "xlwt")
# Runs the golden cases in one process; prints the names of those that differ.
RUN_GOLDENS = """
import contextlib, io, json, os, sys
cases, golden = json.load(sys.stdin), sys.argv[1]
from clustercheck.cli import main
for name, words in cases.items():
    language, os.environ["COLUMNS"] = name.rsplit(".", 3)[1:3]
    with contextlib.redirect_stdout(io.StringIO()) as printed, contextlib.suppress(SystemExit):
        main([*words, "--lang", language])
    with open(os.path.join(golden, name), encoding="utf-8") as stream:
        if printed.getvalue() != stream.read():
            print(name)
"""


def main() -> int:
    """Build, check, install and run; a line for each step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dist", type=Path, help="a folder with the wheel and the sdist, already built")
    parser.add_argument(
        "--python", action="append", default=[], help="this Python instead of those on the path"
    )
    parser.add_argument("--lowest", action="store_true", help="the lowest versions that are allowed")
    parser.add_argument("--tests", action="store_true", help="run the fast tests too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as held:
        place = Path(held)
        dist = options.dist or built(place)
        failed = False
        for python in options.python or pythons():
            for package in sorted(dist.glob("clustercheck-*.whl")) + sorted(
                dist.glob("clustercheck-*.tar.gz")
            ):
                fault = tried(python, package, place / "venv", options.lowest, options.tests)
                print(
                    f"{'FAILED' if fault else 'works'}  {version_of(python)}  {package.name}  {fault}",
                    flush=True,
                )
                failed |= bool(fault)
    return 1 if failed else 0


def pythons() -> Iterator[str]:
    """The Pythons from 3.11 on that the path has, each version once."""
    for minor in range(11, 30):
        found = shutil.which(f"python3.{minor}")
        if found and subprocess.run([found, "-c", ""], capture_output=True).returncode == 0:
            yield found


def version_of(python: str) -> str:
    """`3.14.10`."""
    code = "import platform; print(platform.python_version())"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def built(place: Path) -> Path:
    """The folder of wheel and sdist, built twice to the same bytes and checked by twine. Exits where they differ."""
    first = build(place / "one", umask=0o022, day=None)
    second = build(place / "another, elsewhere", umask=0o077, day=1_000_000_000)
    for path in sorted(first.iterdir()):
        one, other = (sha256((folder / path.name).read_bytes()).hexdigest() for folder in (first, second))
        print(f"{'the same bytes twice' if one == other else 'DIFFERS'}  {path.name}  {one}")
        if one != other:
            sys.exit(1)
    subprocess.run(
        [sys.executable, "-m", "twine", "check", "--strict", *map(str, first.iterdir())], check=True
    )
    return first


def build(folder: Path, *, umask: int, day: int | None) -> Path:
    """Copy what git has to a folder and build there, with the files' rights and (seconds since 1970) their day changed."""
    folder.mkdir()
    os.umask(umask)
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, target)
        target.chmod((0o777 if os.access(ROOT / name, os.X_OK) else 0o666) & ~umask)
        if day is not None:
            os.utime(target, (day, day))
    subprocess.run([sys.executable, "-m", "build", "-q", str(folder)], check=True, stdout=subprocess.DEVNULL)
    os.umask(0o022)
    return folder / "dist"


def lowest() -> list[str]:
    """`rich==13.9` for each dependency, at the lowest version that pyproject.toml allows."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [re.sub(r">=([\w.]+).*", r"==\1", each) for each in project["dependencies"]]


def tried(python: str, package: Path, venv: Path, at_lowest: bool, with_tests: bool) -> str:
    """Install a package in an empty environment and run it. Returns what is wrong, empty if nothing."""
    shutil.rmtree(venv, ignore_errors=True)
    inside = str(venv / "bin" / "python")
    more = [*(lowest() if at_lowest else ()), *(TESTS_NEED if with_tests else ())]
    for command in (
        [python, "-m", "venv", str(venv)],
        [inside, "-m", "pip", "install", "-q", "--no-warn-script-location", str(package), *more],
    ):
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            return f"{' '.join(command)}: {done.stderr[-500:]}"
    return faults_of_goldens(inside) or fault_of_batch(venv) or (fault_of_tests(inside) if with_tests else "")


def faults_of_goldens(python: str) -> str:
    """The golden cases that the installed program prints otherwise."""
    sys.path.insert(0, str(GOLDEN.parent))
    from goldens import CASES

    done = subprocess.run(
        [python, "-I", "-W", "error", "-c", RUN_GOLDENS, str(GOLDEN)],
        input=json.dumps(CASES),
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    return f"{done.stdout} {done.stderr[-500:] if done.returncode else ''}".strip()


def fault_of_batch(venv: Path) -> str:
    """What the console script prints otherwise than the golden file for a batch with two workers."""
    sys.path.insert(0, str(GOLDEN.parent))
    from goldens import CASES

    name = "batch_samples.zh.80.txt"
    done = subprocess.run(
        [str(venv / "bin" / "clustercheck"), *CASES[name], "--jobs", "2", "--lang", "zh"],
        cwd=ROOT,
        capture_output=True,
        env={**os.environ, "COLUMNS": "80"},
    )
    same = done.stdout.decode() == (GOLDEN / name).read_text(encoding="utf-8")
    return "" if same else f"batch: {done.stderr.decode()[-500:]}"


def fault_of_tests(python: str) -> str:
    """The last lines of the fast tests, if one fails."""
    command: Sequence[str] = [python, "-m", "pytest", "-q", "-x", "-m", "not slow", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    print("   ", done.stdout.strip().splitlines()[-1])
    return done.stdout[-2000:] if done.returncode else ""


if __name__ == "__main__":
    sys.exit(main())
