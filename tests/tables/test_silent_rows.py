"""Rows of a list are passed over together: the plain way finds nothing in any of them."""

import itertools

import pytest

from clustercheck.formats.cells import Grid, GridCell, Row, Workbook, as_written
from clustercheck.tables import layout
from clustercheck.tables.collection import Found
from clustercheck.tables.form_lines import read_loose_lines

_WORDS = (
    "东山精密有限公司", "电子", "清水路12号（北）", "张三", "无", "集群名称", "主导产业", "一诺公司", "二〇二四年产值", "约30",
    "2024年总产值（亿元）", "总产值2024（亿元）", "产值（２０２４年）", "总产值\n亿元", "13800001234", "本年", "上年", "是", "所在地",
    "运营主体", "民营", "—", "ID",
)  # fmt: skip
_CELLS = [
    *[GridCell("text", word) for word in _WORDS],
    as_written("2024"),
    as_written("35.4"),
    GridCell("boolean", "是"),
]


def _rows() -> dict[int, Row]:
    pairs = itertools.product(_CELLS, _CELLS)
    return {number: ((1, as_written("2024")), (2, a), (3, b)) for number, (a, b) in enumerate(pairs, 1)}


def test_nothing_is_taken_from_a_silent_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "_ROWS_AT_ONCE", 1)
    rows = _rows()
    silent = layout._silent_rows(list(rows.items()))
    assert len(silent) > 30
    for number in silent:
        found = Found("x")
        read_loose_lines("一", number, rows[number], found)
        assert found.is_empty, rows[number]
        assert not found.years
        assert not found.problems
        assert not layout._may_be_pairs(rows[number]), rows[number]


def test_what_is_said_among_silent_rows_is_taken() -> None:
    silent = ((2, GridCell("text", "东山精密有限公司")), (3, GridCell("text", "电子")))
    rows: dict[int, Row] = {number: ((1, as_written(str(number))), *silent) for number in range(1, 40)}
    said = ((2, GridCell("text", "集群名称")), (3, GridCell("text", "东山电子产业集群")))
    rows[25] = ((1, as_written("25")), *said)
    found = layout.lay_out(Workbook((Grid("名单", False, rows),)), "x")
    assert [entry.value for entry in found.entries.values()] == ["东山电子产业集群"]
    assert len(layout._silent_rows([each for each in rows.items() if each[0] != 3])) == 28
