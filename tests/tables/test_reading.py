"""A path to a `Cluster`."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from workbooks import HEADER, OUTPUT, excel, text

from clustercheck.checks.usual_bounds import PROPORTIONS
from clustercheck.formats import limits
from clustercheck.model.problems import UnreadableFile
from clustercheck.tables.reader import content_of, read, read_cluster
from clustercheck.texts.messages import message
from clustercheck.texts.problem_files import codes


def refusal(path: Path | str, content: bytes | None = None) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read(path, content=content)
    assert message(refused.value.problems[0])
    assert refused.value.problems[0].where.file == str(path)
    return refused.value.problems[0].code


def test_a_file_is_read_and_named_as_given(tmp_path: Path) -> None:
    path = tmp_path / "数据.xlsx"
    path.write_bytes(excel({"指标": [HEADER, OUTPUT]}))
    assert read_cluster(path).file == str(path)
    assert read_cluster(str(path)).observations["total_output"][2024].text == "36"
    assert read_cluster("-", content=text([HEADER, OUTPUT])).file == "-"


def test_paths_that_are_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(tmp_path / "missing.xlsx") == "C101"
    assert refusal("a\0b") == "C101"
    assert refusal(tmp_path) == "C111"

    real = os.open

    def denied(file: str, flags: int) -> int:
        if file == str(tmp_path / "x.xlsx"):
            raise PermissionError
        return real(file, flags)

    (tmp_path / "x.xlsx").touch()
    monkeypatch.setattr("os.open", denied)
    assert refusal(tmp_path / "x.xlsx") == "C102"


def test_nothing_in_it(tmp_path: Path) -> None:
    assert refusal("x", b"") == "C109"
    assert refusal("x", b",,,\n,,\n") == "C109"
    assert refusal("x", excel({"a": []})) == "C109"
    assert refusal("x", text([["城市", "2022年", "2023年"], ["广州", 1, 2]])) == "C110"


def test_every_code_of_the_reader_has_words() -> None:
    package = Path(__file__).parents[2] / "clustercheck"
    used = {
        word
        for room in ("formats", "tables", "checks", "batch")
        for module in (package / room).rglob("*.py")
        for word in module.read_text(encoding="utf-8").replace("(", " ").replace(",", " ").split()
        if word.startswith('"C') and word.strip('"():').isalnum() and word.strip('"():')[1:].isdigit()
    }
    known = {code for code in codes() if code.startswith("C")}
    of_proportions = {proportion.code for proportion in PROPORTIONS}
    assert {word.strip('"():') for word in used} | of_proportions == known


def test_importing_the_reader_imports_no_file_format() -> None:
    code = "import clustercheck.tables.reader, sys; print([m for m in ('zlib', 'csv', 'pyexpat', 'difflib') if m in sys.modules])"
    heavy = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "pyexpat" not in heavy
    assert "csv" not in heavy
    assert "difflib" not in heavy


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")
def test_a_pipe_claims_no_size_and_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "数据.xlsx"
    os.mkfifo(path)
    content = excel({"指标": [HEADER, OUTPUT], "附注": [[f"第 {row} 行", row] for row in range(3000)]})
    writer = threading.Thread(target=path.write_bytes, args=(content,))
    writer.start()
    assert content_of(str(path), takes_pipes=True) == content
    writer.join()
    assert refusal(path) == "C115"


def test_no_more_is_read_than_tells_that_it_is_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LIMITS", limits.LIMITS._replace(file=100))
    path = tmp_path / "数据.csv"
    for size in (0, 99, 100, 101, 5000):
        path.write_bytes(b"x" * size)
        assert len(content_of(str(path))) == min(size, 101)
