"""The Python side of the page, without a browser."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from forms import MET, MISSED, form, run

from clustercheck import assess, find_standard, read_cluster, render
from clustercheck.catalogue import Shelf
from clustercheck.use_cases.check import checked_files
from clustercheck.use_cases.page import Desk, standards_of
from clustercheck.use_cases.run import Run

DAY = "2025-06-30"


@pytest.fixture
def desk() -> Desk:
    made = Desk()
    made.choose("zh", DAY)
    return made


def test_a_file_comes_to_what_the_library_says(desk: Desk) -> None:
    said = json.loads(desk.take("1", "data.csv", memoryview(MISSED)))
    (cluster,) = said["clusters"]
    assert (cluster["verdict"], cluster["word"], cluster["name"]) == ("missed", "未达标", "甲集群")
    found = assess(
        read_cluster("data.csv", content=MISSED),
        find_standard("zhuhai", as_of=date.fromisoformat(DAY)),
        as_of=date.fromisoformat(DAY),
    )
    assert desk.report(["1"]) == render(found, "html")
    assert desk.written("json", ["1"]).decode() == render(found, "json")
    assert desk.written("csv", ["1"])[:3] == b"\xef\xbb\xbf"
    assert desk.written("brief", ["1"]).startswith(b"<!doctype html>")


@pytest.mark.parametrize("city", [None, "zhuhai"])
@pytest.mark.parametrize(
    "content",
    [
        form("zhuhai", sme_output=["1", "约2", "-", "4"], smes="三百"),
        form("zhuhai", jurisdiction="四川省成都市"),
        b"nothing",
    ],
)
def test_its_problems_are_those_of_check(desk: Desk, content: bytes, city: str | None) -> None:
    desk.choose("zh", DAY, city)
    said = json.loads(desk.take("1", "data.csv", content))
    run = Run(date.fromisoformat(DAY), Shelf(), city)
    (checked,) = checked_files(run, [("data.csv", content)])
    assert [(one["code"], one["place"]) for one in said["problems"]] == [
        (problem.code, problem.where.within_file or "") for problem in checked.problems
    ]


def test_a_file_that_was_given_up_says_why(desk: Desk) -> None:
    said = json.loads(desk.give_up("1", "slow.xlsx", "30"))
    assert said["clusters"][0]["verdict"] == "error"
    assert said["problems"][0]["code"] == "C266"
    assert "slow.xlsx" in desk.report(["1"]).decode()
    said = json.loads(desk.give_up("1", "odd.xlsx", "30", "RecursionError: too deep"))
    assert said["problems"][0]["code"] == "C267"
    assert "RecursionError" in said["problems"][0]["message"]


def test_another_figure_gives_another_verdict_and_nothing_is_kept(desk: Desk) -> None:
    desk.take("1", "data.csv", MET)
    before = desk.report(["1"])
    table = json.loads(desk.figures("1", 0))
    area = next(row for row in table["rows"] if row["id"] == "land_area")
    assert (area["name"], table["years"][-1]) == ("占地面积", 2024)
    found = json.loads(desk.what_if("1", 0, {"land_area.2024": "500"}))
    assert (found["before"]["verdict"], found["after"]["verdict"]) == ("met", "missed")
    (change,) = found["changes"]
    assert (change["name"], change["before"], change["after"], change["tips"]) == (
        "占地面积",
        "达标",
        "未达标",
        True,
    )
    assert any("占地面积" in name for gap in found["gaps"] for name, _text in gap["items"])
    assert desk.report(["1"]) == before
    assert json.loads(desk.what_if("1", 0, {"land_area.2024": "约5"}))["value"].endswith("=约5")


CHOICES = {"rank": "thresholds", "quota": "1", "reply_by": "2025-07-31", "contact": "经信局 123"}


def test_several_files_come_to_what_batch_writes(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The archive and each table, file by file and byte by byte; among them a file handed in twice and one unread."""
    monkeypatch.chdir(tmp_path)
    contents = {
        "a.csv": MET,
        "b.csv": MISSED,
        "c.csv": MISSED,
        "d.csv": form("zhuhai", sme_output=["1", "约2", "-", "4"], name="乙集群"),
        "e.csv": b"nothing",
    }
    for name, content in contents.items():
        Path(name).write_bytes(content)
        desk.take(name, name, content)
    keys = list(contents)
    desk.drop("9")
    outputs = ["-o", "报告/", "-o", "总览.xlsx", "-o", "all.html", "-o", "all.csv", "--notices", "补正通知"]
    options = ["--rank", "thresholds", "--quota", "1", "--reply-by", "2025-07-31", "--contact", "经信局 123"]
    run(capsys, "batch", *keys, "--as-of", DAY, *options, *outputs)
    made = desk.written("zip", keys, CHOICES)
    assert made == desk.written("zip", keys, CHOICES)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = archive.namelist()
        assert sorted(names) == sorted(
            path.as_posix()
            for path in [Path("总览.xlsx"), *Path("报告").iterdir(), *Path("补正通知").iterdir()]
        )
        assert len(names) == 1 + 5 + 3
        for name in names:
            assert archive.read(name) == Path(name).read_bytes(), name
    assert "推荐汇总" in openpyxl.load_workbook("总览.xlsx").sheetnames
    for format in ("html", "csv"):
        assert desk.written(format, keys, CHOICES) == Path(f"all.{format}").read_bytes()
    # What is shown has no seal behind it.
    shown = desk.report(keys, CHOICES)
    assert Path("all.html").read_bytes().startswith(shown.rstrip())
    assert "A361" in shown.decode()
    assert b"A361" not in desk.report(["a.csv"], CHOICES)


def test_without_choices_no_line_is_drawn(desk: Desk) -> None:
    for key in ("a", "b"):
        desk.take(key, f"{key}.csv", MET)
    blank = {"rank": "", "quota": "", "reply_by": "", "contact": ""}
    assert desk.report(["a", "b"], blank) == desk.report(["a", "b"])
    assert "推荐汇总" not in openpyxl.load_workbook(io.BytesIO(desk.written("xlsx", ["a", "b"]))).sheetnames


def test_getting_ready_leaves_nothing_behind(desk: Desk) -> None:
    desk.warm_up()
    assert desk.rehearse(0)
    parts = 1
    while desk.rehearse(parts):
        parts += 1
    assert parts > 1
    said = json.loads(desk.take("1", "data.csv", MISSED))
    assert said["clusters"][0]["verdict"] == "missed"
    other = Desk()
    other.choose("zh", DAY)
    other.take("1", "data.csv", MISSED)
    assert desk.written("json", ["1"]) == other.written("json", ["1"])


def test_the_blank_form_is_that_of_the_day(desk: Desk) -> None:
    blank = read_cluster("form.xlsx", content=desk.form("zhuhai"))
    assert sorted(blank.observations["total_output"]) == [2021, 2022, 2023, 2024]


def test_the_standards_to_choose_from_are_all() -> None:
    found = standards_of(Shelf())
    assert {one["id"] for one in found} == set(Shelf().standards())
    assert [one["level"] for one in found] == sorted(
        (one["level"] for one in found), key=["city", "province", "nation"].index
    )


def test_neither_yaml_nor_the_command_line_is_imported() -> None:
    """In the page there is none of them; the standards are compiled there, so nothing may need them to be imported."""
    program = "import sys, clustercheck.use_cases.page as page; page.Desk(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not {"yaml", "typer", "rich", "docx", "lxml"} & {
        name.partition(".")[0] for name in done.stdout.split()
    }
