"""The HTML report as people meet it: in a real browser, with eyes, fingers, a keyboard, a screen reader, on paper."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from pages import DAY, SAMPLES, ZHUHAI, assessed, page, shortened
from test_html import UNREAD

from clustercheck import assess, find_standard, read_cluster
from clustercheck.form import render_form
from clustercheck.model.findings import Assessment
from clustercheck.planning.assumptions import Assumptions
from clustercheck.planning.plan import make_plan
from clustercheck.reports.documents.html import render_html as render_document
from clustercheck.reports.plan import Beside
from clustercheck.reports.plan.blocks import blocks_of
from clustercheck.texts.messages import use_language

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed"),
]

# What leaves most to be done: a form in which nothing stands, one with hardly anything, one with figures alone.
TO_DO = [f"{name}.{language}" for name in ("blank", "huadu", "shaodong") for language in ("zh", "en")]
ONE, MANY, SHORT, SHORT_MANY = "one", "many", "short", "short_many"
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1180, "height": 900}
# What axe calls best practice is not left out: landmarks, headings, regions.
_AXE = """axe.run(document, {resultTypes: ["violations"], preload: false}).then(
    found => found.violations.map(each => [each.id, each.nodes.map(node => node.html.slice(0, 200))])
)"""


def to_do() -> dict[str, Assessment]:
    standard = find_standard("zhuhai", as_of=DAY)
    blank = read_cluster("blank.xlsx", content=render_form(standard, (2022, 2023, 2024, 2025)))
    return {
        "blank": assess(blank, standard, as_of=DAY),
        "huadu": assessed("real_huadu_leather.xlsx"),
        "shaodong": assessed("real_shaodong_lighters.xlsx"),
    }


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("html")
    found = {}
    one, sichuan = assessed(ZHUHAI), assessed("sichuan_tea.xlsx")
    short = shortened(one, "competitiveness", "enterprise_cultivation", "greening")
    results = {
        ONE: [one],
        MANY: [*map(assessed, SAMPLES), UNREAD],
        SHORT: [short],
        SHORT_MANY: [short, shortened(sichuan, "competitiveness"), UNREAD],
    }
    results |= {name.partition(".")[0]: [each] for name, each in to_do().items()}
    for language in ("zh", "en"):
        for name, each in results.items():
            found[f"{name}.{language}"] = folder / f"{name}.{language}.html"
            found[f"{name}.{language}"].write_text(page(each, language), encoding="utf-8", newline="")
        found[f"plan.{language}"] = folder / f"plan.{language}.html"
        found[f"plan.{language}"].write_bytes(planned(language))
    return found


def planned(language: str) -> bytes:
    """The plan of a sample: a document with paragraphs of each look, lists and wide tables."""
    use_language(language)
    today = assessed("hainan_seafood.xlsx")
    plan = make_plan(today.cluster, today.standard, as_of=DAY, assumptions=Assumptions())
    return render_document(tuple(blocks_of(plan, None, Beside())))


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield running
        running.close()


class Visit:
    """An open page; whatever it asked of the network or complained of fails the test."""

    def __init__(self, browser: sync_api.Browser, path: Path, **context: object) -> None:
        self.context = browser.new_context(**context)
        self.page = self.context.new_page()
        self.page.set_default_timeout(5000)
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda line: self.complaints.append(line.text))
        self.page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        self.page.goto(path.as_uri())
        self.address = path.as_uri()

    def __enter__(self) -> sync_api.Page:
        return self.page

    def __exit__(self, *fault: object) -> None:
        self.context.close()
        assert self.asked == [self.address]
        assert self.complaints == []


def pages_of(printed: bytes) -> int:
    return printed.count(b"/Type /Page\n")


def shown(page: sync_api.Page, selector: str) -> int:
    return page.evaluate(
        "all => [...document.querySelectorAll(all)].filter(one => one.checkVisibility()).length", selector
    )


def test_the_filter_shows_what_was_asked_for_and_says_so(
    browser: sync_api.Browser, written: dict[str, Path]
) -> None:
    with Visit(browser, written["one.zh"]) as page:
        assert shown(page, "tbody[data-status]") == 53
        page.get_by_label("未达标 2").check()
        assert shown(page, "tbody[data-status]") == shown(page, "tbody[data-status=missed]") == 2
        assert shown(page, ".part") == 1
        assert page.locator(".criteria [role=status]").inner_text() == "显示 2 项，共 53 项"
        page.get_by_label("因读法而异 2").check()
        assert shown(page, "tbody[data-status]") == shown(page, "tbody[data-sensitive]") == 2
        # A link to what is filtered out brings it back.
        page.get_by_role("link", name="有较高的集群品牌知名度（附件 二）").click()
        page.locator("#brand_awareness:not([hidden])").wait_for(state="attached")
        assert shown(page, "tbody[data-status]") == 53


def test_what_a_judgement_rests_on_unfolds(browser: sync_api.Browser, written: dict[str, Path]) -> None:
    with Visit(browser, written["one.zh"]) as page:
        growth = page.locator("#output_growth")
        formula = growth.get_by_text("(35.4 / 27.5)^(1/3) - 1 = 8.78%")
        assert not formula.is_visible()
        growth.locator("summary").click()
        assert formula.is_visible()
        everything = len(page.query_selector_all("details"))
        button = page.get_by_role("button", name="全部展开")
        button.click()
        assert shown(page, ".grounds") == everything
        assert button.get_attribute("aria-pressed") == "true"
        button.click()
        assert shown(page, ".grounds") == 0


def test_the_keyboard_is_enough(browser: sync_api.Browser, written: dict[str, Path]) -> None:
    with Visit(browser, written["one.zh"]) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.type") == "radio"
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        assert shown(page, "tbody[data-status]") == 2
        outline = "getComputedStyle(document.activeElement.nextElementSibling).outlineStyle"
        assert page.evaluate(outline) == "solid"
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert shown(page, ".grounds") == 1


def test_the_overview_sorts_searches_and_leads_on(
    browser: sync_api.Browser, written: dict[str, Path]
) -> None:
    with Visit(browser, written["many.zh"]) as page:
        verdicts = "[...document.querySelectorAll('.files tbody tr')].map(row => row.dataset.status)"
        page.get_by_role("button", name="结论").click()
        found = page.evaluate(verdicts)
        assert found[:2] == ["error", "missed"]
        assert found[-1] == "met"
        page.get_by_role("button", name="结论").click()
        assert page.evaluate(verdicts)[:3] == ["met", "met", "discretionary"]
        assert page.evaluate(verdicts)[-1] == "error"
        page.get_by_role("button", name="未达标").click()
        assert page.locator(".files tbody tr").first.get_attribute("data-status") == "missed"
        page.get_by_label("查找").fill("茶叶")
        assert shown(page, ".files tbody tr") == 1
        assert page.locator(".overview [role=status]").inner_text() == "显示 1 个文件，共 9 个"
        assert shown(page, "article") == 0
        page.locator(".files").get_by_role("link", name="川北示例茶叶加工集群（虚构）").click()
        page.locator("article h1:focus").wait_for()
        assert "川北" in page.evaluate("document.activeElement.textContent")
        assert shown(page, "article") == 1
        assert shown(page, ".overview") == 0
        assert page.locator(".skip").get_attribute("href") == "#c4-criteria"
        page.locator("article:target .list a").first.click()
        assert shown(page, "article") == 1
        page.get_by_role("link", name="返回总览").click()
        assert shown(page, ".overview") == 1


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", [ONE, MANY, "plan"])
def test_a_phone_needs_no_sideways_scrolling(
    browser: sync_api.Browser, written: dict[str, Path], name: str, language: str
) -> None:
    with Visit(browser, written[f"{name}.{language}"], viewport=PHONE) as page:
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        if name == MANY:
            page.evaluate("location.hash = 'c8-report'")
            page.locator("#c8-report").wait_for(state="visible")
            assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize(
    ("name", "viewport", "scheme"),
    [
        ("short.zh", DESK, "light"),
        ("short.en", PHONE, "dark"),
        ("short_many.zh", PHONE, "dark"),
        ("plan.zh", PHONE, "dark"),
    ],
)
def test_axe_finds_nothing(
    browser: sync_api.Browser, written: dict[str, Path], name: str, viewport: dict[str, int], scheme: str
) -> None:
    pytest.importorskip("axe_playwright_python", reason="axe is not installed")
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    with Visit(browser, written[name], viewport=viewport, color_scheme=scheme) as page:
        ground = page.evaluate("getComputedStyle(document.querySelector('main')).backgroundColor")
        assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        page.evaluate(axe)
        assert page.evaluate(_AXE) == []


def test_paper_shows_all_and_no_buttons(
    browser: sync_api.Browser, written: dict[str, Path], tmp_path: Path
) -> None:
    with Visit(browser, written["one.zh"]) as page:
        page.emulate_media(media="print")
        everything = len(page.query_selector_all("details"))
        heights = "[...document.querySelectorAll('.grounds')].filter(one => one.getBoundingClientRect().height > 5).length"
        assert page.evaluate(heights) == everything
        assert shown(page, "button") == shown(page, ".tools") == shown(page, ".skip") == 0
        printed = page.pdf(path=tmp_path / "one.pdf", prefer_css_page_size=True)
        assert pages_of(printed) in range(5, 10)
        assert b"/MediaBox [0 0 594.95" in printed or b"/MediaBox [0 0 595" in printed


@pytest.mark.parametrize("name", [*TO_DO, "one.zh", "one.en"])
def test_the_first_sheet_holds_the_verdict_and_all_that_is_to_be_done(
    browser: sync_api.Browser, written: dict[str, Path], name: str
) -> None:
    with Visit(browser, written[name]) as page:
        whole = pages_of(page.pdf(prefer_css_page_size=True))
        # What stands behind the list begins a page of its own, so without it one page is left.
        behind = ".criteria, .criteria ~ *, footer"
        page.evaluate("behind => document.querySelectorAll(behind).forEach(one => one.remove())", behind)
        assert page.locator(".verdict strong").count() == 1
        assert page.locator(".next li").count() > 0
        assert pages_of(page.pdf(prefer_css_page_size=True)) == 1 < whole


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_only_for_small_screens_is_not_for_paper(
    browser: sync_api.Browser, written: dict[str, Path], language: str
) -> None:
    with Visit(browser, written[f"one.{language}"], viewport=PHONE, color_scheme="dark") as page:
        page.emulate_media(media="print")
        heads = (
            "[...document.querySelectorAll('.part .wide thead')].map(one => getComputedStyle(one).display)"
        )
        assert set(page.evaluate(heads)) == {"table-header-group"}
        assert (
            page.evaluate("getComputedStyle(document.querySelector('main')).backgroundColor")
            == "rgb(255, 255, 255)"
        )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_overview_of_sixty_is_eight_sheets_at_most(
    browser: sync_api.Browser, tmp_path: Path, language: str
) -> None:
    kinds = [assessed(sample) for sample in SAMPLES]
    path = tmp_path / "sixty.html"
    path.write_text(
        page([kinds[number % len(kinds)] for number in range(60)], language), encoding="utf-8", newline=""
    )
    with Visit(browser, path) as opened:
        printed = opened.pdf(prefer_css_page_size=True)
        assert pages_of(printed) in range(3, 9)
        assert b"/MediaBox [0 0 841.9" in printed or b"/MediaBox [0 0 842" in printed
