"""What stands beside a verdict wherever it is said: the veto, the route, a text that is no law, old figures, the place."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from forms import AS_OF, MET, form, put, run

from clustercheck.batch.overview import RANKS
from clustercheck.catalogue import find_standard, load
from clustercheck.catalogue.divisions import Region, region_of
from clustercheck.catalogue.places import lies_outside
from clustercheck.model.standard import StandardStatus

Capsys = pytest.CaptureFixture[str]
VETOED = form("zhuhai", no_major_incidents="否")
REPORTS = ("json", "jsonl", "csv", "md", "html", "xlsx", "docx", "xml", "sarif")
# What each of these is, and what must stand beside its verdict wherever that is said.
CASES = {
    "veto": (VETOED, "veto", "一票否决：附件 一"),
    "route": (
        form("zhuhai", recognised_level="国家级", recognised_on="2024-05-01", land_area="120"),
        "recognised_from_above",
        "凭上级认定：第十二条（三）",
    ),
    "draft": (form("sichuan"), "not_in_force", "按已被取代的征求意见稿"),
    "partial": (form("national"), "partial", "标准文本不全"),
    "place": (form("zhuhai", jurisdiction="深圳市"), "place_outside", "所在地不归本标准管辖"),
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _text_of(path: Path) -> str:
    if path.suffix == ".xlsx":
        rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
        return "\n".join(str(value) for row in rows for value in row if value)
    if path.suffix == ".docx":
        return ZipFile(path).read("word/document.xml").decode()
    return path.read_text(encoding="utf-8")


def _rows(path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(Path(path).read_text(encoding="utf-8-sig").splitlines()))


@pytest.mark.parametrize("name", CASES)
def test_every_report_says_it_beside_the_verdict(name: str, here: Path, capsys: Capsys) -> None:
    content, id, words = CASES[name]
    put(here, a=content, other=MET)
    outputs = [argument for suffix in REPORTS for argument in ("-o", f"r.{suffix}")]
    text = run(capsys, "assess", "a.csv", *AS_OF, *outputs).out.splitlines()
    assert words in "\n".join(text[2:5])
    assert words in text[-1]
    found = json.loads(Path("r.json").read_text())
    assert [one["id"] for one in found["remarks"]] == [id]
    assert found["remarks"][0]["text"] == words
    assert json.loads(Path("r.jsonl").read_text())["remarks"] == found["remarks"]
    assert _rows("r.csv")[0]["remarks"].startswith(id)
    for suffix in ("md", "html", "xlsx", "docx"):
        assert words in _text_of(Path(f"r.{suffix}")), suffix
    several = [argument for suffix in ("md", "html", "xlsx", "docx") for argument in ("-o", f"s.{suffix}")]
    assert words.split("：")[0] in run(capsys, "assess", "a.csv", "other.csv", *AS_OF, *several).out
    for suffix in ("md", "html", "xlsx", "docx"):
        assert words in _text_of(Path(f"s.{suffix}")), suffix
    route = "上级认定" if name == "route" else "逐条核对"
    assert route in _text_of(Path("s.xlsx")).splitlines()


@pytest.mark.parametrize("name", CASES)
def test_a_batch_says_it_in_its_overview_and_tables(name: str, here: Path, capsys: Capsys) -> None:
    content, id, words = CASES[name]
    put(here, a=content, b=MET)
    outputs = [
        argument for suffix in ("jsonl", "csv", "md", "html", "xlsx") for argument in ("-o", f"r.{suffix}")
    ]
    text = run(capsys, "batch", "a.csv", "b.csv", *AS_OF, "--jobs", 1, *outputs).out
    assert words in text
    assert "结论附注：" in text
    first, second = _rows("r.csv")
    assert first["remarks"] == words
    assert second["remarks"] == ""
    assert first["route"] == ("recognised_from_above" if name == "route" else "thresholds")
    assert json.loads(Path("r.jsonl").read_text().splitlines()[0])["remarks"][0]["id"] == id
    for suffix in ("md", "html", "xlsx"):
        assert words in _text_of(Path(f"r.{suffix}")), suffix


@pytest.mark.parametrize("rank", RANKS)
def test_the_veto_is_last_in_every_order(rank: str, here: Path, capsys: Capsys) -> None:
    put(here, a=VETOED, b=form("zhuhai", name="乙集群", land_area="120", total_output="-"))
    run(capsys, "batch", "a.csv", "b.csv", *AS_OF, "--jobs", 1, "--rank", rank, "-o", "r.csv")
    places = {row["file"]: int(row["place"]) for row in _rows("r.csv")}
    assert places == {"a.csv": 2, "b.csv": 1}


def test_nothing_is_to_be_cultivated_beside_the_veto(here: Path, capsys: Capsys) -> None:
    put(here, a=VETOED, b=form("zhuhai", brand_awareness="否"))
    assert "培育" in run(capsys, "explain", "b.csv", "brand_awareness", *AS_OF).out
    for command in (("assess", "a.csv"), ("explain", "a.csv", "no_major_incidents")):
        assert "培育任务" not in run(capsys, *command, *AS_OF).out
    found = run(capsys, "explain", "a.csv", "no_major_incidents", *AS_OF, "-f", "json").json
    assert found["criterion"]["cultivation"] is None


def test_what_is_not_law_is_at_best_incomplete_if_law_is_asked_for(here: Path, capsys: Capsys) -> None:
    put(here, draft=form("sichuan"), missed=form("sichuan", brand_awareness="否"), law=MET)
    for file, verdict in (("draft", "incomplete"), ("missed", "missed"), ("law", "met")):
        assert (
            run(capsys, "assess", f"{file}.csv", *AS_OF, "--in-force", "-f", "json").json["verdict"]
            == verdict
        )
    assert run(capsys, "assess", "draft.csv", *AS_OF).code == 0
    assert run(capsys, "assess", "draft.csv", *AS_OF, "--in-force").code == 3
    run(capsys, "batch", "draft.csv", "law.csv", *AS_OF, "--in-force", "--jobs", 1, "-o", "r.csv")
    rows = _rows("r.csv")
    assert [row["verdict"] for row in rows] == ["incomplete", "met"]


@pytest.mark.parametrize(("id", "year"), [("hainan", 2023), ("guangdong", 2023), ("national", 2022)])
def test_a_text_of_an_unknown_day_is_not_in_force_before_its_year(id: str, year: int) -> None:
    standard = find_standard(id, as_of=date(year, 6, 1))
    assert standard.status_on(date(year - 1, 12, 31)) is StandardStatus.NOT_YET_IN_FORCE
    assert standard.status_on(date(year, 1, 1)) is StandardStatus.IN_FORCE


def test_its_year_is_said_with_the_verdict(here: Path, capsys: Capsys) -> None:
    put(here, a=form("hainan"))
    found = run(capsys, "assess", "a.csv", "--as-of", "2022-06-30", "-f", "json").json
    assert found["standard"]["status"] == "not_yet_in_force"
    assert "2023" in next(one["text"] for one in found["remarks"] if one["id"] == "not_in_force")
    assert any(one["code"] == "A324" and "2023" in one["message"] for one in found["problems"])


def test_figures_that_are_not_the_latest_are_said_with_the_verdict(here: Path, capsys: Capsys) -> None:
    put(here, a=MET)
    text = run(capsys, "assess", "a.csv", "--as-of", "2026-06-30").out.splitlines()
    assert "达标（数据只到2024年，未到2025年）" in "\n".join(text[2:5])


def test_whoever_names_the_standard_means_it(here: Path, capsys: Capsys) -> None:
    put(here, a=form("zhuhai", jurisdiction="深圳市"))
    assert run(capsys, "assess", "a.csv", "--city", "zhuhai", *AS_OF, "-f", "json").json["remarks"] == []
    assert "A346" in run(capsys, "check", "a.csv", *AS_OF).out


@pytest.mark.parametrize(
    ("standard", "place", "outside"),
    [
        ("zhuhai", "深圳", True),
        ("zhuhai", "深圳市南山区", True),
        ("zhuhai", "杭州市", True),
        ("zhuhai", "清远市", True),
        ("zhuhai", "清城区", True),
        ("zhuhai", "浙江省", True),
        ("zhuhai", "文昌市", True),
        ("zhuhai", "广东省珠海市香洲区", False),
        ("zhuhai", "香洲区", False),
        ("zhuhai", "横琴", False),
        ("zhuhai", "广东省", False),
        ("zhuhai", "唐家湾镇", False),
        ("hainan", "成都高新区", True),
        ("hainan", "北京市海淀区", True),
        ("hainan", "海南州", True),
        ("hainan", "文昌市", False),
        ("hainan", "三亚", False),
        ("sichuan", "长沙", True),
        ("sichuan", "中山区", False),
        ("sichuan", "成都高新区", False),
        ("sichuan", "凉山州", False),
        ("guangdong", "珠海市", False),
        ("guangdong", "中国广西南宁", True),
        ("national", "杭州市", False),
    ],
)
def test_a_place_outside_is_known(standard: str, place: str, outside: bool) -> None:
    held = find_standard(standard, as_of=date(2025, 6, 30))
    assert lies_outside(place, held, load) is outside


def test_the_region_is_that_which_a_name_begins_with() -> None:
    assert region_of("吉林市") == Region("吉林省", "吉林市")
    assert region_of("吉林省长春市") == Region("吉林省", "长春市")
    assert region_of("重庆市万州区") == Region("重庆市", "重庆市")
    assert region_of("朝阳区") is None
