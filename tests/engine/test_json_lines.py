"""A line of the .jsonl is the object of `-f json` on one line, to the byte."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from at_hand import AS_OF, CASES, STANDARDS, YEARS, each_standard, passing
from drawn import figures_for
from hypothesis import given, settings
from hypothesis import strategies as st

from clustercheck.cases.runner import run_cases
from clustercheck.engine.assessment import READINGS, assess
from clustercheck.model.cluster import Answer, Bounds, Cell, Cluster, Observation, ProfileEntry, Qualifier
from clustercheck.model.findings import Assessment, Unread
from clustercheck.model.problems import Name, Where, error
from clustercheck.model.standard import Standard
from clustercheck.reports.assessment.json import as_object
from clustercheck.reports.assessment.jsonl import piece_jsonl, render_jsonl
from clustercheck.texts.messages import LANGUAGES, use_language

pytestmark = pytest.mark.slow

D = Decimal
# What JSON has to escape, what is no UTF-8, and the marks of two lines in one cell.
TEXTS = ('甲"集群\\', "a\nb", "\udcff", "\u2028", "")
FIGURES = (D(0), D("0.00"), D("1E+3"), D("31.50"), D("1E-9"), D(7) / 3, D("99.999999999999999"), D(100))


def as_json(assessment: Assessment | Unread) -> bytes:
    line = json.dumps(as_object(assessment), ensure_ascii=False) + "\n"
    return line.encode("utf-8", "backslashreplace")


def inexact(draw: st.DrawFn, value: Decimal) -> Bounds:
    upper = draw(st.sampled_from((None, value, value * 2)))
    return Bounds(
        draw(st.sampled_from(list(Qualifier))), value, value, upper, draw(st.booleans()), upper != value
    )


@st.composite
def clusters(draw: st.DrawFn, standard: Standard) -> Cluster:
    """The cluster that meets the standard, with some of its figures, answers and lines others."""
    cluster = passing(standard)
    observations = {id: dict(series) for id, series in cluster.observations.items()}
    for threshold in draw(st.lists(st.sampled_from(list(standard.thresholds())), max_size=4)):
        for id, row in draw(figures_for(threshold)).items():
            unit = threshold.unit
            observations[id] = {
                year: Observation(id, year, value, unit, Cell("指标", f"{id}{year}"))
                for year, value in zip(YEARS, row, strict=True)
            }
    loosely = draw(st.booleans())
    for id in draw(st.lists(st.sampled_from(sorted(observations)), max_size=5)):
        year = draw(st.sampled_from(YEARS))
        seen = observations[id].get(year)
        if seen is None:
            continue
        value, doubt = draw(st.sampled_from(FIGURES)), draw(st.sampled_from((None, None, "C204")))
        changed = seen._replace(value=value, doubt=doubt, text=draw(st.sampled_from(TEXTS)))
        if loosely:
            changed = changed._replace(value=None, bounds=inexact(draw, value))
        observations[id][year] = changed
    answers = {
        id: answer._replace(value=draw(st.sampled_from((True, True, False, None))))
        for id, answer in cluster.answers.items()
        if draw(st.integers(0, 9))
    }
    profile = dict(cluster.profile)
    for item in standard.profile_items():
        stated = draw(st.sampled_from((True, False, None)))
        profile[item] = ProfileEntry(stated, Cell("基本信息", item))
    profile["name"] = ProfileEntry(draw(st.sampled_from(TEXTS)), Cell("", "C1"))
    row = draw(st.sampled_from((None, 7)))
    return cluster._replace(profile=profile, observations=observations, answers=answers, row=row)


@st.composite
def tables(draw: st.DrawFn, standard: Standard) -> Cluster:
    """The same as a foreign table has it: without most lines, with blank cells and doubts, and mostly without an answer."""
    cluster = draw(clusters(standard))
    sheet = draw(st.sampled_from(("", "表1", 'a"b', "甲\\\udcff")))
    observations: dict[str, dict[int, Observation]] = {}
    for id in draw(st.lists(st.sampled_from(sorted(cluster.observations)), unique=True)):
        doubts = draw(st.sampled_from(((None,), (None, "C206"), ("C206",))))
        line = {
            year: seen._replace(
                cell=Cell(sheet, draw(st.sampled_from((f"D{year}", "第3行", '"')))),
                doubt=draw(st.sampled_from(doubts)),
            )
            for year, seen in cluster.observations[id].items()
            if draw(st.integers(0, 5))
        }
        if line:
            observations[id] = line
    profile, answers = draw(st.sampled_from(((cluster.profile, {}), ({}, {}), ({}, cluster.answers))))
    return cluster._replace(observations=observations, profile=profile, answers=answers)


@each_standard
@settings(max_examples=60)
@given(data=st.data())
def test_a_line_is_the_object(standard: Standard, data: st.DataObject) -> None:
    cluster = data.draw(clusters(standard) | tables(standard))
    use_language(data.draw(st.sampled_from(LANGUAGES)))
    for judged_by in (standard, data.draw(st.sampled_from(list(STANDARDS.values())))):
        for reading in READINGS:
            made = assess(cluster, judged_by, as_of=AS_OF, reading=reading)
            assert piece_jsonl(made) == as_json(made)


@each_standard
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cases_of_the_standards(standard: Standard, language: str) -> None:
    use_language(language)
    cases = CASES[standard.label]
    made = [run.assessment for run in run_cases(standard, cases.years, cases.cases)]
    assert render_jsonl(made) == b"".join(map(as_json, made)).decode()


@each_standard
def test_a_standard_that_is_changed_in_place(standard: Standard) -> None:
    """What is kept of a standard belongs to the object, not to its name."""

    def reworded(criterion: Any) -> Any:
        return criterion._replace(wording=criterion.wording + "，另有规定的除外")

    changed = standard._replace(criteria=tuple(map(reworded, standard.criteria)))
    for each in (standard, changed, standard):
        made = assess(passing(standard), each, as_of=AS_OF)
        assert piece_jsonl(made) == as_json(made)


def test_cells_that_differ_by_their_sheet_alone() -> None:
    standard = next(iter(STANDARDS.values()))
    cluster = passing(standard)
    for sheet in ("", "定性条件", '"甲"', ""):
        answers = {id: Answer(True, Cell(sheet, "C5")) for id in cluster.answers}
        made = assess(cluster._replace(answers=answers), standard, as_of=AS_OF)
        assert piece_jsonl(made) == as_json(made)


def test_a_file_that_could_not_be_read() -> None:
    place = Where("a\udcff.xlsx", "指标", "D7")
    unread = Unread("a\udcff.xlsx", [error("C106", place), error("U406", Where())], 3)
    assert piece_jsonl(unread) == as_json(unread)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_in_a_message_and_where(language: str) -> None:
    """Texts that are cut, that JSON escapes, or that are no UTF-8; names, lists of them, and numbers."""
    use_language(language)
    names = [Name("产值", "output"), Name("收入", "revenue")]
    facts: tuple[Any, ...] = (*TEXTS, "长" * 400, 2024, names[0], names, ["甲", "乙" * 400], "{}")
    places = (Where("a.csv", "甲", "D7"), Where("a.csv", "", "D7"), Where("a.csv"), Where("a.csv", line=3))
    places += Where("a.csv", '"', None), Where("a.csv", None, "D7"), Where("a.csv", "甲", "D7", 3, 4)
    problems = [
        error("C123", place, label=fact, indicator=fact, id=fact) for fact in facts for place in places
    ]
    standard = next(iter(STANDARDS.values()))
    made = assess(passing(standard)._replace(problems=tuple(problems)), standard, as_of=AS_OF)
    assert piece_jsonl(made) == as_json(made)


def test_a_message_is_in_the_language_in_use() -> None:
    standard = next(iter(STANDARDS.values()))
    where, indicator = Where("a.csv", None, "D7"), Name("产值", "Output")
    problem = error("C203", where, indicator=indicator, value="9", year=2024, before="1", before_cell="C7")
    cluster = passing(standard)._replace(problems=(problem,))
    lines = set()
    for language in (*LANGUAGES, *LANGUAGES):
        use_language(language)
        made = assess(cluster, standard, as_of=AS_OF)
        assert piece_jsonl(made) == as_json(made)
        lines.add(piece_jsonl(made))
    assert len(lines) == len(LANGUAGES)
