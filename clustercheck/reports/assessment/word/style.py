"""How the report looks: A4 with the margins of GB/T 9704, 仿宋 three for the text, 黑体 and 楷体 for the headings.

Every look is a style with a name, so that an office can bring its own: a template's styles of these names are taken
as they are, and those it lacks are added.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any, NamedTuple
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from clustercheck.model.problems import Name, UsageFault, Where, error
from clustercheck.texts.messages import language

TITLE = "Title"
HEADINGS = ("Heading 1", "Heading 2", "Heading 3")
BODY = "自评正文"
LINE = "自评落款"
CELL = "自评表格"
CELL_HEAD = "自评表头"
NOTE = "自评注"
VERDICT = "自评结论"
CAPTION = "自评小题"
BOX = "自评意见"
FOOTER = "Footer"
TABLE = "三线表"
FRAMED = "意见框"

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
    TITLE: _Look("方正小标宋简体", 22, align=WD_ALIGN_PARAGRAPH.CENTER, before=12, after=18, keep=True),
    HEADINGS[0]: _Look("黑体", 16, indent=32, spacing=28, before=10, after=4, keep=True),
    HEADINGS[1]: _Look("楷体_GB2312", 16, indent=32, spacing=28, before=4, after=4, keep=True),
    HEADINGS[2]: _Look("仿宋_GB2312", 16, True, indent=32, spacing=28, keep=True),
    BODY: _Look("仿宋_GB2312", 16, align=WD_ALIGN_PARAGRAPH.JUSTIFY, indent=32, spacing=28),
    LINE: _Look("仿宋_GB2312", 16, spacing=30),
    VERDICT: _Look("黑体", 16, align=WD_ALIGN_PARAGRAPH.CENTER, before=6, after=6, keep=True),
    CAPTION: _Look("黑体", 12, before=8, after=3, keep=True),
    CELL: _Look("仿宋_GB2312", 9, before=0.5, after=0.5),
    CELL_HEAD: _Look("黑体", 9, align=WD_ALIGN_PARAGRAPH.CENTER, before=1.5, after=1.5, keep=True),
    BOX: _Look("仿宋_GB2312", 12, before=4, after=4),
    NOTE: _Look("仿宋_GB2312", 10.5, before=3, after=8),
    FOOTER: _Look("宋体", 14),
}


def opened(template: tuple[str, bytes] | None) -> Document:
    """An empty document with all styles; of a template its styles, page, headers and footers stay, its text goes."""
    if template is None:
        document = docx.Document()
        _set_up_page(document.sections[0])
        _set_language(document)
        _name_stand_ins(document)
        _add_styles(document, anew=True)
        return document
    name, content = template
    try:
        document = docx.Document(BytesIO(content))
        _empty(document)
        _add_styles(document, anew=False)
    except (PackageNotFoundError, BadZipFile, SyntaxError, ValueError, KeyError, AttributeError) as fault:
        what = Name("不是 .docx 文件，或已损坏", "it is no .docx file, or damaged")
        raise UsageFault(error("U448", Where(), file=name, reason=what)) from fault
    return document


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
    styles = document.styles
    there = {style.name for style in styles}
    for name, look in _LOOKS.items():
        if name not in there:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if anew or name not in there:
            style = styles[name]
            assert isinstance(style, ParagraphStyle)
            _dress(style, look)
    if anew:
        normal = styles["Normal"]
        assert isinstance(normal, ParagraphStyle)
        _dress(normal, _LOOKS[BODY]._replace(indent=0, spacing=0))
    for name, table in ((TABLE, _THREE_LINES), (FRAMED, _FRAME)):
        if name not in there:
            styles.element.append(parse_xml(table))


def _dress(style: ParagraphStyle, look: _Look) -> None:
    properties = style.element.get_or_add_rPr()
    set_fonts(properties, look.font)
    if language() != "zh" and look.size == _THREE:
        look = look._replace(size=_THREE * 0.75, spacing=look.spacing * 0.7)
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, False
    style.font.color.rgb = _BLACK
    paragraph = style.paragraph_format
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
    for border in style.element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
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
    f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="Framed"><w:name w:val="{FRAMED}"/>'
    "<w:tblPr><w:tblBorders>"
    + "".join(_line(side, 6) for side in ("top", "left", "bottom", "right", "insideV"))
    + "</w:tblBorders></w:tblPr></w:style>"
)
_THREE_LINES = (
    f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ThreeLines"><w:name w:val="{TABLE}"/>'
    "<w:tblPr><w:tblBorders>"
    + _line("top", 12)
    + _line("bottom", 12)
    + "</w:tblBorders><w:tblCellMar>"
    + '<w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    + '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
    + _line("bottom", 6)
    + "</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
)
