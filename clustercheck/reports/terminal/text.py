"""Building blocks of the terminal reports: styles, widths, wrapping, and text that comes from data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from clustercheck.model.findings import Status, Verdict
from clustercheck.model.hints import TypeAlias
from clustercheck.model.patterns import pattern
from clustercheck.model.records import NamedTuple
from clustercheck.reports.terminal.screen import Line as Line
from clustercheck.reports.terminal.widths import cell_len as cell_len
from clustercheck.reports.wording.words import status_word
from clustercheck.texts.messages import harmless

STATUS_STYLES = {
    Status.MET: "green",
    Status.MISSED: "bold red",
    Status.UNKNOWN: "yellow",
    Status.DISCRETIONARY: "cyan",
    Status.WAIVED: "cyan",
    Status.NOT_APPLICABLE: "dim",
}
VERDICT_STYLES = {
    Verdict.MET: "bold green",
    Verdict.MISSED: "bold red",
    Verdict.INCOMPLETE: "bold yellow",
    Verdict.DISCRETIONARY: "bold cyan",
}
SENSITIVE_STYLE = "magenta"
GAP = 2
_LEAST_DETAIL = 18
_NUMBER = "[一二三四五六七八九十]"
_WHOLE = pattern(
    rf"[^\s，、；。：（）()“”!]{{1,64}}![A-Z]{{1,3}}\d+|第{_NUMBER}+条(?:（{_NUMBER}+）)?|附件 {_NUMBER}"
)

# A line must not begin with these, nor end with an opening bracket.
_NOT_FIRST = frozenset("，。、；：！？）》”’％%,.;:!?)]}")
_NOT_LAST = frozenset("（《“‘([{")


# Texts with their styles, each beginning a line of its own.
Paragraphs: TypeAlias = tuple[tuple[str, str], ...]


class Piece(NamedTuple):
    """A column of a row: paragraphs with their styles, wrapped to a width in cells."""

    width: int
    paragraphs: Paragraphs
    right: bool = False


def piece(width: int, text: str, style: str = "", *, right: bool = False) -> Piece:
    """A column of one paragraph."""
    return Piece(width, ((text, style),), right)


def row(pieces: Sequence[Piece], indent: int = 0) -> Iterator[Line]:
    """The lines of a row: every column wrapped and filled up, two cells between them."""
    columns = [
        [(line, style) for text, style in each.paragraphs if text for line in wrapped(text, each.width)]
        for each in pieces
    ]
    for parts in zip_longest(*columns, fillvalue=("", "")):
        line = []
        filling = indent
        for each, (text, style) in zip(pieces, parts, strict=True):
            free = each.width - cell_len(text)
            if text:
                line.append((" " * (filling + free if each.right else filling), ""))
                line.append((text, style))
                filling = GAP if each.right else free + GAP
            else:
                filling += each.width + GAP
        yield line


def beside(width: int, *texts: tuple[str, str]) -> Iterator[Line]:
    """Texts with their styles on one line where they fit, two cells between them; else each on lines of its own."""
    whole = sum(cell_len(text) for text, _ in texts) + GAP * (len(texts) - 1)
    if whole <= width:
        yield [part for text in texts for part in (text, (" " * GAP, ""))][:-1]
    else:
        yield from row([Piece(width, texts)])


def wrapped(text: str, width: int) -> list[str]:
    """A text broken into lines of at most so many cells: at spaces, and between any two Chinese characters."""
    if cell_len(text) <= width:
        return [text.rstrip()]
    lines: list[str] = []
    line = ""
    for word in _words(text):
        if line and cell_len(line) + cell_len(word.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        while cell_len(word) > width and cell_len(word.rstrip()) > width:
            head = _head(word, width)
            lines.append(head)
            word = word[len(head) :]
        line += word
    if line.strip() or not lines:
        lines.append(line.rstrip())
    return lines


def plain_text(text: str) -> str:
    """A text from a workbook without what could steer a terminal."""
    return harmless(text)


def _words(text: str) -> Iterator[str]:
    """What may not be broken: a word with its space, a Chinese character with the punctuation that clings to it.

    A cell (`指标!F13`) and a clause (`第十二条（三）`) are words as well.
    """
    word = ""
    whole = {
        position for match in _WHOLE.finditer(text) for position in range(match.start() + 1, match.end())
    }
    for position, char in enumerate(text):
        if position in whole:
            word += char
            continue
        breaks = bool(word) and (
            word[-1] == " " or (_is_wide(char) and char not in _NOT_FIRST) or _is_wide(word[-1])
        )
        if breaks and char not in _NOT_FIRST and char != " " and word[-1] not in _NOT_LAST:
            yield word
            word = ""
        word += char
    if word:
        yield word


def _is_wide(char: str) -> bool:
    return char > "\u2e7f" and cell_len(char) == 2


def _head(word: str, width: int) -> str:
    """As much of an over-long word as fits."""
    head = ""
    for char in word:
        if cell_len(head) + cell_len(char) > width:
            break
        head += char
    return head or word[0]


class Widths(NamedTuple):
    """The columns of the gap report in cells; `detail` 0 puts the detail under its row."""

    name: int
    requirement: int
    year: int
    status: int
    detail: int

    @property
    def sentence(self) -> int:
        """The columns before the status as one, for a qualitative requirement."""
        return self.name + self.requirement + 3 * self.year + 4 * GAP


def widths_for(width: int, status: int) -> Widths:
    """Columns that fill a terminal of this width; `status` is what the longest status word takes."""
    year = 6 if width < 112 else 8
    name = 24 if width < 112 else 28
    requirement = 20 if width < 112 else 24
    detail = width - name - requirement - 3 * year - status - 6 * GAP
    if detail >= _LEAST_DETAIL:
        return Widths(name, requirement, year, status, min(detail, 72))
    name = max(16, width - requirement - 3 * year - status - 5 * GAP)
    return Widths(name, requirement, year, status, 0)


def status_width() -> int:
    """Cells of the longest status word in the language in use."""
    return max(cell_len(status_word(status)) for status in Status)
