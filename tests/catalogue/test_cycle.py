"""The years after recognition: terms by notice, several reports a year, and a term whose report is not known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from own_standards import faults_of, own_standard

from clustercheck.catalogue import load
from clustercheck.catalogue.compiled import compiled, read_compiled

_REPORT = "{clause: 第十三条, due: 03-30, text: {zh: 每年3月30日前, en: By 30 March}}"
_VALIDITY = "validity: {years: 2, clause: 第十二条}"


def test_terms_and_reports_are_kept(tmp_path: Path) -> None:
    head = f"""\
cycle:
  {_VALIDITY}
  terms: [{{round: 2023年, clause: 名单, from: 2023-08-01, until: 2025-08-31}}]
  annual_report: {_REPORT}
  more_reports: [{{clause: 第十四条, due: undated, text: {{zh: 半年报, en: Half-yearly}}}}]
"""
    standard = own_standard("", head)
    cycle = standard.cycle
    assert cycle is not None
    assert [(term.round, term.first, term.last) for term in cycle.terms] == [
        ("2023年", date(2023, 8, 1), date(2025, 8, 31))
    ]
    assert [(report.clause, report.due, report.text.zh) for report in cycle.more_reports] == [
        ("第十四条", None, "半年报")
    ]
    path = tmp_path / "2024.yaml"
    path.write_bytes(b"x")
    path.with_suffix(".json").write_text(compiled(standard, b"x"), encoding="utf-8")
    assert read_compiled(path) == standard._replace(file=str(path))


def test_a_term_may_be_known_where_the_report_is_not() -> None:
    cycle = own_standard("", f"cycle:\n  {_VALIDITY}\n").cycle
    assert cycle is not None
    assert (cycle.validity_years, cycle.report_clause, cycle.more_reports) == (2, "", ())


def test_the_national_notice_of_2022_runs_from_2023_to_2025() -> None:
    cycle = load(id="national")["national"][0].cycle
    assert cycle is not None
    assert (cycle.terms[0].first, cycle.terms[0].last) == (date(2023, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("line", "code", "text"),
    [
        ("terms: [{round: 甲, clause: 乙, from: 2023-08-01, until: 2023-08-01}]", "S119", "2023-08-01}"),
        ("terms: [{round: 甲, clause: 乙, from: 2023-08-01}]", "S105", "{round"),
        (f"more_reports: [{_REPORT}]", "S105", "[{clause"),
    ],
)
def test_a_fault_is_found_where_it_stands(line: str, code: str, text: str) -> None:
    found = faults_of("", f"cycle:\n  {_VALIDITY}\n  {line}\n")
    assert [one for one, _ in found] == [code]
    assert found[0][1].startswith(text)
