"""The page in Firefox, from disk: what it says and writes, a figure changed, another language."""

from __future__ import annotations

import io
import shutil
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from forms import MET, MISSED, put, run
from marionette import Firefox

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("page")]

PROGRAM = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)


@pytest.fixture
def firefox(tmp_path: Path) -> Iterator[Firefox]:
    if PROGRAM is None:
        pytest.skip("no firefox is installed")
    with Firefox(PROGRAM, tmp_path) as running:
        yield running


def downloaded(firefox: Firefox, format: str) -> bytes:
    firefox.run("document.querySelector(`[data-format=${arguments[0]}]`).click()", format)
    for _ in range(600):
        time.sleep(0.1)
        found = [path for path in firefox.downloads.iterdir() if path.suffix != ".part"]
        if found and found[0].stat().st_size:
            content = found[0].read_bytes()
            found[0].unlink()
            return content
    raise TimeoutError(format)


def test_it_says_there_what_the_command_line_says(
    firefox: Firefox,
    built: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put(tmp_path, a=MET, b=MISSED)
    firefox.open((built / "clustercheck.html").as_uri())
    firefox.until("body[data-step=ready], body[data-step=failed]")
    assert firefox.run("return document.body.dataset.step") == "ready"
    firefox.run("document.getElementById('day').value = '2025-06-30'")
    firefox.choose_files("#file", [tmp_path / "a.csv", tmp_path / "b.csv"])
    firefox.until("body[data-shown]")
    monkeypatch.chdir(tmp_path)
    said = run(capsys, "assess", "a.csv", "b.csv", "--as-of", "2025-06-30", "-f", "json")
    assert downloaded(firefox, "as_json").decode() == said.out
    with zipfile.ZipFile(io.BytesIO(downloaded(firefox, "as_zip"))) as archive:
        assert "总览.xlsx" in archive.namelist()
    # One file: its report in the frame, a figure changed.
    firefox.run("delete document.body.dataset.shown; document.querySelector('[data-show]').click()")
    firefox.until("body[data-shown]")
    frame = "return document.getElementById('report').contentDocument"
    assert "达标" in firefox.run(f"{frame}.querySelector('.verdict').textContent")
    assert downloaded(firefox, "as_docx")[:2] == b"PK"
    firefox.run("document.getElementById('what-if').open = true")
    firefox.until("#figures [data-figure='land_area.2024']")
    firefox.run("""
        const field = document.querySelector("[data-figure='land_area.2024']");
        field.value = "500";
        field.dispatchEvent(new Event("input", { bubbles: true }));
    """)
    firefox.until("#supposed .verdict.missed")
    firefox.run("delete document.body.dataset.shown; document.querySelector('input[value=en]').click()")
    firefox.until("body[data-shown]")
    assert "nothing found" in firefox.run("return document.getElementById('list').innerText")
