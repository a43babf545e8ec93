"""Write the pages of `docs/zh` and `docs/en` that show a session at the terminal, their commands run anew.

`tutorial.md` takes a cluster from its first gaps to the review, `reviewing.md` a bureau from its inbox to the list of
those it recommends. `tests/cli/test_tutorial.py` holds them to what the program prints; run this after a change.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import make_inbox
import reviewing_session
import session
import tutorial_session

DOCS = session.ROOT / "docs"


def tutorial(language: str) -> str:
    """`tutorial.md`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(session.ROOT / "sample_data" / "zhuhai_printing.xlsx", folder / "form.xlsx")
        shutil.copy(DOCS / "tutorial" / "results.csv", folder)
        return session.rendered(tutorial_session.TITLE, tutorial_session.STEPS, language, folder)


def reviewing(language: str) -> str:
    """`reviewing.md`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_inbox.fill(folder / reviewing_session.INBOX[language == "en"])
        return session.rendered(reviewing_session.TITLE, reviewing_session.STEPS, language, folder)


PAGES: dict[str, Callable[[str], str]] = {"tutorial": tutorial, "reviewing": reviewing}


def file_of(page: str, language: str) -> Path:
    """Where a page stands."""
    return DOCS / language / f"{page}.md"


def main(names: list[str]) -> int:
    """Write the pages named, or all."""
    for page in names or PAGES:
        for language in ("zh", "en"):
            file_of(page, language).write_text(PAGES[page](language), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
