"""Standards of one's own: drafted from a known one, told what is lacking, shown and laid side by side."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from forms import MET, run

from clustercheck.catalogue import load
from clustercheck.engine.differences import Change
from clustercheck.formats import limits
from clustercheck.reports.terminal.widths import cell_len

Capsys = pytest.CaptureFixture[str]
IDS = sorted(load())
# Neighbouring schemes, whose texts have numbers by kind, rises and points.
OWN = Path(__file__).parents[1] / "catalogue" / "own_scheme"
SCHEMES = sorted(path.name for path in OWN.iterdir())


@pytest.mark.parametrize("source", [*IDS, *SCHEMES])
def test_a_draft_lacks_its_facts_and_nothing_else(source: str, tmp_path: Path, capsys: Capsys) -> None:
    words = ("standards", "new", "jiashi", "--from", source, "-o", tmp_path, "--edition", "2026")
    drafted = run(capsys, *words, *(("--standards", OWN) if source in SCHEMES else ()))
    assert drafted.code == 0
    text = (tmp_path / "jiashi" / "2026.yaml").read_text(encoding="utf-8")
    # The names of criteria are kept, to be gone through, whatever numbers they hold.
    facts = [line for line in text.splitlines() if not line.lstrip("- ").startswith("zh: ")]
    for number in re.findall(r"\d+(?:\.\d+)?(?= *(?:亿元|%|个|家|平方公里))|[<>]=? *\d", "\n".join(facts)):
        raise AssertionError(number)
    told = run(capsys, "standards", "test", tmp_path / "jiashi", "--lang", "en")
    assert told.code == 2
    codes = re.findall(r"\b(S\d{3}) \S*:(\d+):(\d+)", told.err)
    assert {code for code, _line, _column in codes} == {"S150"}
    lines = text.splitlines()
    assert all("待填" in lines[int(line) - 1] for _code, line, _column in codes)
    assert len(codes) == sum("待填" in line and not line.startswith("#") for line in lines)


def test_a_draft_that_is_filled_in_is_a_standard(tmp_path: Path, capsys: Capsys) -> None:
    run(capsys, "standards", "new", "jiashi", "--from", "zhuhai", "-o", tmp_path, "--edition", "2026")
    path = tmp_path / "jiashi" / "2026.yaml"
    text = path.read_text(encoding="utf-8")
    for key, value in {
        "level": "city", "coverage": "partial", "effective": "2026-01-01", "checked": "2026-11-01",
    }.items():  # fmt: skip
        text = re.sub(rf"^{key}: 待填", f"{key}: {value}", text, flags=re.M)
    kept = []
    for block in text.split("\n  - id: "):
        if re.search(r"(every_year|average|latest|once|growth): 待填", block):
            continue
        kept.append(block)
    text = "\n  - id: ".join(kept).replace("待填", "甲")
    path.write_text(text + "unknown:\n- {id: rest, clause: 附件, text: {zh: 其余}}\n", encoding="utf-8")
    told = run(capsys, "standards", "test", tmp_path / "jiashi", "--lang", "en")
    assert "S150" not in told.err.replace("2026.cases.yaml", "")
    shown = run(capsys, "standards", "show", "jiashi", "--standards", tmp_path, "-f", "json")
    assert json.loads(shown.out)["id"] == "jiashi"


def test_nothing_is_written_over(tmp_path: Path, capsys: Capsys) -> None:
    words = ("standards", "new", "jiashi", "--from", "zhuhai", "-o", tmp_path)
    assert run(capsys, *words).code == 0
    again = run(capsys, *words)
    assert again.code == 2
    assert "U494" in again.err


@pytest.mark.parametrize("id", ["../x", "", "甲", "a/b", ".x"])
def test_a_name_that_is_no_folder(id: str, tmp_path: Path, capsys: Capsys) -> None:
    ended = run(capsys, "standards", "new", id, "--from", "zhuhai", "-o", tmp_path / "in")
    assert ended.code == 2
    assert "U493" in ended.err
    assert not (tmp_path / "in").exists()


def test_the_list_is_by_level(capsys: Capsys) -> None:
    made = json.loads(run(capsys, "standards", "list", "-f", "json", "--as-of", "2027-11-01").out)
    by_id = {each["id"]: each for each in made["standards"]}
    assert by_id["zhuhai"]["days_left"] == -12
    assert by_id["zhuhai"]["status"] == "expired"
    shown = [
        line.split()[0].split("@")[0]
        for line in run(capsys, "standards", "list").out.splitlines()
        if "@" in line
    ]
    assert shown[0] == "national"
    assert shown.index("guangdong") < shown.index("zhuhai") < shown.index("hainan")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [60, 80, 109, 110, 160])
def test_the_list_on_screens_of_any_width(
    columns: int, lang: str, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = run(capsys, "standards", "list", "--lang", lang).out.splitlines()
    labels = {standard.label for editions in load().values() for standard in editions}
    assert labels <= {line.split()[0] for line in lines if line.strip()}
    assert max(map(cell_len, lines)) <= columns


@pytest.mark.parametrize("id", IDS)
def test_a_standard_as_data_and_as_a_document(id: str, capsys: Capsys) -> None:
    made = json.loads(run(capsys, "standards", "show", id, "-f", "json").out)
    standard = load()[id][-1]
    found = [criterion["id"] for section in made["sections"] for criterion in section["criteria"]]
    assert found == [criterion.id for criterion in standard.criteria]
    page = run(capsys, "standards", "show", id, "-f", "md", "--lang", "zh").out
    for threshold in standard.thresholds():
        assert threshold.name.zh in page


def test_two_side_by_side_with_a_workbook(
    tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_bytes(MET)
    monkeypatch.chdir(tmp_path)
    made = json.loads(
        run(capsys, "standards", "diff", "zhuhai", "guangzhou", "--on", "a.csv", "-f", "json").out
    )
    by_id = {each["id"]: each for each in made["criteria"]}
    assert by_id["sme_output_share"]["change"] == Change.LAXER
    assert by_id["sme_rd_growth"]["change"] == Change.STRICTER
    assert by_id["sme_output_share"]["status"] == ["met", "met"]
    assert by_id["chain_layout"]["status"] == ["met", None]
    assert len(made["verdicts"]) == 2
    for format in ("text", "md"):
        shown = run(
            capsys, "standards", "diff", "zhuhai", "guangzhou", "--on", "a.csv", "-f", format, "--lang", "zh"
        )
        assert "中小企业产值占比" in shown.out
        assert "更松" in shown.out


def test_each_number_says_how_it_is_known(capsys: Capsys) -> None:
    made = json.loads(run(capsys, "standards", "show", "liaoning", "-f", "json").out)
    asked = [one for section in made["sections"] for one in section["criteria"]]
    numbers = [one for each in asked for one in each.get("branches", [each])]
    assert {one["sourced"] for one in numbers} == {"page"}
    assert "数字仅见于一处转述" in run(capsys, "standards", "show", "liaoning").out
    assert "数字取自原文" in run(capsys, "standards", "show", "yunnan", "-f", "md", "--lang", "zh").out
    assert "数字取自" not in run(capsys, "standards", "show", "zhuhai", "-f", "md", "--lang", "zh").out


def test_a_fault_in_a_file_with_own_figures_is_told(tmp_path: Path, capsys: Capsys) -> None:
    """The figures count while the file is read, be there another fault or not."""
    source = Path(load()["liaoning"][0].file).read_text(encoding="utf-8")
    path = tmp_path / "liaoning" / "2023.yaml"
    path.parent.mkdir()
    path.write_text(source.replace("level: province", "level: county"), encoding="utf-8")
    told = run(capsys, "standards", "test", path.parent, "--lang", "en")
    assert told.code == 2
    assert re.findall(r"\b(S\d{3}) ", told.err) == ["S108"]


def test_two_side_by_side_read_what_each_declares(
    tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A figure that one of the two declares is read for it; a list of clusters asks which."""
    (tmp_path / "a.csv").write_text(
        "指标,单位,2025年\n集群总产值,亿元,50\n省级及以上创新平台数,个,6\n", encoding="utf-8"
    )
    (tmp_path / "b.csv").write_text(
        "集群名称,指标,单位,2025年\n甲,集群总产值,亿元,6\n乙,集群总产值,亿元,7\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    words = ("standards", "diff", "liaoning", "national", "-f", "json", "--as-of", "2026-06-30")
    made = json.loads(run(capsys, *words, "--on", "a.csv").out)
    by_id = {each["id"]: each for each in made["criteria"]}
    own = [id for id in by_id if id.startswith("liaoning_") and "platform" in id]
    assert [by_id[id]["status"] for id in own] == [["met", None]]
    asked = run(capsys, *words, "--on", "b.csv", "--lang", "en")
    assert (asked.code, "U420" in asked.err, "--row" in asked.err) == (2, True, True)
    assert run(capsys, *words, "--on", "b.csv", "--row", "乙").code == 0


def test_a_form_s_own_figures_are_read_without_being_judged(tmp_path: Path, capsys: Capsys) -> None:
    """`read` knows what the standard of the form declares, as `assess` does; another standard's form does not."""
    form = tmp_path / "form.xlsx"
    run(capsys, "template", "--city", "liaoning", "-o", form)
    found = json.loads(run(capsys, "read", form, "-f", "json").out)
    assert not found["ignored"]
    assert "liaoning_standards" in {one["indicator"] for one in found["observations"]}
    (cell,) = [
        one["cell"] for one in found["observations"]
        if one["indicator"] == "liaoning_standards" and one["year"] == max(found["years"])
    ]  # fmt: skip
    assert "liaoning_standards" in run(capsys, "read", form, "--explain", cell).out
    draft = tmp_path / "labels.yaml"
    run(capsys, "read", form, "--draft-map", draft)
    assert not draft.exists()
    other = json.loads(run(capsys, "read", form, "--city", "zhuhai", "-f", "json").out)
    assert {one["text"] for one in other["ignored"]} >= {"liaoning_standards"}
    assert run(capsys, "read", form, "--city", "nowhere").code == 2


@pytest.mark.parametrize("words", [("assess", "--map"), ("check", "--baseline"), ("standards", "test")])
def test_a_text_file_that_is_too_large_is_refused(
    words: tuple[str, ...], tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A device that never ends is one; the memory of the machine is not taken for it."""
    text = tmp_path / "anywhere" / "2024.yaml"
    text.parent.mkdir()
    text.write_text("labels: []\n" * 10, encoding="utf-8")
    monkeypatch.setattr(limits, "LIMITS", limits.LIMITS._replace(text_file=100))
    form = () if words[0] == "standards" else (MET,)
    told = run(capsys, words[0], *form, *words[1:], text, "--lang", "en")
    assert told.code == 2
    assert "it is too large" in told.err
