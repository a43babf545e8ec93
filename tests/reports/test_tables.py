"""Markdown and CSV: whole, valid, the same every time, and nothing in them that a reader's program would run."""

from __future__ import annotations

import csv
import io
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import HOSTILE, SAMPLES, ZHUHAI, assessed, named, written

from clustercheck.findings import Assessment, Status
from clustercheck.messages import harmless, said, use_language
from clustercheck.problems import Where, error
from clustercheck.reports import Result, Unread
from clustercheck.reports.csv_report import render_csv, without_formula
from clustercheck.reports.json_report import as_object
from clustercheck.reports.markdown import escaped, render_md

PAPERS = Path(__file__).parent / "papers"
ALL: list[Result] = [
    *(assessed(path) for path in SAMPLES),
    Unread("缺.xlsx", [error("C101", Where("缺.xlsx"))]),
]
CASES: dict[str, tuple[str, list[Result]]] = {
    "zhuhai.zh.md": ("md", [assessed(ZHUHAI)]),
    "hainan.en.md": ("md", [assessed(ZHUHAI.with_name("hainan_seafood.xlsx"))]),
    "all.zh.csv": ("csv", ALL),
}


@pytest.mark.parametrize("name", CASES)
def test_the_file_is_the_golden_one(name: str) -> None:
    format, results = CASES[name]
    use_language(name.split(".")[1])
    found = written(format, *results).content
    path = PAPERS / name
    if os.environ.get("CLUSTERCHECK_UPDATE_GOLDEN"):
        path.write_bytes(found)
    assert found == path.read_bytes()


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_csv_has_a_row_a_file_with_every_status_of_the_json() -> None:
    found = rows(render_csv(ALL))
    assert [row["file"] for row in found] == [as_object(result)["file"] for result in ALL]
    for row, result in zip(found, ALL, strict=True):
        wanted = as_object(result)
        assert row["verdict"] == wanted["verdict"]
        assert None not in row.values()
        if isinstance(result, Assessment):
            assert {c["id"]: c["status"] for c in wanted["criteria"]}.items() <= row.items()
            assert {status: int(row[status]) for status in Status} == wanted["counts"]


def test_csv_is_the_same_in_either_language() -> None:
    chinese = render_csv(ALL[:-1])
    use_language("en")
    assert render_csv(ALL[:-1]) == chinese


def test_csv_begins_with_the_mark_that_excel_knows_utf_8_by() -> None:
    assert written("csv", *ALL).content.startswith(b"\xef\xbb\xbffile,")
    assert render_csv(ALL).startswith("file,")


@given(st.text())
def test_no_field_is_a_formula(text: str) -> None:
    field = without_formula(text)
    assert not field.lstrip().startswith(("=", "+", "-", "@"))
    assert field.removeprefix("'") == harmless(text).removeprefix("'")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_stays_a_text(name: str) -> None:
    assessment = named(assessed(ZHUHAI), name)
    row = rows(render_csv([assessment]))[0]
    assert row["cluster"].removeprefix("'") == harmless(name)
    head = render_md([assessment]).split("\n")[0]
    assert head == f"# {escaped(name)}"
    assert not re.search(r"<|https?://|(?<!\\)[`*\[|]", head)


def shown(markdown: str) -> str:
    """A text as a reader of the Markdown sees it."""
    plain = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown)
    for entity, char in {"&lt;": "<", "&#64;": "@", "&#58;": ":", "&#46;": ".", "&amp;": "&"}.items():
        plain = plain.replace(entity, char)
    return plain


@given(st.text(st.characters(exclude_characters="&\\")))
def test_markdown_shows_what_was_written(text: str) -> None:
    assert shown(escaped(text)) == " ".join(harmless(text, keep="\u3000\u00a0\n\t").split())
    assert "\n" not in escaped(text)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_criterion_is_in_the_markdown_in_a_whole_table(path: Path) -> None:
    assessment = assessed(path)
    text = render_md([assessment])
    tables = [line for line in text.split("\n") if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in tables} == {9}
    for finding in assessment.each_finding():
        assert escaped(said(finding.criterion.name)) in text


def test_several_files_and_unread_ones_are_said_in_markdown() -> None:
    text = render_md(ALL)
    assert text.count("\n# ") == len(ALL)
    assert "# 缺.xlsx" in text
    assert "C101" in text
