"""The program as a zip on Python's path: it says, judges and writes what it does from a folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_data" / "zhuhai_printing.xlsx"
DAY = ("--as-of", "2026-11-21")


@pytest.fixture(scope="module")
def zipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package with its standards, as the wheel lays them."""
    path = tmp_path_factory.mktemp("zip") / "clustercheck.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder, prefix in ((ROOT / "clustercheck", ""), (ROOT / "standards", "clustercheck/")):
            for file in sorted(folder.rglob("*")):
                if file.is_file() and file.suffix != ".pyc":
                    archive.write(file, prefix + file.relative_to(folder.parent).as_posix())
    return path


def run(path: Path, words: tuple[str, ...], folder: Path) -> tuple[int, str, str, dict[str, bytes]]:
    """Code, what is printed and said, and the files that are written, with clustercheck taken from `path`."""
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "clustercheck", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(path), "COLUMNS": "100"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    files = {file.name: file.read_bytes() for file in folder.iterdir()}
    return done.returncode, done.stdout, done.stderr, files


@pytest.mark.parametrize(
    "words",
    [
        ("assess", str(SAMPLE), *DAY),
        ("assess", str(SAMPLE), "-f", "json", "--lang", "en", *DAY),
        ("assess", str(SAMPLE), "-o", "a.html", "-o", "a.docx", "-o", "a.xlsx", *DAY),
        ("batch", str(SAMPLE.parent), "--jobs", "2", "-o", "a.csv", *DAY),
        ("template", "--city", "zhuhai", "-o", "a.xlsx"),
        ("standards", "list", *DAY),
        ("standards", "test"),
        ("standards", "diff", "zhuhai", "national", *DAY),
        ("check", str(SAMPLE.parent), *DAY),
        ("rule",),
        ("assess", "--help"),
        ("assess", str(SAMPLE), "--city", "zuhai", *DAY),
    ],
    ids=lambda words: " ".join(Path(word).name for word in words),
)
def test_a_zip_does_what_the_folder_does(words: tuple[str, ...], zipped: Path, tmp_path: Path) -> None:
    code, printed, said, files = run(ROOT, words, tmp_path / "folder")
    assert printed or files or said
    assert "Traceback" not in said
    assert run(zipped, words, tmp_path / "zip") == (code, printed, said, files)
