"""The benchmarks run: every row is measured over a few files. What the figures are is not held here."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="Linux only")]


@pytest.fixture(autouse=True)
def modules(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The modules of the benchmarks by their names, some of which other tests have for modules of their own."""
    names = {path.stem for path in BENCHMARKS.glob("*.py")} - {"__main__"}
    kept = {name: sys.modules.pop(name) for name in names if name in sys.modules}
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    yield
    for name in names:
        sys.modules.pop(name, None)
    sys.modules.update(kept)


def test_every_row_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # Neither LibreOffice nor node takes part: they take long, and need the network.
    monkeypatch.setattr(shutil, "which", lambda name: None)
    import rows
    from measure import measured

    tiny = rows.Sizes(
        files=5,
        read=6,
        slow=2,
        foreign=4,
        word=2,
        assessed=8,
        beside=2,
        many=8,
        few=5,
        pages=(6, 3),
        rounds=1,
    )
    given = argparse.Namespace(
        before=sys.executable, only="", folder=tmp_path / "files", plot=tmp_path / "it.svg"
    )
    measured(tiny, given)
    printed = capsys.readouterr().out
    for words in (
        "CPython",
        "a script anyone would write",
        "xlsxwriter",
        "foreign tables",
        "assess -o .docx",
    ):
        assert words in printed
    for left_out in ("LibreOffice", "exceljs", "SheetJS", ".ods", ".xls"):
        assert f"{left_out}: left out" in printed
    assert (tmp_path / "it.svg").read_text(encoding="utf-8").count("<rect") > 8


def test_what_a_simulated_process_takes() -> None:
    from cycles import in_report

    events = "Ir I1mr ILmr Dr D1mr DLmr Dw D1mw DLmw Bc Bcm Bi Bim"
    report = f"desc: x\ncmd: y\nevents: {events}\nfl=a.c\nfn=f\n1 2\nsummary: 4000 1 2 900 10 20 800 100 200 70 3 60 4\n"
    counted = in_report(report)
    assert counted.instructions == 4
    assert counted.cycles == (1000 + 10 * 111 + 40 * 222 + 5 * 7) / 1000
