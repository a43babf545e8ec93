"""Every report, in both languages, of standards with the shapes of rule that no shipped one has."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import jsonschema
import pytest
import yaml
from forms import run
from own_standards import own_standard, own_text

from clustercheck.catalogue.standard_shape import json_schema
from clustercheck.form import FormValues, render_form
from clustercheck.reports.schemas import SCHEMAS

YEARS = (2022, 2023, 2024, 2025)
FORMATS = ["text", "json", "jsonl", "csv", "md", "html", "junit", "sarif"]


class Shape(NamedTuple):
    """A standard's criteria, a filled form, and words that every report of it must have, in both languages."""

    criteria: str
    figures: dict[str, dict[int, int]]
    answers: dict[str, bool | None]
    zh: str
    en: str
    csv: str
    head: str = ""
    profile: Mapping[str, str | bool] = MappingProxyType({})


def by_year(*figures: int) -> dict[int, int]:
    return dict(zip(YEARS[-len(figures) :], figures, strict=True))


SHAPES = {
    "either": Shape(
        """
        - id: total_output
          every_year: ">= 40 亿元"
          either: [output, revenue]
          wording: 近三年产值或营业收入在40亿元以上
        """,
        {"total_output": by_year(39, 39, 39), "operating_revenue": by_year(41, 41, 41)},
        {},
        "营业收入",
        "operating revenue",
        "chosen revenue",
    ),
    "several": Shape(
        """
        - id: base
          name: {zh: 产业基础, en: Industrial base}
          at_least: 2
          any_of:
            - {id: brand, attest: {zh: 有区域品牌, en: A regional brand}}
            - {id: market, attest: {zh: 有专业市场, en: A market}}
            - id: newest_output
              subject: total_output
              name: {zh: 上年产值, en: Output of the last year}
              latest: ">= 50 亿元"
              wording: 上年产值50亿元以上
        """,
        {"total_output": by_year(41, 41, 41)},
        {"brand": True, "market": False},
        "产业基础",
        "Industrial base",
        ",missed",
    ),
    "spans": Shape(
        """
        - {id: iiot_adoption, rise: ">= 0.5 个百分点", readings: [each_rise, mean_rise], wording: 年度提升不低于0.5个百分点}
        - {id: total_output, every_year: ">= 40 亿元", years: 2, wording: 近两年产值均在40亿元以上}
        - {id: mean_output, subject: total_output, name: {zh: 近两年平均产值, en: Mean output}, average: ">= 40 亿元",
           years: 2, wording: 平均40亿元以上}
        - {id: newest, subject: sme_rd_growth, name: {zh: 上年研发增长, en: R&D of the last year}, growth: "> 5 %",
           years: 1, wording: 上年增长高于5%}
        """,
        {
            "iiot_adoption_rate": by_year(10, 10, 11),
            "total_output": by_year(50, 39, 42),
            "sme_rd_spending": by_year(300, 310, 320),
        },
        {},
        "工业互联网平台应用普及率",
        "Adoption of industrial internet platforms",
        ",missed",
    ),
    "stages": Shape(
        """
        - {id: targets, stage: review, attest: {zh: 完成规划目标, en: Targets of the plan reached}}
        - {id: reserve, stage: application, attest: {zh: 有储备项目, en: Projects in reserve}}
        """,
        {"total_output": by_year(41, 42, 43)},
        {"under_review": True, "targets": False, "reserve": None},
        "完成规划目标",
        "Targets of the plan reached",
        ",missed",
    ),
    "points": Shape(
        """
        - {id: total_output, every_year: ">= 40 亿元", wording: 均在40亿元以上}
        """,
        {"total_output": by_year(41, 42, 43)},
        {},
        "另计分 20-80/100",
        "20-80 of 100 points",
        "points 第七条",
        """scoring:
  full: 100
  clause: 第七条
  items:
    - {id: size, of: total_output, most: 40, steps: [{value: ">= 60 亿元", points: 40}, {value: ">= 40 亿元", points: 20}]}
    - {id: service, name: {zh: 治理服务, en: Services}, most: 60}
  bands: [{from: 80, name: {zh: 优, en: excellent}}]
""",
    ),
    "kinds": Shape(
        """
        - id: total_output
          by_kind:
            - {id: special, when: special_area, every_year: ">= 20 亿元", wording: 特殊类型地区均在20亿元以上}
            - {id: other, when: not special_area, every_year: ">= 40 亿元", wording: 其他地区均在40亿元以上}
        - {id: park, attest: {zh: 有园区, en: A park}, when: not special_area}
        """,
        {"total_output": by_year(19, 21, 22)},
        {"special_area": True, "park": None},
        "近三年产值",
        "Output in the last three years",
        ",missed",
        "conditions: [{id: special_area, clause: 第二条, text: {zh: 特殊类型地区, en: A special area}}]\n",
    ),
}


@pytest.fixture(params=SHAPES)
def shape(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shape:
    monkeypatch.chdir(tmp_path)
    one = SHAPES[request.param]
    # Of its own name, for what a path holds is kept.
    folder = tmp_path / request.param / "own"
    folder.mkdir(parents=True)
    monkeypatch.setenv("CLUSTERCHECK_STANDARDS", str(folder.parent))
    (folder / "2024.yaml").write_text(own_text(one.criteria, one.head), encoding="utf-8")
    values = FormValues(
        {"name": "甲集群", **one.profile},
        one.figures,
        {id: (value, "凭证") for id, value in {"no_major_incidents": True, **one.answers}.items()},
    )
    form = render_form(own_standard(one.criteria, one.head), YEARS, values)
    (tmp_path / "x.xlsx").write_bytes(form)
    return one


_OPTIONS = ("--as-of", "2026-06-30")


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_format_says_it(
    shape: Shape, format: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made = run(capsys, "assess", "x.xlsx", *_OPTIONS, "-f", format, "--lang", language)
    assert made.code in (0, 1, 3), made.err
    if format == "csv":
        assert shape.csv in made.out
    elif format not in ("json", "jsonl", "sarif") and not (format == "junit" and "scoring" in shape.head):
        assert (shape.zh if language == "zh" else shape.en).lower() in made.out.lower()
    if format in ("json", "jsonl"):
        found = json.loads(made.out)
        jsonschema.validate(found, SCHEMAS["assessment"])


def test_a_line_is_what_json_says(shape: Shape, capsys: pytest.CaptureFixture[str]) -> None:
    whole, line = (
        json.loads(run(capsys, "assess", "x.xlsx", *_OPTIONS, "-f", f).out) for f in ("json", "jsonl")
    )
    assert whole == line


@pytest.mark.parametrize("name", ["y.docx", "y.xlsx", "y.html"])
def test_documents_are_written(shape: Shape, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    made = run(capsys, "assess", "x.xlsx", *_OPTIONS, "-o", name)
    assert made.code in (0, 1, 3), made.err
    assert Path(name).stat().st_size > 1000


@pytest.mark.parametrize("format", ["text", "json"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_criterion_is_explained(
    shape: Shape, format: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for criterion in own_standard(shape.criteria, shape.head).each_criterion():
        made = run(capsys, "explain", "x.xlsx", criterion.id, *_OPTIONS, "-f", format, "--lang", language)
        assert made.code == 0, made.err
        assert criterion.clause in made.out


def test_the_standard_is_shown_and_fits_its_schema(shape: Shape, capsys: pytest.CaptureFixture[str]) -> None:
    made = run(capsys, "standards", "show", "own")
    assert made.code == 0, made.err
    content = yaml.load(own_text(shape.criteria, shape.head), Loader=yaml.BaseLoader)
    jsonschema.validate(_typed(content), json_schema())


def _typed(value: object) -> object:
    """What the schema says of flags and whole numbers, which YAML's base loader leaves as texts."""
    if isinstance(value, dict):
        return {
            key: int(one)
            if key in ("at_least", "years", "full", "most", "points", "from") and isinstance(one, str)
            else _typed(one)
            for key, one in value.items()
        }
    if isinstance(value, list):
        return [_typed(one) for one in value]
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value
