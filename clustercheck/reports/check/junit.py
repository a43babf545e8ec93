"""`check -f junit`: a test suite a file and a test a problem, in the form that Jenkins' xunit plugin accepts.

What ends the run with 1 is a failure, a file that could not be read an error; a warning that does not is a test that
passes and says so.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from clustercheck.model.problems import Problem
from clustercheck.reports.check.check import Check, Checked
from clustercheck.texts.messages import harmless, message, said
from clustercheck.texts.rules import rule_of


def render(check: Check) -> str:
    """The document, with its declaration."""
    suites = [_suite(one, check) for one in check.files]
    root = Element("testsuites", {"name": "clustercheck check"} | _totals(suites))
    root.extend(suites)
    indent(root, " ")
    body = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _totals(suites: list[Element]) -> dict[str, str]:
    return {
        key: str(sum(int(suite.get(key, "0")) for suite in suites)) for key in ("tests", "failures", "errors")
    }


def _suite(checked: Checked, check: Check) -> Element:
    problems = checked.problems
    failures = 0 if checked.unread else sum(check.fails(problem) for problem in problems)
    suite = Element(
        "testsuite",
        name=harmless(checked.file),
        tests=str(len(problems) or 1),
        failures=str(failures),
        errors=str(len(problems) if checked.unread else 0),
        skipped="0",
    )
    for problem in problems:
        _case(suite, checked, problem, check)
    if not problems:
        SubElement(suite, "testcase", name="check", classname=harmless(checked.file))
    return suite


def _case(suite: Element, checked: Checked, problem: Problem, check: Check) -> None:
    place = problem.where.within_file
    name = " ".join(part for part in (problem.code, place, said(rule_of(problem.code).title)) if part)
    case = SubElement(suite, "testcase", name=harmless(name), classname=harmless(checked.file))
    text = harmless(message(problem))
    if checked.unread:
        outcome = SubElement(case, "error", type=problem.code, message=text)
    elif check.fails(problem):
        outcome = SubElement(case, "failure", type=problem.code, message=text)
    else:
        outcome = SubElement(case, "system-out")
    outcome.text = f"{problem.severity.value} {problem.code} {harmless(str(problem.where))}: {text}"
