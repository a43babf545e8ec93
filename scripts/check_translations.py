"""Fail if a text of the code has no Chinese, a translation is stale, or braces differ; `--update` adds what is new."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
PO = ROOT / "clustercheck" / "texts" / "locale" / "zh" / "LC_MESSAGES" / "clustercheck.po"


def main() -> int:
    """Compare the code's texts with the catalogue."""
    texts = Catalog(locale="zh")
    for _file, _line, text, _comments, _context in extract_from_dir(
        ROOT / "clustercheck", [("**.py", "python"), ("**.jinja", "jinja2")]
    ):
        texts.add(text)
    with PO.open("rb") as stream:
        catalogue = read_po(stream, locale="zh")
    if "--update" in sys.argv[1:]:
        catalogue.update(texts, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        # The day of an update says nothing, and would clash in every merge.
        catalogue.creation_date = datetime(2026, 11, 1, tzinfo=UTC)
        with PO.open("wb") as stream:
            write_po(stream, catalogue, sort_output=True, width=110)
    faults = [f"no Chinese for: {m.id}" for m in texts if m.id and not _translated(catalogue, m.id)]
    faults += [f"no longer in the code: {m.id}" for m in catalogue if m.id and m.id not in texts]
    faults += [f"braces differ: {m.id}" for m in catalogue if m.string and _braces(m.id) != _braces(m.string)]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


def _translated(catalogue: Catalog, text: str) -> bool:
    message = catalogue.get(text)
    return message is not None and bool(message.string) and not message.fuzzy


def _braces(text: str) -> list[str]:
    return sorted(set(re.findall(r"{\w+}", text)))


if __name__ == "__main__":
    sys.exit(main())
