"""Draw the reports of a sample for the README, as files of `docs/pictures`.

`report.zh.svg` and `.en.svg` are the terminal, `report-html.zh.png` and `.en.png` the page, `report-word.png` pages of
the Word report. `make_pictures.py [terminal] [html] [word]` draws one kind only. The terminal is drawn run by run on a
grid of cells, for rich's own SVG counts characters where a Chinese one takes two cells. The page is what chromium
makes of it, the Word report what LibreOffice does.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from html import escape
from io import StringIO
from pathlib import Path

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


def photograph(language: str) -> bytes | None:
    """The head of the page as PNG; None where there is no chromium to make it."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        return None
    from playwright.sync_api import sync_playwright

    from clustercheck.reports.html import render

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder, "report.html")
        page_file.write_bytes(render(_assessment(language)))
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-lcd-text"]
        )
        # Its policy allows no style but its own.
        context = browser.new_context(
            viewport={"width": PAGE_WIDTH, "height": PAGE_HEIGHT}, color_scheme="light", bypass_csp=True
        )
        page = context.new_page()
        page.goto(page_file.as_uri())
        # Without the longer lists, and filtered, so that judgements with their charts are in the picture too.
        page.add_style_tag(content=".of-sensitive, .of-doubts, .of-cautions { display: none }")
        page.locator("input[value=sensitive]").check()
        picture = page.screenshot()
        browser.close()
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


def main(kinds: list[str]) -> None:
    """Draw what was asked for."""
    for language in ("zh", "en"):
        if "terminal" in kinds:
            (PICTURES / f"report.{language}.svg").write_text(draw(language), encoding="utf-8")
        if "html" in kinds:
            picture = photograph(language)
            if picture is None:
                print("no chromium is installed: the pictures of the page are left as they are")
                break
            (PICTURES / f"report-html.{language}.png").write_bytes(picture)
    if "word" in kinds:
        import word_picture

        pages = word_picture.photograph(_assessment("zh"))
        if pages is None:
            print("soffice or pdftoppm is not installed: the picture of the Word report is left as it is")
        else:
            (PICTURES / "report-word.png").write_bytes(pages)


if __name__ == "__main__":
    main(sys.argv[1:] or ["terminal", "html", "word"])
