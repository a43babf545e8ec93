"""The sheets of a page that LibreOffice made of a workbook, and the characters that break lines within cells."""

from __future__ import annotations

import pytest

from clustercheck.formats import limits
from clustercheck.formats.detect import read_workbook
from clustercheck.model.problems import UnreadableFile

_LINKS = (
    '<p><center><h1>Overview</h1><A HREF="#table0">甲</A><br><A HREF="#table1">乙</A><br></center></p><hr>'
)


def heading(number: int, name: str, word: str = "Sheet") -> str:
    return f'<A NAME="table{number}"><h1>{word} {number + 1}: <em>{name}</em></h1></A>'


def table(*cells: str) -> str:
    return "<table><tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr></table>\n"


def sheets(body: str) -> dict[str, dict[str, str]]:
    """The texts of cells by sheet and cell."""
    workbook = read_workbook("a.html", f"<!DOCTYPE html><html><body>{body}</body></html>".encode())
    return {
        sheet.name: {f"{'ABCD'[column - 1]}{row}": cell.text for (row, column), cell in sheet.cells.items()}
        for sheet in workbook.sheets
    }


@pytest.mark.parametrize("word", ["Sheet", "工作表"])
def test_each_sheet_has_its_name_and_begins_at_its_first_row(word: str) -> None:
    body = (
        _LINKS
        + heading(0, "指标", word)
        + table("产值", "33.5")
        + heading(1, "2024&#24180;", word)
        + table("1", "2")
    )
    assert sheets(body) == {"指标": {"A1": "产值", "B1": "33.5"}, "2024年": {"A1": "1", "B1": "2"}}


def test_what_stands_in_a_table_above_the_first_name_is_kept() -> None:
    found = sheets(table("先") + heading(0, "表") + table("后"))
    assert found == {"": {"A1": "先"}, "表": {"A1": "后"}}


@pytest.mark.parametrize(
    "above",
    [
        "<h1>Sheet 1: <em>指标</em></h1>",
        '<a name="top"><h1><em>指标</em></h1></a>',
        '<A NAME="table0"><h1>指标</h1></A>',
        '<A NAME="table0"></A><h1><em>指标</em></h1>',
    ],
)
def test_any_other_heading_is_a_line_above_its_table(above: str) -> None:
    (found,) = sheets(above + table("1")).items()
    assert found[0] == ""
    assert "指标" in found[1]["A1"]
    assert found[1]["A2"] == "1"


def test_a_heading_within_a_cell_starts_no_sheet() -> None:
    assert list(sheets(table("1", heading(0, "表")))) == [""]


def test_too_many_sheets_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LIMITS", limits.LIMITS._replace(sheets=2))
    body = "".join(heading(number, str(number)) + table("1") for number in range(3))
    with pytest.raises(UnreadableFile) as refused:
        sheets(body)
    assert [one.code for one in refused.value.problems] == ["C107"]


@pytest.mark.parametrize("mark", ["\v", "\f"])
def test_a_break_within_a_cell_is_text(mark: str) -> None:
    (sheet,) = read_workbook("a.csv", f"集群{mark}总产值,2024年\n1,2\n".encode()).sheets
    assert len(sheet.cells) == 4
