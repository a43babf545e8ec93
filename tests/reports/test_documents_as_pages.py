"""A document as a web page says what it says as Markdown, and nothing in it is markup."""

from __future__ import annotations

from html import unescape
from re import DOTALL, findall, sub

import pytest

from clustercheck.reports.documents import Block, DocumentHeading, DocumentTable, Items, Text, Title
from clustercheck.reports.documents.html import render_html

HOSTILE = "<script>1</script>&\x07"
BLOCKS: tuple[Block, ...] = (
    Title(f"某集群{HOSTILE}", "a.xlsx"),
    DocumentHeading("目标"),
    Text("不够", "bad"),
    Text("照旧"),
    Items(("甲", HOSTILE)),
    DocumentTable(
        ("指标", "2026", "用于"),
        (("产值", "33.5", "近三年产值、" * 4), ("甲", "", HOSTILE)),
        frozenset([1]),
        "标题",
    ),
)


@pytest.fixture(scope="module")
def page() -> str:
    return render_html(BLOCKS).decode()


def body(page: str) -> str:
    (found,) = findall("<main.*</main>", page, DOTALL)
    return str(found)


def test_every_text_is_there_in_order(page: str) -> None:
    texts = [
        "某集群",
        "a.xlsx",
        "目标",
        "不够",
        "照旧",
        "甲",
        "标题",
        "指标",
        "2026",
        "用于",
        "产值",
        "33.5",
        "近三年产值",
    ]
    said = unescape(sub("<[^>]*>", "\n", body(page)))
    places = [said.index(text) for text in texts]
    assert places == sorted(places)


def test_no_text_is_markup(page: str) -> None:
    assert "<script>1" not in page
    assert page.count("&lt;script&gt;1&lt;/script&gt;&amp;") == 4  # the title twice
    assert "\x07" not in page


def test_figures_and_short_words_are_not_broken(page: str) -> None:
    cells = findall(r"<td(?: class=\"(\w+)\")?>([^<]*)", page)
    assert [(kind, text) for kind, text in cells if text in ("产值", "33.5")] == [
        ("whole", "产值"),
        ("figure", "33.5"),
    ]
    assert [kind for kind, text in cells if text.startswith("近三年")] == [""]


def test_its_styles_are_words_that_the_page_knows(page: str) -> None:
    assert '<p class="bad">不够</p>' in page
    assert "<p>照旧</p>" in page
    assert ".document .bad" in page
