"""`clustercheck docs`: where the documentation lies if it is installed, else where it is to be had."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import pytest
from forms import run


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    package = tmp_path / "site-packages" / "clustercheck_docs"
    (package / "site" / "en").mkdir(parents=True)
    for page in ("__init__.py", "site/index.html", "site/en/index.html"):
        (package / page).touch()
    monkeypatch.syspath_prepend(str(package.parent))
    return package


@pytest.mark.parametrize(("language", "page"), [("zh", "site/index.html"), ("en", "site/en/index.html")])
def test_it_prints_where_the_site_lies_and_opens_it(
    installed: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    page: str,
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    address = (installed / page).as_uri()
    printed = run(capsys, "--lang", language, "docs")
    assert (printed.code, printed.out.strip(), opened) == (0, address, [])
    assert run(capsys, "--lang", language, "docs", "--open").code == 0
    assert opened == [address]


@pytest.mark.parametrize(("language", "words"), [("zh", "scripts/build_site"), ("en", "from a checkout")])
def test_without_it_it_says_where_it_is_to_be_had(
    capsys: pytest.CaptureFixture[str], language: str, words: str
) -> None:
    printed = run(capsys, "--lang", language, "docs")
    assert (printed.code, printed.out) == (2, "")
    assert "U551" in printed.err
    assert words in printed.err
