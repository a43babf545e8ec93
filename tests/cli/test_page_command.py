"""`clustercheck page`: the page where it is installed, else where it is to be had."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms import run

PAGE = b"<!doctype html>\n"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site" / "clustercheck_page"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "clustercheck.html").write_bytes(PAGE)
    monkeypatch.syspath_prepend(str(package.parent))


@pytest.mark.usefixtures("installed")
def test_it_writes_the_page_that_is_installed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "page.html"
    made = run(capsys, "page", "-o", target)
    assert (made.code, target.read_bytes()) == (0, PAGE)
    assert "page.html" in made.err
    # As every command it replaces nothing that it did not make, unless it is told to.
    target.write_text("mine")
    assert run(capsys, "page", "-o", target).code == 2
    assert run(capsys, "page", "-o", target, "--force").code == 0


@pytest.mark.parametrize(("language", "words"), [("zh", "scripts/build_page"), ("en", "From a checkout")])
def test_without_it_it_says_where_it_is_to_be_had(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, words: str
) -> None:
    made = run(capsys, "--lang", language, "page", "-o", tmp_path / "page.html")
    assert made.code == 2
    assert "U550" in made.err
    assert words.lower() in made.err.lower()
    assert not (tmp_path / "page.html").exists()
