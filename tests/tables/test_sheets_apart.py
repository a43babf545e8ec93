"""The sheets beside a form are known by their names, however these are written."""

import itertools

import pytest

from clustercheck.formats.cells import Grid
from clustercheck.tables import layout
from clustercheck.tables.side_sheets import JUDGEMENTS, RULINGS, is_side_name
from clustercheck.tables.target_sheets import TARGET_SHEET, is_target_name

_NAMES = (TARGET_SHEET, RULINGS, JUDGEMENTS, "指标", "基本信息", "山东")
_AROUND = ("", " ", "\u200b", "①", "²", "1", "（1）", "划", "）")


@pytest.mark.parametrize("name", ["", "Sheet1", *_NAMES])
def test_a_sheet_beside_a_form_is_known_by_its_whole_name(name: str) -> None:
    found = []
    for before, behind in itertools.product(_AROUND, _AROUND):
        whole = f"{before}{name}{behind}"
        form, sheet = Grid("指标", False, {}), Grid(whole, False, {})
        is_apart = is_target_name(whole) or is_side_name(whole)
        assert layout._may_stand_apart([form, sheet]) is is_apart, whole
        assert layout._may_stand_apart([sheet, form]) is is_apart, whole
        found.append(is_apart)
    assert any(found) is (name in (TARGET_SHEET, RULINGS, JUDGEMENTS))
