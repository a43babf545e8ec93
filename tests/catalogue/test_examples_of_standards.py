"""The examples of `own-standards.md` are criteria of a standard's file, the same in both languages, and nothing is wrong with them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from own_standards import own_standard

DOCS = Path(__file__).parents[2] / "docs"


def examples(language: str) -> list[str]:
    text = (DOCS / language / "own-standards.md").read_text(encoding="utf-8")
    return re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)


@pytest.mark.parametrize("example", examples("zh"))
def test_an_example_is_understood(example: str) -> None:
    head, _, criteria = ("\n" + example).partition("\n- ")
    standard = own_standard(f"- {criteria}", f"{head}\n")
    assert len(standard.criteria) > 1


def test_both_languages_show_the_same_examples() -> None:
    assert examples("zh") == examples("en") != []
