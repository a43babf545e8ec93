"""What the report is put together from: headings, paragraphs, tables with three lines, sections of upright and wide pages.

Whatever comes from a workbook is a text of the document, with nothing in it that Word could not hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from clustercheck.model.records import NamedTuple
from clustercheck.reports.assessment.word import style
from clustercheck.reports.assessment.word.blank import Blank, twips
from clustercheck.texts.messages import harmless, language

# The width of the text in mm.
_ACROSS = 156.0
_DIGITS = "零一二三四五六七八九十"
_KEPT = "\n"

_CENTRED = '<w:jc w:val="center"/>'
_NEW_PAGE = "<w:pageBreakBefore/>"
_HEAD, _WHOLE = "<w:cantSplit/><w:tblHeader/>", "<w:cantSplit/>"
_UNDERLINE = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:tcBorders>'
_TABLE = (
    '<w:tblW w:type="auto" w:w="0"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
    '<w:tblLook w:firstColumn="1" w:firstRow="1" w:lastColumn="0" w:lastRow="0" w:noHBand="0" w:noVBand="1" w:val="04A0"/>'
)


class _Row(NamedTuple):
    """A row of a table; None as a text goes on with the cell before it."""

    texts: Sequence[str | None]
    look: str
    centred: Sequence[int] = ()
    properties: str = _WHOLE
    at: str = "center"
    underlined: Sequence[int] = ()


class Paper:
    """A document being written, from top to bottom."""

    def __init__(self, blank: Blank, *, goes_on: bool = False) -> None:
        """`goes_on` writes a part that follows a break of sections, and not the first pages."""
        self.blank = blank
        self._ids = blank.ids
        self._pieces: list[str] = []
        self._number = 0
        self._section = blank.sections.upright if goes_on else blank.sections.first

    @property
    def body(self) -> str:
        """What was written, as the content of the document's body."""
        return "".join([*self._pieces, self.last_section])

    @property
    def last_section(self) -> str:
        """What ends the body: the properties of the section that the paper is in."""
        tag, attributes = self.blank.sections.tag, self.blank.sections.attributes
        return f"<{tag}{attributes}>{self._section}</{tag}>"

    def taken(self) -> str:
        """What was written since it was last taken. The paper goes on behind it."""
        text = "".join(self._pieces)
        self._pieces.clear()
        return text

    def title(self, text: str, *, new_page: bool = False) -> None:
        self._paragraph(style.TITLE, text, _NEW_PAGE if new_page else "")

    def verdict(self, text: str) -> None:
        """The verdict in a line of its own that is seen first."""
        self._paragraph(style.VERDICT, text)

    def caption(self, text: str) -> None:
        """A line over a table, without a number."""
        self._paragraph(style.CAPTION, text)

    def heading(self, text: str, *, new_page: bool = False) -> None:
        """`一、集群概况`; the numbers below it begin anew."""
        self._paragraph(style.HEADINGS[0], text, _NEW_PAGE if new_page else "")
        self._number = 0

    def subheading(self, text: str) -> None:
        """`（一）申报范围`."""
        self._number += 1
        number = f"（{_chinese(self._number)}）" if language() == "zh" else f"({self._number}) "
        self._paragraph(style.HEADINGS[1], number + text)

    def text(self, text: str, *, bold: str = "") -> None:
        """A paragraph of the text, after words in bold that lead it in."""
        runs = _run(bold, "<w:rPr><w:b/></w:rPr>") if bold else ""
        self._pieces.append(f"<w:p>{self._look(style.BODY)}{runs}{_run(text)}</w:p>")

    def note(self, text: str) -> None:
        """A remark under a table."""
        self._paragraph(style.NOTE, text)

    def lines(self, count: int) -> None:
        """Empty lines."""
        for _ in range(count):
            self._paragraph(style.LINE, "")

    def table(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[str | None]],
        widths: Sequence[float],
        *,
        centred: Sequence[int] = (),
    ) -> None:
        """A table with three lines; its head is repeated on every page, and no row is cut. Widths in mm."""
        head = _Row(headings, style.CELL_HEAD, properties=_HEAD)
        self._table([head, *[_Row(texts, style.CELL, centred) for texts in rows]], widths, style.TABLE)

    def fields(self, pairs: Sequence[tuple[str, str]], widths: tuple[float, float]) -> None:
        """Labels with what is filled in on a line of its own, or is to be filled in by hand."""
        self._table([_Row(pair, style.LINE, (1,), underlined=(1,)) for pair in pairs], widths)

    def boxes(self, texts: Sequence[str]) -> None:
        """Frames side by side, to be written in by hand; none is cut at the end of a page."""
        self._paragraph(style.NOTE, "")
        widths = [_ACROSS / len(texts)] * len(texts)
        self._table([_Row(texts, style.BOX, at="top")], widths, style.FRAMED)

    def new_page_section(self) -> None:
        """The next cluster's report on a page of its own, upright."""
        self.upright()

    def landscape(self) -> None:
        """Go on with wide pages, their margins turned with them."""
        self._turn(is_wide=True)

    def upright(self) -> None:
        """Go on with upright pages."""
        self._turn(is_wide=False)

    def _turn(self, *, is_wide: bool) -> None:
        tag = self.blank.sections.tag
        self._pieces.append(f"<w:p><w:pPr><{tag}>{self._section}</{tag}></w:pPr></w:p>")
        self._section = self.blank.sections.wide if is_wide else self.blank.sections.upright

    def _paragraph(self, name: str, text: str, properties: str = "") -> None:
        run = _run(text) if text else ""
        self._pieces.append(f"<w:p>{self._look(name, properties)}{run}</w:p>")

    def _look(self, name: str, properties: str = "") -> str:
        return f'<w:pPr><w:pStyle w:val="{self._ids[name]}"/>{properties}</w:pPr>'

    def _table(self, rows: Sequence[_Row], widths: Sequence[float], name: str = "") -> None:
        """The widths of the cells alone are not heeded by every program, so the grid has them too."""
        across = [twips(width) for width in widths]
        look = f'<w:tblStyle w:val="{self._ids[name]}"/>' if name else ""
        grid = "".join([f'<w:gridCol w:w="{width}"/>' for width in across])
        self._pieces.append(f"<w:tbl><w:tblPr>{look}{_TABLE}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>")
        for row in rows:
            cells = "".join(self._cells(row, across))
            self._pieces.append(f"<w:tr><w:trPr>{row.properties}</w:trPr>{cells}</w:tr>")
        self._pieces.append("</w:tbl>")

    def _cells(self, row: _Row, widths: Sequence[int]) -> list[str]:
        cells = []
        begins = [column for column, text in enumerate(row.texts) if text is not None]
        for column, end in pairwise([*begins, len(widths)]):
            spans = f'<w:gridSpan w:val="{end - column}"/>' if end - column > 1 else ""
            border = _UNDERLINE if column in row.underlined else ""
            look = self._look(row.look, _CENTRED if column in row.centred else "")
            cells.append(
                f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{sum(widths[column:end])}"/>{spans}'
                f'<w:vAlign w:val="{row.at}"/>{border}</w:tcPr>'
                f"<w:p>{look}{_run(row.texts[column] or '')}</w:p></w:tc>"
            )
        return cells


def _run(text: str, properties: str = "") -> str:
    """A text as a run; its lines stand below each other."""
    text = harmless(text, keep=_KEPT)
    if not text:
        return f"<w:r>{properties}</w:r>" if properties else "<w:r/>"
    lines = [_line(line) for line in escape(text, quote=False).split("\n")]
    return f"<w:r>{properties}{'<w:br/>'.join(lines)}</w:r>"


def _line(line: str) -> str:
    if not line:
        return ""
    space = ' xml:space="preserve"' if line.strip() != line else ""
    return f"<w:t{space}>{line}</w:t>"


def _chinese(number: int) -> str:
    """A number up to 99 in Chinese: `十二`."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
