"""Output of a document (`reports.documents`): on the terminal, as Markdown, or into files by their suffix."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from clustercheck.cli import options
from clustercheck.cli.console import screen, write
from clustercheck.cli.files import SEALED, put
from clustercheck.reports.documents import Blocks

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = ("text", "json", "md")
WRITTEN = ("json", "md", "html", "docx", "xlsx")


def outputs_of(
    paths: Sequence[Path], written: Sequence[str], *, force: bool, sources: Sequence[str | Path | None]
) -> list[tuple[Path, str]]:
    """The files of `-o` with their formats. Raises `UsageFault` if one may not be written."""
    found = [(path, options.format_of(path, written)) for path in paths]
    if found:
        from clustercheck.cli.overwrites import may_write_all

        may_write_all(paths, force=force, sources=sources)
    return found


def show_document(blocks: Callable[[], Blocks], as_json: Callable[[], str], format: str, color: str) -> None:
    """Write a document to stdout in a format."""
    if format == "text":
        from clustercheck.reports.documents.text import print_document

        print_document(blocks(), screen(color))
    else:
        write(as_json() if format == "json" else _markdown(blocks()))


def write_document(
    path: Path, kind: str, blocks: Callable[[], Blocks], as_json: Callable[[], str], *, day: date, name: str
) -> None:
    """Write a document into a file; `day` is its date and `name` the name of its sheet."""
    content: str | bytes
    if kind == "json":
        content = as_json()
    elif kind == "md":
        content = _markdown(blocks())
    elif kind == "html":
        from clustercheck.reports.documents.html import render_html

        content = render_html(blocks())
    elif kind == "docx":
        from clustercheck.reports.documents.word import render_word

        content = render_word(blocks(), day)
    else:
        from clustercheck.reports.documents.excel import render_excel

        content = render_excel(blocks(), name, day)
    put(path, content, is_sealed=kind in SEALED)


def _markdown(blocks: Blocks) -> str:
    from clustercheck.reports.documents.markdown import render_markdown

    return render_markdown(blocks)
