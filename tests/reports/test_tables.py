"""Markdown and CSV: whole, valid, the same every time, and nothing in them that a reader's program would run."""

from __future__ import annotations

import csv
import io
import os
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import HOSTILE, SAMPLES, ZHUHAI, assessed, named, written
from openpyxl import load_workbook

from clustercheck.batch.overview import Batch, Overview, Some
from clustercheck.batch.results import Row
from clustercheck.model.findings import Assessment, Result, Status, Unread
from clustercheck.model.problems import Where, error
from clustercheck.reports.assessment.json import as_object
from clustercheck.reports.assessment.markdown import render_md
from clustercheck.reports.table import csv as batch_csv
from clustercheck.reports.table import xlsx as batch_xlsx
from clustercheck.reports.table.csv import render_csv
from clustercheck.reports.wording.markdown import escaped
from clustercheck.texts.messages import harmless, inert, said, use_language

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
    field = inert(text)
    assert not field.lstrip().startswith(("=", "+", "-", "@"))
    assert field.removeprefix("'") == harmless(text).removeprefix("'")


# Every character that shows nothing, so that a formula may stand behind it.
BLANKS = sorted(
    {
        char
        for char in map(chr, range(0x11000))
        if char.isspace() or unicodedata.category(char) in ("Cf", "Cc")
    }
    - {"\0"}
)


@pytest.mark.parametrize("sign", "=+-@＝＋－＠﹦﹢﹣﹫")
def test_no_blank_hides_a_formula(sign: str) -> None:
    hidden = [
        blank for blank in ["", *BLANKS, " \t\n", "\u3000\u200b"] if inert(f"{blank}{sign}1+1")[0] != "'"
    ]
    assert hidden == []
    assert [inert(text) for text in ("1+1", " 甲=1", "", "  ", "'=1")] == ["1+1", " 甲=1", "", "  ", "'=1"]


@pytest.mark.parametrize(
    "blank", ["", " ", "\t", "\n", "\r\n", "\u00a0", "\u3000", "\u200b", "\ufeff", " \t "]
)
@pytest.mark.parametrize("sign", "=＝@")
def test_every_table_has_the_same_guard(blank: str, sign: str) -> None:
    """The tables of several files, those of a batch and the sheet of gaps."""
    text = f"{blank}{sign}1+1"
    assessment = named(assessed(ZHUHAI), text)
    fields = [rows(render_csv([assessment]))[0]["cluster"]]
    overview = Overview(1, 1, 1, 0, {}, {}, (), "verdict", (), (), Some((), 0), Some((), 0), Some((), 0))
    row = Row(text, None, text, "s", None, None, 0, 0, None, {}, "C101", text)
    batch = Batch(overview, {}, lambda: iter([row]), lambda: iter([row]))
    stream = io.BytesIO()
    batch_csv.render(batch, stream)
    found = rows(stream.getvalue().decode("utf-8-sig"))[0]
    fields += [found["file"], found["cluster"], found["problem"]]
    assert all(field.startswith("'") for field in fields)
    book = io.BytesIO()
    batch_xlsx.render(batch, book)
    made = written("xlsx", assessment, Unread("x", [])).content
    for content in (book.getvalue(), made):
        sheet = load_workbook(io.BytesIO(content)).worksheets[0]
        cells = [
            cell
            for line in sheet.iter_rows()
            for cell in line
            if re.fullmatch(rf"[^C]*{sign}1\+1", str(cell.value))
        ]
        assert cells
        assert all((cell.data_type, cell.quotePrefix) == ("s", True) for cell in cells)


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
