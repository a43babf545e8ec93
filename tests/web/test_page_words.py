"""What the page says in the program's words: it has no options, so what to do is named as the page names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from clustercheck.model.problems import Where, error
from clustercheck.texts.messages import message, use_language

WEB = Path(__file__).parents[2] / "web"


@pytest.mark.parametrize(("language", "label"), [("zh", "认定标准"), ("en", "Standard")])
def test_a_missing_standard_is_chosen_on_the_page(language: str, label: str) -> None:
    assert any(
        f">{label}<" in text or f'"{label}"' in text for text in (read("index.html"), read("texts.js"))
    )
    use_language(language)
    assert f"“{label}”" in message(error("U406", Where()))


def read(name: str) -> str:
    return (WEB / name).read_text("utf-8")
