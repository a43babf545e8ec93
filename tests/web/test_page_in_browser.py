"""The page as people meet it: in a real browser, from disk and from a server, with Python in a worker."""

from __future__ import annotations

import base64
import csv
import gzip
import http.server
import io
import json
import shutil
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
from formats import EVERY, Page
from forms import MET, MISSED, form, run
from visits import PHONE, Visit, file

from clustercheck import assess, find_standard, read_cluster
from clustercheck.formats.limits import LIMITS

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "sample_data").glob("*.xlsx"))
DAY = "2026-01-31"
_AXE = """axe.run(document, {resultTypes: ["violations"], preload: false, iframes: false}).then(
    found => found.violations.map(each => [each.id, each.nodes.map(node => node.html.slice(0, 200))])
)"""


@pytest.fixture(scope="module")
def address(built: Path) -> str:
    return (built / "clustercheck.html").as_uri()


def altered(built: Path, folder: Path, **facts: float) -> str:
    """The page with other limits of its own; those are data, which its policy leaves alone."""
    before, mark, rest = (built / "clustercheck.html").read_text(encoding="utf-8").partition('id="facts">')
    text, end, rest = rest.partition("</script>")
    path = folder / "altered.html"
    path.write_text(before + mark + json.dumps(json.loads(text) | facts) + end + rest, encoding="utf-8")
    return path.as_uri()


def every_format() -> dict[str, bytes]:
    """Thirty workbooks: forms of the standards in every format that is read, and some with faults."""
    found = {}
    kinds = {
        "met": MET,
        "guangzhou": form("guangzhou"),
        "faults": form("zhuhai", sme_output=["1", "约2", "-", "4"], smes="三百", brand_awareness="-"),
        "unknown": form("hainan", standard="西市", jurisdiction="西市"),
    }
    for kind, content in kinds.items():
        rows = [*csv.reader(io.StringIO(content.decode()))]
        for suffix, make in EVERY.items():
            found[f"{kind}.{suffix}"] = make(Page(rows))
    return found


def test_what_it_says_is_what_the_command_line_says(
    browser: Any,
    address: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for path in SAMPLES:
        shutil.copy(path, tmp_path)
    for name, content in every_format().items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == 40
    with Visit(browser, address) as visit:
        visit.choose(day=DAY)
        visit.drop(*(tmp_path / name for name in names))
        assert visit.page.locator("#list tr").count() == 40
        made = {format: visit.download(f"as_{format}") for format in ("html", "json", "md", "csv")}
        reports = visit.download("as_zip")
        table = visit.download("as_table")
        # One of them, alone.
        visit.page.locator("[data-show]", has_text="zhuhai_printing.xlsx").click()
        visit.page.locator("[data-format=as_xlsx]").wait_for()
        made |= {
            f"one.{format}": visit.download(f"as_{format}")
            for format in ("html", "json", "md", "xlsx", "brief")
        }
    call = ("assess", *names, "--as-of", DAY)
    one = ("assess", "zhuhai_printing.xlsx", "--as-of", DAY)
    outputs = [
        word for format in ("html", "json", "md", "csv", "xlsx") for word in ("-o", f"all/all.{format}")
    ]
    Path("all").mkdir()
    run(capsys, *call, *outputs)
    run(
        capsys,
        *one,
        *(word for format in ("html", "json", "md", "xlsx") for word in ("-o", f"all/one.{format}")),
    )
    run(capsys, *one, "--paper", "brief", "-o", "all/brief.html")
    for name, content in made.items():
        written = {"one.brief": "brief.html"}.get(name, name if name.startswith("one") else f"all.{name}")
        same = same_cells if name.endswith("xlsx") else bytes.__eq__
        assert same(content, Path("all", written).read_bytes()), name
    assert same_cells(table, Path("all/all.xlsx").read_bytes())
    with zipfile.ZipFile(io.BytesIO(reports)) as archive:
        assert archive.read("clustercheck.html") == made["html"]
        assert len(archive.namelist()) > 30


def same_cells(one: bytes, other: bytes) -> bool:
    """Whether two workbooks show the same; how their XML is spaced and compressed depends on the libraries at hand."""
    return shown_in(one) == shown_in(other)


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


def test_a_hostile_file_is_ended_and_the_others_go_on(browser: Any, address: str, tmp_path: Path) -> None:
    """Nothing here would harm anybody: one byte over our own limit, and more plain forms than anybody waits for."""
    large = tmp_path / "large.xlsx"
    with large.open("wb") as stream:
        stream.truncate(LIMITS.file + 1)
    with Visit(browser, address) as visit:
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


def test_what_takes_too_long_is_given_up(browser: Any, built: Path, tmp_path: Path) -> None:
    with Visit(browser, altered(built, tmp_path, seconds=0.001)) as visit:
        visit.page.locator("#file").set_input_files([file("slow.csv", MET)])
        visit.until("[data-state=ended]")
        # The page answers all the while.
        visit.choose(standard="zhuhai")
        assert visit.page.locator("#standard").input_value() == "zhuhai"


@pytest.mark.parametrize(
    ("viewport", "scheme", "language"), [(None, "light", "zh-CN"), (PHONE, "dark", "en-US")]
)
def test_axe_finds_nothing_and_nothing_is_cut(
    browser: Any, address: str, viewport: dict[str, int] | None, scheme: str, language: str
) -> None:
    pytest.importorskip("axe_playwright_python", reason="axe is not installed")
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    context = {"color_scheme": scheme, "locale": language}
    with Visit(browser, address, **context, **({"viewport": viewport} if viewport else {})) as visit:
        page = visit.page
        # The keyboard alone: the first stop leads on, the next is the language.
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == "language"
        visit.drop(file("faulty.csv", form("zhuhai", sme_output=["1", "约2", "-", "4"])))
        for summary in page.locator("summary").all():
            summary.click()
        visit.until("#figures input")
        page.locator("[data-figure='land_area.2024']").fill("500")
        visit.until("#supposed .verdict")
        width = page.evaluate("innerWidth")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert visit.report.evaluate("document.documentElement.scrollWidth <= innerWidth")
        # At 200 % a window has half the room.
        page.set_viewport_size({"width": width // 2 if viewport is None else width, "height": 600})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.evaluate(axe)
        assert page.evaluate(_AXE) == []
        visit.report.evaluate(axe)
        assert visit.report.evaluate(_AXE) == []
        # A link within the report leads within it.
        visit.report.locator(".list a[href^='#']").first.click()
        assert visit.report.url.startswith("about:srcdoc#")
        # On paper the report stands alone, all of it.
        printed = page.pdf(prefer_css_page_size=True)
        assert printed.count(b"/Type /Page\n") in range(3, 12)
        assert page.locator(".paper").count() == 0


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
    # The one file needs nothing but itself, from wherever it comes, and has no service worker.
    page.goto(f"{server}/clustercheck.html")
    page.wait_for_selector("body[data-step=ready]", state="attached")
    assert faults == []
    context.close()


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
        if path.is_file():
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
    ready = script.index('  postMessage({ step: "ready" });')
    script = (
        script[:start]
        + script[ready : script.index("  // What waits", ready)]
        + script[script.index("};", ready) :]
    )
    made = base64.b64encode(gzip.compress(script.replace("    whole(site),\n", "").encode())).decode()
    path = folder / "bare.html"
    path.write_text(before + mark + made + end + rest, encoding="utf-8")
    return path.as_uri()


def seconds_to_ready(browser: Any, address: str) -> float:
    began = time.perf_counter()
    with Visit(browser, address):
        return time.perf_counter() - began


def test_it_is_ready_about_as_soon_as_the_runtime_is(
    browser: Any, built: Path, address: str, tmp_path: Path
) -> None:
    """On a quiet machine 1.0 to 1.2 times; tests run beside each other, so twice that is let pass."""
    runtime = bare(built, tmp_path)
    times = [(seconds_to_ready(browser, runtime), seconds_to_ready(browser, address)) for _ in range(2)]
    assert min(page for _bare, page in times) < 2 * min(bare for bare, _page in times)


def test_a_second_file_is_judged_about_as_fast_as_it_could_be(browser: Any, address: str) -> None:
    """On a quiet machine 2.5 times the library's call in this process; twice that is let pass, as above."""
    content = SAMPLES[-1].read_bytes()
    with Visit(browser, address) as visit:
        visit.drop(SAMPLES[0])
        times = []
        for number in range(3):
            visit.page.evaluate("delete document.body.dataset.shown")
            visit.drop(file(f"{number}.xlsx", content))
            times.append(float(visit.page.locator("#list tr").last.get_attribute("data-milliseconds")))
    day = date.fromisoformat(DAY)
    standard = find_standard("zhuhai", as_of=day)
    native = []
    for _ in range(4):
        began = time.perf_counter()
        assess(read_cluster("data.xlsx", content=content), standard, as_of=day)
        native.append((time.perf_counter() - began) * 1000)
    assert min(times) < 6 * min(native)
