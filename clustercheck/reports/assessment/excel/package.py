"""What is in a workbook's file that openpyxl would lose, found in the parts of the zip before it opens them.

Kept is what is named here, and everything else counts as lost: a part of a kind that is not known today would be
dropped without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from html import escape
from io import BytesIO
from posixpath import normpath
from xml.etree.ElementTree import Element, ParseError, fromstring, iterparse
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook
from openpyxl.utils.cell import range_boundaries

from clustercheck.model.patterns import pattern
from clustercheck.model.problems import Name
from clustercheck.model.records import NamedTuple

# openpyxl would need gigabytes and minutes for more; a form has a hundredth of it.
_MOST_BYTES = 40 * 1024 * 1024
_MOST_PARTS = 2000
# Cells in ranges that openpyxl takes apart into single cells.
_MOST_SPREAD = 200_000

_KEPT = pattern(
    r"\[content_types\]\.xml|_rels/\.rels|docprops/(app|core|custom)\.xml|docprops/thumbnail\.\w+"
    r"|xl/(workbook|styles|sharedstrings|calcchain)\.xml|xl/_rels/workbook\.xml\.rels|xl/theme/theme1\.xml"
    r"|xl/worksheets/(_rels/)?[^/]+\.xml(\.rels)?|xl/(comments/?)?comments?\d*\.xml|xl/tables/[^/]+\.xml"
    r"|xl/printersettings/[^/]+|xl/drawings/[^/]*vmldrawing[^/]*\.vml|xl/drawings/_rels/[^/]*vmldrawing[^/]*\.rels"
    r"|xl/persons/[^/]+\.xml|xl/comments/[^/]+\.xml|xl/drawings/commentsdrawing\d+\.vml|.*/"
)
_LOST_PARTS = (
    (r"xl/vbaprojectsignature|_xmlsignatures/", Name("数字签名", "digital signatures")),
    (r"xl/vba|xl/macrosheets|xl/dialogsheets", Name("宏", "macros")),
    (r"xl/charts|xl/chartsheets|xl/chartex", Name("图表", "charts")),
    (r"xl/media|xl/cellimages|xl/_rels/cellimages", Name("图片", "pictures")),
    (r"xl/drawings|xl/diagrams", Name("图形", "drawings")),
    (r"xl/pivot", Name("数据透视表", "pivot tables")),
    (r"xl/ctrlprops|xl/activex", Name("控件", "form controls")),
    (r"xl/externallinks", Name("外部链接", "links to other workbooks")),
    (r"xl/slicer|xl/timeline", Name("切片器", "slicers")),
    (r"customxml|xl/customxml|xl/xmlmaps", Name("自定义 XML", "custom XML")),
    (r"xl/threadedcomments", Name("批注会话", "threaded comments")),
    (r"xl/connections|xl/querytables|xl/model|xl/customdata", Name("数据连接", "data connections")),
    (r"xl/embeddings", Name("嵌入对象", "embedded objects")),
    (r"xl/metadata|xl/richdata", Name("动态数组或富数据", "dynamic arrays or rich data")),
    (r"xl/revisions|xl/usernames", Name("修订记录", "a shared workbook's revisions")),
    (r"docmetadata", Name("敏感度标签", "sensitivity labels")),
)
_OTHER_PART = Name("其他部件", "parts of other kinds")

# Elements of a sheet that openpyxl writes again, and those without which nothing is missed.
_KEPT_ELEMENTS = frozenset(
    {
        "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetProtection", "autoFilter",
        "mergeCells", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
        "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "scenarios", "legacyDrawing", "tableParts",
        "sheetCalcPr", "phoneticPr", "ignoredErrors", "cellWatches",
    }
)  # fmt: skip
_LOST_ELEMENTS = {
    "drawing": Name("图形", "drawings"),
    "legacyDrawingHF": Name("页眉页脚图片", "pictures in headers or footers"),
    "picture": Name("背景图片", "background pictures"),
    "oleObjects": Name("嵌入对象", "embedded objects"),
    "controls": Name("控件", "form controls"),
    "customSheetViews": Name("自定义视图", "custom views"),
    "protectedRanges": Name("可编辑区域", "ranges that may be edited"),
    "sortState": Name("排序状态", "sort states"),
    "extLst": Name("扩展功能", "extensions"),
}
_EXTENSIONS = {
    "78C0D931": Name("扩展的条件格式", "extended conditional formats"),
    "CCE6A557": Name("扩展的数据验证", "extended data validation"),
    "05C60535": Name("迷你图", "sparklines"),
    "A8765BA9": Name("切片器", "slicers"),
    "3A4CF648": Name("切片器", "slicers"),
    "7E03D99C": Name("日程表", "timelines"),
    "FC87AEE6": Name("可编辑区域", "ranges that may be edited"),
}
_UNDER_MERGED = Name("合并单元格下面的内容", "what stands below merged cells")
_VML_OBJECT = pattern(rb"""ObjectType\s*=\s*["'](\w+)["']""")
_FORMULA_CELL = pattern(
    r'<c r="(?P<ref>[A-Z]+[0-9]+)"(?P<rest>[^>]*)>(?P<formula><f[^>]*?(?:/>|>[^<]*</f>))<v ?(?:/>|></v>)</c>'
)


class Unmarkable(Exception):
    """A workbook that is not to be marked: the code of the reason, and what would be lost."""

    def __init__(self, code: str, *what: Name) -> None:
        super().__init__(code)
        self.code = code
        self.what = what


class Saved(NamedTuple):
    """What a formula came to when the workbook was saved: the cell's type and its text."""

    type: str
    text: str


class Package:
    """The parts of a workbook's file, looked through; raises `Unmarkable`. `results` are by sheet, then by cell."""

    def __init__(self, content: bytes) -> None:
        self.results: dict[str, dict[str, Saved]] = {}
        self._lost: dict[Name, None] = {}
        try:
            with ZipFile(BytesIO(content)) as archive:
                self._look_through(archive)
        except (
            BadZipFile,
            ParseError,
            KeyError,
            ValueError,
            OSError,
            NotImplementedError,
            RuntimeError,
        ) as fault:
            raise Unmarkable("U450") from fault
        if self._lost:
            raise Unmarkable("U449", *self._lost)

    def _look_through(self, archive: ZipFile) -> None:
        infos = archive.infolist()
        names = [info.filename for info in infos]
        if "xl/workbook.xml" not in names:
            raise Unmarkable("U450")
        if sum(info.file_size for info in infos) > _MOST_BYTES or len(infos) > _MOST_PARTS:
            raise Unmarkable("U451")
        for name in names:
            self._look_at_part(name, archive)
        if self._lost:
            return
        for title, part in _sheets(archive):
            with archive.open(part) as stream:
                sheet = _SheetScan()
                sheet.read(iterparse(stream, ("start", "end")))
            self._lost |= dict.fromkeys(sheet.lost)
            self.results[title] = sheet.results

    def _look_at_part(self, name: str, archive: ZipFile) -> None:
        lower = name.lower()
        if not _KEPT.fullmatch(lower):
            self._lost[_kind(lower)] = None
        elif lower.endswith(".vml"):
            kinds = set(_VML_OBJECT.findall(archive.read(name)))
            if kinds - {b"Note"}:
                self._lost[Name("控件", "form controls")] = None
        elif lower.endswith(".rels") and "vmldrawing" in lower:
            self._lost[Name("图片", "pictures")] = None


def with_results(
    parts: dict[str, bytes], book: Workbook, results: Mapping[str, Mapping[str, Saved]]
) -> dict[str, bytes]:
    """The parts with the results of formulas put back, which openpyxl leaves out.

    Without them a preview, or this program, would find the cells empty until Excel has saved the file again.
    """
    for sheet in book.worksheets:
        saved = results.get(sheet.title)
        if saved:
            part = sheet.path.removeprefix("/")
            text = parts[part].decode("utf-8")
            parts[part] = _FORMULA_CELL.sub(partial(_put_back, saved), text).encode("utf-8")
    return parts


def _put_back(saved: Mapping[str, Saved], found: re.Match[str]) -> str:
    result = saved.get(found["ref"])
    if result is None:
        return found[0]
    type = f' t="{escape(result.type)}"' if result.type else ""
    value = escape(result.text, quote=False)
    return f'<c r="{found["ref"]}"{found["rest"]}{type}>{found["formula"]}<v>{value}</v></c>'


def _kind(part: str) -> Name:
    return next((name for words, name in _LOST_PARTS if re.match(words, part)), _OTHER_PART)


def _sheets(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """Each sheet's title and its part."""
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    for element in fromstring(archive.read("xl/workbook.xml")).iter():
        if _local(element) == "sheet":
            id = next((value for key, value in element.items() if key.endswith("}id")), "")
            target = targets[id]
            part = target[1:] if target.startswith("/") else normpath(f"xl/{target}")
            yield element.get("name", ""), part


class _SheetScan:
    """One pass over a sheet: what would be lost of it, and what its formulas came to."""

    def __init__(self) -> None:
        self.lost: dict[Name, None] = {}
        self.results: dict[str, Saved] = {}
        self._filled: set[tuple[int, int]] = set()
        self._spread = 0

    def read(self, events: Iterator[tuple[str, Element]]) -> None:
        depth = 0
        for event, element in events:
            if event == "start":
                depth += 1
                if depth == 2:
                    self._look_at(_local(element))
                continue
            depth -= 1
            name = _local(element)
            if name == "c":
                self._cell(element)
            elif name in ("mergeCell", "hyperlink"):
                self._range(element.get("ref", ""), merged=name == "mergeCell")
            elif name == "ext":
                self.lost[_extension(element)] = None
            if name == "row" or depth == 1:
                element.clear()

    def _look_at(self, name: str) -> None:
        if name != "extLst" and name not in _KEPT_ELEMENTS:
            self.lost[_LOST_ELEMENTS.get(name, _LOST_ELEMENTS["extLst"])] = None

    def _cell(self, element: Element) -> None:
        children = {_local(child): child for child in element}
        ref = element.get("r", "")
        if "v" in children or "is" in children or "f" in children:
            column, row, _column, _row = range_boundaries(ref)
            self._filled.add((row or 0, column or 0))
        value = children.get("v")
        if "f" in children and value is not None and value.text is not None:
            self.results[ref] = Saved(element.get("t", ""), value.text)

    def _range(self, ref: str, *, merged: bool) -> None:
        left, top, right, bottom = (bound or 1 for bound in range_boundaries(ref))
        self._spread += (right - left + 1) * (bottom - top + 1)
        if self._spread > _MOST_SPREAD:
            raise Unmarkable("U451")
        if merged:
            covered = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
            next(covered)
            if any(place in self._filled for place in covered):
                self.lost[_UNDER_MERGED] = None


def _extension(element: Element) -> Name:
    uri = element.get("uri", "").strip("{}").upper()
    return _EXTENSIONS.get(uri[:8], _LOST_ELEMENTS["extLst"])


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
