"""The report that a terminal shows by default fits a screen, says every list and leaves nothing out unsaid."""

from __future__ import annotations

from pathlib import Path

import pytest

from clustercheck.cli import main
from clustercheck.model.cluster import Cell
from clustercheck.reports.assessment.text_short import MOST_LINES
from clustercheck.reports.wording.cell_ranges import ranges_of

ROOT = Path(__file__).parents[2]
SAMPLES = sorted(path.name for path in (ROOT / "sample_data").glob("*.xlsx"))
CITIES = ("zhuhai", "guangzhou", "qingyuan", "sichuan", "hainan")


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    with pytest.raises(SystemExit):
        main([*words, "--as-of", "2026-11-21"])
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_fits_a_screen(
    sample: str, language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    lines = shown(capsys, "assess", str(ROOT / "sample_data" / sample), "--lang", language)
    assert 10 < len(lines) <= MOST_LINES
    verdict = " ".join(lines).rpartition("结论：" if language == "zh" else "Verdict: ")[2]
    word = verdict.split("（")[0].split(" (")[0]
    assert any(line.startswith(word) for line in lines[2:4])


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("city", CITIES)
def test_an_untouched_form_fits_a_screen(
    city: str,
    language: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    form = tmp_path / "form.xlsx"
    with pytest.raises(SystemExit):
        main(["template", "--city", city, "-o", str(form)])
    capsys.readouterr()
    assert len(shown(capsys, "assess", str(form), "--lang", language)) <= MOST_LINES


def test_all_lists_every_condition(capsys: pytest.CaptureFixture[str]) -> None:
    sample = str(ROOT / "sample_data" / "zhuhai_printing.xlsx")
    short = "\n".join(shown(capsys, "assess", sample, "--lang", "zh"))
    whole = "\n".join(shown(capsys, "assess", sample, "--lang", "zh", "--all"))
    condition = "污染物排放治理有效"
    assert condition not in short
    assert condition in whole


def test_a_quiet_run_is_a_line_a_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    lines = shown(capsys, "assess", str(ROOT / "sample_data"), "-q", "--lang", "en")
    assert [line.split("  ")[0].rpartition("/")[2] for line in lines] == SAMPLES


@pytest.mark.parametrize(
    ("refs", "wanted"),
    [
        (("D5",), "表!D5"),
        (("D5", "E5", "F5"), "表!D5–F5"),
        (("D5", "D6", "D7", "D9"), "表!D5–D7、D9"),
        (("D5", "E5", "D6", "E6", "E7"), "表!D5–E6、E7"),
        (("Z1", "AA1"), "表!Z1–AA1"),
        (("D5", "D5"), "表!D5"),
        (("第三行",), "表!第三行"),
    ],
)
def test_neighbouring_cells_are_a_range(refs: tuple[str, ...], wanted: str) -> None:
    from clustercheck.texts.messages import use_language

    use_language("zh")
    assert ranges_of(Cell("表", ref) for ref in refs) == wanted
