"""`-o`: several at once, folders, names made of clusters' names, and what is never written over."""

from __future__ import annotations

import shutil
from pathlib import Path
from zipfile import is_zipfile

import pytest
from forms import AS_OF, MET, MISSED, form, put, run
from hypothesis import given
from hypothesis import strategies as st

from clustercheck.texts.messages import harmless
from clustercheck.use_cases.file_names import numbered, safe_name

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).parents[2] / "sample_data" / "zhuhai_printing.xlsx"
DAY = ("--as-of", "2026-11-21")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_format_at_once(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here, a=MISSED)
    names = ["r.json", "r.jsonl", "r.csv", "r.md", "r.html", "r.xml", "r.sarif", "r.docx", "r.xlsx"]
    found = run(capsys, "assess", "a.csv", *AS_OF, *(part for name in names for part in ("-o", name)))
    assert found.code == 1
    assert sorted(path.name for path in here.iterdir()) == sorted(["a.csv", *names])
    assert is_zipfile("r.docx")
    assert is_zipfile("r.xlsx")
    assert "U450" in found.err
    assert "结论：未达标" in Path("r.md").read_text(encoding="utf-8")


def test_a_workbook_is_given_back_marked_and_left_as_it_is(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(SAMPLE, "data.xlsx")
    assert run(capsys, "assess", "data.xlsx", *DAY, "-o", "marked.xlsx").code == 1
    assert Path("data.xlsx").read_bytes() == SAMPLE.read_bytes()
    before = run(capsys, "assess", "data.xlsx", *DAY, "-f", "json").json
    after = run(capsys, "assess", "marked.xlsx", *DAY, "-f", "json").json
    assert {**before, "file": ""} == {**after, "file": ""}


@pytest.mark.parametrize("target", ["data.xlsx", "./data.xlsx", "link.xlsx", "{name}.xlsx"])
def test_what_was_read_is_never_written_over(
    here: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    shutil.copy(SAMPLE, "data.xlsx")
    Path("link.xlsx").symlink_to("data.xlsx")
    Path("香洲示例打印耗材集群（虚构）.xlsx").hardlink_to("data.xlsx")
    found = run(capsys, "assess", "data.xlsx", *DAY, "-o", "other.json", "-o", target)
    assert found.code == 2
    assert "U445" in found.err
    assert not Path("other.json").exists()
    assert Path("data.xlsx").read_bytes() == SAMPLE.read_bytes()


@pytest.mark.parametrize("target", ["out", "out/", "new/deep/"])
def test_a_folder_gets_a_word_report_for_each_cluster(
    here: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    put(
        here,
        a=form("zhuhai", name="甲/乙集群"),
        b=form("zhuhai", name="甲/乙集群"),
        c=form("zhuhai", name="-"),
    )
    Path("out").mkdir()
    found = run(capsys, "assess", "a.csv", "b.csv", "c.csv", *AS_OF, "-o", target)
    assert found.code == 0
    assert sorted(path.name for path in Path(target).iterdir()) == [
        "c.docx",
        "甲_乙集群 (2).docx",
        "甲_乙集群.docx",
    ]
    assert "甲_乙集群 (2).docx" in found.err


def test_name_in_a_file_name_stands_for_the_cluster(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here, a=MET, b=b"nonsense")
    found = run(capsys, "assess", "a.csv", "b.csv", *AS_OF, "-o", "out/报告-{name}.md", "-o", "{name}.json")
    assert found.code == 2
    assert sorted(path.name for path in Path("out").iterdir()) == ["报告-b.md", "报告-甲集群.md"]
    assert Path("甲集群.json").read_text(encoding="utf-8").startswith("{")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["-o", "x.pdf"], "U408"),
        (["-o", "nix"], "U408"),
        (["--template", "t.docx"], "U447"),
        (["-o", "x.md", "--template", "t.docx"], "U447"),
        (["-o", "x.docx", "--template", "nix.docx"], "U448"),
        (["-o", "x.docx", "--template", "a.csv"], "U448"),
        (["-o", "nix/x.docx"], "U407"),
        (["-o", "a.csv/"], "U407"),
    ],
)
def test_what_cannot_be_written_is_said(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: str
) -> None:
    put(here, a=MET)
    found = run(capsys, "assess", "a.csv", *AS_OF, *arguments)
    assert found.code == 2
    assert code in found.err
    assert [path.name for path in here.iterdir()] == ["a.csv"]


def test_name_stands_in_the_file_name_only(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # The message names {name}, which the other tests take for a brace left unfilled.
    put(here, a=MET)
    found = run(capsys, "assess", "a.csv", *AS_OF, "-o", "{name}/x.md", traceback=True)
    assert found.code == 2
    assert "U446" in found.err


def test_what_was_there_stays_where_the_new_one_cannot_be_made(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(here, a=MET)
    Path("x.docx").write_text("old")
    assert run(capsys, "assess", "a.csv", *AS_OF, "-o", "x.docx", "--template", "a.csv").code == 2
    assert Path("x.docx").read_text() == "old"


@given(st.text(max_size=400))
def test_a_safe_name_is_safe(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert not set(safe) & set('<>:"/\\|?*')
    assert harmless(safe) == safe
    assert safe == safe.strip(" .")
    assert len(safe.encode()) <= 181
    assert not safe.startswith((".", "~"))


@pytest.mark.parametrize("name", ["CON", "nul", "com1", "LPT¹", "aux.tar", "CONIN$"])
def test_a_name_of_a_device_is_none(name: str) -> None:
    assert safe_name(name) not in (name, "report")
    assert safe_name(name).startswith(name.rstrip("$"))


@pytest.mark.parametrize("name", ["", "...", "///", "\u202e", "  ", "~$"])
def test_what_leaves_no_name_gives_way_to_the_next(name: str) -> None:
    assert safe_name(name, "data") == "data"
    assert safe_name(name) == "report"


def test_names_that_differ_in_case_at_most_are_numbered() -> None:
    taken: dict[str, int] = {}
    found = [numbered(name, taken) for name in ("A.md", "a.md", "a (2).md", "A.md")]
    assert found == ["A.md", "a (2).md", "a (2) (2).md", "A (3).md"]
