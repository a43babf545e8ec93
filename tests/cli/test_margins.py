"""`assess --margins`: the value at which a status tips is one, and the step before it is none."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
from forms import AS_OF, form, put, run

from clustercheck.reports.schemas import SCHEMAS


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, good=form("zhuhai"))


def test_each_tip_is_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    made = run(capsys, "assess", "good.csv", *AS_OF, "--margins", "-f", "json").json
    jsonschema.validate(made, SCHEMAS["assessment"])
    assert [abs(float(one["percent"])) for one in made["margins"]] == sorted(
        abs(float(one["percent"])) for one in made["margins"]
    )
    lines = (tmp_path / "good.csv").read_text("utf-8").splitlines()
    for tip in made["margins"][:6]:
        # The same figure typed into the form has the status that was foretold.
        changed = [
            ",".join([*line.split(",")[:-1], tip["tips_at"]])
            if line.startswith(tip["indicator"] + ",")
            else line
            for line in lines
        ]
        Path("moved.csv").write_text("\n".join(changed), "utf-8")
        moved = run(capsys, "assess", "moved.csv", *AS_OF, "-f", "json").json
        found = {one["id"]: one["status"] for one in moved["criteria"]}
        found |= {b["id"]: b["status"] for one in moved["criteria"] for b in one.get("branches", [])}
        assert found[tip["criterion"]] in (tip["then"], "unknown"), tip
        assert tip["status"] != tip["then"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_in_words_with_a_chart(capsys: pytest.CaptureFixture[str], language: str) -> None:
    done = run(capsys, "assess", "good.csv", *AS_OF, "--margins", "--lang", language)
    assert "#|" in done.out or "|#" in done.out
    assert ("余量" if language == "zh" else "may move") in done.out
    assert "|" in run(capsys, "assess", "good.csv", *AS_OF, "--margins", "-f", "md", "--lang", language).out
    assert run(capsys, "assess", "good.csv", *AS_OF, "--margins", "-f", "csv").code == 2
