"""The examples of CONTRIBUTING are criteria of a standard's file, and nothing is wrong with them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from own_standards import own_standard

TEXT = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_understood(example: str) -> None:
    head, _, criteria = ("\n" + example).partition("\n- ")
    standard = own_standard(f"- {criteria}", f"{head}\n")
    assert len(standard.criteria) > 1
