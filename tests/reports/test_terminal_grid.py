"""A grid that is laid out without rich is what rich makes of it, byte for byte."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from test_screen import SHOWN

from clustercheck.reports.terminal.grid import Cell, Column, _laid_out, show_grid
from clustercheck.reports.terminal.screen import Screen

ROOT = Path(__file__).parents[2]
STYLES = ["", "dim", "bold", "red", "yellow", "dim italic"]
TEXTS = st.text(st.sampled_from("ab 1近三年产值（×→“”—é\u0301\u200d\n"), max_size=16)
PLAIN = st.text(st.sampled_from("abc  近三年产值，"), max_size=24)
COLUMNS = st.tuples(
    st.sampled_from(["", "dim"]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from([0, 0, 6]),
    st.sampled_from([0, 0, 9]),
).map(lambda fields: Column(*fields))
FOLDING = st.sampled_from([Column(folds=True), Column(folds=True), Column(folds=True, most=12)])


def cells(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Cell]:
    one = st.tuples(texts, st.sampled_from(STYLES))
    return one | st.lists(st.tuples(texts.filter(bool), st.sampled_from(STYLES)), min_size=2, max_size=3)


def tables(texts: st.SearchStrategy[str], columns: st.SearchStrategy[Column]) -> st.SearchStrategy[object]:
    return st.lists(columns, min_size=1, max_size=4).flatmap(
        lambda made: st.tuples(
            st.just(made),
            st.lists(st.lists(cells(texts), min_size=len(made), max_size=len(made)), max_size=4),
        )
    )


def printed(
    shown: str, screen_width: int, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], **how: object
) -> str:
    """As printed; `quick=False` leaves everything to rich."""
    quick = how.pop("quick")
    stream = StringIO()
    console = Console(
        file=stream, width=screen_width, height=100, highlight=False, markup=False, emoji=False, legacy_windows=False,
        **SHOWN[shown],  # type: ignore[arg-type]
    )  # fmt: skip
    show_grid(rows, columns, Screen(stream, screen_width, shown if quick else None, lambda: console), **how)  # type: ignore[arg-type]
    return stream.getvalue()


@pytest.mark.parametrize("shown", SHOWN)
@given(table=tables(TEXTS, COLUMNS) | tables(PLAIN, FOLDING), width=st.integers(8, 70), crop=st.booleans())
@settings(max_examples=250, deadline=None)
def test_a_grid_is_printed_as_rich_prints_it(
    shown: str, table: tuple[list[Column], list[list[Cell]]], width: int, crop: bool
) -> None:
    made = [printed(shown, width, *table, quick=quick, crop=crop) for quick in (True, False)]
    assert made[0] == made[1]


def test_a_grid_wider_than_the_screen() -> None:
    rows: list[list[Cell]] = [[("近三年产值", ""), ("1 234", "dim")]]
    columns = [Column(folds=True, least=6), Column(wraps=False, right=True)]
    made = [
        printed("colours", 8, columns, rows, quick=quick, width=14, crop=False) for quick in (True, False)
    ]
    assert made[0] == made[1]


def test_what_folds_is_laid_out_here() -> None:
    rows: list[list[Cell]] = [[("一二三四五六七八", "bold"), [("a bc", ""), ("  de", "dim")]]]
    lines = _laid_out(rows, [Column(folds=True)] * 2, 16)
    assert lines is not None
    laid = ["".join([text for text, _style in line]) for line in lines]
    assert laid == ["一二三  a bc  de", "四五六          ", "七八            "]


@pytest.mark.parametrize(
    "words", [["standards", "list"], ["read", str(ROOT / "sample_data" / "zhuhai_printing.xlsx")]]
)
def test_usual_tables_need_no_rich(
    words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from clustercheck.cli import main

    forbidden: Callable[..., None] = lambda *_: pytest.fail("rich was asked")  # noqa: E731
    monkeypatch.setattr(Console, "print", forbidden)
    with pytest.raises(SystemExit) as ended:
        main([*words, "--as-of", "2026-11-21"] if words[0] == "standards" else words)
    assert ended.value.code == 0
    assert capsys.readouterr().out.count("\n") > 10
    assert sys.stdout is not None
