"""The sessions in `docs` show what the program really prints; `scripts/make_tutorial.py` writes them anew."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page", ["tutorial", pytest.param("reviewing", marks=pytest.mark.slow)])
def test_the_session_is_what_is_printed(page: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    script = importlib.import_module("make_tutorial")
    assert script.file_of(page, language).read_text("utf-8") == script.PAGES[page](language)
