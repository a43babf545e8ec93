"""The vocabulary's file is whole, and an indicator that is added to it alone is asked for, read and judged."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

import clustercheck
from clustercheck.checks.usual_bounds import PROPORTIONS
from clustercheck.model import vocabulary
from clustercheck.model.indicators import INDICATORS, PROFILE, indicators_of
from clustercheck.model.subjects import SUBJECTS
from clustercheck.model.vocabulary import SOURCE, VOCABULARY
from clustercheck.model.words import name_key

ADDED = """
[indicators.shared_workshops]
name = { zh = "共享车间数量", en = "Shared workshops" }
aliases = ["共享工厂数量"]
near_misses = ["共享设备"]
unit = "家"
dimension = "firms"
part_of = ["enterprises"]
usual = { to = 1000 }
possible = { to = 100_000 }

[subjects.shared_workshops]
name = { zh = "共享车间", en = "Shared workshops" }
kind = "figure"
unit = "家"
bases.figure = ["shared_workshops"]
"""
STANDARD = """\
id: own
edition: "2024"
name: {zh: 甲市标准, en: Standard of A}
jurisdiction: {zh: 甲市, en: A}
level: city
authority: {zh: 甲市工信局, en: Bureau of A}
document: {zh: 甲市办法, en: Measures of A}
coverage: partial
status: in_force
effective: 2024-01-01
checked: 2026-01-01
source: 虚构
unknown: [{id: rest, clause: 附件, text: {zh: 其余, en: The rest}}]
sections:
  - id: all
    name: {zh: 条件, en: Conditions}
    clause: 第一条
    criteria:
      - id: shared_workshops
        latest: ">= 3 家"
        wording: 共享车间3家以上
"""


def test_what_an_entry_names_is_there() -> None:
    for indicator in INDICATORS.values():
        named = [*indicator.part_of, *indicator.stands_under, indicator.stands_in_for, indicator.national]
        named += [id for way in indicator.derived for id in (way.numerator, way.denominator)]
        assert set(named) - {""} <= set(INDICATORS)
        assert indicator.whose in ("", "smes", "dominant_industry")
    assert {id for each in PROPORTIONS for id in (each.top, each.bottom)} <= set(INDICATORS)
    bases = [basis for subject in SUBJECTS.values() for basis in subject.bases.values()]
    assert {id for basis in bases for id in (basis.part, basis.whole) if id} <= set(INDICATORS)
    for order in VOCABULARY["order"].values():
        assert set(order) <= set(INDICATORS)


def test_no_name_is_of_two_things() -> None:
    of: dict[str, set[str]] = {}
    for one in (*INDICATORS.values(), *PROFILE.values()):
        for name in (one.name.zh, one.name.en, *one.aliases):
            of.setdefault(name_key(name), set()).add(one.id)
    assert [name for name, ids in of.items() if len(ids) > 1] == []
    near = {name_key(name) for one in INDICATORS.values() for name in one.near_misses}
    assert not near & set(of)


def test_a_key_that_nobody_reads_is_a_fault() -> None:
    entry = {"name": {"zh": "甲", "en": "A"}, "unit": "家", "dimension": "firms"}
    assert indicators_of({"a": entry})["a"].is_count
    with pytest.raises(TypeError):
        indicators_of({"a": {**entry, "alias": ["乙"]}})
    with pytest.raises(LookupError):
        indicators_of({"a": {**entry, "unit": "亿元"}})


def test_what_was_compiled_is_the_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = Path(SOURCE).read_bytes()
    path = tmp_path / "vocabulary.json"
    monkeypatch.setattr(vocabulary, "COMPILED", str(path))
    of_source = vocabulary.read()
    path.write_text(vocabulary.compiled(source), encoding="utf-8")
    assert vocabulary.read() == of_source == VOCABULARY
    for other in (vocabulary.compiled(source + b"\n").replace("total_output", "x"), "", "{", "\udcff"):
        path.write_bytes(other.encode(errors="surrogateescape"))
        assert vocabulary.read() == of_source


def test_adding_an_indicator_touches_the_vocabulary_alone(tmp_path: Path) -> None:
    package = Path(clustercheck.__file__).parent
    shutil.copytree(package, tmp_path / "clustercheck", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "clustercheck" / "model" / "vocabulary.toml").open("a", encoding="utf-8") as stream:
        stream.write(ADDED)
    (tmp_path / "own" / "own").mkdir(parents=True)
    (tmp_path / "own" / "own" / "2024.yaml").write_text(STANDARD, encoding="utf-8")

    def run(*arguments: str) -> str:
        options = ["--standards", "own", "--as-of", "2026-11-21"]
        done = subprocess.run(
            [sys.executable, "-m", "clustercheck", *arguments, *options], cwd=tmp_path, capture_output=True,
            encoding="utf-8", env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"}, check=False,
        )  # fmt: skip
        return done.stdout + done.stderr

    run("template", "--city", "own", "-o", "form.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "form.xlsx")["指标"]
    assert "shared_workshops" in [cell.value for row in sheet for cell in row]
    for number, verdict in (("2", "missed"), ("3", "met")):
        (tmp_path / "x.csv").write_text(f"指标,单位,2025年\n集群内共享工厂,家,{number}\n", encoding="utf-8")
        assert f'"status": "{verdict}"' in run("assess", "x.csv", "--city", "own", "-f", "json")
    for rows, code in (
        ("企业总数,家,9\n共享车间数,家,12", "C201"),
        ("共享车间数,家,20000", "C233"),
        ("共享设备,家,1\n企业总数,家,9", "C123"),
    ):
        (tmp_path / "x.csv").write_text(f"指标,单位,2025年\n{rows}\n", encoding="utf-8")
        assert f'"{code}"' in run("check", "x.csv", "--city", "own", "-f", "json")
