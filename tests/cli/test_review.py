"""`review`: three years after the plan, its targets beside the results, and the thresholds once more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from forms import AS_OF, Run, form, put, run

from clustercheck.reports.schemas import SCHEMAS

LATER = ("--as-of", "2028-06-30", "--recognised-on", "2025-07-01")


@pytest.fixture(autouse=True)
def plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> dict[str, Any]:
    """A plan made in 2025, and the results of 2025 to 2027 just as planned."""
    monkeypatch.chdir(tmp_path)
    put(tmp_path, now=form("zhuhai"))
    made = run(capsys, "plan", "now.csv", *AS_OF, "-f", "json", "-o", "plan.xlsx", "-o", "plan.json").json
    results(made)
    return dict(made)


def results(made: dict[str, Any], **changed: object) -> None:
    rows: dict[str, list[object]] = {}
    for one in made["three_years"]:
        rows.setdefault(one["indicator"], ["-"]).append(one["value"])
    for answers in (changed,):
        rows.update({id: value for id, value in answers.items() if isinstance(value, list)})
    text = form(
        "zhuhai", **rows, **{id: value for id, value in changed.items() if not isinstance(value, list)}
    ).decode()
    for year in (2024, 2023, 2022, 2021):
        text = text.replace(f"{year}年,", f"{year + 3}年,").replace(f"{year}年\r\n", f"{year + 3}年\r\n")
    Path("then.csv").write_text(text, "utf-8")


def reviewed(capsys: pytest.CaptureFixture[str], *more: str, plan: str = "plan.xlsx") -> Run:
    done = run(capsys, "review", "then.csv", "--plan", plan, *LATER, "-f", "json", *more)
    jsonschema.validate(done.json, SCHEMAS["review"])
    return done


@pytest.mark.parametrize("file", ["plan.xlsx", "plan.json"])
def test_what_came_as_planned_passes_both(capsys: pytest.CaptureFixture[str], file: str) -> None:
    done = reviewed(capsys, plan=file)
    found = done.json
    assert (done.code, found["verdict"], found["thresholds"], found["targets_verdict"]) == (
        0,
        "met",
        "met",
        "met",
    )
    assert {one["year"] for one in found["targets"]} == {2025, 2026, 2027}
    assert found["term"] == {"from": "2025-07-01", "until": "2028-06-30", "assumed": True}
    assert [one["id"] for one in found["rules"]] == ["review", "plan_targets"]
    assert found["problems"] == []


def test_a_target_that_was_not_reached(capsys: pytest.CaptureFixture[str], plan: dict[str, Any]) -> None:
    output = [one["value"] for one in plan["three_years"] if one["indicator"] == "total_output"]
    results(plan, total_output=["-", *output[:2], str(float(output[2]) - 0.5)])
    done = reviewed(capsys)
    missed = [one for one in done.json["targets"] if one["status"] == "missed"]
    assert [(one["indicator"], one["year"], one["lacking"]) for one in missed] == [
        ("total_output", 2027, "0.5")
    ]
    assert (done.code, done.json["targets_verdict"]) == (1, "missed")


def planned_in(text: str) -> None:
    rows = ("指标,单位,2025年,2026年,2027年", "中小企业产值,亿元,1,1,1", text)
    Path("own.csv").write_text("\n".join(rows), "utf-8")


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("集群总产值,亿元,,,2000以上", (2027, "2000", "missed")),
        ("集群总产值,亿元,,,超过2000", (2027, None, "unknown")),
        ("集群总产值,亿元,,约2,", (2026, None, "unknown")),
        ("二氧化碳排放强度,吨/万元,,,9以下", (2027, "9", "met")),
    ],
)
def test_no_target_is_lost(
    capsys: pytest.CaptureFixture[str], row: str, wanted: tuple[int, str | None, str]
) -> None:
    planned_in(row)
    done = reviewed(capsys, plan="own.csv").json
    found = [one for one in done["targets"] if one["indicator"] != "sme_output"]
    assert [(one["year"], one["target"], one["status"]) for one in found] == [wanted]
    assert done["targets_verdict"] == {"unknown": "incomplete"}.get(wanted[2], wanted[2])
    if wanted[1] is None:
        assert (
            row.strip(",").rsplit(",", 1)[1]
            in run(capsys, "review", "then.csv", "--plan", "own.csv", *LATER).out
        )


@pytest.mark.parametrize("words", ["待定", "待 定", "未公布 "])
def test_what_the_reader_takes_for_undecided_is_a_target(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    planned_in(f"集群总产值,亿元,1,{words},1")
    done = reviewed(capsys, plan="own.csv").json
    assert [one["code"] for one in done["problems"] if one["severity"] == "error"] == ["U555"]
    assert done["targets_verdict"] == "incomplete"


def test_an_undecided_target_is_open_and_said(capsys: pytest.CaptureFixture[str]) -> None:
    planned_in("集群总产值,亿元,1,待定,不适用")
    done = reviewed(capsys, plan="own.csv").json
    found = [(one["year"], one["target"], one["status"]) for one in done["targets"] if one["target"] != "1"]
    assert found == [(2026, None, "unknown")]
    found = [one for one in done["problems"] if one["severity"] == "error"]
    assert [(one["code"], one["cell"]) for one in found] == [("U555", "D3")]
    assert done["targets_verdict"] == "incomplete"
    shown = run(capsys, "review", "then.csv", "--plan", "own.csv", *LATER).out
    assert "U555" in shown
    assert "“待定”" in shown
    # A year that is not over is not asked about.
    early = run(
        capsys, "review", "then.csv", "--plan", "own.csv", "--as-of", "2026-06-30", "--recognised-on", "2025-07-01",
        "-f", "json",
    )  # fmt: skip
    assert "U555" not in early.out


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("规划专利数,件,10,20,30", ("U554", "A3")),
        ("规划面积,亩,10,20,30", ("C123", "A3")),
    ],
)
def test_a_line_of_the_plan_that_is_not_known_is_said(
    capsys: pytest.CaptureFixture[str], row: str, said: tuple[str, str]
) -> None:
    planned_in(row)
    done = reviewed(capsys, plan="own.csv").json
    found = [one for one in done["problems"] if one["severity"] == "error"]
    assert [(one["code"], one["cell"]) for one in found] == [said]
    assert done["targets_verdict"] == "incomplete"
    assert row.partition(",")[0] in run(capsys, "review", "then.csv", "--plan", "own.csv", *LATER).out


def test_a_plan_that_calls_itself_one_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        "三年发展规划目标表",
        "指标,单位,2025年实际,2025年目标,2026年目标,2027年目标",
        "集群总产值,亿元,2000,1,2,3",
    ]
    Path("own.csv").write_text("\n".join(rows), "utf-8")
    done = reviewed(capsys, plan="own.csv").json
    assert [(one["year"], one["target"], one["status"]) for one in done["targets"]] == [
        (2025, "1", "met"),
        (2026, "2", "met"),
        (2027, "3", "met"),
    ]
    assert (done["targets_verdict"], done["problems"]) == ("met", [])


def test_the_plan_of_another_cluster_decides_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    planned_in("集群总产值,亿元,,,2000")
    table = Path("own.csv").read_text("utf-8")
    Path("own.csv").write_text("集群名称：别的集群\n" + table, "utf-8")
    done = reviewed(capsys, plan="own.csv").json
    assert (done["targets_verdict"], done["problems"][0]["code"]) == ("incomplete", "U553")
    assert "别的集群" in run(capsys, "review", "then.csv", "--plan", "own.csv", *LATER).out


def test_what_plan_wrote_bears_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    text = Path("then.csv").read_text("utf-8")
    name = reviewed(capsys).json["cluster"]["name"]
    Path("then.csv").write_text(text.replace(name, "别的集群"), "utf-8")
    for plan in ("plan.xlsx", "plan.json"):
        assert [one["code"] for one in reviewed(capsys, plan=plan).json["problems"]] == ["U553"]


def test_a_plan_of_several_clusters_is_taken_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    name = reviewed(capsys).json["cluster"]["name"]
    head = "集群名称,集群总产值2026年（亿元）,集群总产值2027年（亿元）"
    Path("all.csv").write_text(f"{head}\n别的集群,2000,2000\n{name},1,2\n", "utf-8")
    done = reviewed(capsys, plan="all.csv").json
    assert [one["target"] for one in done["targets"]] == ["1", "2"]
    Path("all.csv").write_text(f"{head}\n别的集群,2000,2000\n另一集群,1,2\n", "utf-8")
    refused = run(capsys, "review", "then.csv", "--plan", "all.csv", *LATER)
    assert (refused.code, "U552" in refused.err) == (2, True)


def test_less_is_better_for_emissions(capsys: pytest.CaptureFixture[str], plan: dict[str, Any]) -> None:
    planned = [float(one["value"]) for one in plan["three_years"] if one["indicator"] == "co2_intensity"]
    results(plan, co2_intensity=["-", *(str(value * 0.9) for value in planned)])
    statuses = {one["indicator"]: one["status"] for one in reviewed(capsys).json["targets"]}
    assert statuses["co2_intensity"] == "met"
    results(plan, co2_intensity=["-", *(str(value * 1.1) for value in planned)])
    statuses = {one["indicator"]: one["status"] for one in reviewed(capsys).json["targets"]}
    assert statuses["co2_intensity"] == "missed"


def test_grounds_for_revocation_are_answered_like_conditions(
    capsys: pytest.CaptureFixture[str], plan: dict[str, Any]
) -> None:
    grounds = {one["id"]: one["status"] for one in reviewed(capsys).json["grounds"]}
    assert grounds["incidents"] == "met"
    assert grounds["no_report"] == "unknown"
    text = Path("then.csv").read_text("utf-8")
    Path("then.csv").write_text(
        text + "ground_no_report,年报按时报送,否,\nground_false_declaration,没有虚假申报,是,承诺书\n", "utf-8"
    )
    done = reviewed(capsys)
    grounds = {one["id"]: one["status"] for one in done.json["grounds"]}
    assert (grounds["no_report"], grounds["false_declaration"]) == ("missed", "met")
    assert done.json["verdict"] == "missed"


def test_the_term_as_stated_and_the_reports(capsys: pytest.CaptureFixture[str]) -> None:
    done = run(
        capsys, "review", "then.csv", "--plan", "plan.xlsx", "--as-of", "2028-06-30", "--term", "2025-01-01..2027-12-31",
        "--reported", "2026,2027", "-f", "json",
    )  # fmt: skip
    assert done.json["term"] == {"from": "2025-01-01", "until": "2027-12-31", "assumed": False}
    assert [(one["year"], one["status"]) for one in done.json["reports"]] == [(2026, "done"), (2027, "done")]
    assert run(capsys, "review", "then.csv", "--plan", "plan.xlsx", "--term", "2025").code == 2
    assert run(capsys, "review", "then.csv", "--plan", "nothing.xlsx").code == 2


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report(capsys: pytest.CaptureFixture[str], language: str) -> None:
    done = run(
        capsys,
        "review",
        "then.csv",
        "--plan",
        "plan.xlsx",
        *LATER,
        "--lang",
        language,
        "-o",
        "r.docx",
        "-o",
        "r.xlsx",
        "-o",
        "r.md",
        "-o",
        "r.html",
    )
    assert done.code == 0
    assert "第十三条" in done.out
    assert "2028-06-30" in done.out
    assert all(Path(f"r.{kind}").stat().st_size for kind in ("docx", "xlsx", "md", "html"))
