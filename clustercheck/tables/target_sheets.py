"""The sheet of targets behind a form that `plan` filled in. `assess` ignores it, `review --plan` reads it."""

from __future__ import annotations

from clustercheck.formats.cells import Workbook
from clustercheck.model.words import folded

TARGET_SHEET = "三年发展规划"
_PROFILE = "基本信息"
_FORM = frozenset((_PROFILE, "指标"))


def is_target_name(name: str) -> bool:
    """Whether a sheet with this name is the development plan."""
    return folded(name) == TARGET_SHEET


def stands_behind_a_form(workbook: Workbook) -> bool:
    """Whether the results are on other sheets, so that the plan's figures are no results."""
    return {sheet.tab for sheet in workbook.sheets} >= _FORM


def only_targets(workbook: Workbook) -> Workbook:
    """The workbook with only its sheet of targets and whose they are; unchanged if it has none."""
    if not any(is_target_name(sheet.tab) for sheet in workbook.sheets):
        return workbook
    sheets = [sheet for sheet in workbook.sheets if is_target_name(sheet.tab) or sheet.tab == _PROFILE]
    return workbook._replace(sheets=tuple(sheets))
