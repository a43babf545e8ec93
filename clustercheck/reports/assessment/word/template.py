"""How the report looks: A4 with the margins of GB/T 9704, 仿宋 three for the text, 黑体 and 楷体 for the headings.

Every look is a style with a name, so that an office can bring its own: a template's styles of these names are taken
as they are, and those it lacks are added. Only a run with a template comes here, and the script that makes the blanks.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, nsmap, qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import BaseStyle, ParagraphStyle
from docx.text.paragraph import Paragraph
from lxml.etree import cleanup_namespaces

from clustercheck.formats.packages import packed
from clustercheck.model.problems import Name, UsageFault, Where, error
from clustercheck.model.records import NamedTuple
from clustercheck.reports.assessment.word import style
from clustercheck.reports.assessment.word.blank import DATED, TITLED, Blank, blank_of
from clustercheck.texts.messages import language

_LATIN = "Times New Roman"
# What an office's own fonts are replaced by where they are not installed.
_STAND_INS = {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "方正小标宋简体": "宋体", "黑体": "SimHei"}
# 三号, in which Chinese papers are set; English ones are in 12 points.
_THREE = 16
_BLACK = RGBColor(0, 0, 0)


class _Look(NamedTuple):
    """A paragraph style: its font for Chinese, size in points, and where its lines stand."""

    font: str
    size: float
    bold: bool = False
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT
    indent: float = 0
    spacing: float = 0
    before: float = 0
    after: float = 0
    keep: bool = False


# 二号 22, 三号 16, 四号 14, 小四 12, 五号 10.5, 小五 9; 28 points a line make 22 lines a page.
_LOOKS = {
    style.TITLE: _Look("方正小标宋简体", 22, align=WD_ALIGN_PARAGRAPH.CENTER, before=12, after=18, keep=True),
    style.HEADINGS[0]: _Look("黑体", 16, indent=32, spacing=28, before=10, after=4, keep=True),
    style.HEADINGS[1]: _Look("楷体_GB2312", 16, indent=32, spacing=28, before=4, after=4, keep=True),
    style.HEADINGS[2]: _Look("仿宋_GB2312", 16, True, indent=32, spacing=28, keep=True),
    style.BODY: _Look("仿宋_GB2312", 16, align=WD_ALIGN_PARAGRAPH.JUSTIFY, indent=32, spacing=28),
    style.LINE: _Look("仿宋_GB2312", 16, spacing=30),
    style.VERDICT: _Look("黑体", 16, align=WD_ALIGN_PARAGRAPH.CENTER, before=6, after=6, keep=True),
    style.CAPTION: _Look("黑体", 12, before=8, after=3, keep=True),
    style.CELL: _Look("仿宋_GB2312", 9, before=0.5, after=0.5),
    style.CELL_HEAD: _Look("黑体", 9, align=WD_ALIGN_PARAGRAPH.CENTER, before=1.5, after=1.5, keep=True),
    style.BOX: _Look("仿宋_GB2312", 12, before=4, after=4),
    style.NOTE: _Look("仿宋_GB2312", 10.5, before=3, after=8),
    style.FOOTER: _Look("宋体", 14),
}


@lru_cache(maxsize=4)
def template_blank(name: str, content: bytes, language: str) -> Blank:
    """A blank of a user's template: its styles, page, headers and footers stay, its text goes.

    Raises `UsageFault` if the file called `name` is no template. `language` is the one in use.
    """
    try:
        document = docx.Document(BytesIO(content))
        _empty(document)
        _add_styles(document, anew=False)
        file = prepared(document)
        ids = {name: _styles(document)[name].style_id for name in style.IDS}
        document_name, core_name = (
            str(part.partname)[1:] for part in (document.part, document.part.package._core_properties_part)
        )
        return blank_of(file, document_name, core_name, ids)
    except (PackageNotFoundError, BadZipFile, SyntaxError, ValueError, KeyError, AttributeError) as fault:
        what = Name("不是 .docx 文件，或已损坏", "it is no .docx file, or damaged")
        raise UsageFault(error("U448", Where(), file=name, reason=what)) from fault


def new_blank() -> bytes:
    """The file of the program's own blank in the language in use."""
    document = docx.Document()
    _set_up_page(document.sections[0])
    _set_language(document)
    _name_stand_ins(document)
    _add_styles(document, anew=True)
    return prepared(document)


def prepared(document: Document) -> bytes:
    """The file of an empty document with page numbers and three sections, its properties to be filled in."""
    _set_up_footers(document)
    for is_wide in (True, False):
        _add_section(document, is_wide=is_wide)
    _declare(document)
    properties = document.core_properties
    properties.title = TITLED
    properties.author = properties.last_modified_by = "clustercheck"
    properties.comments = properties.keywords = properties.subject = ""
    properties.revision = 1
    properties.created = properties.modified = datetime.strptime(DATED, "%Y-%m-%dT%H:%M:%SZ")
    stamped = BytesIO()
    document.save(stamped)
    with ZipFile(stamped) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()}, squeezed=True)


def _add_section(document: Document, *, is_wide: bool) -> None:
    """A section of wide or upright pages, its margins turned with them."""
    before = document.sections[-1]
    orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section = document.add_section(WD_SECTION.NEW_PAGE)
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
    if is_wide:
        section.left_margin, section.top_margin = top, right
        section.right_margin, section.bottom_margin = bottom, left
    else:
        section.top_margin, section.right_margin = left, top
        section.bottom_margin, section.left_margin = right, bottom


def _set_up_footers(document: Document) -> None:
    """`— 1 —`, on the outer side of the page, and none on the title page; a template's own footers stay."""
    section = document.sections[0]
    if any(paragraph.text.strip() or paragraph.runs for paragraph in section.footer.paragraphs):
        return
    document.settings.odd_and_even_pages_header_footer = True
    section.different_first_page_header_footer = True
    for footer, align in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = _styles(document)[style.FOOTER]
        paragraph.alignment = align
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
        _page_number(paragraph)


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


def _declare(document: Document) -> None:
    """Declare every prefix at the root of the document, also those in which reports are written."""
    root = document.element
    for change in list(root.iter(qn("w:sectPrChange"))):
        change.getparent().remove(change)
    used = {prefix: uri for element in root.iter() for prefix, uri in element.nsmap.items() if prefix}
    used |= {prefix: nsmap[prefix] for prefix in ("w", "r")}
    if any(root.nsmap.get(prefix) != uri for prefix, uri in used.items()):
        cleanup_namespaces(root, top_nsmap=used, keep_ns_prefixes=list(used))


def set_fonts(properties: Any, chinese: str) -> None:
    """The fonts of a style or a run; a theme's fonts would come before them."""
    fonts = properties.get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for script, font in {"ascii": _LATIN, "hAnsi": _LATIN, "cs": _LATIN, "eastAsia": chinese}.items():
        fonts.set(qn(f"w:{script}"), font)
    if language() == "zh":
        # What is in both kinds of fonts (“”—…) is taken from the Chinese one.
        fonts.set(qn("w:hint"), "eastAsia")


def _set_up_page(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(25)


def _set_language(document: Document) -> None:
    """Chinese as the language of East Asian text: else quotation marks and dashes are set as in English, at half width."""
    own = "zh-CN" if language() == "zh" else "en-US"
    for part in (document.styles.element, document.settings.element):
        for tag in ("lang", "themeFontLang"):
            for found in part.iter(qn(f"w:{tag}")):
                found.set(qn("w:val"), own)
                found.set(qn("w:eastAsia"), "zh-CN")


def _empty(document: Document) -> None:
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)


def _add_styles(document: Document, *, anew: bool) -> None:
    """Every style that is not there; `anew` also those that are."""
    there = _styles(document)
    for name, look in _LOOKS.items():
        found = there.get(name) or document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if anew or name not in there:
            assert isinstance(found, ParagraphStyle)
            _dress(found, look)
    if anew:
        normal = there["Normal"]
        assert isinstance(normal, ParagraphStyle)
        _dress(normal, _LOOKS[style.BODY]._replace(indent=0, spacing=0))
    for name, table in ((style.TABLE, _THREE_LINES), (style.FRAMED, _FRAME)):
        if name not in there:
            document.styles.element.append(parse_xml(table))


def _styles(document: Document) -> dict[str, BaseStyle]:
    """The styles by name. python-docx's own look-up misses `Heading 1` as LibreOffice spells it."""
    return {each.name: each for each in document.styles if each.name}


def _dress(dressed: ParagraphStyle, look: _Look) -> None:
    properties = dressed.element.get_or_add_rPr()
    set_fonts(properties, look.font)
    if language() != "zh" and look.size == _THREE:
        look = look._replace(size=_THREE * 0.75, spacing=look.spacing * 0.7)
    dressed.font.size, dressed.font.bold, dressed.font.italic = Pt(look.size), look.bold, False
    dressed.font.color.rgb = _BLACK
    paragraph = dressed.paragraph_format
    paragraph.alignment = look.align
    # Two characters' width in Chinese; English begins at the margin.
    paragraph.first_line_indent = Pt(look.indent if language() == "zh" else 0)
    paragraph.space_before, paragraph.space_after = Pt(look.before), Pt(look.after)
    paragraph.keep_with_next = look.keep
    paragraph.widow_control = True
    if look.spacing:
        paragraph.line_spacing_rule, paragraph.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.spacing)
    else:
        paragraph.line_spacing = 1.0
    for border in dressed.element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _name_stand_ins(document: Document) -> None:
    """Say in the table of fonts what to take where a font is not installed."""
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            fonts = "".join(
                f'<w:font w:name="{font}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
                for font, other in _STAND_INS.items()
            )
            part._blob = part.blob.replace(b"</w:fonts>", f"{fonts}</w:fonts>".encode())


def _line(side: str, eighths: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="000000"/>'


_FRAME = (
    f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="Framed"><w:name w:val="{style.FRAMED}"/>'
    "<w:tblPr><w:tblBorders>"
    + "".join(_line(side, 6) for side in ("top", "left", "bottom", "right", "insideV"))
    + "</w:tblBorders></w:tblPr></w:style>"
)
_THREE_LINES = (
    f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ThreeLines"><w:name w:val="{style.TABLE}"/>'
    "<w:tblPr><w:tblBorders>"
    + _line("top", 12)
    + _line("bottom", 12)
    + "</w:tblBorders><w:tblCellMar>"
    + '<w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    + '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
    + _line("bottom", 6)
    + "</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
)
