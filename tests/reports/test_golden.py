"""Whole outputs held against files in `golden/`; `CLUSTERCHECK_UPDATE_GOLDEN=1 pytest tests/reports` writes them anew.

Look at what changed before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from goldens import CASES

from clustercheck.cli import main

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", CASES)
def test_output_is_the_golden_file(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    _stem, language, width, _suffix = name.rsplit(".", 3)
    monkeypatch.setenv("COLUMNS", width)
    with pytest.raises(SystemExit):
        main([*CASES[name], "--lang", language])
    found = capsys.readouterr().out
    path = GOLDEN / name
    if os.environ.get("CLUSTERCHECK_UPDATE_GOLDEN"):
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in CASES if name.endswith(".txt")])
def test_no_line_is_wider_than_the_terminal(name: str) -> None:
    from rich.cells import cell_len
    from rich.text import Text

    width = int(name.rsplit(".", 3)[2])
    lines = (GOLDEN / name).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if cell_len(Text.from_ansi(line).plain) > width] == []


def test_every_golden_file_belongs_to_a_case() -> None:
    assert sorted(path.name for path in GOLDEN.iterdir()) == sorted(CASES)
