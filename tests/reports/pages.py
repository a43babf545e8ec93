"""HTML reports for the tests, and what a parser makes of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from clustercheck import assess, find_standard, read_cluster
from clustercheck.catalogue import standard_for
from clustercheck.model.cluster import Cell, ProfileEntry
from clustercheck.model.findings import Assessment, Result
from clustercheck.reports import renderer
from clustercheck.texts.messages import use_language

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 21)
SAMPLES = sorted(path.name for path in (ROOT / "sample_data").glob("*.xlsx"))
ZHUHAI = "zhuhai_printing.xlsx"


def assessed(sample: str, **entries: str) -> Assessment:
    """A sample held against its standard, with lines of its profile replaced."""
    cluster = read_cluster(sample, content=(ROOT / "sample_data" / sample).read_bytes())
    replaced = {id: ProfileEntry(text, Cell("基本信息", "C2"), text) for id, text in entries.items()}
    cluster = cluster._replace(profile={**cluster.profile, **replaced})
    standard = find_standard("zhuhai", as_of=DAY) if entries else standard_for(cluster, as_of=DAY)
    return assess(cluster, standard, as_of=DAY)


def shortened(assessment: Assessment, *sections: str) -> Assessment:
    """The same with a few sections only: what looks at every element of a page takes long over a whole one."""
    kept = tuple(section for section in assessment.standard.sections if section.id in sections)
    findings = tuple(f for f in assessment.findings if f.criterion.section in sections)
    criteria = tuple(criterion for section in kept for criterion in section.criteria)
    standard = assessment.standard._replace(sections=kept, criteria=criteria)
    return assessment._replace(standard=standard, findings=findings)


def page(results: Sequence[Result], language: str = "zh") -> str:
    use_language(language)
    written = renderer("html")(results)
    assert isinstance(written, bytes)
    return written.decode("utf-8")


class Parsed(HTMLParser):
    """The elements of a page with their attributes, its words outside of style and script, and its outline."""

    _BREAKS = frozenset({"p", "dt", "dd", "tr", "li", "h1", "h2", "h3", "summary", "legend", "div", "title"})
    _VOID = frozenset({"meta", "input", "col", "rect", "path", "circle"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.raw: dict[str, str] = {}
        self._words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self._VOID:
            self.open.append(tag)
        if tag in self._BREAKS:
            self._words.append("\n")
        if tag in ("h1", "h2", "h3"):
            self._words.append("#" * int(tag[1]) + " ")
        elif tag in ("td", "th"):
            self._words.append(" | ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("style", "script"):
            self.raw[self.open[-1]] = self.raw.get(self.open[-1], "") + data
        else:
            self._words.append(data)

    @property
    def outline(self) -> str:
        """The words, a line a row or paragraph."""
        lines = (re.sub(r"[ \t]+", " ", line).strip(" |") for line in "".join(self._words).split("\n"))
        return "\n".join(line for line in lines if line) + "\n"

    def values(self, attribute: str) -> list[str]:
        return [attrs[attribute] or "" for _tag, attrs in self.elements if attribute in attrs]
