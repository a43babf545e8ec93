"""The page as people meet it: in a real browser, from disk and from a server, with Python in a worker."""

from __future__ import annotations

import base64
import gzip
import http.server
import io
import json
import threading
import time
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import build
from forms import MET, MISSED, form, run
from layouts import layouts
from visits import DESK, PHONE, Visit, file

from clustercheck import assess, find_standard, read_cluster
from clustercheck.formats.limits import LIMITS

# One process opens one browser and one page for most of these.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("page")]

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "sample_data").glob("*.xlsx"))
DAY = "2026-01-31"
_AXE = """axe.run(document, {resultTypes: ["violations"], preload: false, iframes: false}).then(
    found => found.violations.map(each => [each.id, each.nodes.map(node => node.html.slice(0, 200))])
)"""


@pytest.fixture(scope="module")
def address(built: Path) -> str:
    return (built / "clustercheck.html").as_uri()


def altered(built: Path, **facts: float) -> None:
    """Lay the page with other limits of its own beside it; those are data, which its policy leaves alone."""
    before, mark, rest = (built / "clustercheck.html").read_text(encoding="utf-8").partition('id="facts">')
    text, end, rest = rest.partition("</script>")
    made = before + mark + json.dumps(json.loads(text) | facts) + end + rest
    (built / "altered.html").write_text(made, encoding="utf-8")


@pytest.fixture(scope="module")
def shared(browser: Any, address: str) -> Iterator[Visit]:
    """One page for the tests that need no page of their own: Python takes most of their time to start."""
    with Visit(browser, address) as visit:
        yield visit


@pytest.fixture
def visit(shared: Visit) -> Visit:
    """The shared page without files."""
    shared.clear()
    return shared


def workbooks() -> dict[str, bytes]:
    """The samples, the layouts that people use, and files with faults."""
    faulty = form("zhuhai", sme_output=["1", "约2", "-", "4"], smes="三百", brand_awareness="-")
    return {
        **{path.name: path.read_bytes() for path in SAMPLES},
        **layouts(),
        "met.csv": MET,
        "met again.csv": MET,
        "faults.csv": faulty,
        "unknown.csv": form("hainan", standard="西市", jurisdiction="西市"),
        "nothing.xlsx": b"nothing",
    }


CHOICES = {"rank": "thresholds", "quota": "3", "reply_by": "2026-03-01", "contact": "经信局"}
OPTIONS = ("--rank", "thresholds", "--quota", "3", "--reply-by", "2026-03-01", "--contact", "经信局")


def test_what_it_says_is_what_the_command_line_says(
    visit: Visit, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    contents = workbooks()
    for name, content in contents.items():
        Path(name).write_bytes(content)
    names = sorted(contents)
    visit.choose(day=DAY)
    visit.drop(*(tmp_path / name for name in names))
    assert visit.page.locator("#list tr").count() == len(names)
    words = visit.words("#list")
    assert sum(words.count(word) for word in ("未达标", "达标", "待补", "酌定")) >= 38, "most have a verdict"
    visit.page.locator("#together > summary").click()
    visit.choose(**CHOICES)
    visit.page.evaluate("delete document.body.dataset.shown")
    visit.page.locator("#quota").blur()
    visit.until("body[data-shown]")
    assert "推荐" in visit.report.locator(".overview").inner_text()
    made = {
        f"all.{format}": visit.download(f"as_{format}") for format in ("html", "csv", "md", "json", "docx")
    }
    made["all.xlsx"] = visit.download("as_table")
    archive = visit.download("as_zip")
    # One of them, alone; the field that was typed into is left by the click that asks for it.
    visit.page.locator("#quota").fill("4")
    visit.show("zhuhai_printing.xlsx")
    one = ("html", "json", "md", "xlsx", "docx", "brief")
    made |= {f"one.{format}": visit.download(f"as_{format}") for format in one}

    def outputs(name: str, *formats: str) -> list[str]:
        return [word for format in formats for word in ("-o", f"{name}.{format}")]

    folders = ["-o", "报告/", "-o", "总览.xlsx", "--notices", "补正通知"]
    run(capsys, "batch", *names, "--as-of", DAY, *OPTIONS, *outputs("all", "html", "csv", "xlsx"), *folders)
    run(capsys, "assess", *names, "--as-of", DAY, *outputs("all", "json", "md", "docx"))
    call = ("assess", "zhuhai_printing.xlsx", "--as-of", DAY)
    run(capsys, *call, *outputs("one", "html", "json", "md", "xlsx", "docx"))
    run(capsys, *call, "--paper", "brief", "-o", "brief.html")
    Path("brief.html").rename("one.brief")
    for name, content in made.items():
        assert is_same(name, content, Path(name).read_bytes()), name
    with zipfile.ZipFile(io.BytesIO(archive)) as found:
        written = [Path("总览.xlsx"), *Path("报告").iterdir(), *Path("补正通知").iterdir()]
        assert sorted(found.namelist()) == sorted(path.as_posix() for path in written)
        assert len(written) > 50
        for path in written:
            assert is_same(path.name, found.read(path.as_posix()), path.read_bytes()), path


def is_same(name: str, one: bytes, other: bytes) -> bool:
    """Byte for byte; of packages what they hold, for how it is compressed depends on the libraries at hand."""
    if name.endswith(".xlsx"):
        return shown_in(one) == shown_in(other)
    if name.endswith(".docx"):
        return parts_of(one) == parts_of(other)
    return one == other


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def shown_in(content: bytes) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [
        [sheet.title]
        + [
            (cell.coordinate, cell.value, cell.fill.fgColor.rgb, cell.comment and cell.comment.text)
            for row in sheet.iter_rows()
            for cell in row
        ]
        for sheet in book
    ]


def test_a_file_is_mended_and_dropped_again(browser: Any, address: str) -> None:
    faulty = form("zhuhai", sme_output=["1", "约2", "-", "4"])
    mended = form("zhuhai")
    with Visit(browser, address, ready=False) as visit:
        # The keyboard alone: the first stop leads on, the next is the language.
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("document.activeElement.className") == "skip"
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("document.activeElement.name") == "language"
        # The choices are there before Python is, and a file dropped meanwhile is judged when it can be.
        visit.choose(standard="zhuhai", day="2025-06-30")
        visit.drop(file("data.csv", faulty))
        before = visit.page.locator("#problems li").count()
        assert before >= 1
        assert visit.page.locator("#problems li.is_new, #problems li.is_gone").count() == 0
        assert "D" in visit.words("#problems li:first-child b")  # its cell
        visit.drop(file("data.csv", faulty))
        assert visit.page.locator("#list tr").count() == 1
        assert visit.page.locator("#problems li.is_new, #problems li.is_gone").count() == 0
        visit.drop(file("data.csv", mended))
        assert visit.page.locator("#problems li.is_gone").count() >= 1
        assert visit.page.locator("#problems li.is_new").count() == 0
        # A figure is changed, and the report in its frame stays what it was.
        report = visit.report.locator(".verdict").inner_text()
        visit.page.locator("#what-if > summary").click()
        area = visit.page.locator("[data-figure='land_area.2024']")
        area.fill("500")
        visit.until("#supposed .verdict.missed")
        assert "占地面积" in visit.words("#supposed")
        assert visit.report.locator(".verdict").inner_text() == report
        area.fill("许多")
        visit.until("#supposed .fault")
        assert "许多" in visit.words("#supposed .fault")
        visit.page.locator("#undo").click()
        visit.until("#supposed .hint")
        # In English all is judged and said again.
        visit.page.evaluate("delete document.body.dataset.shown")
        visit.page.get_by_label("English").check()
        visit.until("body[data-shown]")
        assert visit.report.evaluate("document.documentElement.lang") == "en"
        assert "Verdict" in visit.words("#files")
        with visit.page.expect_download() as found:
            visit.page.locator("#form").click()
        blank = Path(found.value.path()).read_bytes()
        assert (
            read_cluster("blank.xlsx", content=blank).text("standard").startswith("zhuhai")
            or blank[:2] == b"PK"
        )


def test_a_hostile_file_is_ended_and_the_others_go_on(visit: Visit, tmp_path: Path) -> None:
    """Nothing here would harm anybody: one byte over our own limit, and more plain forms than anybody waits for."""
    large = tmp_path / "large.xlsx"
    with large.open("wb") as stream:
        stream.truncate(LIMITS.file + 1)
    visit.drop(large)
    assert "C107" in visit.words("#problems")
    visit.page.evaluate("delete document.body.dataset.shown")
    visit.page.locator("#file").set_input_files([file(f"{n}.csv", MET) for n in range(200)])
    visit.until("[data-state=working]")
    visit.page.locator("#stop").click()
    visit.until("body[data-shown]")
    ended = visit.page.locator("[data-state=ended]").count()
    assert ended > 100
    assert ended + visit.page.locator("[data-state=done]").count() == 201
    visit.drop(file("again.csv", MISSED))
    assert "未达标" in visit.words("#list tr:last-child")


def test_axe_finds_nothing_and_nothing_is_cut(visit: Visit) -> None:
    """On a desk in Chinese, then on a phone in English, dark."""
    pytest.importorskip("axe_playwright_python", reason="axe is not installed")
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    page = visit.page
    page.evaluate(axe)
    faulty = file("faulty.csv", form("zhuhai", sme_output=["1", "约2", "-", "4"]))
    for viewport, scheme, language in ((DESK, "light", "中文"), (PHONE, "dark", "English")):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(viewport)
        page.get_by_label(language).check()
        for dropped in ([faulty], [faulty, file("met.csv", MET)]):
            visit.clear()
            visit.drop(*dropped)
            for summary in page.locator("summary:visible").all():
                if not summary.evaluate("summary => summary.parentElement.open"):
                    summary.click()
            if len(dropped) == 1:
                visit.until("#figures input")
                page.locator("[data-figure='land_area.2024']").fill("500")
                visit.until("#supposed .verdict")
            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
            assert visit.report.evaluate("document.documentElement.scrollWidth <= innerWidth")
            # At 200 % a window has half the room.
            page.set_viewport_size(
                {"width": viewport["width"] // (2 if viewport is DESK else 1), "height": 600}
            )
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            # The report in its frame is tried in tests/reports.
            assert page.evaluate(_AXE) == []
            page.set_viewport_size(viewport)
    visit.show("faulty.csv")
    # A link within the report leads within it.
    visit.report.locator(".list a[href^='#']").first.click()
    assert visit.report.url.startswith("about:srcdoc#")
    # On paper the report stands alone, all of it.
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") in range(3, 12)
    assert page.locator(".paper").count() == 0
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(DESK)
    page.get_by_label("中文").check()


@pytest.fixture
def server(built: Path) -> Iterator[str]:
    """The folder on a server of this machine, until the test ends it."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(built))) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def test_from_a_server_it_is_kept_for_when_there_is_none(browser: Any, built: Path, server: str) -> None:
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(90_000)
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(f"{server}/clustercheck-page/index.html")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    context.set_offline(True)
    page.reload()
    page.wait_for_selector("body[data-step=ready]", state="attached")
    page.locator("#file").set_input_files([file("data.csv", MISSED)])
    page.wait_for_selector("body[data-shown]", state="attached")
    assert "未达标" in page.locator("#list").inner_text()
    context.set_offline(False)
    assert faults == []
    context.close()


def test_what_takes_too_long_is_given_up(browser: Any, built: Path, server: str) -> None:
    """In the one file, which needs nothing but itself wherever it comes from, and has no service worker."""
    altered(built, seconds=0.001)
    with Visit(browser, f"{server}/altered.html") as visit:
        visit.page.locator("#file").set_input_files([file("slow.csv", MET)])
        visit.until("[data-state=ended]")
        visit.until("#status:has-text('没有做完')")
        # The page answers all the while.
        visit.choose(standard="zhuhai")
        assert visit.page.locator("#standard").input_value() == "zhuhai"


def test_nothing_may_be_connected_to(built: Path) -> None:
    for name in ("clustercheck.html", "clustercheck-page/index.html"):
        text = (built / name).read_text(encoding="utf-8")
        policy = text.partition('Content-Security-Policy" content="')[2].partition('"')[0]
        directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
        assert directives["default-src"] == "'none'"
        assert not directives.keys() & {
            "connect-src",
            "img-src",
            "frame-src",
            "object-src",
            "child-src",
            "font-src",
        }
        for source in " ".join(directives.values()).split():
            assert source in ("'none'", "'self'", "blob:", "'wasm-unsafe-eval'") or source.startswith(
                "'sha256-"
            )
        assert "'self'" not in policy or name.endswith("index.html")


def test_built_twice_it_is_the_same(built: Path, tmp_path: Path) -> None:
    build(tmp_path, "--wheel")
    for path in sorted(built.rglob("*")):
        if path.is_file() and path.name != "altered.html":
            assert path.read_bytes() == (tmp_path / path.relative_to(built)).read_bytes(), path.name
    page = (built / "clustercheck.html").read_bytes()
    assert len(page) < 12 * 1024 * 1024
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read("clustercheck_page/clustercheck.html") == page


def test_a_browser_that_cannot_run_it_says_which_can(browser: Any, built: Path, tmp_path: Path) -> None:
    """As where the runtime is refused: here it is cut short."""
    text = (built / "clustercheck.html").read_text(encoding="utf-8")
    before, mark, rest = text.partition('id="payload-wasm">')
    path = tmp_path / "cut.html"
    path.write_text(before + mark + rest[:4000] + rest[rest.index("<") :], encoding="utf-8")
    with Visit(browser, path.as_uri(), ready=False) as visit:
        visit.until("body[data-step=failed]")
        assert "Chromium" in visit.words("#too-old")
        visit.complaints.clear()  # the runtime's own


def bare(built: Path, folder: Path) -> str:
    """A page that only loads the same runtime from the same kind of file."""
    text = (built / "clustercheck.html").read_text(encoding="utf-8")
    before, mark, rest = text.partition('id="payload-worker">')
    payload, end, rest = rest.partition("<")
    script = gzip.decompress(base64.b64decode(payload)).decode()
    start = script.index('  postMessage({ step: "rules" });')
    script = (
        f'{script[:start]}  postMessage({{ step: "ready" }});\n}};\n{script[script.index("const given") :]}'
    )
    made = base64.b64encode(gzip.compress(script.replace("    whole(site),\n", "").encode())).decode()
    path = folder / "bare.html"
    path.write_text(before + mark + made + end + rest, encoding="utf-8")
    return path.as_uri()


def seconds_to_ready(browser: Any, address: str) -> float:
    with Visit(browser, address) as visit:
        return visit.seconds_to_ready


def test_it_is_ready_about_as_soon_as_the_runtime_is(
    visit: Visit, browser: Any, built: Path, address: str, tmp_path: Path
) -> None:
    """At most 1.3 times; others may take its time at one moment or another, so it may try again."""
    runtime = bare(built, tmp_path)
    seconds, ratios = visit.seconds_to_ready, []
    for _ in range(6):
        ratios.append(seconds / seconds_to_ready(browser, runtime))
        if ratios[-1] <= 1.3:
            return
        seconds = seconds_to_ready(browser, address)
    raise AssertionError(ratios)


def test_a_second_file_is_judged_about_as_fast_as_it_could_be(visit: Visit) -> None:
    """At most five times the library's call of the same file in this process; both are measured until they are so.

    Three is what is aimed at; 3.7 was measured on a quiet machine, where most of it is what the runtime itself is slower.
    """
    content = SAMPLES[-1].read_bytes()
    day = date.fromisoformat(DAY)
    standard = find_standard("zhuhai", as_of=day)
    here, there = [], []
    visit.choose(day=DAY)
    for number in range(40):
        visit.drop(file(f"{number}.xlsx", content))
        there.append(float(visit.page.locator("#list tr").last.get_attribute("data-milliseconds")))
        for _ in range(3):
            began = time.perf_counter()
            assess(read_cluster("data.xlsx", content=content), standard, as_of=day)
            here.append((time.perf_counter() - began) * 1000)
        if number > 1 and min(there) <= 5 * min(here):
            return
    raise AssertionError((min(there), min(here)))
