"""Several results in words: one line a file, and for each standard what every cluster came to in every criterion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from clustercheck.model.findings import Assessment, Result, Status, Unread, Verdict
from clustercheck.model.problems import Name
from clustercheck.reports.html.pages import Tally, verdict_class
from clustercheck.reports.wording import heading as heading_words
from clustercheck.reports.wording import words
from clustercheck.reports.wording.remarks import remarks_of
from clustercheck.texts.messages import _, message, said

# Where a result has a page of its own: its address by its place among the results, None for none.
Link: TypeAlias = Callable[[int, Result], str | None]

# One sign a status, for a cell too small for a word; the legend says the word.
LETTERS = {
    Status.MET: Name("达", "Y"),
    Status.MISSED: Name("未", "N"),
    Status.UNKNOWN: Name("待", "?"),
    Status.DISCRETIONARY: Name("酌", "D"),
    Status.WAIVED: Name("免", "W"),
    Status.NOT_APPLICABLE: Name("–", "–"),
}
# Worst first: what a reader of many files looks for.
ORDER = (None, Verdict.MISSED, Verdict.INCOMPLETE, Verdict.DISCRETIONARY, Verdict.MET)
COUNTED = (Status.MISSED, Status.UNKNOWN, Status.DISCRETIONARY, Status.MET)


class Column(NamedTuple):
    """A column of the table of files; `kind` is its class."""

    name: str
    kind: str


class FileLine(NamedTuple):
    """A file's line; `order` sorts verdicts, worst first, a veto before any other miss."""

    number: int
    name: str
    href: str | None
    standard: str
    verdict: str
    verdict_word: str
    remarks: tuple[str, ...]
    order: int
    counts: tuple[int, ...]
    decisive: str
    file: str


class MapLine(NamedTuple):
    """A cluster's statuses in the order of the map's criteria."""

    name: str
    href: str | None
    statuses: tuple[str, ...]


class Map(NamedTuple):
    """The clusters held against one standard; `sections` are names with how many criteria each has."""

    standard: str
    sections: tuple[tuple[str, int], ...]
    criteria: tuple[str, ...]
    lines: tuple[MapLine, ...]


class Titled(NamedTuple):
    """A list under its title."""

    title: str
    items: tuple[str, ...]


class Overview(NamedTuple):
    """Several results at a glance."""

    closing: str
    limit_note: str
    columns: tuple[Column, ...]
    verdicts: tuple[Tally, ...]
    lines: tuple[FileLine, ...]
    maps: tuple[Map, ...]
    letters: tuple[tuple[str, str, str], ...]
    lists: tuple[Titled, ...] = ()


def order_of(verdict: Verdict | None, *, vetoed: bool = False) -> int:
    """The place of a verdict among the others, worst first."""
    return 2 * ORDER.index(verdict) - vetoed


def overview_of(results: Sequence[Result], link: Link, limit_note: str = "") -> Overview:
    """The table of files and a map a standard, in the order of the results."""
    hrefs = [link(place, result) for place, result in enumerate(results)]
    return overview_with(
        closing=words.closing_line(results),
        limit_note=limit_note,
        verdicts=list(_verdicts(results)),
        lines=[_line(place, result, hrefs[place]) for place, result in enumerate(results)],
        maps=list(_maps(results, hrefs)),
    )


def overview_with(
    *,
    closing: str,
    limit_note: str,
    verdicts: Sequence[Tally],
    lines: Sequence[FileLine],
    maps: Sequence[Map],
    lists: Sequence[Titled] = (),
) -> Overview:
    """An overview of these parts, with the columns and letters that every overview has."""
    letters = tuple((status.value, said(LETTERS[status]), words.status_word(status)) for status in Status)
    return Overview(
        closing,
        limit_note,
        tuple(_columns()),
        tuple(verdicts),
        tuple(lines),
        tuple(maps),
        letters,
        tuple(lists),
    )


def _columns() -> Iterator[Column]:
    yield Column(_("No."), "number")
    yield Column(_("Cluster"), "name")
    yield Column(_("Standard"), "standard")
    yield Column(_("Verdict"), "of-verdict")
    for status in COUNTED:
        yield Column(words.status_word(status), "number")
    yield Column(_("What decides"), "decisive")
    yield Column(_("File"), "file")


def _verdicts(results: Sequence[Result]) -> Iterator[Tally]:
    counts = Counter(None if isinstance(result, Unread) else result.verdict for result in results)
    for verdict in ORDER:
        if counts[verdict]:
            yield Tally(verdict_class(verdict), words.verdict_word(verdict), counts[verdict], 0)


def _line(place: int, result: Result, href: str | None) -> FileLine:
    if isinstance(result, Unread):
        why = " ".join(message(problem) for problem in result.problems)
        return FileLine(
            number=place + 1,
            name=result.file,
            href=None,
            standard="",
            verdict=verdict_class(None),
            verdict_word=words.verdict_word(None),
            remarks=(),
            order=order_of(None),
            counts=(0,) * len(COUNTED),
            decisive=why,
            file=result.file,
        )
    return FileLine(
        number=place + 1,
        name=heading_words.cluster_words(result),
        href=href,
        standard=said(result.standard.name),
        verdict=verdict_class(result.verdict),
        verdict_word=words.verdict_word(result.verdict),
        remarks=tuple(remark.text for remark in remarks_of(result)),
        order=order_of(result.verdict, vetoed=result.veto is not None),
        counts=tuple(result.counts[status] for status in COUNTED),
        decisive=heading_words.decisive_words(result),
        file=heading_words.place_words(result),
    )


def _maps(results: Sequence[Result], hrefs: Sequence[str | None]) -> Iterator[Map]:
    by_standard: dict[str, list[tuple[Assessment, str | None]]] = {}
    for result, href in zip(results, hrefs, strict=True):
        if isinstance(result, Assessment):
            by_standard.setdefault(result.standard.label, []).append((result, href))
    for judged in by_standard.values():
        standard = judged[0][0].standard
        yield Map(
            standard=said(standard.name),
            sections=tuple((said(s.name), len(s.criteria)) for s in standard.sections if s.criteria),
            criteria=tuple(said(criterion.name) for criterion in standard.criteria),
            lines=tuple(
                MapLine(heading_words.cluster_words(each), href, tuple(f.status.value for f in each.findings))
                for each, href in judged
            ),
        )
