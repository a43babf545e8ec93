"""`-f jsonl`: one assessment a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from json import JSONEncoder

from clustercheck.model.findings import Result, Unread
from clustercheck.model.speed import is_quick
from clustercheck.reports.assessment.json import as_object
from clustercheck.reports.assessment.quick_line import quick_line

_encoded = JSONEncoder(ensure_ascii=False).encode


def render_jsonl(results: Sequence[Result]) -> str:
    """One object a line, in input order."""
    return b"".join(map(piece_jsonl, results)).decode()


def whole_jsonl(pieces: Iterable[bytes], _closing: str = "") -> Iterator[bytes]:
    """The lines of all files."""
    return iter(pieces)


def piece_jsonl(result: Result) -> bytes:
    """One file's result as JSON on one line, with its end. A name that is no UTF-8 on disk comes out as JSON escapes it."""
    if is_quick() and not isinstance(result, Unread):
        return quick_line(result)
    return (_encoded(as_object(result)) + "\n").encode("utf-8", "backslashreplace")
