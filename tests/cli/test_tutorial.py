"""The tutorials in `docs` show what the program really prints; `scripts/make_tutorial.py` writes them anew."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "make_tutorial.py"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_tutorial_is_what_is_printed(language: str) -> None:
    made = importlib.util.spec_from_file_location("make_tutorial", SCRIPT)
    assert made is not None
    assert made.loader is not None
    module = importlib.util.module_from_spec(made)
    sys.modules["make_tutorial"] = module
    made.loader.exec_module(module)
    assert module.FILES[language].read_text("utf-8") == module.rendered(language)
