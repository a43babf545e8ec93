"""What reports need of a finding is worked out once, whatever the formats; and only where it is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from office import SAMPLES, assessed, written

from clustercheck.engine import gaps, workings
from clustercheck.reports import FORMATS
from clustercheck.reports.assessment.jsonl import piece_jsonl

WORKED_OUT = ("gap_of", "margin_of", "cells_of", "decisive_observations", "observed")
Calls = Counter[tuple[str, str, str]]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """How often each was asked of the engine: by name, criterion and reading."""
    found: Calls = Counter()

    def counting(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any) -> Any:
            outcome, finding = (given[0].reading, given[1]) if name == "observed" else ("", given[0])
            found[name, finding.criterion.id, outcome] += 1
            return real(*given)

        return counted

    for name in WORKED_OUT:
        monkeypatch.setattr(workings, name, counting(name, getattr(workings, name)))
    return found


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_all_formats_ask_the_engine_once(path: Path, calls: Calls) -> None:
    assessment = assessed(path)
    for name in (*FORMATS, "xlsx", "docx"):
        assert written(name, assessment).content
    assert {name for name, _, _ in calls} >= {"margin_of", "cells_of", "observed"}
    assert {call: number for call, number in calls.items() if number > 1} == {}


def test_a_page_works_out_no_gap_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also not that of an alternative, which is its own and may be the nearest of the whole."""
    asked: Counter[int] = Counter()
    real = gaps._gap_of
    monkeypatch.setattr(gaps, "_gap_of", lambda f, a: (asked.update([id(f)]), real(f, a))[1])
    for path in SAMPLES:
        assessment = assessed(path)
        written("html", assessment)
        assert max(asked.values()) == 1
        asked.clear()


def test_a_line_of_thousands_keeps_nothing() -> None:
    assessment = assessed(SAMPLES[0])
    assert piece_jsonl(assessment)
    assert "workings" not in vars(assessment)
