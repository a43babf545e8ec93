"""The self-assessment report: what it says, how its pages are set up, what a template changes."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree.ElementTree import fromstring

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt
from office import (
    DAY,
    HOSTILE,
    ROOT,
    SAMPLES,
    ZHUHAI,
    assessed,
    blocks,
    excel,
    in_zip,
    named,
    parts,
    sample,
    written,
)

from clustercheck.model.criteria import Attestation
from clustercheck.model.findings import Status, Unread
from clustercheck.model.problems import UnreadableFile, UsageFault, Where, error
from clustercheck.reports.assessment.word.blocks import Paper
from clustercheck.reports.assessment.word.sources import own_blank
from clustercheck.texts.messages import harmless, said, use_language

pytestmark = pytest.mark.slow

PAPERS = Path(__file__).parent / "papers"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CASES = {
    "zhuhai.zh.txt": ZHUHAI,
    "hainan.en.txt": ZHUHAI.with_name("hainan_seafood.xlsx"),
    "huadu.zh.txt": ZHUHAI.with_name("real_huadu_leather.xlsx"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_text_is_the_golden_file(name: str) -> None:
    use_language(name.split(".")[1])
    found = "\n".join(blocks(written("docx", assessed(CASES[name])).content)) + "\n"
    path = PAPERS / name
    if os.environ.get("CLUSTERCHECK_UPDATE_GOLDEN"):
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_criterion_is_in_it_with_its_result(path: Path) -> None:
    assessment = assessed(path)
    text = "\n".join(blocks(sample("docx", path).content))
    for number, finding in enumerate(assessment.findings, 1):
        line = next(
            line for line in text.split("\n") if line.startswith(f"{number} | {said(finding.criterion.name)}")
        )
        assert finding.criterion.clause in line
    assert assessment.cluster.text("name") in text


def test_the_same_findings_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = sample("docx", ZHUHAI).content
    monkeypatch.setattr("time.localtime", lambda *_: (2001, 2, 3, 4, 5, 6, 0, 1, 0))
    assert written("docx", assessed(ZHUHAI)).content == first
    parts(first)


def test_pages_are_set_up_as_official_papers_are() -> None:
    found = docx.Document(io.BytesIO(sample("docx", ZHUHAI).content))
    upright, wide, last = found.sections
    assert [round(size.mm) for size in (upright.page_width, upright.page_height)] == [210, 297]
    margins = (upright.top_margin, upright.bottom_margin, upright.left_margin, upright.right_margin)
    assert [round(margin.mm) for margin in margins if margin is not None] == [37, 35, 28, 26]
    assert wide.orientation == WD_ORIENT.LANDSCAPE
    assert (wide.page_width, wide.page_height) == (upright.page_height, upright.page_width)
    assert last.top_margin == upright.top_margin
    assert last.left_margin == upright.left_margin
    assert upright.different_first_page_header_footer
    for footer in (upright.footer, upright.even_page_footer):
        assert 'w:instr="PAGE"' in footer._element.xml
        assert footer.paragraphs[0].text.startswith("— ")
    fonts = found.styles["自评正文"].element.xml
    assert 'w:eastAsia="仿宋_GB2312"' in fonts
    assert found.styles["自评正文"].font.size == Pt(16)


def test_room_is_left_for_seal_and_signature() -> None:
    lines = list(blocks(sample("docx", ZHUHAI).content))
    for label in ("申报单位（盖章） | ", "填表人（签字） | ", "负责人（签字） | "):
        assert label in lines


def test_the_table_of_figures_tells_blank_doubtful_and_inexact_apart() -> None:
    header = ["编码", "指标", "单位", "2023年", "2024年", "2025年"]
    rows = [
        ["total_output", "集群总产值", "亿元", "超30", None, 36],
        ["employees", "从业人员", "人", -5, 9100, 9000],
    ]
    assessment = assessed(Path("data.xlsx"), excel({"指标": [header, *rows]}), "zhuhai")
    lines = list(blocks(written("docx", assessment).content))
    assert "集群总产值 | 亿元 | >30 | — | 36" in lines
    assert "从业人员 | 人 | [-5 C204] | 9100 | 9000" in lines


def test_the_evidence_list_has_every_figure_and_condition_with_what_proves_it() -> None:
    assessment = assessed(ZHUHAI)
    lines = list(blocks(sample("docx", ZHUHAI).content))
    begin = lines.index("# 五、证明材料目录")
    listed = [line.split(" | ") for line in lines[begin + 2 : lines.index("# 六、说明") - 1]]
    figures = [
        id
        for id, row in assessment.cluster.observations.items()
        if any(not seen.is_blank for seen in row.values())
    ]
    conditions = [
        finding
        for finding in assessment.findings
        if isinstance(finding.criterion, Attestation) and finding.status is not Status.NOT_APPLICABLE
    ]
    assert len(listed) == len(figures) + len(conditions)
    assert {line[5] for line in listed[: len(figures)]} == {"尚缺"}
    for finding, line in zip(conditions, listed[len(figures) :], strict=True):
        evidence = finding.answer.evidence if finding.answer else ""
        assert line[1].startswith(said(finding.criterion.name))
        assert (line[3], line[5]) == (evidence, "已列" if evidence else "尚缺")


def test_the_source_of_a_figure_proves_it() -> None:
    header = ["指标", "单位", "2023年", "2024年", "2025年", "数据来源", "编码"]
    rows = [
        ["集群总产值", "亿元", 33, 34, 36, "统计年报第3页", "total_output"],
        ["从业人员", "人", 9000, 9100, 9200, "/", "employees"],
    ]
    assessment = assessed(Path("data.xlsx"), excel({"指标": [header, *rows]}), "zhuhai")
    lines = [line.split(" | ") for line in blocks(written("docx", assessment).content)]
    output = next(line for line in lines if line[-1] == "已列")
    assert output[1].startswith("集群总产值（附件 二")
    assert output[3:5] == ["统计年报第3页", "指标!F2"]
    assert ["从业人员", "", "", "尚缺"] in [
        [line[1][:4], *line[2:4], line[-1]] for line in lines if len(line) > 5
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_verdict_is_on_the_first_page_and_the_opinion_has_a_box(language: str) -> None:
    use_language(language)
    lines = list(blocks(written("docx", assessed(ZHUHAI)).content))
    first = lines[: next(place for place, line in enumerate(lines) if line.startswith("# "))]
    assert any(
        line.startswith(("自评结论：未达标", "Verdict of the self-assessment: missed")) for line in first
    )
    assert lines[-1].startswith(("主管部门推荐意见", "Recommendation of the competent authority"))


def test_nothing_is_said_of_our_own_copy_of_the_text() -> None:
    text = "\n".join(blocks(sample("docx", ZHUHAI).content))
    assert "推定" not in text
    assert "所得文本" not in text


def test_east_asian_text_is_chinese_in_every_style() -> None:
    for part in ("word/styles.xml", "word/settings.xml"):
        xml = parts(sample("docx", ZHUHAI).content)[part].decode()
        assert set(re.findall(r'w:eastAsia="(\w\w-\w\w)"', xml)) <= {"zh-CN"}
    styles = parts(sample("docx", ZHUHAI).content)["word/styles.xml"].decode()
    assert '<w:lang w:val="zh-CN" w:eastAsia="zh-CN"' in styles
    assert 'w:hint="eastAsia"' in styles


def test_what_a_workbook_holds_stays_a_text() -> None:
    """Names that mean no good, as evidence of one condition after the other; and what XML cannot hold."""
    texts = [*HOSTILE, "甲\x00\x0b\ud800\ufffe\u2028乙"]
    assessment = assessed(ZHUHAI)
    findings = list(assessment.findings)
    answered = [number for number, finding in enumerate(findings) if finding.answer is not None]
    for number, text in zip(answered, texts, strict=False):
        findings[number] = findings[number]._replace(answer=findings[number].answer._replace(evidence=text))
    content = written("docx", named(assessment, HOSTILE[0])._replace(findings=tuple(findings))).content
    lines = list(blocks(content))
    assert f"集群名称 | {HOSTILE[0]}" in lines
    for text in texts:
        assert any(f" | {harmless(text)} | " in line for line in lines), text
    for part, xml in parts(content).items():
        assert b'TargetMode="External"' not in xml, part


def test_several_files_have_a_table_of_all_before_them() -> None:
    results = [assessed(path) for path in SAMPLES[:2]]
    unread = Unread("缺.xlsx", [error("C101", Where("缺.xlsx"))])
    lines = list(blocks(written("docx", results[0], unread, results[1]).content))
    assert lines[0] == "中小企业特色产业集群自评汇总"
    assert [line.split(" | ")[0] for line in lines[2:5]] == [SAMPLES[0].name, "缺.xlsx", SAMPLES[1].name]
    assert lines.count("# 一、集群概况") == 2


def test_a_file_that_could_not_be_read_is_said_to_be() -> None:
    fault = UnreadableFile(error("C101", Where("缺.xlsx")))
    lines = list(blocks(written("docx", Unread("缺.xlsx", fault.problems)).content))
    assert "读不了" in lines[2]


def test_a_template_gives_its_styles_its_page_and_its_header() -> None:
    template = docx.Document()
    template.add_paragraph("此行不留")
    template.sections[0].top_margin = Mm(50)
    template.sections[0].header.paragraphs[0].text = "某市工业和信息化局"
    template.sections[0].footer.paragraphs[0].text = "页脚"
    template.styles.add_style("自评正文", 1).font.size = Pt(12)
    stream = io.BytesIO()
    template.save(stream)
    content = written("docx", assessed(ZHUHAI), template=stream.getvalue()).content
    found = docx.Document(io.BytesIO(content))
    assert found.sections[0].top_margin.mm == pytest.approx(50, abs=0.1)
    assert found.sections[-1].top_margin.mm == pytest.approx(50, abs=0.1)
    assert found.sections[0].header.paragraphs[0].text == "某市工业和信息化局"
    assert found.sections[0].footer.paragraphs[0].text == "页脚"
    assert found.styles["自评正文"].font.size == Pt(12)
    assert found.styles["自评表格"].font.size == Pt(9)
    lines = list(blocks(content))
    assert "此行不留" not in lines
    assert "# 六、说明" in lines


@pytest.mark.parametrize(
    "content", [b"", b"PK\3\4", b"%PDF-1.4", ZHUHAI.read_bytes()], ids=["empty", "zip", "pdf", "xlsx"]
)
def test_what_is_no_template_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(UsageFault) as fault:
        written("docx", assessed(ZHUHAI), template=content)
    assert [problem.code for problem in fault.value.problems] == ["U448"]


def test_a_template_that_libreoffice_wrote_gives_its_headings() -> None:
    """It spells the names of Word's own styles with capitals, where Word and python-docx write `heading 1`."""
    template = docx.Document()
    stream = io.BytesIO()
    template.save(stream)
    renamed = in_zip(
        stream.getvalue(),
        {
            "word/styles.xml": lambda part: part.replace(b'"heading ', b'"Heading ').replace(
                b'"footer"', b'"Footer"'
            )
        },
    )
    content = written("docx", assessed(ZHUHAI), template=renamed).content
    lines = list(blocks(content))
    assert "# 六、说明" in lines
    names = [each.name for each in docx.Document(io.BytesIO(content)).styles]
    assert len(names) == len(set(names))


def test_a_template_of_wide_pages_turns_them_for_the_text() -> None:
    template = docx.Document()
    section = template.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    stream = io.BytesIO()
    template.save(stream)
    found = docx.Document(io.BytesIO(written("docx", assessed(ZHUHAI), template=stream.getvalue()).content))
    assert [each.orientation for each in found.sections] == [
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]


def test_the_properties_of_a_template_stay_but_title_and_dates() -> None:
    template = docx.Document()
    template.core_properties.category, template.core_properties.title = "公文", "旧题"
    stream = io.BytesIO()
    template.save(stream)
    found = docx.Document(io.BytesIO(written("docx", assessed(ZHUHAI), template=stream.getvalue()).content))
    properties = found.core_properties
    assert (properties.category, properties.title) == ("公文", "自评报告：香洲示例打印耗材集群（虚构）")
    assert properties.created.date() == properties.modified.date() == DAY


def test_the_blanks_are_those_that_python_docx_makes() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "make_word_blanks.py"), "--check"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_a_report_without_a_template_needs_neither_python_docx_nor_openpyxl() -> None:
    """The web page has none of them, and importing them takes longer than making the report."""
    free = (
        "from datetime import date; from pathlib import Path; from clustercheck import assess, read_cluster;"
        "from clustercheck.catalogue import standard_for; from clustercheck.reports import Material, document;"
        f"name = {str(ZHUHAI)!r}; day = date(2026, 11, 21); cluster = read_cluster(name);"
        "found = assess(cluster, standard_for(cluster, as_of=day), as_of=day);"
        "papers = [document('docx', [found], Material({}, paper=paper)).content for paper in ('report', 'brief')];"
        "print([paper[:2] for paper in papers])"
    )
    blocked = "import sys; sys.modules.update(dict.fromkeys(('docx', 'lxml', 'openpyxl'))); " + free
    done = subprocess.run([sys.executable, "-c", blocked], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[b'PK', b'PK']", "")


def test_a_cell_goes_on_where_the_next_has_no_text_of_its_own() -> None:
    paper = Paper(own_blank())
    paper.table(("一", "二", "三"), [("a", None, "b\n c"), ("", "x", None)], (10, 20.0, 30), centred=(2,))
    body = fromstring(f"<w:b xmlns:w={W!r} xmlns:r='r'>{paper.body}</w:b>")
    rows = [
        [
            (cell.find(f".//{{{W}}}gridSpan") is not None, "".join(cell.itertext()))
            for cell in row.iter(f"{{{W}}}tc")
        ]
        for row in body.iter(f"{{{W}}}tr")
    ]
    assert rows == [
        [(False, "一"), (False, "二"), (False, "三")],
        [(True, "a"), (False, "b c")],
        [(False, ""), (True, "x")],
    ]
    assert [cell.get(f"{{{W}}}w") for cell in body.iter(f"{{{W}}}gridCol")] == ["567", "1134", "1701"]
