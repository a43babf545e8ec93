"""Where the blank of a report comes from: the program's own, or a user's template."""

from __future__ import annotations

from functools import lru_cache

from clustercheck.model import shipped
from clustercheck.reports.assessment.word.blank import CORE, DOCUMENT, Blank, blank_of
from clustercheck.reports.assessment.word.style import IDS
from clustercheck.texts.messages import language


def blank_for(template: tuple[str, bytes] | None) -> Blank:
    """The blank of a template, which is a name and bytes, or the program's own. Raises `UsageFault` if it is no template."""
    if template is None:
        return own_blank()
    from clustercheck.reports.assessment.word.template import (
        template_blank,  # python-docx takes long to import
    )

    return template_blank(*template, language())


def own_blank() -> Blank:
    """The program's own blank in the language in use."""
    return _own_blank(language())


@lru_cache(maxsize=2)
def _own_blank(language: str) -> Blank:
    file = shipped.content(shipped.place("reports", "assessment", "word", f"blank.{language}.docx"))
    return blank_of(file, DOCUMENT, CORE, IDS)
