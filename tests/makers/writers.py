"""An .xlsx as other programs save it: the same cells, with their texts written in other ways."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

_INLINE = re.compile(r' t="inlineStr"( ?)><is><t(?: xml:space="preserve")?>([^<]*)</t></is></c>')
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_FONT = '<rPr><sz val="10"/><rFont val="{}"/><family val="2"/></rPr>'


def unchanged(content: bytes) -> bytes:
    """As our own writer makes it."""
    return content


def by_lxml(content: bytes) -> bytes:
    """Every character that is no ASCII is a reference."""

    def referred(part: str) -> str:
        return re.sub(r"[^\x00-\x7f]", lambda found: f"&#{ord(found[0])};", part)

    return _changed(content, referred)


def with_ampersand(content: bytes) -> bytes:
    """A note below each table says R&D."""

    def noted(part: str) -> str:
        number = max(map(int, re.findall(r'<row r="(\d+)"', part)), default=0) + 2
        note = f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>R&amp;D 口径</t></is></c></row>'
        return part.replace("</sheetData>", f"{note}</sheetData>")

    return _changed(content, noted)


def by_excel(content: bytes) -> bytes:
    """Shared strings, each with the properties of its phonetics, as Excel in Chinese has them."""
    return _shared(content, lambda text: f'<t>{text}</t><phoneticPr fontId="1" type="noConversion"/>')


def by_libre_office(content: bytes) -> bytes:
    """Shared strings in runs, one for every change between Latin and Chinese."""

    def in_runs(text: str) -> str:
        pieces = re.findall(r"(?:&[^;]*;|[\x00-\x7f])+|[^\x00-\x7f]+", text) or [""]
        return "".join(
            [
                f'<r>{_FONT.format("Arial" if piece.isascii() else "宋体")}<t xml:space="preserve">{piece}</t></r>'
                for piece in pieces
            ]
        )

    return _shared(content, in_runs)


def with_marks(content: bytes) -> bytes:
    """Shared strings with a raised mark and phonetics in runs of their own: none of them is plain."""

    def marked(text: str) -> str:
        raised = "<r><rPr><vertAlign val='superscript'/></rPr><t>1</t></r>"
        return f"<r><t>{text}</t></r>{raised}<rPh sb='0' eb='1'><t>jia</t></rPh>"

    return _shared(content, marked)


WRITERS = (by_lxml, with_ampersand, by_excel, by_libre_office, with_marks)


def _shared(content: bytes, written: Callable[[str], str]) -> bytes:
    strings: dict[str, int] = {}

    def in_table(found: re.Match[str]) -> str:
        return f' t="s"{found[1]}><v>{strings.setdefault(found[2], len(strings))}</v></c>'

    parts = _parts(_changed(content, lambda part: _INLINE.sub(in_table, part)))
    table = "".join(f"<si>{written(text)}</si>" for text in strings)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{table}</sst>'.encode()
    relations = parts["xl/_rels/workbook.xml.rels"].decode()
    relation = f'<Relationship Id="strings" Type="{_TYPE}" Target="/xl/sharedStrings.xml"/></Relationships>'
    parts["xl/_rels/workbook.xml.rels"] = relations.replace("</Relationships>", relation).encode()
    return _zipped(parts)


def _changed(content: bytes, change: Callable[[str], str]) -> bytes:
    """The workbook with the part of every sheet changed."""
    return _zipped(
        {
            name: change(part.decode()).encode() if name.startswith("xl/worksheets/sheet") else part
            for name, part in _parts(content).items()
        }
    )


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(parts: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()
