"""The Python side of the page, without a browser."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from datetime import date

import pytest
from forms import MET, MISSED, form

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


def test_several_files_come_as_one_archive(desk: Desk) -> None:
    for number, content in enumerate((MET, MISSED, b"nothing")):
        desk.take(str(number), f"{number}.csv", content)
    desk.drop("9")
    made = desk.written("zip", ["0", "1", "2"])
    assert made == desk.written("zip", ["0", "1", "2"])
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist() == [
            "clustercheck.html",
            "甲集群.html",
            "甲集群.md",
            "甲集群 (2).html",
            "甲集群 (2).md",
        ]


def test_getting_ready_leaves_nothing_behind(desk: Desk) -> None:
    desk.warm_up()
    desk.rehearse()
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
