"""The site of the documentation: built without a warning, whole in both languages, read from disk without any network."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from visits import DESK, PHONE

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
MAIN_PAGES = (
    "index",
    "fill-in",
    "reviewing",
    "standards/thresholds",
    "standards/zhuhai-2024",
    "commands",
    "en/index",
    "en/problems/figures",
    "en/library",
)
_AXE = """axe.run(document, {resultTypes: ["violations"], preload: false}).then(
    found => found.violations.map(each => [each.id, each.nodes.map(node => node.html.slice(0, 200))])
)"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `scripts/build_site` makes, once for all processes."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = base / "documentation"
    with (base / "documentation.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            script = str(ROOT / "scripts" / "build_site.py")
            made = subprocess.run(
                [sys.executable, script, "--out", str(base / "documentation-made"), "--wheel"],
                capture_output=True,
                text=True,
                check=False,
            )
            assert made.returncode == 0, made.stdout + made.stderr
            (base / "documentation-made").rename(folder)
    return folder / "site"


class Addresses(HTMLParser):
    """The addresses that a page leads to or takes something from, and the places in it that can be led to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.to: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value is not None:
                self.to.append(value)
            elif name == "id" and value is not None:
                self.ids.add(value)


def test_every_address_leads_somewhere(site: Path) -> None:
    pages = {path: Addresses(path.read_text("utf-8")) for path in site.rglob("*.html")}
    assert len(pages) > 80
    for path, page in pages.items():
        for address in page.to:
            if address.startswith(("https://", "mailto:")):
                continue  # where a reader may go, never what a page takes: see below
            file, _mark, place = address.partition("#")
            target = (path.parent / unquote(file)).resolve() if file else path
            assert target.is_file(), (path.name, address)
            if place and target in pages and place != "__skip":
                assert unquote(place) in pages[target].ids, (path.name, address)


def test_both_languages_have_the_same_pages(site: Path) -> None:
    english = {path.relative_to(site / "en") for path in (site / "en").rglob("*.html")}
    assert {path.relative_to(site) for path in site.rglob("*.html")} == english | {
        "en" / each for each in english
    }


def test_the_wheel_carries_the_site(site: Path) -> None:
    (wheel,) = site.parent.glob("clustercheck_docs-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read("clustercheck_docs/site/index.html") == (site / "index.html").read_bytes()


@pytest.fixture
def opened(browser: Any, site: Path) -> Iterator[Any]:
    """Opens a page of the site from disk; whatever it takes is a file of the site, and it complains of nothing."""
    asked: list[str] = []
    complaints: list[str] = []
    contexts = []

    def open_page(name: str, size: dict[str, int] = DESK) -> Any:
        context = browser.new_context(viewport=size, locale="zh-CN")
        contexts.append(context)
        page = context.new_page()
        context.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda line: complaints.append(line.text))
        page.on("pageerror", lambda fault: complaints.append(str(fault)))
        page.goto((site / f"{name}.html").as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
    assert [one for one in asked if not one.startswith((f"{site.as_uri()}/", "data:", "blob:"))] == []


@pytest.mark.parametrize("name", MAIN_PAGES)
def test_a_page_can_be_read_by_everybody(opened: Any, name: str) -> None:
    pytest.importorskip("axe_playwright_python", reason="axe is not installed")
    page = opened(name)
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    assert page.evaluate(_AXE) == []
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_search_works_from_disk(opened: Any) -> None:
    for start, words, found in (("index", "推荐汇总表", "审核"), ("en/commands", "inbox", "Review")):
        page = opened(start)
        _searched(page, words)
        assert found in page.locator(".md-search-result__list").inner_text().replace("\u200b", "")


def _searched(page: Any, words: str) -> None:
    """Write into the search, and press a key until it has an answer: only keys are heard, and only once it listens."""
    search = page.locator(".md-search__input")
    search.fill(words)
    for _attempt in range(20):
        search.press("End")
        page.wait_for_timeout(500)
        if page.locator(".md-search-result__link").count():
            break
    page.wait_for_selector(".md-search-result__link")


def test_the_other_language_is_one_click_away(opened: Any) -> None:
    page = opened("standards/thresholds")
    page.locator(".other-language").click()
    page.wait_for_url("**/en/standards/thresholds.html")
    page.locator(".other-language").click()
    page.wait_for_url(lambda address: "/en/" not in address)
