"""Build the documentation as a site that opens from disk: `dist/site/index.html`, and English in `dist/site/en/`.

    scripts/build_site [--out dist] [--wheel]

Any warning ends the build: a link or an anchor that leads nowhere, a page that no menu holds. `--wheel` adds the wheel of
`clustercheck[docs]`, from which `clustercheck docs` opens the site. It needs the packages of `.[dev]` and no network.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from data_wheel import write_wheel

ROOT = Path(__file__).parent.parent
CONFIGURATIONS = ROOT / "docs" / "site"
# What a site on disk has no use for.
_NOT_NEEDED = ("404.html", "sitemap.xml", "sitemap.xml.gz", "assets/**/*.map")


def main() -> int:
    """Build; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="the folder to write into")
    parser.add_argument("--wheel", action="store_true", help="also build the wheel of clustercheck[docs]")
    given = parser.parse_args()
    if find_spec("mkdocs") is None:
        print(
            "mkdocs is needed to build the site: pip install -e '.[dev]', and PYTHON names that Python",
            file=sys.stderr,
        )
        return 2
    site = given.out / "site"
    with TemporaryDirectory() as name:
        built = Path(name)
        # Both languages at once: each is a process of its own.
        running = [start(language, built / language) for language in ("zh", "en")]
        codes = [process.wait() for process in running]
        if any(codes):
            return 1
        shutil.rmtree(site, ignore_errors=True)
        site.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(built / "zh", site)
        shutil.move(built / "en", site / "en")
    for folder in (site, site / "en"):
        for pattern in _NOT_NEEDED:
            for path in folder.glob(pattern):
                path.unlink()
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }
    print(f"{site / 'index.html'}: {len(files)} files, {sum(map(len, files.values())) / 1024 / 1024:.1f} MiB")
    if given.wheel:
        carried = {f"site/{name}": content for name, content in files.items()}
        print(
            write_wheel(given.out, "docs", version(), "The documentation of clustercheck, as a site", carried)
        )
    return 0


def start(language: str, target: Path) -> subprocess.Popen[bytes]:
    """Start building one language into a folder; what it has to say goes to standard error."""
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "-f",
        f"{language}.yml",
        "-d",
        str(target),
    ]
    return subprocess.Popen(command, cwd=CONFIGURATIONS, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})


def version() -> str:
    """The version of the program."""
    sys.path.insert(0, str(ROOT))
    from clustercheck import __version__

    return __version__


if __name__ == "__main__":
    sys.exit(main())
