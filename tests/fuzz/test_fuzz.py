"""A taste of `fuzz_readers.py`, which is run for minutes by hand."""

import random

import fuzz_readers
import pytest


@pytest.mark.parametrize("name", fuzz_readers.corpus())
def test_changed_workbooks_are_read_or_refused(name: str) -> None:
    chance = random.Random(name)
    content = fuzz_readers.corpus()[name]
    assert fuzz_readers.outcome(content) == "read"
    for _ in range(40):
        fuzz_readers.outcome(fuzz_readers.thrown(content, chance))
