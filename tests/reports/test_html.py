"""The HTML report: nothing of the JSON is lost in it, and nothing of a workbook gets loose in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import DAY, ROOT, SAMPLES, ZHUHAI, Parsed, assessed, page

from clustercheck import assess, find_standard, read_cluster
from clustercheck.form import FormValues, render_form
from clustercheck.model.findings import Unread
from clustercheck.model.problems import UnreadableFile, Where, error
from clustercheck.reports import Material, document
from clustercheck.reports.assessment.json import as_object
from clustercheck.reports.wording.lists import lists_of
from clustercheck.texts.messages import use_language

pytestmark = pytest.mark.slow

GOLDEN = Path(__file__).parent / "golden_html"
UNREAD = Unread("broken.xlsx", UnreadableFile(error("C103", Where("broken.xlsx"))).problems)
HOSTILE = {
    "<script>alert(1)</script>": "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>': '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% raw %}": "{{ 7 * 7 }}{% raw %}",
    "=1+1": "=1+1",
    "[red]甲[/red]": "[red]甲[/red]",
    "甲\u202e乙\u2066": "甲\ufffd乙\ufffd",
    "甲\x00\x1b[31m\x07乙": "甲\ufffd\ufffd[31m\ufffd乙",
    "]]>--></style></title>": "]]>--></style></title>",
    "甲\u3000乙": "甲\u3000乙",
}


def each_criterion(criteria: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in criteria:
        yield one
        yield from each_criterion(one.get("branches", []))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("sample", SAMPLES)
def test_all_that_the_json_holds_is_in_the_page(sample: str, language: str) -> None:
    assessment = assessed(sample)
    found = Parsed(page([assessment], language))
    made = as_object(assessment)
    words = found.outline
    anchors = set(found.values("id"))
    for one in each_criterion(made["criteria"]):
        assert one["id"] in anchors
        assert one["id"] in words
        assert one["clause"] in words
        assert one["wording"] in words
        assert all(cell in words for cell in one["cells"])
    assert all(problem["message"] in words for problem in made["problems"])
    assert all(
        item.name in words and item.text in words for each in lists_of(assessment) for item in each.items
    )
    assert made["as_of"] in words
    assert f"{made['standard']['id']}@{made['standard']['edition']}" in words


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("several", [False, True])
def test_the_policy_allows_this_style_and_this_script_alone(language: str, several: bool) -> None:
    text = page([assessed(ZHUHAI), UNREAD] if several else [assessed(ZHUHAI)], language)
    found = Parsed(text)
    policy = next(
        attrs["content"] or ""
        for _tag, attrs in found.elements
        if "Content-Security-Policy" in attrs.values()
    )
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    for name in ("style", "script"):
        digest = b64encode(sha256(found.raw[name].encode()).digest()).decode()
        assert rules[f"{name}-src"] == f"'sha256-{digest}'"
        assert sum(tag == name for tag, _attrs in found.elements) == 1
    names = {name for _tag, attrs in found.elements for name in attrs}
    assert not {name for name in names if name.startswith("on")} | names & {
        "style",
        "src",
        "srcset",
        "action",
    }
    assert all(href.startswith("#") for href in found.values("href"))
    assert not re.search(r"https?:|url\(|@import", text)


def test_every_anchor_is_there_once_and_every_link_leads_somewhere() -> None:
    found = Parsed(page([assessed(sample) for sample in SAMPLES] + [UNREAD]))
    ids = found.values("id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in found.values("href")} <= set(ids)
    labels = [id for value in found.values("aria-labelledby") for id in value.split()]
    assert set(labels) <= set(ids)


@pytest.mark.parametrize("several", [False, True])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_words_and_nothing_else(name: str, several: bool) -> None:
    def made(of: str) -> Parsed:
        results = [assessed(ZHUHAI, name=of), UNREAD] if several else [assessed(ZHUHAI, name=of)]
        return Parsed(page(results))

    found = made(name)
    assert HOSTILE[name] in found.outline
    assert [tag for tag, _attrs in found.elements] == [tag for tag, _attrs in made("甲").elements]


@settings(max_examples=15)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
def test_no_name_steers_the_page(name: str) -> None:
    text = page([assessed(ZHUHAI, name=name)])
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)
    assert sum(tag == "h1" for tag, _attrs in Parsed(text).elements) == 1


def test_a_hostile_file_name_in_the_overview() -> None:
    unread = Unread("<b>\u202ex.xlsx", UNREAD.problems)
    found = Parsed(page([unread, assessed(ZHUHAI)]))
    assert "<b>\ufffdx.xlsx" in found.outline


def test_a_page_of_each_cluster_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    results = [assessed(ZHUHAI)] * 3 + [UNREAD]
    monkeypatch.setattr("clustercheck.reports.batch.html.MOST_PAGES", 3)
    whole = Parsed(page(results))
    monkeypatch.setattr("clustercheck.reports.batch.html.MOST_PAGES", 2)
    overview = Parsed(page(results))
    assert sum(tag == "article" for tag, _attrs in whole.elements) == 3
    assert sum(tag == "article" for tag, _attrs in overview.elements) == 0
    assert "超过 2 个" in overview.outline
    assert "超过" not in whole.outline.split("#", 1)[0]
    assert overview.values("data-status") == ["missed", "missed", "missed", "error"]


def test_the_overview_says_what_comes_twice_and_in_which_order() -> None:
    results = [assessed(ZHUHAI), assessed("guangzhou_cosmetics.xlsx"), assessed(ZHUHAI)]
    copy = results[2]._replace(cluster=results[2].cluster._replace(file="copy.xlsx"))
    files = {ZHUHAI: b"1", "guangzhou_cosmetics.xlsx": b"2", "copy.xlsx": b"1"}
    written = document("html", [*results[:2], copy, UNREAD], Material(files)).content
    found = Parsed(written.decode())
    assert "A361" in found.outline
    assert found.values("data-status")[:4] == ["met", "missed", "missed", "error"]
    without = Parsed(page([*results[:2], copy]))
    assert "A361" not in without.outline
    assert "专家评审" in without.outline


def test_one_file_that_cannot_be_read() -> None:
    found = Parsed(page([UNREAD], "en"))
    assert "could not be read" in found.outline
    assert "The file is damaged" in found.outline


@pytest.mark.parametrize(
    ("name", "samples"),
    [("zhuhai.zh", [ZHUHAI]), ("shaodong.en", ["real_shaodong_lighters.xlsx"]), ("many.zh", SAMPLES)],
)
def test_the_outline_is_the_golden_file(name: str, samples: list[str]) -> None:
    """The words in their order; `CLUSTERCHECK_UPDATE_GOLDEN=1` writes them anew."""
    use_language(name[-2:])
    one, *more = [assessed(sample) for sample in samples]
    written = document("html", [one, *more, UNREAD] if more else [one], Material({})).content
    outline = re.sub(r"clustercheck \d\S*\d", "clustercheck", Parsed(written.decode()).outline)
    if more:  # the overview alone; reports have goldens of their own
        outline = "".join(re.split(r"(?m)^(?=# )", outline)[:2])
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("CLUSTERCHECK_UPDATE_GOLDEN"):
        path.write_text(outline, encoding="utf-8")
    assert outline == path.read_text(encoding="utf-8")


def test_bytes_to_stdout_whatever_its_encoding() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "clustercheck",
            "assess",
            f"sample_data/{ZHUHAI}",
            "-f",
            "html",
            "--lang",
            "zh",
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "gbk"},
        capture_output=True,
    )
    assert done.stdout.startswith(b"<!doctype html>")
    assert "未达标" in done.stdout.decode("utf-8")


def test_many_conditions_not_answered_are_one_entry_with_their_cells() -> None:
    standard = find_standard("zhuhai", as_of=DAY)
    years = (2022, 2023, 2024, 2025)
    asked = [each.id for each in standard.attestations()]

    def entries(blank: int) -> list[str]:
        answers = {id: (None if place < blank else True, "") for place, id in enumerate(asked)}
        form = render_form(standard, years, FormValues(answers=answers))
        assessment = assess(read_cluster("form.xlsx", content=form), standard, as_of=DAY)
        unknown = next(each for each in lists_of(assessment) if each.id == "unknown")
        return [item.text for item in unknown.items if "定性条件" in item.text]

    assert len(entries(5)) == 5
    assert entries(6) == ["请填定性条件!B5、B7、B9–B12"]
