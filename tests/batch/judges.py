"""Judges for the workers: what they do with a file, its name says. Picklable, so a module of their own."""

from __future__ import annotations

import os
import time
from typing import NamedTuple

from clustercheck.batch import Done, Entry
from clustercheck.batch.results import Results, stamp_of
from clustercheck.model.problems import Problem


class NamesSay(NamedTuple):
    """Aborts, hangs or fails at a file of such a name; leaves a mark for each file it has judged."""

    marks: str = ""

    def __call__(self, entry: Entry) -> Results:
        name = os.path.basename(entry.path)
        if name.startswith("abort"):
            os.abort()
        if name.startswith("hang"):
            while True:  # in a loop that no exception of ours would end
                try:
                    time.sleep(60)
                except Exception:
                    continue
        while name.startswith("spin"):
            pass
        if name.startswith("fail"):
            raise ZeroDivisionError(name)
        if name.startswith("slow"):
            time.sleep(0.2)
        if self.marks:
            with open(self.marks, "a", encoding="utf-8") as marks:
                marks.write(f"{name} {os.getpid()}\n")
        line = f"{name}\n".encode()
        return (Done(entry, *stamp_of(entry.path), line, verdict="met", cluster=name, standard="s"),)

    def gave_up(self, entry: Entry, problem: Problem) -> Done:
        line = f"{entry.path} {problem.code}\n".encode()
        return Done(entry, None, None, line, code=problem.code, problem=problem.code)


def die(*_: object) -> None:
    """A worker that does not even begin."""
    os._exit(1)


def pid_of_a_slow_task() -> int:
    """The number of this process, after a while."""
    time.sleep(0.1)
    return os.getpid()


def files_of_this_process() -> list[str]:
    """The targets of all open files."""
    names = [f"/proc/self/fd/{name}" for name in os.listdir("/proc/self/fd")]
    return [os.readlink(name) for name in names if os.path.lexists(name)]
