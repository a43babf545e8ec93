"""What the report is put together from: headings, paragraphs, tables with three lines, page numbers.

Whatever comes from a workbook is a text of the document, with nothing in it that Word could not hold.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_TrPr
from docx.section import Section
from docx.shared import Mm, Pt
from docx.styles.style import BaseStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from clustercheck.reports.assessment.word import style
from clustercheck.texts.messages import harmless, language

# The width of the text in mm.
_ACROSS = 156.0
_DIGITS = "零一二三四五六七八九十"
_KEPT = "\n"


class Paper:
    """A document being written, from top to bottom."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._number = 0
        self._set_up_footers(document.sections[0])

    def title(self, text: str, *, new_page: bool = False) -> None:
        paragraph = self.document.add_paragraph(harmless(text, keep=_KEPT), style=style.TITLE)
        if new_page:
            paragraph.paragraph_format.page_break_before = True

    def verdict(self, text: str) -> None:
        """The verdict in a line of its own that is seen first."""
        self.document.add_paragraph(harmless(text, keep=_KEPT), style=style.VERDICT)

    def caption(self, text: str) -> None:
        """A line over a table, without a number."""
        self.document.add_paragraph(harmless(text, keep=_KEPT), style=style.CAPTION)

    def heading(self, text: str, *, new_page: bool = False) -> None:
        """`一、集群概况`; the numbers below it begin anew."""
        paragraph = self.document.add_paragraph(harmless(text, keep=_KEPT), style=style.HEADINGS[0])
        if new_page:
            paragraph.paragraph_format.page_break_before = True
        self._number = 0

    def subheading(self, text: str) -> None:
        """`（一）申报范围`."""
        self._number += 1
        number = f"（{_chinese(self._number)}）" if language() == "zh" else f"({self._number}) "
        self.document.add_paragraph(harmless(number + text, keep=_KEPT), style=style.HEADINGS[1])

    def text(self, text: str, *, bold: str = "") -> Paragraph:
        """A paragraph of the text, after words in bold that lead it in."""
        paragraph = self.document.add_paragraph(style=style.BODY)
        if bold:
            paragraph.add_run(harmless(bold, keep=_KEPT)).bold = True
        paragraph.add_run(harmless(text, keep=_KEPT))
        return paragraph

    def note(self, text: str) -> None:
        """A remark under a table."""
        self.document.add_paragraph(harmless(text, keep=_KEPT), style=style.NOTE)

    def lines(self, count: int) -> None:
        """Empty lines."""
        for _ in range(count):
            self.document.add_paragraph(style=style.LINE)

    def table(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[str | None]],
        widths: Sequence[float],
        *,
        centred: Sequence[int] = (),
    ) -> None:
        """A table with three lines; its head is repeated on every page, and no row is cut. Widths in mm."""
        table = self.document.add_table(rows=1 + len(rows), cols=len(headings))
        table.style = self.document.styles[style.TABLE]
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        _set_widths(table, widths)
        head, *others = table.rows
        self._fill_row(head, headings, widths, style.CELL_HEAD, ()).append(OxmlElement("w:tblHeader"))
        for row, texts in zip(others, rows, strict=True):
            self._fill_row(row, texts, widths, style.CELL, centred)

    def _fill_row(
        self,
        row: _Row,
        texts: Sequence[str | None],
        widths: Sequence[float],
        name: str,
        centred: Sequence[int],
    ) -> CT_TrPr:
        """A row that is not cut at the end of a page; None goes on with the cell before it. Returns its properties."""
        look = self.document.styles[name]
        cells = list(row.cells)
        for column, (cell, text, width) in enumerate(zip(cells, texts, widths, strict=True)):
            cell.width = Mm(width)
            if text is None:
                cells[column - 1].merge(cell)
                continue
            _fill(cell, text, look)
            if column in centred:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        properties: CT_TrPr = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        return properties

    def fields(self, pairs: Sequence[tuple[str, str]], widths: tuple[float, float]) -> None:
        """Labels with what is filled in on a line of its own, or is to be filled in by hand."""
        table = self.document.add_table(rows=len(pairs), cols=2)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        _set_widths(table, widths)
        for row, pair in zip(table.rows, pairs, strict=True):
            self._fill_row(row, pair, widths, style.LINE, (1,))
            _underline(row.cells[1])

    def boxes(self, texts: Sequence[str]) -> None:
        """Frames side by side, to be written in by hand; none is cut at the end of a page."""
        self.document.add_paragraph(style=style.NOTE)
        table = self.document.add_table(rows=1, cols=len(texts))
        table.style = self.document.styles[style.FRAMED]
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        widths = [_ACROSS / len(texts)] * len(texts)
        _set_widths(table, widths)
        row = table.rows[0]
        self._fill_row(row, texts, widths, style.BOX, ())
        for cell in row.cells:
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP

    def new_page_section(self) -> None:
        """The next cluster's report on a page of its own, upright."""
        self.upright()

    def landscape(self) -> None:
        """Go on with wide pages, their margins turned with them."""
        self._turn(WD_ORIENT.LANDSCAPE)

    def upright(self) -> None:
        """Go on with upright pages."""
        self._turn(WD_ORIENT.PORTRAIT)

    def _turn(self, orientation: WD_ORIENT) -> None:
        before = self.document.sections[-1]
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        if before.orientation == orientation:
            return
        section.orientation = orientation
        section.page_width, section.page_height = before.page_height, before.page_width
        top, right, bottom, left = (
            before.top_margin,
            before.right_margin,
            before.bottom_margin,
            before.left_margin,
        )
        if orientation == WD_ORIENT.LANDSCAPE:
            section.left_margin, section.top_margin = top, right
            section.right_margin, section.bottom_margin = bottom, left
        else:
            section.top_margin, section.right_margin = left, top
            section.bottom_margin, section.left_margin = right, bottom

    def _set_up_footers(self, section: Section) -> None:
        """`— 1 —`, on the outer side of the page, and none on the title page; a template's own footers stay."""
        if any(paragraph.text.strip() or paragraph.runs for paragraph in section.footer.paragraphs):
            return
        self.document.settings.odd_and_even_pages_header_footer = True
        section.different_first_page_header_footer = True
        for footer, align in (
            (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
            (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
        ):
            footer.is_linked_to_previous = False
            paragraph = footer.paragraphs[0]
            paragraph.style = self.document.styles[style.FOOTER]
            paragraph.alignment = align
            paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
            _page_number(paragraph)


def _chinese(number: int) -> str:
    """A number up to 99 in Chinese: `十二`."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def _fill(cell: _Cell, text: str, look: BaseStyle) -> None:
    paragraph = cell.paragraphs[0]
    paragraph._p.style = look.style_id
    paragraph.add_run(harmless(text, keep=_KEPT))
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _set_widths(table: Table, widths: Sequence[float]) -> None:
    """The widths of the grid; those of the cells alone are not heeded by every program."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)


def _underline(cell: _Cell) -> None:
    borders = OxmlElement("w:tcBorders")
    line = OxmlElement("w:bottom")
    for key, value in {"val": "single", "sz": "4", "space": "0", "color": "000000"}.items():
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    cell._tc.get_or_add_tcPr().append(borders)


def _page_number(paragraph: Paragraph) -> None:
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
    paragraph.add_run(" —")
