"""Notices: what an applicant has to mend, on a page without verdict or rank, and the ledger of them."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from forms import AS_OF, MET, form, run

from clustercheck.batch.details import Details, Fault, Owed
from clustercheck.batch.results import Row
from clustercheck.model.findings import Verdict
from clustercheck.reports.notices.ledger import Sent, render_ledger
from clustercheck.reports.notices.notice import Terms, notice_of
from clustercheck.reports.notices.word import render_notice
from clustercheck.texts.messages import use_language

Capsys = pytest.CaptureFixture[str]
TERMS = Terms(date(2026, 11, 21), date(2026, 12, 5), "王老师 0756")
FAULTS = (
    Fault("C201", "error", "指标!D5", "部分大于总体"),
    *(Fault("C203", "warning", f"指标!D{row}", f"大起大落{row}") for row in range(6, 11)),
    Fault("A349", "warning", "基本信息!B8", "所在区县未填"),
    Fault("A330", "warning", "定性条件!E5", "没有佐证"),
    Fault("A321", "warning", "", "这是征求意见稿"),
    Fault("C267", "error", "", "程序出错"),
)
DETAILS = Details(
    "珠海市",
    "香洲区",
    "耗材",
    "运营公司",
    "met",
    (),
    (),
    FAULTS,
    (Owed("占地面积", "请填 F6"),),
    (Owed("政策", "E5"),),
)
ROW = Row("a/甲.xlsx", None, "=甲集群", "zhuhai@2024", Verdict.MISSED, 7, details=DETAILS)


def text_of(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_each_problem_is_in_the_list_it_belongs_to() -> None:
    use_language("zh")
    notice = notice_of(ROW)
    assert [(line.cells, line.what) for line in notice.correct] == [("指标!D5", "部分大于总体 (C201)")]
    assert "单位" in notice.correct[0].how
    assert notice.fill_in == (Owed("占地面积", "请填 F6"), Owed("所在区县未填", "基本信息!B8"))
    assert [line.cells for line in notice.explain] == ["指标!D6–D10"]
    assert "同类 5 处" in notice.explain[0].what
    assert notice.evidence == (Owed("政策", "E5"),)
    assert notice_of(Row("b.xlsx", cluster="乙", verdict=Verdict.MISSED)).is_empty


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_tells_what_to_mend_and_neither_verdict_nor_rank(language: str) -> None:
    use_language(language)
    text = text_of(render_notice(notice_of(ROW), TERMS))
    for wanted in (
        "=甲集群",
        "运营公司",
        "指标!D5",
        "部分大于总体",
        "D6–D10",
        "占地面积",
        "政策",
        "王老师 0756",
    ):
        assert wanted in text
    assert ("2026年12月5日" if language == "zh" else "2026-12-05") in text
    for unwanted in ("未达标", "missed", "名次", "place", "A330", "征求意见稿", "程序出错"):
        assert unwanted not in text
    assert render_notice(notice_of(ROW), TERMS) == render_notice(notice_of(ROW), TERMS)


def test_what_was_not_said_is_left_to_be_written_by_hand() -> None:
    use_language("zh")
    text = text_of(render_notice(notice_of(ROW), Terms(date(2026, 11, 21))))
    assert "＿＿＿" in text
    assert "请于" in text


def test_the_ledger_has_every_applicant_and_room_for_the_answer() -> None:
    use_language("zh")
    stream = io.BytesIO()
    unread = Row(
        "坏.xlsx", code="C101", problem="读不了", details=Details(faults=(Fault("C267", "error", "", "x"),))
    )
    render_ledger([Sent(ROW, "甲.docx"), Sent(unread, "")], TERMS, stream)
    sheet = openpyxl.load_workbook(stream)["补正台账"]
    head, first, second = sheet.iter_rows(values_only=True)
    found = dict(zip(head, first, strict=True))
    assert [found[key] for key in ("须改正", "须补填", "请说明", "缺佐证材料")] == [1, 2, 1, 1]
    assert (found["补正通知"], found["答复期限"], found["补正报回日期"]) == ("甲.docx", "2026-12-05", None)
    assert second[head.index("补正通知")] == "读不了"
    assert not {"名次", "结论"} & set(head)
    assert sheet["B2"].data_type == "s"


@pytest.mark.slow
def test_batch_writes_a_page_for_whoever_has_something_to_mend(
    tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_bytes(form("zhuhai", name="甲/集群", land_area=""))
    (tmp_path / "b.csv").write_bytes(form("zhuhai", name="甲/集群", land_area=""))
    (tmp_path / "c.xlsx").write_bytes(b"PK\x03\x04 and no more")
    (tmp_path / "d.csv").write_bytes(MET)
    options = ("--notices", "out/notices", "--contact", "Ms Wang", "--reply-by", "2027-01-05", "--lang", "en")
    files = ("a.csv", "b.csv", "c.xlsx", "d.csv")
    for jobs in (1, 2):
        ended = run(capsys, "batch", *files, "--jobs", jobs, *options, *AS_OF)
        folder = tmp_path / "out" / "notices"
        names = sorted(path.name for path in folder.iterdir())
        assert {"甲_集群.docx", "甲_集群 (2).docx", "c.docx", "Ledger.xlsx"} <= set(names)
        assert "out/notices/Ledger.xlsx" in ended.err.replace("\\", "/")
    sheet = openpyxl.load_workbook(folder / "Ledger.xlsx").active
    assert sheet.max_row == 5
    assert "Ms Wang" in text_of((folder / "c.docx").read_bytes())


@pytest.mark.slow
def test_nothing_of_others_is_written_over(
    tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_bytes(form("zhuhai", name="甲", land_area=""))
    (tmp_path / "甲.docx").write_bytes(b"mine")
    ended = run(capsys, "batch", "a.csv", "--notices", ".", *AS_OF)
    assert ended.code == 2
    assert "U470" in ended.err
    assert (tmp_path / "甲.docx").read_bytes() == b"mine"
    assert not list(tmp_path.glob("*.xlsx"))
    ended = run(capsys, "batch", "a.csv", "--notices", "甲.docx", *AS_OF)
    assert (ended.code, "U407" in ended.err) == (2, True)
    ended = run(capsys, "batch", "a.csv", "--notices", "n", "--reply-by", "soon", *AS_OF)
    assert (ended.code, "U405" in ended.err, (tmp_path / "n").exists()) == (2, True, False)
