"""JUnit and SARIF of an assessment: every criterion, the right outcome, and no figure of the workbook."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from office import SAMPLES, ZHUHAI, assessed

from clustercheck.model.findings import Status, Unread
from clustercheck.model.problems import Where, error
from clustercheck.model.quantities import plain
from clustercheck.reports.assessment.junit import render_junit
from clustercheck.reports.assessment.sarif import render_sarif
from clustercheck.texts.messages import use_language

UNREAD = Unread("缺.xlsx", [error("C101", Where("缺.xlsx"))])
OUTCOMES = {
    Status.MISSED: "failure",
    Status.UNKNOWN: "skipped",
    Status.DISCRETIONARY: "skipped",
    Status.NOT_APPLICABLE: "skipped",
    Status.MET: "system-out",
    Status.WAIVED: "system-out",
}


def suites(text: str) -> list[Element]:
    return list(fromstring(text.encode()))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_criterion_is_a_test_with_its_outcome(path: Path) -> None:
    assessment = assessed(path)
    (suite,) = suites(render_junit([assessment]))
    cases = suite.findall("testcase")
    assert [case.get("name", "").split()[0] for case in cases] == [
        f.criterion.id for f in assessment.findings
    ]
    assert [case[0].tag for case in cases] == [OUTCOMES[f.status] for f in assessment.findings]
    counts = assessment.counts
    assert int(suite.get("failures", "")) == counts[Status.MISSED]
    assert int(suite.get("tests", "")) == len(assessment.findings)
    skipped = counts[Status.UNKNOWN] + counts[Status.DISCRETIONARY] + counts[Status.NOT_APPLICABLE]
    assert int(suite.get("skipped", "")) == skipped


def test_a_file_that_could_not_be_read_is_an_error() -> None:
    found = fromstring(render_junit([assessed(ZHUHAI), UNREAD]).encode())
    assert (found.get("errors"), found[1].get("errors")) == ("1", "1")
    assert found[1][0][0].tag == "error"


def log(*results: Any) -> Any:
    return json.loads(render_sarif(results))["runs"][0]


def test_what_is_missed_or_open_is_a_result_at_its_cells() -> None:
    assessment = assessed(ZHUHAI)
    run = log(assessment, UNREAD)
    *found, unread = run["results"]
    rules = run["tool"]["driver"]["rules"]
    wanted = [
        f for f in assessment.findings if f.status in (Status.MISSED, Status.UNKNOWN, Status.DISCRETIONARY)
    ]
    assert sorted(r["ruleId"] for r in found) == sorted(f"zhuhai@2024/{f.criterion.id}" for f in wanted)
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in found)
    output = next(r for r in found if r["ruleId"].endswith("/total_output"))
    places = [*output["locations"], *output["relatedLocations"]]
    names = [place["logicalLocations"][0]["fullyQualifiedName"] for place in places]
    assert names == ["指标!D7", "指标!E7", "指标!F7"]
    assert output["level"] == "error"
    assert unread["ruleId"] == "C101"
    assert run["invocations"] == [{"executionSuccessful": False}]


def test_a_fingerprint_is_the_same_in_either_language() -> None:
    chinese = [result["partialFingerprints"] for result in log(assessed(ZHUHAI))["results"]]
    use_language("en")
    assert [result["partialFingerprints"] for result in log(assessed(ZHUHAI))["results"]] == chinese
    assert len({str(each) for each in chinese}) == len(chinese)


@pytest.mark.parametrize("render", [render_junit, render_sarif])
def test_no_figure_of_the_workbook_is_in_a_log(render: Any) -> None:
    assessment = assessed(ZHUHAI)
    series = assessment.cluster.observations.values()
    values = [plain(seen.value) for by_year in series for seen in by_year.values() if seen.value is not None]
    figures = {value for value in values if len(value) > 3}
    text = render([assessment])
    assert len(figures) > 20
    assert [figure for figure in figures if re.search(rf"(?<![\w.]){re.escape(figure)}(?![\w.])", text)] == []
