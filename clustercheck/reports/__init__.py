"""Findings into formats: one file a format, each a function from assessments to text or bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TypeAlias

from clustercheck.findings import Assessment
from clustercheck.problems import Problem

# What one file came to: an assessment, or why it could not be read.
Result: TypeAlias = "Assessment | Unread"


class Unread:
    """A file that could not be read or judged; `row` where it is one cluster of several."""

    __slots__ = ("file", "problems", "row")

    def __init__(self, file: str, problems: Sequence[Problem], row: int | None = None) -> None:
        self.file = file
        self.problems = tuple(problems)
        self.row = row


# Bytes where the format says its own encoding, which a stream's must not replace.
Renderer: TypeAlias = Callable[[Sequence[Result]], str | bytes]

# A format is added here, and nowhere else: the command line takes its choices from this table.
_RENDERERS = {"json": "json_report", "jsonl": "json_report", "html": "html"}
FORMATS = tuple(_RENDERERS)


def renderer(name: str) -> Renderer:
    """The function that renders a format, imported when it is needed."""
    module = import_module(f"clustercheck.reports.{_RENDERERS[name]}")
    render: Renderer = getattr(module, f"render_{name}")
    return render
