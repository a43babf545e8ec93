"""The sheet of targets behind a form that `plan` has filled: passed over by `assess`, read by `review --plan`."""

from __future__ import annotations

from clustercheck.formats.cells import Grid, Workbook
from clustercheck.model.words import folded

TARGET_SHEET = "三年发展规划"
_FORM = frozenset(("基本信息", "指标"))


def is_target_sheet(grid: Grid) -> bool:
    """Whether a sheet bears the name of the development plan."""
    return folded(grid.name) == TARGET_SHEET


def stands_behind_a_form(workbook: Workbook) -> bool:
    """Whether the results stand on sheets of their own, so that the plan's are none."""
    return {sheet.name for sheet in workbook.sheets} >= _FORM


def only_targets(workbook: Workbook) -> Workbook:
    """The workbook without any but its sheet of targets; as it is where it has none."""
    sheets = [sheet for sheet in workbook.sheets if is_target_sheet(sheet)]
    return workbook._replace(sheets=tuple(sheets)) if sheets else workbook
