"""Change the program or a standard at random, one place at a time, and see whether the tests take notice.

    python scripts/mutate.py engine --seed 1 --count 500
    python scripts/mutate.py standards --count 300

What the tests do not notice is printed with its place and as a diff; a survivor wants a test, or, where it changes
nothing that can be seen, a line with the reason in `scripts/mutants_that_change_nothing.yaml`. Nothing in the checkout
is changed: a function's mutant replaces its code in a process of its own, forked from one in which the tests are
already collected; a standard's is written into a temporary copy.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SAME = Path(__file__).with_name("mutants_that_change_nothing.yaml")
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]


class Mutant(NamedTuple):
    """One change: where, of what sort, the lines before and after, and how a forked process makes it.

    `within` is the function, empty where there is none. `apply` returns whether the change alone is noticed, before
    any test: a standard that does not load.
    """

    file: str
    line: int
    kind: str
    before: str
    after: str
    apply: Callable[[], bool]
    within: str = ""

    @property
    def name(self) -> str:
        """By which a mutant is known in the list of those that change nothing: without its line, which moves."""
        place = f"{self.file} {self.within}" if self.within else self.file
        return f"{place}: {self.before.strip()} -> {self.after.strip()}"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.kind}\n  - {self.before.strip()}\n  + {self.after.strip()}"


class Outcome(NamedTuple):
    """What became of a mutant: the test that noticed it, or none."""

    mutant: Mutant
    killed_by: str
    seconds: float


def main(arguments: Sequence[str]) -> int:
    """Draw, run, print; the exit code is 1 where more survive than are allowed."""
    options = _options(arguments)
    if options.what == "engine":
        from mutants_of_engine import mutants
        from tests_of_engine import with_tests
    else:
        from mutants_of_standards import mutants, with_tests
    found = mutants(options.only)
    if options.what == "engine" and not options.only:
        gone = _named_same() - {mutant.name for mutant in found}
        if gone:
            print(f"{SAME.name} names what is no mutant any more:", *sorted(gone), sep="\n")
            return 1
    chance = random.Random(options.seed)
    drawn = found if options.count >= len(found) else _draw(found, options.count, chance, options.what)
    shares: list[float] = []
    with_tests(lambda run_tests: shares.append(_tried(drawn, run_tests, options)))
    print(f"{len(found)} mutants in all")
    return 0 if shares and shares[0] >= options.at_least else 1


def _tried(drawn: Sequence[Mutant], run_tests: Callable[[Mutant], str], options: argparse.Namespace) -> float:
    """Try each and print what survives; the share that is killed of those not known to change nothing."""
    same = _named_same()
    tried = [mutant for mutant in drawn if mutant.name not in same]
    started = monotonic()
    survivors = 0
    by: dict[str, int] = {}
    for number, outcome in enumerate(_outcomes(tried, run_tests, options.jobs, options.timeout), start=1):
        if not outcome.killed_by:
            survivors += 1
            print(f"SURVIVES {outcome.mutant}\n", flush=True)
        by[outcome.killed_by] = by.get(outcome.killed_by, 0) + 1
        if outcome.killed_by and options.verbose:
            print(f"{outcome.seconds:6.1f} s  {outcome.killed_by}  {outcome.mutant.name}", flush=True)
        if number % 50 == 0:
            took = monotonic() - started
            print(f"[{number} of {len(tried)}, {survivors} survive, {took:.0f} s]", flush=True)
    killed = len(tried) - survivors
    if options.what == "standards":
        print("noticed by " + ", ".join(f"{who}: {n}" for who, n in sorted(by.items()) if who))
    share = killed / len(tried) if tried else 1.0
    print(
        f"{options.what}, seed {options.seed}: {killed} of {len(tried)} killed ({share:.1%}), "
        f"{len(drawn) - len(tried)} more are known to change nothing, {monotonic() - started:.0f} s"
    )
    return share


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("engine", "standards"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--timeout", type=float, default=120, help="seconds; a mutant that runs longer is killed"
    )
    parser.add_argument(
        "--at-least", type=float, default=0.0, help="the share that must be killed, such as 0.95"
    )
    parser.add_argument("--only", default="", help="files whose name contains this")
    parser.add_argument("--verbose", action="store_true")
    return parser.parse_args(arguments)


def _draw(found: list[Mutant], count: int, chance: random.Random, what: str) -> list[Mutant]:
    """At random; of standards every kind of field in turn, for there are a hundred conditions to one validity."""
    if what == "engine":
        return chance.sample(found, count)
    by_kind: dict[str, list[Mutant]] = {}
    for mutant in chance.sample(found, len(found)):
        by_kind.setdefault(mutant.kind, []).append(mutant)
    drawn: list[Mutant] = []
    while len(drawn) < count:
        for left in by_kind.values():
            if left and len(drawn) < count:
                drawn.append(left.pop())
    return drawn


def _named_same() -> set[str]:
    import yaml

    return set(yaml.safe_load(SAME.read_text(encoding="utf-8")) or {}) if SAME.is_file() else set()


def _outcomes(
    mutants: Sequence[Mutant], run_tests: Callable[[Mutant], str], jobs: int, timeout: float
) -> Iterator[Outcome]:
    """Each mutant in a process of its own, so many at a time."""
    waiting = list(reversed(mutants))
    running: dict[int, tuple[Mutant, int, float]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                mutant = waiting.pop()
                pid, pipe = _fork(mutant, run_tests, timeout)
                running[pid] = (mutant, pipe, monotonic())
            pid, status = os.wait()
            if pid not in running:
                continue
            mutant, pipe, started = running.pop(pid)
            with os.fdopen(pipe, "rb") as stream:
                said = stream.read().decode()
            if os.WIFSIGNALED(status):
                said = f"signal {os.WTERMSIG(status)}"
            yield Outcome(mutant, said, monotonic() - started)
    finally:
        for pid in running:
            os.kill(pid, 9)


def _fork(mutant: Mutant, run_tests: Callable[[Mutant], str], timeout: float) -> tuple[int, int]:
    """A process that makes the change, runs the tests and says into a pipe which one failed."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    import resource

    code = 0
    try:
        os.close(reading)
        # A mutant may never end, or take all memory; the kernel ends it then.
        resource.setrlimit(resource.RLIMIT_CPU, (int(timeout), int(timeout) + 5))
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        said = "it alone" if mutant.apply() else run_tests(mutant)
        os.write(writing, said.encode()[:4000])
    except BaseException as fault:
        os.write(writing, f"{type(fault).__name__}: {fault}".encode()[:4000])
    finally:
        os._exit(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
