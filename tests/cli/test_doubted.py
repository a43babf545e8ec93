"""What nobody believes or the file itself disproves is asked about and not judged, in every command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from forms import AS_OF, form, put, run

pytestmark = pytest.mark.slow


def criteria(capsys: pytest.CaptureFixture[str], command: str = "assess") -> dict[str, str]:
    """The status of each criterion of `a.csv`."""
    asked = "json" if command == "assess" else "jsonl"
    found: Any = json.loads(run(capsys, command, "a.csv", "-f", asked, "--city", "zhuhai", *AS_OF).out)
    return {one["id"]: one["status"] for one in found["criteria"]}


ADOPTION: dict[str, object] = {
    "iiot_adoption_rate": ["-", "-", "-", 17.5],
    "iiot_enterprises": ["-", "-", "-", 28],
    "enterprises": ["-", "-", "-", 160],
    "sme_enterprises": ["-"],
}


@pytest.mark.parametrize("command", ["assess", "batch"])
@pytest.mark.parametrize(
    ("changed", "open_now", "code"),
    [
        ({"total_output": [33, 36, 40, 0]}, ["total_output", "sme_output_share", "output_growth"], "C250"),
        ({"total_output": [33, 36, 0, 45]}, ["total_output"], "C250"),
        ({"sme_rd_spending": [4000, 5000, 6000, 0]}, ["sme_rd_growth"], "C250"),
        ({"invention_patents": [40, 50, 60, 0]}, ["patent_growth", "patents_per_10k"], "C250"),
        ({"industrial_software_rate": [40, 50, 60, 0]}, ["industrial_software_trend"], "C250"),
        ({"co2_intensity": [0.3, 0.2, 0.1, 0]}, ["co2_intensity_trend"], "C250"),
        ({"land_area": 0}, ["land_area"], "C251"),
        ({"co2_emissions": [0, 0, 0, 0], "co2_intensity": ["-"]}, ["co2_intensity_trend"], "C251"),
        ({**ADOPTION, "iiot_adoption_rate": ["-", "-", "-", 0.175]}, ["iiot_adoption"], "C256"),
        ({**ADOPTION, "iiot_adoption_rate": ["-", "-", "-", 0]}, ["iiot_adoption"], "C255"),
        ({"industrial_software_rate": [0.48, 52, 57, 61]}, ["industrial_software_trend"], "C253"),
        ({"industrial_software_rate": [48, 52, 57, 0.61]}, ["industrial_software_trend"], "C253"),
        ({"sme_output": [0.25, 0.28, 0.31, 0.34]}, ["sme_output_share"], "C231"),
        ({"dominant_output": [0.0025, 0.0028, 0.0031, 0.0034]}, ["dominant_output_share"], "C232"),
        ({"sme_rd_spending": [4000, 5000, 6000, 72]}, ["sme_rd_growth"], "C230"),
    ],
)
def test_what_depends_on_a_doubted_figure_is_unknown(
    command: str,
    changed: dict[str, object],
    open_now: list[str],
    code: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, a=form("zhuhai", **changed))
    found = criteria(capsys, command)
    # From the base year a trend is another reading; the three years stand.
    if changed.get("industrial_software_rate") == [0.48, 52, 57, 61]:
        open_now = []
    assert {id: found[id] for id in open_now} == dict.fromkeys(open_now, "unknown")
    assert "missed" not in found.values()
    checked = run(capsys, "check", "a.csv", "-f", "json", *AS_OF)
    assert code in {problem["code"] for problem in json.loads(checked.out)["files"][0]["problems"]}


@pytest.mark.parametrize(
    ("changed", "statuses"),
    [
        # Few firms can end, a beginning can be nothing, and what never was is no slip.
        ({"little_giants": [1, 2, 2, 0]}, {}),
        ({"chain_leaders": [0, 0, 0, 0]}, {}),
        ({"iiot_enterprises": [0, 0, 5, 28]}, {}),
        ({"invention_patents": [0, 50, 60, 80]}, {}),
        (ADOPTION, {"iiot_adoption": "met"}),
        ({**ADOPTION, "iiot_adoption_rate": ["-", "-", "-", 12]}, {"iiot_adoption": "missed"}),
        ({"industrial_software_rate": [0.48, 0.52, 0.57, 0.61]}, {"industrial_software_trend": "met"}),
    ],
)
def test_what_may_be_so_is_judged(
    changed: dict[str, object],
    statuses: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, a=form("zhuhai", **changed))
    found = criteria(capsys)
    assert {id: found[id] for id in statuses} == statuses
    checked = run(capsys, "check", "a.csv", "-f", "json", *AS_OF)
    codes = {problem["code"] for problem in json.loads(checked.out)["files"][0]["problems"]}
    assert not codes & {"C250", "C251", "C256", "C253", "C255"}


def test_a_doubted_rate_is_not_said_to_be_judged_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, a=form("zhuhai", **{**ADOPTION, "iiot_adoption_rate": ["-", "-", "-", 0.175]}))
    ended = run(capsys, "check", "a.csv", "--lang", "en", *AS_OF)
    assert "0.175 % in 2024" not in ended.out
    assert "100 times off" in ended.out
    assert "is taken as 0.175" not in ended.out
