"""`compare`: standards, workbooks and clusters side by side."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from forms import AS_OF, form, put, run

from clustercheck.reports.schemas import SCHEMAS


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    rows = {"sme_output": [21, 22, 26, 29], "dominant_output": [22, 23, 27, 30]}
    put(
        tmp_path,
        old=form("zhuhai", total_output=[29, 31, 36, 40], **rows),
        new=form("zhuhai", total_output=[29, 32.5, 36, 40], **rows),
        other=form("zhuhai", name="乙集群"),
        city=form("guangzhou"),
    )


def test_by_default_the_ladder_of_city_province_and_nation(capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "compare", "old.csv", *AS_OF, "-f", "json")
    jsonschema.validate(done.json, SCHEMAS["comparison"])
    ids = [one["standard"]["id"] for one in done.json["summary"]]
    assert ids == ["zhuhai", "guangdong", "national"]
    assert done.code == 1
    assert done.json["summary"][0]["missed"] == ["total_output"]
    assert [one["nearest"] for one in done.json["summary"]].count(True) == 1
    alone = run(capsys, "assess", "old.csv", *AS_OF, "-f", "json").json
    assert done.json["assessments"][0] == alone


def test_what_a_form_has_no_line_for_is_not_asked_rather_than_open(
    capsys: pytest.CaptureFixture[str],
) -> None:
    done = run(capsys, "compare", "city.csv", *AS_OF, "--with", "guangzhou,zhuhai", "-f", "json")
    zhuhai = done.json["summary"][1]
    assert "industrial_software_trend" in zhuhai["not_asked"]
    assert not set(zhuhai["open"]) & set(zhuhai["not_asked"])
    text = run(capsys, "compare", "city.csv", *AS_OF, "--with", "guangzhou,zhuhai", "--lang", "en").out
    assert "not asked by this form" in text


def test_a_restated_year_and_what_turned(capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "compare", "old.csv", "new.csv", *AS_OF, "-f", "json")
    jsonschema.validate(done.json, SCHEMAS["comparison"])
    assert done.json["changes"]["restated"] == [
        {"indicator": "total_output", "year": 2022, "before": "31", "after": "32.5", "percent": "4.84"}
    ]
    turned = {one["criterion"]: one["after"] for one in done.json["changes"]["statuses"]}
    assert turned["total_output"] == "met"
    for language in ("zh", "en"):
        text = run(capsys, "compare", "old.csv", "new.csv", *AS_OF, "--lang", language).out
        assert "4.84" in text


def test_clusters_of_other_names_stand_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "compare", "new.csv", "other.csv", *AS_OF, "-f", "json")
    assert "changes" not in done.json
    assert [one["file"] for one in done.json["summary"]] == ["new.csv", "other.csv"]


def test_files_in_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    names = [f"c.{kind}" for kind in ("json", "md", "docx", "xlsx")]
    run(capsys, "compare", "old.csv", *AS_OF, *[part for name in names for part in ("-o", name)])
    assert all(Path(name).stat().st_size for name in names)
    assert json.loads(Path("c.json").read_text("utf-8"))["schema"] == "clustercheck/comparison/1"
    assert run(capsys, "compare", "old.csv", "--with", "nowhere").code == 2


def test_what_depends_on_the_reading_is_said_in_every_table(capsys: pytest.CaptureFixture[str]) -> None:
    """The share is met by the newest year and missed by the first; the growth is missed by its first reading."""
    rows = {"total_output": [50, 52, 53, 54], "sme_output": [40, 41, 42, 43]}
    put(Path(), unsure=form("zhuhai", **rows), sure=form("zhuhai"))
    for files in (("unsure.csv",), ("unsure.csv", "sure.csv")):
        text = run(capsys, "compare", *files, *AS_OF, "-f", "md", "--lang", "zh").out
        assert "未达标（因读法而异）" in text
    text = run(capsys, "compare", "unsure.csv", *AS_OF, "--with", "zhuhai", "-f", "md", "--lang", "zh").out
    assert "达标（因读法而异） 高于 70%" in text
    assert "百分点；因读法而异）" in text
