"""Draw what the program makes, for the README and the site, as files of `docs/pictures`.

`make_pictures.py [terminal] [html] [documents] [page]` draws some kinds only. The terminal is drawn run by run on a grid of
cells, for rich's own SVG counts characters where a Chinese one takes two cells. Pages are drawn by chromium, papers and
workbooks by LibreOffice, the web page from what `scripts/build_page` left in `dist`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from html import escape
from io import StringIO
from pathlib import Path
from typing import Any

import make_inbox
import office_picture
from rich.ansi import AnsiDecoder
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style

from clustercheck import assess, find_standard, read_cluster
from clustercheck.model.findings import Assessment
from clustercheck.reports.assessment.text import print_report
from clustercheck.texts.messages import use_language

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
SAMPLE = "sample_data/zhuhai_printing.xlsx"
DAY = date(2026, 11, 21)
WIDTH = 100
PAGE_WIDTH, PAGE_HEIGHT = 960, 1130
CELL, LINE, MARGIN = 8.4, 19, 18
FONTS = "Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', 'Noto Sans CJK SC', 'Microsoft YaHei', monospace"
# By the number of the ANSI colour.
COLOURS = {1: "#d13438", 2: "#2f8a45", 3: "#b7791f", 5: "#9333ea", 6: "#0e7c86"}
BACKGROUND, INK, FAINT = "#ffffff", "#1f2328", "#818890"
# A run of wide characters, or of narrow ones without a gap that a font could stretch.
_RUNS = re.compile(r"[⺀-￠“”‘’…]+|[^⺀-￠“”‘’…\s]+")


def draw(language: str) -> str:
    """The report as SVG, without any font or picture from elsewhere."""
    assessment = _assessment(language)
    stream = StringIO()
    print_report(
        [assessment], Console(width=WIDTH, file=stream, force_terminal=True, color_system="standard")
    )
    console = Console(width=WIDTH, file=StringIO())
    texts: list[str] = []
    lines = list(AnsiDecoder().decode(stream.getvalue()))
    for number, line in enumerate(lines):
        x = 0
        for segment in line.render(console):
            texts += _runs(segment.text, x, number, segment.style)
            x += cell_len(segment.text)
    width, height = WIDTH * CELL + 2 * MARGIN, len(lines) * LINE + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" font-size="14" '
        f'font-family="{escape(FONTS)}">\n<rect width="100%" height="100%" fill="{BACKGROUND}"/>\n'
        + "\n".join(texts)
        + "\n</svg>\n"
    )


def photograph(language: str, browser: Any) -> bytes:
    """The head of the page as PNG."""
    from clustercheck.reports.html import render

    with tempfile.TemporaryDirectory() as folder:
        page_file = Path(folder, "report.html")
        page_file.write_bytes(render(_assessment(language)))
        # Its policy allows no style but its own.
        context = browser.new_context(
            viewport={"width": PAGE_WIDTH, "height": PAGE_HEIGHT}, color_scheme="light", bypass_csp=True
        )
        page = context.new_page()
        page.goto(page_file.as_uri())
        # Without the longer lists, and filtered, so that judgements with their charts are in the picture too.
        page.add_style_tag(content=".of-sensitive, .of-doubts, .of-cautions { display: none }")
        page.locator("input[value=sensitive]").check()
        picture: bytes = page.screenshot()
    return picture


def _assessment(language: str) -> Assessment:
    use_language(language)
    cluster = read_cluster(SAMPLE, content=(ROOT / SAMPLE).read_bytes())
    return assess(cluster, find_standard("zhuhai", as_of=DAY), as_of=DAY)


def _runs(text: str, x: int, number: int, style: Style | None) -> Iterator[str]:
    for run in _RUNS.finditer(text):
        left = MARGIN + (x + cell_len(text[: run.start()])) * CELL
        base = MARGIN + (number + 0.75) * LINE
        length = cell_len(run[0]) * CELL
        yield (
            f'<text x="{left:.1f}" y="{base:.1f}" textLength="{length:.1f}" {_look(style)}>{escape(run[0])}</text>'
        )


def _look(style: Style | None) -> str:
    colour = COLOURS.get(style.color.number or 0) if style and style.color else None
    colour = colour or (FAINT if style and style.dim else INK)
    return f'fill="{colour}"' + (' font-weight="bold"' if style and style.bold else "")


def documents(language: str, browser: Any) -> None:
    """The form, the marked workbook, the papers, a notice and the list of those recommended, in a language."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sample, day = str(ROOT / SAMPLE), DAY.isoformat()
        make_inbox.fill(folder / "inbox")
        for command in (
            ["template", "--city", "zhuhai", "--as-of", day, "-o", "form.xlsx"],
            ["assess", sample, "--as-of", day, "-o", "report.docx", "-o", "marked.xlsx", "-o", "report.html"],
            ["assess", sample, "--as-of", day, "--paper", "brief", "-o", "brief.html"],
            ["batch", "inbox", "--as-of", day, "-o", "all.html", "-o", "all.xlsx", "--quota", "8"],
            [
                "batch",
                "inbox/02.xlsx",
                "inbox/23.xlsx",
                "--as-of",
                day,
                "--notices",
                "notices",
                "--reply-by",
                "2026-12-05",
                "--contact",
                "0756-1234567",
            ],
        ):
            words = [sys.executable, "-m", "clustercheck", *command, "--lang", language]
            subprocess.run(words, cwd=folder, capture_output=True, check=False)
        for page in ("brief", "report", "all"):
            shown = browser.new_page()
            shown.goto((folder / f"{page}.html").as_uri())
            shown.pdf(path=folder / f"{page}.pdf", prefer_css_page_size=True)
            shown.close()
        (notice,) = (folder / "notices").glob("*23*.docx")
        for picture, file, page, height in (
            ("marked", folder / "marked.xlsx", 5 if language == "zh" else 6, 0),
            ("recommended", folder / "all.xlsx", 1, 680),
            ("notice", notice, 1, 640),
            ("paper-brief", folder / "brief.pdf", 1, 0),
            ("paper-page", folder / "report.pdf", 1, 0),
            ("paper-overview", folder / "all.pdf", 1, 0),
            ("paper-word", folder / "report.docx", 1, 0),
        ):
            (PICTURES / f"{picture}.{language}.png").write_bytes(
                office_picture.photograph(file, page, height)
            )
        if language == "zh":  # the form is Chinese alone
            (PICTURES / "form.png").write_bytes(office_picture.photograph(folder / "form.xlsx", 3))


def web_page(language: str, browser: Any) -> None:
    """The web page that `scripts/build_page` made, with the sample in it."""
    built = ROOT / "dist" / "clustercheck.html"
    if not built.is_file():
        print("dist/clustercheck.html is not there: the picture of the web page is left as it is")
        return
    locale = {"zh": "zh-CN", "en": "en-GB"}[language]
    page = browser.new_context(viewport={"width": 1100, "height": 1240}, locale=locale).new_page()
    page.goto(built.as_uri())
    page.wait_for_selector("body[data-step=ready]", state="attached", timeout=120_000)
    page.locator("#day").fill(DAY.isoformat())
    page.locator("#file").set_input_files(ROOT / SAMPLE)
    page.wait_for_selector("body[data-shown]", state="attached", timeout=120_000)
    page.locator("#day").blur()
    page.evaluate("scrollTo(0, 0)")
    (PICTURES / f"page.{language}.png").write_bytes(page.screenshot())


def main(kinds: list[str]) -> None:
    """Draw what was asked for."""
    if "terminal" in kinds:
        for language in ("zh", "en"):
            (PICTURES / f"report.{language}.svg").write_text(draw(language), encoding="utf-8")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None or not office_picture.is_possible():
        print("chromium, soffice or pdftoppm is not installed: the other pictures are left as they are")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-lcd-text"]
        )
        for language in ("zh", "en"):
            if "html" in kinds:
                (PICTURES / f"report-html.{language}.png").write_bytes(photograph(language, browser))
            if "documents" in kinds:
                documents(language, browser)
            if "page" in kinds:
                web_page(language, browser)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:] or ["terminal", "html", "documents", "page"])
