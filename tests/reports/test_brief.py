"""The brief: one page for whoever decides, in Word and in the browser."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from office import HOSTILE, SAMPLES, WRITER, ZHUHAI, assessed, blocks, named
from pages import Parsed

from clustercheck.catalogue import find_standard
from clustercheck.cli import main
from clustercheck.form import render_form
from clustercheck.model.findings import Unread
from clustercheck.model.problems import Where, error
from clustercheck.reports import Material, Result, document
from clustercheck.reports.wording.brief import brief_of
from clustercheck.texts.messages import harmless, use_language

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def brief(format: str, *results: Result) -> bytes:
    return document(format, results, Material({}, None, "brief")).content


def blank() -> bytes:
    from office import DAY

    return render_form(find_standard("zhuhai", as_of=DAY), (2022, 2023, 2024, 2025))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_it_has_the_verdict_five_figures_and_room_for_two_signatures(path: Path) -> None:
    assessment = assessed(path)
    page, lines = brief_of(assessment), list(blocks(brief("docx", assessment)))
    words = Parsed(brief("html", assessment).decode()).outline
    assert len(page.key_figures) == min(5, len(list(assessment.standard.thresholds())))
    for text in (
        page.verdict_words,
        *(each.name for each in page.key_figures),
        *(each.what for each in page.owed),
    ):
        assert text in words
        assert any(text in line for line in lines)
    assert lines[-1].count("签字") == words.count("签字") == 2


def test_what_is_missed_is_among_the_figures_and_first_of_what_is_owed() -> None:
    page = brief_of(assessed(ZHUHAI))
    assert [each.name for each in page.key_figures if each.status == "missed"] == [
        "近三年产值",
        "中小企业产值占比",
    ]
    assert page.owed[0] == ("近三年产值", "2023年差 0.5 亿元", "最早 2027 年申报")
    assert {each.what for each in page.owed} >= {"有较高的集群品牌知名度（附件 二）", "1 项条件的佐证材料"}


def test_names_that_mean_no_good_stay_texts() -> None:
    for name in HOSTILE:
        assessment = named(assessed(ZHUHAI), name)
        assert any(harmless(name) in line for line in blocks(brief("docx", assessment)))
        page = Parsed(brief("html", assessment).decode())
        assert all(tag != "img" for tag, _ in page.elements)
        assert page.raw.keys() == {"style", "script"}


def test_a_file_that_could_not_be_read_is_named() -> None:
    unread = Unread("缺.xlsx", [error("C101", Where("缺.xlsx"))])
    for format in ("docx", "html"):
        content = brief(format, unread, assessed(ZHUHAI))
        text = "\n".join(blocks(content)) if format == "docx" else content.decode()
        assert "缺.xlsx" in text


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed")
def test_each_is_one_page_in_the_browser(tmp_path: Path, language: str) -> None:
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    use_language(language)
    results = [*map(assessed, SAMPLES), assessed(Path("blank.xlsx"), blank(), "zhuhai")]
    path = tmp_path / "brief.html"
    path.write_bytes(brief("html", *results))
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        page = running.new_page()
        page.goto(path.as_uri())
        printed = page.pdf(prefer_css_page_size=True)
        running.close()
    assert printed.count(b"/Type /Page\n") == len(results)


@pytest.mark.skipif(WRITER is None, reason="LibreOffice Writer is not installed")
def test_each_is_one_page_in_an_office_program(tmp_path: Path) -> None:
    results = [*map(assessed, SAMPLES), assessed(Path("blank.xlsx"), blank(), "zhuhai")]
    (tmp_path / "brief.docx").write_bytes(brief("docx", *results))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(WRITER), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "brief.docx")], capture_output=True, timeout=120, check=True)
    assert len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "brief.pdf").read_bytes())) == len(results)


def code_of(*options: str) -> object:
    with pytest.raises(SystemExit) as exit:
        main(["assess", str(ZHUHAI), *options])
    return exit.value.code


def test_the_command_writes_it_where_it_can_be_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for suffix in ("docx", "html"):
        path = tmp_path / f"brief.{suffix}"
        assert code_of("--paper", "brief", "-o", str(path)) == 1
        assert path.stat().st_size > 1000
    assert len(docx.Document(io.BytesIO((tmp_path / "brief.docx").read_bytes())).tables) == 3
    assert code_of("--paper", "brief", "-o", str(tmp_path / "x.csv")) == 2
    assert ".docx" in capsys.readouterr().err
    assert code_of("--paper", "poster") == 2
