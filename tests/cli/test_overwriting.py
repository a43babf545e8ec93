"""What `-o` writes over: what this tool made and nobody has changed since, and never what is read in the same run."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from forms import AS_OF, MET, MISSED, Run, form, put, run

pytestmark = pytest.mark.slow

Capsys = pytest.CaptureFixture[str]
SAMPLE = Path(__file__).parents[2] / "sample_data" / "zhuhai_printing.xlsx"
REPORTS = ("json", "jsonl", "csv", "md", "html", "xml", "sarif", "docx", "xlsx")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, a=MET, b=MISSED)
    return tmp_path


def assess(capsys: Capsys, *arguments: str) -> Run:
    return run(capsys, "assess", "a.csv", *arguments, *AS_OF, "--fail-on", "never")


def template(capsys: Capsys, *arguments: str) -> Run:
    return run(capsys, "template", "--city", "zhuhai", "--years", "2021-2024", *arguments)


def refuses(found: Run, path: str, before: bytes) -> bool:
    return (found.code, "U470" in found.err, path in found.err, Path(path).read_bytes() == before) == (2,) + (
        True,
    ) * 3


def foreign(suffix: str) -> bytes:
    """Someone else's file of that kind."""
    stream = io.BytesIO()
    if suffix == "xlsx":
        book = openpyxl.Workbook()
        book.worksheets[0]["A1"] = "我的"
        book.save(stream)
    elif suffix == "docx":
        paper = docx.Document()
        paper.add_paragraph("我的")
        paper.save(stream)
    else:
        made = {
            "json": '{"schema": "other/1"}', "jsonl": '{"a": 1}\n', "csv": "file,cluster\nx,y\n", "md": "# 我的\n",
            "html": "<!doctype html><title>x</title>", "xml": "<testsuites name='other'/>", "sarif": '{"runs": []}',
        }  # fmt: skip
        stream.write(made[suffix].encode())
    return stream.getvalue()


@pytest.mark.parametrize("suffix", REPORTS)
def test_a_report_of_ours_is_replaced_and_no_other_file(capsys: Capsys, suffix: str) -> None:
    name = f"r.{suffix}"
    assert assess(capsys, "-o", name).code == 0
    first = Path(name).read_bytes()
    assert assess(capsys, "b.csv", "-o", name).code == 0
    assert Path(name).read_bytes() != first
    for other in REPORTS:
        before = foreign(other)
        Path(name).write_bytes(before)
        assert refuses(assess(capsys, "-o", name), name, before)
    assert assess(capsys, "-o", name, "--force").code == 0
    assert Path(name).read_bytes() == first


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "md", "html", "jsonl"])
def test_so_does_batch_and_before_the_work(capsys: Capsys, suffix: str) -> None:
    name = f"all.{suffix}"
    for _time in range(2):
        assert run(capsys, "batch", "a.csv", "-o", name, *AS_OF).code == 0
    before = foreign(suffix)
    Path(name).write_bytes(before)
    found = run(capsys, "batch", "a.csv", "-o", "new.jsonl", "-o", name, *AS_OF)
    assert refuses(found, name, before)
    assert not list(Path().glob("new*"))
    assert run(capsys, "batch", "a.csv", "-o", name, "--force", *AS_OF).code == 0
    assert Path(name).read_bytes() != before


def test_nor_is_what_has_the_name_under_which_a_batch_grows(here: Path, capsys: Capsys) -> None:
    (here / "all.jsonl.partial").write_bytes(b"mine")
    found = run(capsys, "batch", "a.csv", "-o", "all.jsonl", *AS_OF)
    assert refuses(found, "all.jsonl.partial", b"mine")
    assert not list(here.glob("*.state"))


@pytest.mark.parametrize("suffix", ["json", "sarif", "xml"])
def test_so_does_check(capsys: Capsys, suffix: str) -> None:
    name = f"c.{suffix}"
    for _time in range(2):
        assert run(capsys, "check", "a.csv", "-o", name, *AS_OF).code == 0
    before = foreign(suffix)
    Path(name).write_bytes(before)
    assert refuses(run(capsys, "check", "a.csv", "-o", name, *AS_OF), name, before)
    assert run(capsys, "check", "a.csv", "-o", name, "--force", *AS_OF).code == 0


@pytest.mark.parametrize("suffix", ["md", "html", "xml"])
def test_a_report_that_someone_has_written_into_stays(capsys: Capsys, suffix: str) -> None:
    name = f"r.{suffix}"
    assess(capsys, "-o", name)
    text = Path(name).read_text(encoding="utf-8")
    for changed in (
        text.replace("集群", "企业"),
        text + "批注\n",
        text.replace("<!-- clustercheck", "批注<!-- clustercheck"),
    ):
        assert changed != text
        Path(name).write_text(changed, encoding="utf-8")
        assert refuses(assess(capsys, "-o", name), name, changed.encode())


def resaved(path: str, sheet: int, cell: str, value: object) -> bytes:
    book = openpyxl.load_workbook(path)
    book.worksheets[sheet][cell] = value
    book.save(path)
    return Path(path).read_bytes()


def rewritten(path: str, old: bytes, new: bytes) -> bytes:
    """Changed by a program that leaves the document's properties as they are."""
    stream = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(stream, "w") as target:
        parts = {name: source.read(name) for name in source.namelist()}
        assert any(old in part for part in parts.values())
        for name, part in parts.items():
            target.writestr(name, part.replace(old, new))
    Path(path).write_bytes(stream.getvalue())
    return stream.getvalue()


def test_a_form_is_replaced_while_it_is_blank(capsys: Capsys) -> None:
    assert template(capsys, "-o", "form.xlsx").code == 0
    blank = Path("form.xlsx").read_bytes()
    assert template(capsys, "-o", "form.xlsx", "--lang", "en").code == 0
    assert Path("form.xlsx").read_bytes() == blank
    filled = resaved("form.xlsx", 1, "D6", 31.5)
    found = template(capsys, "-o", "form.xlsx", "--lang", "en")
    assert refuses(found, "form.xlsx", filled)
    assert "filled in or changed since" in found.err
    assert "--force" in found.err
    assert template(capsys, "-o", "form.xlsx", "--force").code == 0
    assert Path("form.xlsx").read_bytes() == blank


@pytest.mark.parametrize("command", ["template", "assess", "batch"])
def test_a_filled_form_stays_whoever_filled_it(capsys: Capsys, command: str) -> None:
    def over() -> Run:
        if command == "template":
            return template(capsys, "-o", "form.xlsx")
        return run(capsys, command, "a.csv", "-o", "form.xlsx", *AS_OF)

    template(capsys, "-o", "form.xlsx")
    changed = rewritten("form.xlsx", b"zhuhai@2024", b"zhuhai@2023")
    assert refuses(over(), "form.xlsx", changed)
    # Made filled, as the samples are: nothing was changed since, and it is full of figures.
    shutil.copy(SAMPLE, "form.xlsx")
    assert refuses(over(), "form.xlsx", SAMPLE.read_bytes())


def test_a_marked_workbook_is_replaced_unless_it_was_filled_in_further(capsys: Capsys) -> None:
    shutil.copy(SAMPLE, "data.xlsx")
    call = ("assess", "data.xlsx", "--as-of", "2026-11-21", "-o", "marked.xlsx")
    for _time in range(2):
        assert run(capsys, *call).code == 1
    changed = rewritten("marked.xlsx", b"<v>", b"<v>1")
    assert refuses(run(capsys, *call), "marked.xlsx", changed)


def test_nothing_is_lost_with_an_empty_file(capsys: Capsys) -> None:
    Path("r.json").touch()
    assert assess(capsys, "-o", "r.json").code == 0


def test_what_was_there_stays_until_the_new_one_is_whole(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    assess(capsys, "-o", "r.json")
    before = Path("r.json").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    found = assess(capsys, "b.csv", "-o", "r.json")
    assert (found.code, "U407" in found.err) == (2, True)
    assert Path("r.json").read_bytes() == before
    assert not list(Path().glob(".r.json*"))


# -- what is read in the same run


@pytest.mark.parametrize("way", ["itself", "hard link", "symlink", "other path", "force"])
@pytest.mark.parametrize("command", ["assess", "check", "batch"])
def test_no_input_is_written_over_whatever_it_is_called(capsys: Capsys, command: str, way: str) -> None:
    suffix = {"check": "json", "batch": "csv", "assess": "csv"}[command]
    source = f"in/data.{suffix}"
    Path("in").mkdir()
    Path(source).write_bytes(MET)
    target = f"out.{suffix}"
    if way == "hard link":
        os.link(source, target)
    elif way == "symlink":
        os.symlink(source, target)
    else:
        target = f"in/../in/./data.{suffix}" if way == "other path" else source
    rest = ["--force"] if way != "itself" else []
    found = run(capsys, command, source, "-o", target, *rest, *AS_OF)
    assert (found.code, "U445" in found.err, Path(source).read_bytes() == MET) == (2, True, True)
    if command == "batch":
        found = run(capsys, command, "in", "-o", target, *rest, *AS_OF)
        assert (found.code, Path(source).read_bytes() == MET) == (2, True)


@pytest.mark.parametrize(
    "call",
    [
        "batch --manifest list.csv -o list.csv --force",
        "check a.csv --baseline known.json -o known.json",
        "assess a.csv --template paper.docx -o paper.docx --force",
    ],
)
def test_no_other_file_that_is_read_is_written_over(here: Path, capsys: Capsys, call: str) -> None:
    (here / "list.csv").write_text("path\na.csv\n")
    run(capsys, "check", "a.csv", "-o", "known.json", *AS_OF)
    (here / "paper.docx").write_bytes(foreign("docx"))
    before = {path.name: path.read_bytes() for path in here.iterdir()}
    found = run(capsys, *call.split(), *AS_OF)
    assert (found.code, "U445" in found.err) == (2, True)
    assert {path.name: path.read_bytes() for path in here.iterdir()} == before


def test_two_outputs_of_one_name_are_refused(capsys: Capsys) -> None:
    found = assess(capsys, "-o", "r.json", "-o", "./r.json")
    assert (found.code, "U474" in found.err, Path("r.json").exists()) == (2, True, False)
    found = assess(capsys, "-o", "{name}.json", "-o", "甲集群.json")
    assert (found.code, "U474" in found.err, Path("甲集群.json").exists()) == (2, True, False)


def test_a_link_stays_one(capsys: Capsys) -> None:
    Path("reports").mkdir()
    Path("r.json").symlink_to("reports/r.json")
    assert assess(capsys, "-o", "r.json").code == 0
    assert Path("r.json").is_symlink()
    assert Path("reports/r.json").read_bytes().startswith(b"{")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")
def test_a_pipe_is_not_replaced_by_a_file(capsys: Capsys) -> None:
    os.mkfifo("r.json")
    found = assess(capsys, "-o", "r.json", "--force")
    assert (found.code, "U407" in found.err) == (2, True)


def test_a_draft_of_a_map_is_not_lost(capsys: Capsys) -> None:
    Path("x.csv").write_text(
        "指标,单位,2022年,2023年,2024年\n集群总产值,亿元,31,33,36\n奇特指标,亿元,1,2,3\n", "utf-8"
    )
    assert run(capsys, "read", "x.csv", "--draft-map", "m.yaml").code == 0
    drafted = Path("m.yaml").read_bytes()
    Path("m.yaml").write_bytes(b"mine")
    found = run(capsys, "read", "x.csv", "--draft-map", "m.yaml")
    assert (found.code, "U422" in found.err, Path("m.yaml").read_bytes()) == (2, True, b"mine")
    assert run(capsys, "read", "x.csv", "--draft-map", "m.yaml", "--force").code == 0
    assert Path("m.yaml").read_bytes() == drafted
    assert run(capsys, "read", "x.csv", "--draft-map", "x.csv", "--force").code == 2


# -- our own tables among what is handed in


@pytest.mark.parametrize("command", ["assess", "check", "batch"])
def test_tables_made_by_an_earlier_call_are_passed_over_and_said_once(capsys: Capsys, command: str) -> None:
    calls = [
        ("batch", ".", "-o", "all.csv", "-o", "ALL2.XLSX"),
        ("assess", ".", "-o", "table.csv", "-o", "overview.xlsx"),
    ]
    for call in calls:
        run(capsys, *call, *AS_OF)
    for _time in range(2):
        found = run(
            capsys, command, ".", "-f", "jsonl" if command != "check" else "json", "--lang", "en", *AS_OF
        )
        assert found.out.count('"schema": "clustercheck/assessment') == (0 if command == "check" else 2)
        assert found.out.count('"file"') == 2
        assert found.err.count("Passed over") == 1
        for name in ("all.csv", "ALL2.XLSX", "table.csv", "overview.xlsx"):
            assert name in found.err


def test_what_is_somebodys_own_is_not_passed_over(capsys: Capsys) -> None:
    """A blank form, a workbook with our marks, and a table of ours that was changed by a program that is not ours."""
    Path("in").mkdir()
    template(capsys, "-o", "in/form.xlsx")
    shutil.copy(SAMPLE, "data.xlsx")
    run(capsys, "assess", "data.xlsx", "--as-of", "2026-11-21", "-o", "in/marked.xlsx")
    run(capsys, "batch", "a.csv", "-o", "in/all.xlsx", *AS_OF)
    resaved("in/all.xlsx", 0, "A9", "x")
    found = run(capsys, "assess", "in", "-f", "jsonl", "--lang", "en", *AS_OF)
    assert "Passed over" not in found.err
    assert [name in found.out for name in ("form.xlsx", "marked.xlsx", "all.xlsx")] == [True] * 3


def test_a_folder_of_nothing_but_our_own_tables_has_no_workbook(capsys: Capsys) -> None:
    Path("in").mkdir()
    run(capsys, "batch", "a.csv", "-o", "in/all.csv", *AS_OF)
    for command in ("assess", "check", "batch"):
        found = run(capsys, command, "in", *AS_OF)
        assert (found.code, "U413" in found.said()) == (2, True)


def test_a_table_that_is_named_is_read(capsys: Capsys) -> None:
    run(capsys, "batch", "a.csv", "-o", "all.csv", *AS_OF)
    assert "Passed over" not in run(capsys, "assess", "all.csv", "--lang", "en", *AS_OF).err


def test_a_form_with_one_more_name_is_still_told_apart(capsys: Capsys) -> None:
    Path("x.csv").write_bytes(form("zhuhai", name="甲"))
    assert refuses(assess(capsys, "-o", "x.csv"), "x.csv", form("zhuhai", name="甲"))
