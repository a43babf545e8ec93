"""A report in any format, for who uses the library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clustercheck.model.findings import Assessment, Result, Unread
from clustercheck.reports import PIECED, WRITTEN, Material, document, renderer


def render(
    results: Result | Sequence[Result], format: str, *, contents: Mapping[str, bytes] | None = None
) -> str | bytes:
    """The report of one assessment or of several: a text, or bytes of `html`, `xlsx` and `docx`.

    `format` is one of json, jsonl, csv, md, html, junit, sarif, xlsx, docx; `ValueError` for another. `contents`
    are the files' bytes by name: `xlsx` marks the applicant's own workbook, `html` of several says what came twice.
    """
    if format not in WRITTEN:
        raise ValueError(f"{format!r} is none of {', '.join(WRITTEN)}")
    several = [results] if isinstance(results, Assessment | Unread) else results
    if format in PIECED:
        return renderer(format)(several)
    return document(format, several, Material(contents or {})).content
