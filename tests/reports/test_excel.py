"""The applicant's workbook given back: its marks, its links, what it held before, and when it is left alone."""

from __future__ import annotations

import io
from itertools import combinations, product
from math import dist
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from office import HOSTILE, SAMPLES, ZHUHAI, assessed, excel, in_zip, named, parts, sample, written
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font

from clustercheck import read_cluster
from clustercheck.form import style
from clustercheck.model.findings import Assessment, Status, Unread
from clustercheck.reports import Document
from clustercheck.reports.assessment.excel import package
from clustercheck.reports.assessment.json import as_object

pytestmark = pytest.mark.slow

PATH = Path("data.xlsx")
SHEET = {
    "指标": [
        ["编码", "指标", "单位", "2023年", "2024年", "2025年"],
        ["total_output", "集群总产值", "亿元", 31.5, 33, 36],
        ["sme_output", "中小企业产值", "亿元", 22, 24, 26],
    ]
}
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LOSS = "U449"


def marked(content: bytes, standard: str | None = "zhuhai") -> Document:
    return written("xlsx", assessed(PATH, content, standard), content=content)


def opened(made: Document) -> openpyxl.Workbook:
    parts(made.content)
    return openpyxl.load_workbook(io.BytesIO(made.content))


def codes(made: Document) -> list[str]:
    return [problem.code for problem in made.problems]


def judged(assessment: Assessment) -> Any:
    return {key: value for key, value in as_object(assessment).items() if key != "file"}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_marked_workbook_comes_to_the_same(path: Path) -> None:
    before, made = assessed(path), sample("xlsx", path)
    assert made.problems == ()
    assert judged(assessed(path, made.content)) == judged(before)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_cell_that_was_looked_at_has_a_comment_and_a_link(path: Path) -> None:
    assessment = assessed(path)
    book = opened(sample("xlsx", path))
    sheet = book.worksheets[0]
    rows = {row[1].value: row for row in sheet.iter_rows(min_row=6) if row[1].value}
    for finding in (f for f in as_object(assessment)["criteria"] if "branches" not in f):
        for place in finding["cells"]:
            title, ref = place.split("!")
            cell = book[title][ref]
            assert cell.comment is not None
            assert finding["clause"] in cell.comment.text
    for each in assessment.findings:
        links = [cell.hyperlink.location for cell in rows[each.criterion.name.zh] if cell.hyperlink]
        wanted = next(one for one in as_object(assessment)["criteria"] if one["id"] == each.criterion.id)[
            "cells"
        ]
        assert links == [f"'{place.split('!')[0]}'!{place.split('!')[1]}" for place in wanted[:12]]


def test_the_sheet_of_gaps_is_in_front_and_the_only_one_selected() -> None:
    book = opened(sample("xlsx", ZHUHAI))
    assert book.sheetnames == ["差距", "填报说明", "基本信息", "指标", "定性条件"]
    assert book.active.title == "差距"
    assert [sheet.sheet_view.tabSelected for sheet in book.worksheets[1:]] == [False] * 4
    results = [row[4].value for row in book["差距"].iter_rows(min_row=8) if row[4].value]
    assert results[:2] == ["未达标", "未达标"]


def colours(book: openpyxl.Workbook, sheet: str) -> dict[str, str]:
    """The cells that have one of the four hues."""
    names = {
        style.MET_HUE.start_color.rgb: "met",
        style.MISSED_HUE.start_color.rgb: "missed",
        style.OPEN_HUE.start_color.rgb: "open",
        style.OWED_HUE.start_color.rgb: "owed",
    }
    return {
        cell.coordinate: names[cell.fill.start_color.rgb]
        for row in book[sheet].iter_rows()
        for cell in row
        if cell.fill.start_color.rgb in names
    }


def test_the_cell_that_decides_is_coloured_and_not_its_neighbours() -> None:
    book = opened(sample("xlsx", ZHUHAI))
    figures, conditions = colours(book, "指标"), colours(book, "定性条件")
    # 总产值 misses in 2023 and so do its neighbours not; of the share the part of the last year decides.
    assert {ref: hue for ref, hue in figures.items() if ref[1:] == "7"} == {"D7": "missed", "F7": "met"}
    assert {ref: hue for ref, hue in figures.items() if ref[1:] == "8"} == {"F8": "missed"}
    assert conditions["B13"] == "open"
    assert "C13" not in conditions
    assert (conditions["B46"], conditions["C46"]) == ("met", "owed")
    assert list(conditions.values()).count("owed") == 1
    assert "缺佐证材料" in book["定性条件"]["C46"].comment.text


def test_blank_figures_are_open_and_what_is_there_is_not() -> None:
    rows = [SHEET["指标"][0], ["total_output", "集群总产值", "亿元", 33, None, 36]]
    book = opened(marked(excel({"指标": rows})))
    assert colours(book, "指标") == {"E2": "open"}


def test_the_legend_is_on_the_sheet() -> None:
    sheet = opened(sample("xlsx", ZHUHAI)).worksheets[0]
    legend = [(cell.value, cell.fill.start_color.rgb) for cell in sheet[6][1:5]]
    assert legend == [
        ("达标：起决定作用的格", style.MET_HUE.start_color.rgb),
        ("未达标：起决定作用的格", style.MISSED_HUE.start_color.rgb),
        ("待补、酌定：待填或待定的格", style.OPEN_HUE.start_color.rgb),
        ("缺佐证：待补证明材料", style.OWED_HUE.start_color.rgb),
    ]


# How colours are seen without one of the three cones (Machado, Oliveira and Fernandes 2009, severity 1).
SEEN = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


@pytest.mark.parametrize("seen", SEEN.values(), ids=SEEN.keys())
def test_the_hues_stay_apart_whichever_cone_is_missing(seen: tuple[tuple[float, float, float], ...]) -> None:
    def lab(fill: Any) -> tuple[float, float, float]:
        rgb = fill.start_color.rgb[-6:]
        linear = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
            for c in (int(rgb[i : i + 2], 16) / 255 for i in (0, 2, 4))
        ]
        r, g, b = (min(1.0, max(0.0, sum(a * c for a, c in zip(row, linear, strict=True)))) for row in seen)
        x, y, z = (
            (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
            0.2126 * r + 0.7152 * g + 0.0722 * b,
            (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
        )
        fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
        return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)

    hues = [style.MET_HUE, style.MISSED_HUE, style.OPEN_HUE, style.OWED_HUE]
    for one, other in combinations(hues, 2):
        assert dist(lab(one), lab(other)) > 25
    for hue, other in product(hues, (style.REQUIRED, style.OPTIONAL, style.FIXED)):
        assert dist(lab(hue), lab(other)) > 18


def test_a_sheet_that_is_called_so_already_stays() -> None:
    content = excel({**SHEET, "差距": [["我的"]]})
    book = opened(marked(content))
    assert book.sheetnames == ["差距 (2)", "指标", "差距"]
    assert book["差距"]["A1"].value == "我的"


def test_what_the_workbook_held_is_there_again() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "指标"
    for row in SHEET["指标"]:
        sheet.append(row)
    sheet["D2"].font = Font(bold=True, color="FF0000")
    sheet["D2"].number_format = "0.000"
    sheet["D2"].comment = Comment("我的批注", "张三")
    sheet["A9"], sheet["H1"] = "=SUM(D2:F2)", "https://example.org"
    sheet["H1"].hyperlink = "https://example.org/"
    sheet.column_dimensions["B"].width = 33
    sheet.freeze_panes = "C2"
    sheet.protection.enable()
    stream = io.BytesIO()
    book.save(stream)
    found = opened(marked(stream.getvalue()))["指标"]
    assert found["D2"].value == 31.5
    assert found["D2"].font.bold
    assert found["D2"].number_format == "0.000"
    assert found["D2"].comment.author == "张三"
    assert found["D2"].comment.text.startswith("我的批注\n\n—— clustercheck ——\n【")
    assert found["A9"].value == "=SUM(D2:F2)"
    assert found["H1"].hyperlink.target == "https://example.org/"
    assert (found.column_dimensions["B"].width, found.freeze_panes) == (33, "C2")
    assert found.protection.sheet


def test_a_workbook_marked_before_is_marked_anew() -> None:
    once = sample("xlsx", ZHUHAI)
    twice = written("xlsx", assessed(ZHUHAI, once.content), content=once.content)
    assert twice.problems == ()
    before, after = opened(once), opened(twice)
    assert after.sheetnames == before.sheetnames
    for title in before.sheetnames[1:]:
        for row in before[title].iter_rows():
            for cell in row:
                again = after[title][cell.coordinate]
                assert (again.comment and again.comment.text) == (cell.comment and cell.comment.text)


def test_formulas_keep_what_they_came_to() -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>编码</t></is></c><c r="B1" t="inlineStr"><is><t>单位</t></is></c>'
        '<c r="C1" t="inlineStr"><is><t>2023年</t></is></c><c r="D1" t="inlineStr"><is><t>2024年</t></is></c>'
        '<c r="E1" t="inlineStr"><is><t>2025年</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>total_output</t></is></c>'
        '<c r="B2" t="str"><f>"亿"&amp;"元"</f><v>亿元</v></c>'
        '<c r="C2"><f>30+1.5</f><v>31.5</v></c><c r="D2"><f>1&lt;2</f></c><c r="E2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    content = in_zip(excel({"表": [["x"]]}), {"xl/worksheets/sheet1.xml": sheet.encode()})
    made = marked(content)
    assert made.problems == ()
    formulas = opened(made)["表"]
    results = openpyxl.load_workbook(io.BytesIO(made.content), data_only=True)["表"]
    found = {ref: (formulas[ref].value, results[ref].value) for ref in ("B2", "C2", "D2", "E2")}
    assert found == {
        "B2": ('="亿"&"元"', "亿元"),
        "C2": ("=30+1.5", 31.5),
        "D2": ("=1<2", None),
        "E2": ("=1/0", "#DIV/0!"),
    }
    before, after = read_cluster(PATH, content=content), read_cluster(PATH, content=made.content)
    assert after.observations["total_output"] == before.observations["total_output"]


PLAIN = excel(SHEET)


def _with_chart() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(PLAIN))
    chart = BarChart()
    chart.add_data(Reference(book.active, min_col=4, min_row=2, max_row=3))
    book.active.add_chart(chart, "H2")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _sheet_with(xml: str) -> bytes:
    return in_zip(
        PLAIN,
        {
            "xl/worksheets/sheet1.xml": lambda part: part.replace(
                b"</worksheet>", f"{xml}</worksheet>".encode()
            )
        },
    )


def _extension(uri: str) -> bytes:
    return _sheet_with(f'<extLst><ext uri="{{{uri}}}"/></extLst>')


LOSSES = {
    "图表": _with_chart(),
    "图片": in_zip(PLAIN, {"xl/media/image1.png": b"x"}),
    "WPS图片": in_zip(PLAIN, {"xl/cellimages.xml": b"<x/>"}),
    "图形": in_zip(PLAIN, {"xl/drawings/drawing1.xml": b"<x/>"}),
    "宏": in_zip(PLAIN, {"xl/vbaProject.bin": b"x"}),
    "数字签名": in_zip(PLAIN, {"xl/vbaProjectSignature.bin": b"x"}),
    "数据透视表": in_zip(PLAIN, {"xl/pivotTables/pivotTable1.xml": b"<x/>"}),
    "控件": in_zip(PLAIN, {"xl/ctrlProps/ctrlProp1.xml": b"<x/>"}),
    "控件 (VML)": in_zip(PLAIN, {"xl/drawings/vmlDrawing1.vml": b'<x:ClientData ObjectType="Button"/>'}),
    "外部链接": in_zip(PLAIN, {"xl/externalLinks/externalLink1.xml": b"<x/>"}),
    "切片器": in_zip(PLAIN, {"xl/slicers/slicer1.xml": b"<x/>"}),
    "自定义 XML": in_zip(PLAIN, {"customXml/item1.xml": b"<x/>"}),
    "批注会话": in_zip(PLAIN, {"xl/threadedComments/threadedComment1.xml": b"<x/>"}),
    "数据连接": in_zip(PLAIN, {"xl/connections.xml": b"<x/>"}),
    "其他部件": in_zip(PLAIN, {"xl/something/new.xml": b"<x/>"}),
    "扩展的条件格式": _extension("78C0D931-6437-407d-A8EE-F0AAD7539E65"),
    "扩展的数据验证": _extension("CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF"),
    "迷你图": _extension("05C60535-1F16-4fd2-B633-F4F36F0B64E0"),
    "扩展功能": _extension("00000000-0000-0000-0000-000000000000"),
    "页眉页脚图片": _sheet_with('<legacyDrawingHF xmlns:r="r" r:id="x"/>'),
    "背景图片": _sheet_with('<picture xmlns:r="r" r:id="x"/>'),
    "合并单元格下面的内容": _sheet_with('<mergeCells><mergeCell ref="D2:E2"/></mergeCells>'),
}


@pytest.mark.parametrize("name", LOSSES)
def test_a_workbook_that_would_lose_something_is_left_alone(name: str) -> None:
    made = marked(LOSSES[name])
    assert codes(made) == [LOSS]
    what = {each.zh for each in made.problems[0].facts["what"]}
    assert name.split(" (")[0].replace("WPS", "") in what
    book = opened(made)
    assert book.sheetnames == ["差距"]
    assert not any(cell.hyperlink for row in book.active.iter_rows() for cell in row)


@pytest.mark.parametrize(
    "xml",
    [
        '<mergeCells><mergeCell ref="A10:J19"/></mergeCells>',
        '<hyperlinks><hyperlink ref="A1:J10" location="x"/></hyperlinks>',
    ],
)
def test_ranges_that_would_fill_the_memory_are_not_opened(xml: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "U451" not in codes(marked(_sheet_with(xml)))
    monkeypatch.setattr(package, "_MOST_SPREAD", 90)
    assert codes(marked(_sheet_with(xml))) == ["U451"]


def test_what_openpyxl_warns_of_would_be_lost() -> None:
    footer = "<headerFooter><oddHeader>&amp;Z&amp;F &amp;A</oddHeader></headerFooter>"
    drawing = "<dataValidations><dataValidation sqref='A1' type='list'><formula1>\"是,否\"</formula1></dataValidation></dataValidations>"
    made = marked(_sheet_with(drawing + footer))
    assert codes(made) in ([], [LOSS])
    assert opened(made).worksheets[0].title == "差距"


@pytest.mark.parametrize(
    "content", ["编码,指标\n".encode(), b"\xff\xfe" + "编码,x".encode("utf-16-le"), b"PK\5\6" + bytes(18)]
)
def test_what_is_no_xlsx_gets_a_workbook_of_its_own(content: bytes) -> None:
    assessment = assessed(PATH, PLAIN, "zhuhai")
    made = written("xlsx", assessment, content=content)
    assert codes(made) == ["U450"]
    assert opened(made).sheetnames == ["差距"]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_becomes_a_formula(name: str) -> None:
    content = excel({"基本信息": [["编码", "项目", "内容"], ["name", "集群名称", "甲"]], **SHEET})
    assessment = assessed(PATH, content, "zhuhai")
    assessment = named(assessment, name)
    assessment = assessment._replace(cluster=assessment.cluster._replace(file=name))
    for made in (
        written("xlsx", assessment, content=content),
        written("xlsx", assessment, Unread(name, [])),
        written("xlsx", assessment, content=b"no zip"),
    ):
        sheet = opened(made).worksheets[0]
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-1", "@")):
                    assert cell.quotePrefix


def test_a_cell_with_two_criteria_has_one_comment_with_both() -> None:
    book = opened(sample("xlsx", ZHUHAI))
    assert book["指标"]["F7"].comment.text.count("【") >= 4


def test_several_files_are_a_table() -> None:
    results = [assessed(path) for path in SAMPLES]
    unread = Unread("缺.xlsx", [])
    sheet = opened(written("xlsx", *results, unread)).active
    assert sheet.title == "总览"
    assert sheet.max_row == len(SAMPLES) + 2
    headings = [cell.value for cell in sheet[1]]
    for row, result in enumerate(results, 2):
        status_of = {f.criterion.name.zh: f.status for f in result.findings}
        shown = {heading: cell.value for heading, cell in zip(headings, sheet[row], strict=True)}
        assert shown["数据文件"] == result.cluster.file
        assert shown["达标"] == result.counts[Status.MET]
        assert {name for name, value in shown.items() if value == "未达标"} >= {
            name
            for name, status in status_of.items()
            if status is Status.MISSED and headings.count(name) == 1
        }


def test_the_same_findings_give_the_same_bytes() -> None:
    again = written("xlsx", assessed(ZHUHAI), content=ZHUHAI.read_bytes())
    assert again == sample("xlsx", ZHUHAI)
