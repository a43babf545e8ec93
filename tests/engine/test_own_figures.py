"""Figures that a standard's own file declares: asked for, read by every name, judged, and held against their whole."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from own_standards import faults_of, own_standard, own_text
from workbooks import excel

from clustercheck.catalogue.build import parse_standard
from clustercheck.catalogue.compiled import SUFFIX, compiled, read_compiled
from clustercheck.cli import main

FIGURES = """\
figures:
  - id: own_platforms
    name: {zh: 公共服务平台数量, en: Public service platforms}
    aliases: [服务平台数]
    unit: 个
    kind: things
  - id: own_leading_firms
    name: {zh: 龙头企业数, en: Leading firms}
    unit: 家
    kind: firms
    part_of: [enterprises]
  - id: own_tax
    name: {zh: 税收总额, en: Tax}
    unit: 万元
    kind: amount
  - {id: own_rd_intensity, name: {zh: 研发投入强度, en: R&D intensity}, unit: "%", kind: rate}
"""
CRITERIA = """\
- {id: own_platforms, latest: ">= 2 个", wording: 公共服务平台2个以上}
- {id: own_leading_firms, latest: ">= 1 家", wording: 龙头企业1家以上}
- {id: own_tax, growth: ">= 5 %", wording: 税收年均增长5%以上}
- {id: own_rd_intensity, every_year: ">= 3 %", wording: 研发投入强度3%以上}
"""
ROWS = [
    ["集群名称", "甲集群", None, None, None],
    ["所在地", "甲市", None, None, None],
    [None, None, None, None, None],
    ["指标", "单位", "2023年", "2024年", "2025年"],
    ["服务平台数", "个", 1, 1, 2],
    ["龙头企业数", "家", 1, 1, 1],
    ["税收总额", "亿元", 1, 1.1, 1.2],
    ["研发投入强度", "%", 3, 3.1, 3.2],
    ["企业总数", "家", 90, 95, 99],
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "standards" / "own").mkdir(parents=True)
    (tmp_path / "standards" / "own" / "2024.yaml").write_text(own_text(CRITERIA, FIGURES), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    with pytest.raises(SystemExit):
        main([*arguments, "--standards", "standards", "--as-of", "2026-01-31", "--lang", "zh"])
    return capsys.readouterr().out


def statuses(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, str]:
    found = json.loads(run(capsys, "assess", *arguments, "-f", "json"))
    clusters = found.get("clusters", [found])
    return {one["id"]: one["status"] for one in clusters[0]["criteria"]}


MET = dict.fromkeys(("own_platforms", "own_leading_firms", "own_tax", "own_rd_intensity"), "met")


def test_a_workbook_that_asks_for_the_standard_is_read_by_its_figures(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "x.xlsx").write_bytes(excel({"数据": ROWS}))
    for city in ([], ["--city", "own"]):
        found = statuses(capsys, "x.xlsx", *city)
        assert {id: status for id, status in found.items() if id in MET} == MET


DOWN = """集群名称,甲集群
所在地,甲市
,
序号,指标名称,2023,2024,2025
1,公共服务平台数量（个）,1,1,2
2,龙头企业数（家）,1,1,1
3,集群税收总额（亿元）,1,1.1,1.2
4,研发投入占比（%）,3,3.1,3.2
"""
ACROSS = """集群名称,所在地,年份,公共服务平台数量（个）,龙头企业数（家）,税收总额（亿元）,研发投入占比
甲集群,甲市,2023,1,1,1,3%
甲集群,甲市,2024,1,1,1.1,3.1%
甲集群,甲市,2025,2,1,1.2,3.2%
"""
LISTED = """集群名称,所在地,2025年公共服务平台数量（个）,2025年龙头企业数（家）
甲集群,甲市,2,1
乙集群,甲市,1,0
"""


@pytest.mark.parametrize("text", [DOWN, ACROSS])
def test_they_are_known_in_every_shape_of_table(
    text: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "standards" / "own" / "2024.yaml"
    written = path.read_text(encoding="utf-8")
    path.write_text(written.replace("zh: 研发投入强度", "zh: 研发投入占比"), encoding="utf-8")
    (folder / "x.csv").write_text(text, encoding="utf-8")
    found = statuses(capsys, "x.csv")
    assert {id: status for id, status in found.items() if id in MET} == MET


def test_a_list_of_clusters_is_read_by_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "x.csv").write_text(LISTED, encoding="utf-8")
    lines = run(capsys, "batch", "x.csv", "-f", "jsonl").splitlines()
    verdicts = [json.loads(line)["verdict"] for line in lines if '"verdict"' in line]
    assert verdicts == ["incomplete", "missed"]


def test_a_part_of_another_figure_is_not_taken(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "x.csv").write_text(DOWN.replace("2,龙头", "2,其中：龙头"), encoding="utf-8")
    assert statuses(capsys, "x.csv")["own_leading_firms"] == "unknown"
    assert '"C145"' in run(capsys, "check", "x.csv", "-f", "json")


def test_a_figure_just_below_is_missed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [*ROWS[:4], ["服务平台数", "个", 1, 1, 1], *ROWS[5:7], ["研发投入强度", "%", 3, 2.9, 3.2]]
    (folder / "x.xlsx").write_bytes(excel({"数据": rows}))
    found = statuses(capsys, "x.xlsx")
    assert (found["own_platforms"], found["own_rd_intensity"]) == ("missed", "missed")


def test_the_form_asks_for_them_and_is_read_by_their_codes(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "template", "--city", "own", "-o", "form.xlsx")
    book = openpyxl.load_workbook(folder / "form.xlsx")
    sheet = book["指标"]
    values = {row[4]: row[5:] for row in [["", "", "", "", *line] for line in ROWS]}
    by_name = {"公共服务平台数量": "服务平台数"}
    asked = 0
    for row in sheet.iter_rows():
        if str(row[-1].value).startswith("own_"):
            asked += 1
            label = by_name.get(row[0].value, row[0].value)
            times = 10000 if label == "税收总额" else 1
            for cell, value in zip(row[3:6], values[label][1:], strict=True):
                cell.value = value * times
    assert asked == 4
    book.save(folder / "form.xlsx")
    found = statuses(capsys, "form.xlsx")
    assert {id: status for id, status in found.items() if id in MET} == MET


def test_a_part_over_its_whole_is_not_judged(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [*ROWS[:5], ["龙头企业数", "家", 1, 1, 9], *ROWS[6:8], ["企业总数", "家", 2, 2, 2]]
    (folder / "x.xlsx").write_bytes(excel({"数据": rows}))
    assert '"C201"' in run(capsys, "check", "x.xlsx", "-f", "json")
    assert statuses(capsys, "x.xlsx")["own_leading_firms"] == "unknown"


def test_another_standard_knows_nothing_of_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "x.xlsx").write_bytes(excel({"数据": ROWS}))
    run(capsys, "assess", "x.xlsx")  # by then they are declared
    found = run(capsys, "check", "x.xlsx", "--city", "zhuhai", "-f", "json")
    assert "公共服务平台数量" not in found
    assert "own_" not in found


def test_compiled_it_is_the_same(tmp_path: Path) -> None:
    text = own_text(CRITERIA, FIGURES)
    standard = parse_standard(text, str(tmp_path / "2024.yaml"), "own", "2024")
    (tmp_path / "2024.yaml").write_text(text, encoding="utf-8")
    written = compiled(standard, (tmp_path / "2024.yaml").read_bytes())
    (tmp_path / f"2024{SUFFIX}").write_text(written, encoding="utf-8")
    assert read_compiled(tmp_path / "2024.yaml") == standard


FIGURE = "figures:\n  - {{id: {id}, name: {{zh: {name}, en: A}}, unit: {unit}, kind: {kind}}}\n"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"id": "platforms"}, ("S160", "platforms")),
        ({"id": "own_平台"}, ("S160", "own_平台")),
        ({"unit": "亿元"}, ("S108", "亿元")),
        ({"kind": "counts"}, ("S108", "counts")),
        ({"name": "集群产值"}, ("S161", "{zh: 集群产值")),
    ],
)
def test_faults_stand_at_their_place(changes: dict[str, str], fault: tuple[str, str]) -> None:
    fields = {"id": "own_platforms", "name": "平台数", "unit": "个", "kind": "things", **changes}
    code, place = fault
    found = faults_of("", FIGURE.format(**fields))
    assert any(one == code and where.startswith(place) for one, where in found)


def test_a_whole_that_nobody_knows_is_a_fault() -> None:
    figures = FIGURES.replace("part_of: [enterprises]", "part_of: [enterprise]")
    assert ("S118", "enterprise]") in faults_of(CRITERIA, figures)


def test_editions_declare_a_figure_alike(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = own_text(CRITERIA, FIGURES.replace("unit: 万元", "unit: 亿元"))
    other = other.replace('edition: "2024"', 'edition: "2020"').replace(
        "effective: 2024-01-01", "effective: 2020-01-01\nexpires: 2023-12-31"
    )
    (folder / "standards" / "own" / "2020.yaml").write_text(other, encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["standards", "show", "own", "--standards", "standards"])
    assert "S162" in capsys.readouterr().err


def test_the_standard_names_its_figures() -> None:
    standard = own_standard(CRITERIA, FIGURES)
    assert [figure.id for figure in standard.figures] == list(MET)
    assert set(standard.indicators()) == set(MET)
    assert standard.checked == date(2026, 1, 1)
