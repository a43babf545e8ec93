"""`scripts/mutate.py` draws the same for the same seed, and tells what survives from what does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def mutate(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "scripts/mutate.py", *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=300,
    )


def test_a_sample_of_the_fields_of_a_standard_is_noticed() -> None:
    ran = mutate(
        "standards", "--count", "6", "--seed", "3", "--only", "guangdong", "--at-least", "1", "--verbose"
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "6 of 6 killed (100.0%)" in ran.stdout


def test_the_same_seed_draws_the_same() -> None:
    sys.path.insert(0, str(ROOT / "scripts"))
    import random

    import mutate as script
    from mutants_of_standards import mutants

    found = mutants("national")
    drawn = [script._draw(found, 40, random.Random(7), "standards") for _ in range(2)]
    assert [m.name for m in drawn[0]] == [m.name for m in drawn[1]]
    # Every kind of field in turn, before any a second time.
    kinds = [m.kind for m in drawn[0]]
    assert len(set(kinds)) == min(40, len({m.kind for m in found}))
