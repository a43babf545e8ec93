"""`check -f github`: workflow commands, by which a run's log and summary show each problem at its file.

A log is read by others than the applicant: cells and rules are named, what the cells hold is not.
"""

from __future__ import annotations

from clustercheck.model.problems import Problem
from clustercheck.reports.check.check import Check, Checked, place_of
from clustercheck.texts.messages import harmless, message, said
from clustercheck.texts.rules import rule_of


def render(check: Check) -> str:
    """One command a problem."""
    return "".join(_command(one, problem, check.figures_in_logs) for one, problem in check.each())


def _command(checked: Checked, problem: Problem, figures: bool) -> str:
    _sheet, row, column = place_of(problem.where)
    title = " ".join(
        part for part in (problem.code, problem.where.within_file, said(rule_of(problem.code).title)) if part
    )
    properties = {"file": checked.file, "line": row, "col": column, "title": title}
    written = ",".join(
        f"{key}={_property(str(value))}" for key, value in properties.items() if value is not None
    )
    return f"::{problem.severity.value} {written}::{_data(message(problem, figures=figures))}\n"


def _data(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return harmless(escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
