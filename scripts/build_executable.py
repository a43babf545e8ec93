"""Build the executable for machines without Python: one file, and the same as a folder that starts faster.

    scripts/build_executable [--out dist]

`clustercheck` (`clustercheck.exe` on Windows) unpacks itself into the temporary folder each time it is called. In
`clustercheck-folder/` lies the same unpacked: it starts faster and runs from a read-only disk. Both run on the kind of
system that they were built on. The build has an environment of its own with the packages of
`executable/requirements.txt`, and needs Python with its shared library and once the registry that pip is set up for.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
RECIPE = ROOT / "executable"
_LIBRARY_VERSION = re.compile(rb"GLIBC_(\d+)\.(\d+)")


def main() -> int:
    """Build; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="the folder to write into")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as temporary:
        tools = make_environment(Path(temporary, "environment"))
        made = Path(temporary, "made")
        run(
            tools / "pyinstaller",
            *("--noconfirm", "--log-level", "ERROR"),
            *("--distpath", made, "--workpath", Path(temporary, "work")),
            RECIPE / "clustercheck.spec",
        )
        for each in made.iterdir():
            target = given.out / each.name
            shutil.rmtree(target) if target.is_dir() else target.unlink(missing_ok=True)
            shutil.move(each, target)
            print(f"{target}: {size_of(target) / 1024 / 1024:.1f} MiB")
    if sys.platform == "linux":
        print(f"needs glibc {newest_glibc(given.out / 'clustercheck-folder')} or later")
    return 0


def make_environment(folder: Path) -> Path:
    """An environment with the pinned packages and this checkout as a wheel; returns the folder of its programs."""
    venv.create(folder, with_pip=True, symlinks=os.name != "nt")
    tools = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = (tools / "python", "-m", "pip", "install", "--disable-pip-version-check", "-q", "--no-deps")
    run(*pip, "-r", RECIPE / "requirements.txt")
    run(*pip, ROOT)
    return tools


def size_of(path: Path) -> int:
    """The bytes of a file, or of all files in a folder."""
    return sum(
        each.stat().st_size for each in (path.rglob("*") if path.is_dir() else [path]) if each.is_file()
    )


def newest_glibc(folder: Path) -> str:
    """The newest version of the C library that a library in a folder asks for."""
    found = {
        (int(major), int(minor))
        for path in folder.rglob("*")
        if path.is_file() and (".so" in path.name or path.name == "clustercheck")
        for major, minor in _LIBRARY_VERSION.findall(path.read_bytes())
    }
    return ".".join(map(str, max(found)))


def run(*command: str | os.PathLike[str]) -> None:
    """Run a program; its output is shown only if it fails.

    It must not find this checkout by the environment instead of the wheel, which alone holds the standards.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=RECIPE, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr)
        raise SystemExit(f"failed: {' '.join(map(str, command))}")


if __name__ == "__main__":
    sys.exit(main())
