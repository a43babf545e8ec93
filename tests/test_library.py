"""The library: what is public, that every format renders, that exceptions carry words in the language in use."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import clustercheck
from clustercheck import ClusterCheckError, assess, find_standard, read_cluster, render, use_language
from clustercheck.model.findings import Assessment
from clustercheck.reports import WRITTEN, Material, document

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "sample_data" / "zhuhai_printing.xlsx"
DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return assess(read_cluster(SAMPLE), find_standard("zhuhai", as_of=DAY), as_of=DAY)


def test_what_is_public_is_listed() -> None:
    assert set(dir(clustercheck)) == {*clustercheck.__all__, "__version__"}
    assert all(getattr(clustercheck, name) is not None for name in clustercheck.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        _ = clustercheck.nothing


@pytest.mark.parametrize("format", WRITTEN)
def test_every_format_renders(format: str, assessment: Assessment) -> None:
    made = render(assessment, format, contents={str(SAMPLE): SAMPLE.read_bytes()})
    assert len(made) > 1000
    assert isinstance(made, bytes) == (format in ("html", "xlsx", "docx"))
    if format == "json":
        assert json.loads(made)["verdict"] == "missed"


def test_several_assessments_and_an_unknown_format(assessment: Assessment) -> None:
    assert len(json.loads(render([assessment, assessment], "json"))) == 2
    with pytest.raises(ValueError, match="pdf"):
        render(assessment, "pdf")


def test_a_page_of_several_takes_their_bytes_as_the_command_line_does(assessment: Assessment) -> None:
    other = assessment._replace(cluster=assessment.cluster._replace(file="copy.xlsx"))
    contents = {assessment.cluster.file: b"1", "copy.xlsx": b"1"}
    page = render([assessment, other], "html", contents=contents)
    assert isinstance(page, bytes)
    assert b"A361" in page
    assert page == document("html", [assessment, other], Material(contents)).content


@pytest.mark.parametrize(("language", "word"), [("zh", "没有"), ("en", "no ")])
def test_exceptions_carry_words(language: str, word: str) -> None:
    use_language(language)
    for call in (lambda: read_cluster("nothing.xlsx"), lambda: find_standard("atlantis", as_of=DAY)):
        with pytest.raises(ClusterCheckError) as raised:
            call()
        code = raised.value.problems[0].code
        assert str(raised.value).startswith(code)
        assert word in str(raised.value).lower()


def test_importing_the_package_imports_nothing_of_it() -> None:
    code = "import clustercheck, sys; print([m for m in sys.modules if m.startswith('clustercheck.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
