"""The one way from names of files to results: from bytes as from paths, with standards that are read once."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from forms import AS_OF, form, run

from clustercheck import catalogue
from clustercheck.catalogue import Shelf
from clustercheck.model.findings import Assessment, Unread, Verdict
from clustercheck.model.problems import UnreadableFile
from clustercheck.use_cases.run import Run
from clustercheck.use_cases.workbooks import workbook_named, workbooks

AS_OF_DAY = date(2025, 6, 30)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for number in range(4):
        name = ["zhuhai", "guangzhou"][number % 2]
        (tmp_path / f"{number}.csv").write_bytes(form(name))
    return tmp_path


@pytest.mark.parametrize(
    "call", [["assess"], ["check"], ["assess", "--city", "珠海"], ["check", "--city", "珠海"]]
)
def test_a_standard_is_read_once_for_all_files(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, call: list[str]
) -> None:
    read: Counter[Path] = Counter()
    real = catalogue._read
    monkeypatch.setattr(catalogue, "_read", lambda path: (read.update([path]), real(path))[1])
    assert run(capsys, call[0], ".", *call[1:], *AS_OF).code in (0, 1, 3)
    assert max(read.values()) == 1


def test_bytes_need_no_file_and_say_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run_of_page = Run(AS_OF_DAY, Shelf())
    results = list(
        run_of_page.results([("珠海.csv", form("zhuhai")), ("none.csv", b""), ("absent.csv", None)])
    )
    first, *others = results
    assert isinstance(first, Assessment)
    assert (first.verdict, first.cluster.file) == (Verdict.MET, "珠海.csv")
    assert [each.file for each in others if isinstance(each, Unread)] == ["none.csv", "absent.csv"]
    assert capsys.readouterr() == ("", "")


def test_a_file_and_its_bytes_come_to_the_same(folder: Path) -> None:
    contents: dict[str, bytes] = {}
    used = Run(AS_OF_DAY, Shelf())
    by_path = list(used.results(workbooks(["0.csv"]), contents))
    assert contents == {"0.csv": (folder / "0.csv").read_bytes()}
    assert repr(by_path) == repr(list(used.results(contents.items())))


def test_a_limit_that_ends_is_the_result_of_that_file(folder: Path) -> None:
    class Ending:
        def __init__(self, file: str) -> None:
            self.file = file

        def __enter__(self) -> None:
            if self.file == "1.csv":
                raise UnreadableFile

        def __exit__(self, *_: object) -> None: ...

    used = Run(AS_OF_DAY, Shelf(), limit=Ending)  # type: ignore[arg-type]
    assert [type(each) for each in used.results(workbooks(["0.csv", "1.csv", "2.csv"]))] == [
        Assessment,
        Unread,
        Assessment,
    ]


def test_a_name_of_a_folder_without_workbooks(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        workbook_named(str(tmp_path))


def test_it_knows_no_command_line() -> None:
    """As import-linter has it for imports; here for what is loaded by way of others."""
    import subprocess

    code = "import clustercheck.use_cases.run, sys; sys.exit({'typer', 'rich'} & set(sys.modules) != set())"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
