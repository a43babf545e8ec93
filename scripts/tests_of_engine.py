"""The tests of the engine, each run once to see what it runs, then those of a mutant on the mutant."""

from __future__ import annotations

import importlib
import json
import os
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, NamedTuple

import pytest
from _pytest.runner import runtestprotocol
from coverage import Coverage
from hypothesis import Phase, settings
from mutants_of_engine import MODULES
from mutate import ROOT, Mutant
from running_code import Patch, forget, made_of

# Those that hold the engine; `test_json_lines` is about a report, slips are of standards.
_TESTS = ("tests/engine",)
# Where a module is held by name, as the words of its tests tell; all others come after these.
_HELD_BY = {
    "standard_facts": ("test_asked", "test_notices"),
    "assessment": ("test_cases", "test_base_year", "test_asked", "test_claims"),
    "base_notices": ("test_notices", "test_base_year"),
    "base_year": ("test_base_year",),
    "bounded_measures": ("test_inexact.",),
    "bounded_counts": ("test_inexact_counts",),
    "claims": ("test_claims",),
    "counts": ("test_counts", "test_inexact_counts", "test_edges"),
    "evidence": ("test_evidence", "test_edges"),
    "findings": ("test_notices",),
    "gaps": ("test_gaps", "test_edges"),
    "margins": ("test_gaps", "test_edges"),
    "intervals": ("test_intervals", "test_inexact."),
    "measures": ("test_gaps", "test_base_year", "test_next_year"),
    "next_year": ("test_next_year",),
    "notices": ("test_notices", "test_claims"),
    "standard_notices": ("test_notices",),
    "recognition": ("test_recognition",),
    "blank_figures": ("test_properties",),
    "window": ("test_years", "test_edges"),
}
# Of a test that draws figures, and of one that does so for each of seventy thresholds.
_EXAMPLES, _FEW = 25, 2
# Seconds after which a mutant survives that no test has noticed; the more would be killed, the longer it took.
_LONGEST = 10
# Hypothesis is imported here before pytest sees it.
_EARLY = "ignore::pytest.PytestAssertRewriteWarning"
_NOT_THOSE = (
    "test_json_lines.py",
    "test_a_slip_makes_a_case_fail",
    "test_a_kind_of_firms_left_out",
    "test_quantities",
    "test_nothing_is_left_uncovered",
)


class _Seen(NamedTuple):
    """What the tests do as things are: how long each takes, the lines that it runs, and whether it fails."""

    seconds: dict[str, float]
    by_line: dict[tuple[str, int], set[str]]
    failing: set[str]


class _Loop:
    """Runs the mutants in place of the tests that pytest has collected."""

    def __init__(self, run: Callable[[Callable[[Mutant], str]], None]) -> None:
        self.run = run

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = [item for item in session.items if not any(part in item.nodeid for part in _NOT_THOSE)]
        for item in items:
            if hasattr(_test_of(item), "hypothesis"):
                _test_of(item)._hypothesis_internal_use_settings = settings(
                    _test_of(item)._hypothesis_internal_use_settings,
                    max_examples=_FEW if "[" in item.nodeid else _EXAMPLES,
                    phases=(Phase.explicit, Phase.generate),
                    derandomize=True,
                    database=None,
                )
        seen = _look(items)
        # One that fails as things are would be taken for noticing every change.
        for name in sorted(seen.failing):
            print(f"FAILS WITHOUT ANY CHANGE, left out: {name}", flush=True)
        sound = [item for item in items if item.nodeid not in seen.failing]
        self.run(lambda mutant: _first_failure(_near(mutant, sound, seen)))
        return True


def with_tests(run: Callable[[Callable[[Mutant], str]], None]) -> None:
    """Collect the tests once and call `run` with what tries them on a mutant, to be called in a forked process."""
    os.chdir(ROOT)
    for name in MODULES:
        if (ROOT / "clustercheck" / f"{name}.py").is_file():
            importlib.import_module(f"clustercheck.{name.replace('/', '.')}")
    off = [part for name in ("cacheprovider", "xdist", "cov", "terminal") for part in ("-p", f"no:{name}")]
    pytest.main([*_TESTS, *off, "-s", "--strict-markers", "-W", _EARLY], plugins=[_Loop(run)])


def _near(mutant: Mutant, items: Sequence[pytest.Item], seen: _Seen) -> list[pytest.Item]:
    """The tests that run the changed function, those first that run the very line.

    Of a test with many parameters one comes after the other tests have had their turn: what one of them does not
    notice its like seldom does.
    """
    at = seen.by_line.get((mutant.file, mutant.line), set())
    if isinstance(mutant.apply, Patch):
        # What runs while a module is imported no test is seen to run.
        anywhere = bool(made_of(mutant.apply.changed.source, ()))
        within: set[str] = set().union(
            *(
                tests
                for (file, line), tests in seen.by_line.items()
                if file == mutant.file and (anywhere or line in mutant.apply.lines)
            )
        )
        items = [item for item in items if item.nodeid in within]
    held_by = _HELD_BY.get(Path(mutant.file).stem, ())
    turns: Counter[tuple[int, str]] = Counter()
    order = []
    for item in random.Random(0).sample(items, len(items)):
        name = item.nodeid.partition("[")[0]
        named = any(part in name for part in held_by) and not hasattr(_test_of(item), "hypothesis")
        far = (item.nodeid not in at) * 2 + (not named)
        turns[far, name] += 1
        order.append((far, turns[far, name], seen.seconds[item.nodeid], item.nodeid, item))
    return [item for *_, item in sorted(order, key=lambda one: one[:4])]


def _look(items: Sequence[pytest.Item]) -> _Seen:
    """Run each test once without a change, in as many forked processes as there are processors."""
    jobs = os.cpu_count() or 1
    pipes = [_looking(items[start::jobs]) for start in range(jobs)]
    seen = _Seen({}, defaultdict(set), set())
    for pid, pipe in pipes:
        with os.fdopen(pipe, encoding="utf-8") as stream:
            found = json.load(stream)
        os.waitpid(pid, 0)
        seen.seconds.update(found["seconds"])
        seen.failing.update(found["failing"])
        for file, line, tests in found["lines"]:
            seen.by_line[file, line].update(tests)
    return seen


def _looking(items: Sequence[pytest.Item]) -> tuple[int, int]:
    """A process that runs the tests and writes into a pipe what it sees."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    os.close(reading)
    files = {str(ROOT / "clustercheck" / f"{name}.py"): f"clustercheck/{name}.py" for name in MODULES}
    recorder = Coverage(data_file=None, branch=False, include=list(files), config_file=False)
    seconds, failing = {}, []
    recorder.start()
    for item in items:
        forget()
        recorder.switch_context(item.nodeid)
        started = perf_counter()
        if _first_failure([item]):
            failing.append(item.nodeid)
        seconds[item.nodeid] = perf_counter() - started
    recorder.stop()
    data = recorder.get_data()
    lines = [
        (name, line, tests)
        for file, name in files.items()
        for line, tests in data.contexts_by_lineno(file).items()
    ]
    with os.fdopen(writing, "w", encoding="utf-8") as stream:
        json.dump({"seconds": seconds, "failing": failing, "lines": lines}, stream)
    os._exit(0)


def _first_failure(items: Sequence[pytest.Item]) -> str:
    """The name of the first test that fails; empty where none does in the time there is."""
    started = process_time()
    for item in items:
        if process_time() - started > _LONGEST:
            break
        for report in runtestprotocol(item, log=False, nextitem=None):
            if report.failed:
                return item.nodeid
    return ""


def _test_of(item: pytest.Item) -> Any:
    return getattr(item, "obj", None)
