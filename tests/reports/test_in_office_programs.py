"""The reports opened by LibreOffice, where it is installed, and made into pages."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from office import WRITER, ZHUHAI, sample

GOOD = ZHUHAI.with_name("guangzhou_cosmetics.xlsx")

pytestmark = pytest.mark.slow


@pytest.mark.skipif(WRITER is None, reason="LibreOffice Writer is not installed")
def test_an_office_program_opens_them_and_makes_pages_of_them(tmp_path: Path) -> None:
    for format in ("docx", "xlsx"):
        (tmp_path / f"{format}.{format}").write_bytes(sample(format, GOOD).content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(WRITER), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    files = [str(path) for path in tmp_path.glob("*.*x")]
    done = subprocess.run([*command, *files], capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    pages = {path.stem: path.read_bytes() for path in tmp_path.glob("*.pdf")}
    assert sorted(pages) == ["docx", "xlsx"]
    # A cluster that meets everything has little to be said of it.
    assert len(re.findall(rb"/Type\s*/Page\b", pages["docx"])) <= 8
    for content in pages.values():
        assert content.startswith(b"%PDF-")
        assert b"/Type/Page" in content
