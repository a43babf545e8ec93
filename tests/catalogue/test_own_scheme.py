"""Three neighbouring schemes, written down from what public pages show of them: none touched any Python."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from forms import run

FOLDER = Path(__file__).with_name("own_scheme")
IDS = sorted(path.name for path in FOLDER.iterdir())
Capsys = pytest.CaptureFixture[str]


@pytest.mark.parametrize("id", IDS)
def test_its_cases_hold_and_cover_it(id: str, capsys: Capsys) -> None:
    ended = run(capsys, "standards", "test", FOLDER / id, "--lang", "en")
    assert (ended.code, ended.err) == (0, "")
    assert ", 0 faults" in ended.out


@pytest.mark.parametrize("id", IDS)
def test_its_form_is_read_back(id: str, tmp_path: Path, capsys: Capsys) -> None:
    form = tmp_path / "form.xlsx"
    made = run(capsys, "template", "--city", id, "-o", form, "--standards", FOLDER, "--as-of", "2026-11-28")
    assert made.code == 0, made.err
    ended = run(capsys, "assess", form, "-f", "json", "--standards", FOLDER, "--as-of", "2026-11-28")
    found = json.loads(ended.out)
    assert (found["verdict"], found["standard"]["id"]) == ("incomplete", id)


def test_a_review_asks_what_the_page_says(capsys: Capsys) -> None:
    shown = run(capsys, "standards", "show", "youshi", "-f", "json", "--standards", FOLDER)
    asked = {one["id"]: one["when"] for one in json.loads(shown.out)["sections"][0]["criteria"]}
    assert asked == {
        **dict.fromkeys(("youshi_leading_firms", "sme_enterprises", "operating_revenue")),
        **dict.fromkeys(("youshi_share_of_park", "youshi_rd_intensity")),
        "projects": "not under_review",
    }
