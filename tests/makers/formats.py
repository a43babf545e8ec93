"""The same rows as a workbook of every kind, written independently of the readers.

Values are str, int, float, bool, date, None, `Percent`, `ErrorValue` and `Unsaved` (a formula without a value).
"""

from __future__ import annotations

import datetime
import hashlib
import html
import io
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import openpyxl
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils import get_column_letter
from workbooks import text, zipped
from xlwt.CompoundDoc import XlsDoc

Rows = Sequence[Sequence[object]]
Block = tuple[int, int, int, int]

_ERROR_CODES = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}
_EPOCH = datetime.date(1899, 12, 30)


class Percent(float):
    """A number that is formatted as a percentage: 0.153 is shown as 15.3%."""

    @property
    def shown(self) -> str:
        return f"{round(self * 100, 10):.10g}%"


class ErrorValue(str):
    """What a formula gives that fails: #DIV/0!"""


class Runs(tuple[tuple[str, str], ...]):
    """A text in several settings: each stretch with `super`, `sub`, `struck` or nothing."""

    def __str__(self) -> str:
        return "".join(text for text, _ in self)


class Unsaved(str):
    """A formula that was never calculated, without its `=`."""


class Coded(float):
    """A number with a number format, and what is shown of it."""

    def __new__(cls, value: float, code: str, shown: str) -> Coded:
        made = super().__new__(cls, value)
        made.code, made.shown = code, shown
        return made

    code: str
    shown: str


def codes_in(pages: Sequence[Page]) -> list[str]:
    """The number formats of the pages, in order."""
    cells = (value for page in pages for _, line in page.lines() for _, value in line)
    return list(dict.fromkeys(value.code for value in cells if isinstance(value, Coded)))


@dataclass(frozen=True)
class Page:
    """A sheet to be written; blocks are (top, left, bottom, right), rows and columns are counted from 1."""

    rows: Rows
    name: str = "表"
    hidden: bool = False
    merged: Sequence[Block] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    shows_zeros: bool = True

    def lines(self) -> Iterator[tuple[int, list[tuple[int, object]]]]:
        for row, values in enumerate(self.rows, 1):
            yield row, [(column, value) for column, value in enumerate(values, 1) if value is not None]


def xlsx(*pages: Page) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for page in pages:
        sheet = book.create_sheet(page.name)
        sheet.sheet_state = "hidden" if page.hidden else "visible"
        sheet.sheet_view.showZeros = None if page.shows_zeros else False
        for row, cells in page.lines():
            for column, value in cells:
                cell = sheet.cell(row, column)
                cell.value = f"={value}" if isinstance(value, Unsaved) else _base(value)
                if isinstance(value, Percent):
                    cell.number_format = "0.00%"
                if isinstance(value, Coded):
                    cell.number_format = value.code
        for top, left, bottom, right in page.merged:
            # `merge_cells` would clear what is covered.
            sheet.merged_cells.add(f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}")
        for row in page.hidden_rows:
            sheet.row_dimensions[row].hidden = True
        for column in page.hidden_columns:
            sheet.column_dimensions[get_column_letter(column)].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xls(*pages: Page) -> bytes:
    book = xlwt.Workbook()
    fonts = {how: xlwt.Font() for how in ("", "super", "sub", "struck")}
    fonts["struck"].struck_out = True
    fonts["super"].escapement, fonts["sub"].escapement = (
        xlwt.Font.ESCAPEMENT_SUPERSCRIPT,
        xlwt.Font.ESCAPEMENT_SUBSCRIPT,
    )
    percent, day = xlwt.easyxf(num_format_str="0.00%"), xlwt.easyxf(num_format_str="yyyy-mm-dd")
    styles = {code: xlwt.easyxf(num_format_str=code) for code in codes_in(pages)}
    for page in pages:
        sheet = book.add_sheet(page.name)
        sheet.show_zero_values = page.shows_zeros
        sheet.visibility = int(page.hidden)
        for row, cells in page.lines():
            line = sheet.row(row - 1)
            for column, value in cells:
                if isinstance(value, Unsaved):
                    line.set_cell_formula(column - 1, xlwt.Formula(value))
                elif isinstance(value, ErrorValue):
                    line.set_cell_error(column - 1, _ERROR_CODES[value])
                elif isinstance(value, Percent):
                    sheet.write(row - 1, column - 1, float(value), percent)
                elif isinstance(value, datetime.date):
                    sheet.write(row - 1, column - 1, value, day)
                elif isinstance(value, Coded):
                    sheet.write(row - 1, column - 1, float(value), styles[value.code])
                elif isinstance(value, Runs):
                    sheet.write_rich_text(row - 1, column - 1, [(text, fonts[how]) for text, how in value])
                else:
                    sheet.write(row - 1, column - 1, value)
        for top, left, bottom, right in page.merged:
            # `merge` would clear what is covered.
            sheet.merged_ranges.append((top - 1, bottom - 1, left - 1, right - 1))
        for row in page.hidden_rows:
            sheet.row(row - 1).hidden = True
        for column in page.hidden_columns:
            sheet.col(column - 1).hidden = True
    stream = io.BytesIO()
    book.save(stream)
    # xlwt does not ask for calculation on loading, as other programs do that store no value.
    return stream.getvalue().replace(
        struct.pack("<QH", 0xFFFF000000000003, 0), struct.pack("<QH", 0xFFFF000000000003, 2)
    )


def contained(stream: bytes, name: str = "Workbook") -> bytes:
    """A stream in a compound file, as an .xls is."""
    # It is asked for only because a stream below 4 KiB would have to be stored among the small ones.
    whole = stream + b"\0" * max(0, 4096 - len(stream))
    target = io.BytesIO()
    XlsDoc().save(target, whole)
    return target.getvalue().replace(
        _padded("Workbook"), _padded(name)[: len(_padded("Workbook"))].ljust(len(_padded("Workbook")), b"\0")
    )


def _padded(name: str) -> bytes:
    return name.encode("utf-16-le") + b"\0" * (64 - 2 * len(name)) + struct.pack("<H", 2 * len(name) + 2)


def excel_5(rows: Rows) -> bytes:
    """The bare stream of an Excel 5 workbook: texts in GBK, numbers, percentages."""

    def record(code: int, data: bytes) -> bytes:
        return struct.pack("<2H", code, len(data)) + data

    cells = b""
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            place = struct.pack("<3H", row, column, 1 if isinstance(value, Percent) else 0)
            if isinstance(value, str):
                written = value.encode("gbk")
                cells += record(0x0204, place + struct.pack("<H", len(written)) + written)
            elif value is not None:
                cells += record(0x0203, place + struct.pack("<d", value))
    sheet = record(0x0809, struct.pack("<4H", 0x0500, 0x10, 0, 0)) + cells + record(0x000A, b"")
    formats = b"".join(record(0x00E0, struct.pack("<2H", 0, id) + b"\0" * 12) for id in (0, 10))
    name = "表".encode("gbk")

    def globals_of(place: int) -> bytes:
        listed = record(0x0085, struct.pack("<L2B", place, 0, 0) + bytes([len(name)]) + name)
        begin = record(0x0809, struct.pack("<4H", 0x0500, 0x05, 0, 0))
        return begin + record(0x0042, struct.pack("<H", 936)) + formats + listed + record(0x000A, b"")

    return globals_of(len(globals_of(0))) + sheet


# -- xlsb ---------------------------------------------------------------------------------------------------


def xlsb_record(code: int, data: bytes = b"") -> bytes:
    """A record of .xlsb: number and length in seven bits a byte."""
    head = bytes([code]) if code < 0x80 else bytes([code & 0x7F | 0x80, code >> 7])
    length = len(data)
    size = b""
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return head + size + data


def wide(written: str) -> bytes:
    data = written.encode("utf-16-le")
    return struct.pack("<L", len(data) // 2) + data


def xlsb_parts(*pages: Page) -> dict[str, bytes]:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = [f'<Relationship Id="s" Type="{base}/styles" Target="styles.bin"/>',
                 f'<Relationship Id="t" Type="{base}/sharedStrings" Target="sharedStrings.bin"/>']  # fmt: skip
    listed, found = b"", {}
    shared: list[object] = []
    codes = codes_in(pages)
    for number, page in enumerate(pages, 1):
        part = f"worksheets/sheet{number}.bin"
        relations.append(f'<Relationship Id="r{number}" Type="{base}/worksheet" Target="{part}"/>')
        listed += xlsb_record(
            156, struct.pack("<2L", page.hidden, number) + wide(f"r{number}") + wide(page.name)
        )
        found[f"xl/{part}"] = _xlsb_sheet(page, shared, codes)
    texts = b"".join(xlsb_record(19, _xlsb_text(one)) for one in shared)
    count = struct.pack("<2L", len(shared), len(shared))
    book = xlsb_record(131) + xlsb_record(153, struct.pack("<2L", 0, 0) + wide("")) + xlsb_record(143)
    xfs = b"".join(
        xlsb_record(47, struct.pack("<6H", 0, id, 0, 0, 0, 0) + b"\0\0\1\0")
        for id in (0, 164, 14, *range(165, 165 + len(codes)))
    )
    more = b"".join(xlsb_record(44, struct.pack("<H", id) + wide(code)) for id, code in enumerate(codes, 165))
    fonts = b"".join(
        xlsb_record(43, struct.pack("<4H", 220, flags, 400, escapement) + b"\0" * 13 + wide("x"))
        for flags, escapement in ((0, 0), (0, 1), (0, 2), (8, 0))
    )
    fonts = xlsb_record(611, struct.pack("<L", 4)) + fonts + xlsb_record(612)
    styles = (
        xlsb_record(278) + xlsb_record(615, struct.pack("<L", 1 + len(codes)))
        + xlsb_record(44, struct.pack("<H", 164) + wide("0.0%")) + more
        + xlsb_record(616) + fonts + xlsb_record(617, struct.pack("<L", 3 + len(codes))) + xfs + xlsb_record(618) + xlsb_record(279)
    )  # fmt: skip
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="bin" '
        'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    start = f'<Relationship Id="a" Type="{base}/officeDocument" Target="xl/workbook.bin"/>'
    return {
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": f'<Relationships xmlns="{package}">{start}</Relationships>'.encode(),
        "xl/workbook.bin": book + listed + xlsb_record(144) + xlsb_record(132),
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{package}">{"".join(relations)}</Relationships>'.encode(),
        "xl/styles.bin": styles,
        "xl/sharedStrings.bin": xlsb_record(159, count) + texts + xlsb_record(160),
        **found,
    }


def xlsb(*pages: Page) -> bytes:
    return zipped(xlsb_parts(*pages))


def _xlsb_text(value: object) -> bytes:
    if not isinstance(value, Runs):
        return b"\0" + wide(str(value))
    changes, start = b"", 0
    for stretch, how in value:
        changes += struct.pack("<2H", start, ("", "super", "sub", "struck").index(how))
        start += len(stretch)
    return b"\1" + wide(str(value)) + struct.pack("<L", len(value)) + changes


def _xlsb_sheet(page: Page, shared: list[object], codes: list[str]) -> bytes:
    columns = b"".join(
        xlsb_record(60, struct.pack("<4LH", column - 1, column - 1, 2304, 0, 1))
        for column in page.hidden_columns
    )
    rows = b""
    for row, cells in page.lines():
        flags = 0x10 if row in page.hidden_rows else 0
        rows += xlsb_record(
            0, struct.pack("<2LH", row - 1, 0, 300) + bytes([0, flags, 0]) + struct.pack("<L", 0)
        )
        for column, value in cells:
            rows += _xlsb_cell(column - 1, value, shared, codes)
    merged = b"".join(
        xlsb_record(176, struct.pack("<4L", t - 1, b - 1, left - 1, right - 1))
        for t, left, b, right in page.merged
    )
    if merged:
        merged = xlsb_record(177, struct.pack("<L", len(page.merged))) + merged + xlsb_record(178)
    if columns:
        columns = xlsb_record(390) + columns + xlsb_record(391)
    view = xlsb_record(137, struct.pack("<H", 0x3CC | page.shows_zeros << 4) + bytes(28))
    columns = xlsb_record(133) + view + xlsb_record(138) + xlsb_record(134) + columns
    return xlsb_record(129) + columns + xlsb_record(145) + rows + xlsb_record(146) + merged + xlsb_record(130)


def _xlsb_cell(column: int, value: object, shared: list[object], codes: list[str]) -> bytes:
    def cell(code: int, data: bytes, style: int = 0) -> bytes:
        return xlsb_record(code, struct.pack("<2L", column, style) + data)

    if isinstance(value, Unsaved):
        return cell(8, wide("") + struct.pack("<HL", 0, 0))
    if isinstance(value, ErrorValue):
        return cell(3, bytes([_ERROR_CODES[value]]))
    if isinstance(value, bool):
        return cell(4, bytes([value]))
    if isinstance(value, datetime.date):
        return cell(5, struct.pack("<d", (value - _EPOCH).days), 2)
    if isinstance(value, Coded):
        return cell(5, struct.pack("<d", value), 3 + codes.index(value.code))
    if isinstance(value, int) and abs(value) < 1 << 29:
        return cell(2, struct.pack("<L", (value << 2 | 2) & 0xFFFFFFFF))
    if isinstance(value, int | float):
        return cell(5, struct.pack("<d", value), 1 if isinstance(value, Percent) else 0)
    if value not in shared:
        shared.append(value)
    return cell(7, struct.pack("<L", shared.index(value)))


# -- markup -------------------------------------------------------------------------------------------------

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def ods_content(
    body: str, styles: str = "", root: str = "office:document-content", settings: str = ""
) -> bytes:
    """The XML of an OpenDocument spreadsheet from what stands within its body."""
    spaces = " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "table", "text", "style"))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><{root} {spaces} office:mimetype="{ODS_TYPE.decode()}">{settings}'
        f"<office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></{root}>"
    ).encode()


def ods_file(content: bytes, **more: bytes) -> bytes:
    entry = '<m:file-entry m:full-path="{}" m:media-type="{}"/>'
    entries = entry.format("/", ODS_TYPE.decode()) + entry.format("content.xml", "text/xml")
    manifest = f'<m:manifest xmlns:m="{_ODF}:manifest:1.0">{entries}</m:manifest>'.encode()
    return zipped({"mimetype": ODS_TYPE, "content.xml": content, "META-INF/manifest.xml": manifest, **more})


def ods(*pages: Page) -> bytes:
    content = _opendocument(pages, "office:document-content")
    settings = f'<office:document-settings xmlns:office="o">{_ods_settings(pages)}</office:document-settings>'
    return ods_file(content, **{"settings.xml": settings.encode()})


def _ods_settings(pages: Sequence[Page]) -> str:
    shown = str(all(page.shows_zeros for page in pages)).lower()
    return (
        '<office:settings xmlns:config="c"><config:config-item-set config:name="ooo:view-settings">'
        f'<config:config-item config:name="ShowZeroValues" config:type="boolean">{shown}</config:config-item>'
        "</config:config-item-set></office:settings>"
    )


def fods(*pages: Page) -> bytes:
    return _opendocument(pages, "office:document")


def _opendocument(pages: Sequence[Page], root: str) -> bytes:
    style = '<style:style style:name="{}" style:family="table"><style:table-properties table:display="{}"/></style:style>'
    text = '<style:style style:name="{}" style:family="text"><style:text-properties style:text-position="{} 58%"/></style:style>'
    styles = style.format("h", "false") + style.format("v", "true")
    styles += text.format("super", "super") + text.format("sub", "-33%")
    struck = '<style:text-properties style:text-line-through-style="solid"/>'
    styles += f'<style:style style:name="struck" style:family="text">{struck}</style:style>'
    settings = _ods_settings(pages) if root == "office:document" else ""
    return ods_content("".join(map(_ods_table, pages)), styles, root, settings)


def _ods_table(page: Page) -> str:
    width = max((len(row) for row in page.rows), default=1)
    columns = "".join(
        '<table:table-column table:visibility="collapse"/>'
        if c in page.hidden_columns
        else "<table:table-column/>"
        for c in range(1, width + 1)
    )
    spans = {(t, left): (b - t + 1, right - left + 1) for t, left, b, right in page.merged}
    rows = ""
    for row, values in enumerate(page.rows, 1):
        cells = "".join(_ods_cell(value, spans.get((row, column))) for column, value in enumerate(values, 1))
        hidden = ' table:visibility="filter"' if row in page.hidden_rows else ""
        rows += f'<table:table-row{hidden}>{cells}<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
    rows += '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    return f'<table:table table:name="{page.name}" table:style-name="{"h" if page.hidden else "v"}">{columns}{rows}</table:table>'


def _ods_cell(value: object, span: tuple[int, int] | None) -> str:
    spanned = (
        ""
        if span is None
        else f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'
    )
    kind, shown = "", html.escape(str(value))
    if value is None:
        return f"<table:table-cell{spanned}/>"
    if isinstance(value, Unsaved):
        return f'<table:table-cell table:formula="of:={shown}"{spanned}/>'
    if isinstance(value, ErrorValue):
        kind = 'table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error" xmlns:calcext="c"'
    elif isinstance(value, bool):
        kind, shown = (
            f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"',
            str(value).upper(),
        )
    elif isinstance(value, Percent):
        kind, shown = f'office:value-type="percentage" office:value="{value!r}"', value.shown
    elif isinstance(value, Coded):
        kind, shown = f'office:value-type="float" office:value="{float(value)!r}"', html.escape(value.shown)
    elif isinstance(value, int | float):
        kind = f'office:value-type="float" office:value="{value!r}"'
    elif isinstance(value, datetime.date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    else:
        kind = 'office:value-type="string"'
    if isinstance(value, Runs):
        span = '<text:span text:style-name="{1}">{0}</text:span>'
        shown = "".join(span.format(text, how) if how else text for text, how in value)
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in shown.split("\n"))
    return f"<table:table-cell {kind}{spanned}>{paragraphs}</table:table-cell>"


_TAGS = {"super": "sup", "sub": "sub", "struck": "s"}


def html_page(*pages: Page, charset: str = "utf-8") -> bytes:
    """A web page with a table for each page, as statistics sites send it under .xls: hidden pages are not written."""
    tables = "".join(_html_table(page) for page in pages)
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}"><style>td{{mso-x:"</td>"}}</style>'
    return (
        f"\r\n\r\n\n<!-- <table><tr><td>1 -->\n<html><head>{head}</head><body>{tables}</body></html>".encode(
            "gb18030" if charset == "gb2312" else charset
        )
    )


def _html_table(page: Page) -> str:
    spans = {(t, left): (b, right) for t, left, b, right in page.merged}
    covered = {
        (row, column)
        for t, left, b, right in page.merged
        for row in range(t, b + 1)
        for column in range(left, right + 1)
        if (row, column) != (t, left)
    }
    rows = ""
    for row, values in enumerate(page.rows, 1):
        rows += "<tr style='display: none'>" if row in page.hidden_rows else "<TR>"
        for column, value in enumerate(values, 1):
            if (row, column) in covered:
                continue
            span = ""
            if (row, column) in spans:
                bottom, right = spans[row, column]
                span = f' rowspan={bottom - row + 1} colspan="{right - column + 1}"'
            shown = (
                "&nbsp;"
                if value is None
                else value.shown
                if isinstance(value, Percent)
                else "".join(f"<{_TAGS[how]}>{text}</{_TAGS[how]}>" if how else text for text, how in value)
                if isinstance(value, Runs)
                else html.escape(str(value))
            )
            if isinstance(value, Coded):
                span, shown = f'{span} sdval="{float(value)!r}"', html.escape(value.shown)
            rows += f"<td class=a{span}>{shown}</td>\n"
        rows += "</tr>"
    columns = "".join(
        '<col style="display:none">' if c in page.hidden_columns else "<col>"
        for c in range(1, 1 + len(page.rows[0]))
    )
    return f"<table border=1>{columns}{rows}</table>"


def spreadsheetml(*pages: Page) -> bytes:
    """The XML of Excel 2003."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    codes = codes_in(pages)
    styles = "".join(
        f'<Style ss:ID="c{number}"><NumberFormat ss:Format="{html.escape(code)}"/></Style>'
        for number, code in enumerate(codes)
    ).replace("\n", "&#10;")
    return (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        '<Styles><Style ss:ID="Default"/><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>'
        f"{styles}</Styles>{''.join(_xml_sheet(page, codes) for page in pages)}</Workbook>"
    ).encode()


def _xml_sheet(page: Page, codes: list[str]) -> str:
    columns = "".join(f'<Column ss:Index="{c}" ss:Hidden="1"/>' for c in page.hidden_columns)
    spans = {(t, left): (b - t, right - left) for t, left, b, right in page.merged}
    rows = ""
    for row, cells in page.lines():
        hidden = ' ss:Hidden="1"' if row in page.hidden_rows else ""
        rows += f'<Row ss:Index="{row}"{hidden}>'
        for column, value in cells:
            down, across = spans.get((row, column), (0, 0))
            span = f' ss:MergeDown="{down}" ss:MergeAcross="{across}"' if down or across else ""
            style = ' ss:StyleID="p"' if isinstance(value, Percent) else ""
            if isinstance(value, Coded):
                style = f' ss:StyleID="c{codes.index(value.code)}"'
            formula = f' ss:Formula="={value}"' if isinstance(value, Unsaved) else ""
            rows += f'<Cell ss:Index="{column}"{span}{style}{formula}>'
            rows += "" if formula else f'<Data ss:Type="{_xml_kind(value)}">{_xml_text(value)}</Data>'
            rows += "</Cell>"
        rows += "</Row>"
    visible = "<Visible>SheetHidden</Visible>" if page.hidden else ""
    visible += "" if page.shows_zeros else "<DoNotDisplayZeros/>"
    options = f'<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">{visible}</WorksheetOptions>'
    return f'<Worksheet ss:Name="{page.name}"><Table>{columns}{rows}</Table>{options}</Worksheet>'


def _xml_kind(value: object) -> str:
    if isinstance(value, ErrorValue):
        return "Error"
    if isinstance(value, bool):
        return "Boolean"
    if isinstance(value, datetime.date):
        return "DateTime"
    return "Number" if isinstance(value, int | float) else "String"


def _xml_text(value: object) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return float.__repr__(value)
    if isinstance(value, Runs):
        tags = {"super": "Sup", "sub": "Sub", "struck": "S"}
        return "".join(f"<{tags[how]}>{text}</{tags[how]}>" if how else text for text, how in value)
    return f"{value}T00:00:00.000" if isinstance(value, datetime.date) else html.escape(str(value))


def delimited(*pages: Page) -> bytes:
    (page,) = pages
    return text([[v.shown if isinstance(v, Percent | Coded) else v for v in row] for row in page.rows])


def _base(value: object) -> object:
    if isinstance(value, Runs):
        fonts = [
            InlineFont(strike=True)
            if how == "struck"
            else InlineFont(vertAlign=f"{how}script" if how else None)
            for _, how in value
        ]
        return CellRichText([TextBlock(font, text) for font, (text, _) in zip(fonts, value, strict=True)])
    return (
        float(value)
        if isinstance(value, Percent | Coded)
        else str(value)
        if isinstance(value, ErrorValue)
        else value
    )


Maker = Callable[..., bytes]
# Those that keep everything, and those that keep texts, numbers and percentages.
FULL: dict[str, Maker] = {
    "xlsx": xlsx,
    "xls": xls,
    "xlsb": xlsb,
    "ods": ods,
    "fods": fods,
    "xml": spreadsheetml,
}
EVERY: dict[str, Maker] = {**FULL, "html": html_page, "csv": delimited}


# -- protection ---------------------------------------------------------------------------------------------


def encrypted(content: bytes, password: str = "VelvetSweatshop") -> bytes:
    """An .xls of xlwt's in RC4, as Excel 97 writes it; the password is the one that is never asked for."""
    # xlwt writes the stream first, in one run.
    stream = content[512 : content.rindex(b"\x0a\0\0\0") + 4]
    salt, proof = b"salt" * 4, b"proof of the key"
    key = hashlib.md5(password.encode("utf-16-le")).digest()[:5]
    key = hashlib.md5((key + salt) * 16).digest()[:5]
    sealed = _rc4(hashlib.md5(key + b"\0\0\0\0").digest(), proof + hashlib.md5(proof).digest())
    note = struct.pack("<2H", 0x2F, 54) + b"\1\0\1\0\1\0" + salt + sealed
    begin = 4 + struct.unpack_from("<H", stream, 2)[0]
    clear = stream[:begin] + note + stream[begin:]
    records = list(_places(clear))
    moved = bytearray(clear)
    for code, place, _ in records:
        if code == 0x85:
            struct.pack_into("<L", moved, place, struct.unpack_from("<L", moved, place)[0] + len(note))
    blocks = range(0, len(moved), 1024)
    mixed = bytearray(
        b"".join(
            _rc4(hashlib.md5(key + struct.pack("<L", at // 1024)).digest(), bytes(moved[at : at + 1024]))
            for at in blocks
        )
    )
    for code, place, length in records:
        kept = length if code in (0x809, 0x2F) else 4 if code == 0x85 else 0
        mixed[place - 4 : place + kept] = moved[place - 4 : place + kept]
    return contained(bytes(mixed))


def _places(stream: bytes) -> Iterator[tuple[int, int, int]]:
    at = 0
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<2H", stream, at)
        yield code, at + 4, length
        at += 4 + length


def _rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = [], 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)
