"""`plan -o next.xlsx`: the standard's form filled with facts and targets, and the development plan on a sheet behind.

The sheet behind bears the name by which the reader knows targets for what they are (`TARGET_SHEET`): `assess` passes
over it, `review --plan` reads it. Its words are Chinese, as the form's are.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from openpyxl import Workbook

from clustercheck.form import FigureValue, FormValues, render_form, style
from clustercheck.form.side_sheets import add_rulings
from clustercheck.model.cluster import Bounds, Cluster, Days, Qualifier
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.quantities import plain
from clustercheck.planning.plan import Plan
from clustercheck.planning.targets import Target
from clustercheck.tables.target_sheets import TARGET_SHEET

_BANNER = "测算目标，不是实际数：{years}年为规划目标，届时须以实际数替换"


def render_xlsx(plan: Plan) -> bytes:
    """The next form. Raises `ValueError` where nothing was planned."""
    if plan.cluster is None or plan.planned_for is None:
        raise ValueError("nothing was planned")
    years = _years(plan)
    targets = sorted({one.year for one in plan.targets})
    values = FormValues(
        profile=_profile(plan.cluster, plan.standard.label),
        figures=_figures(plan.cluster, years),
        answers={
            id: (answer.value, answer.evidence) for id, answer in plan.cluster.answers.items() if id.isascii()
        },
        title=_BANNER.format(years="、".join(str(year) for year in targets)) if targets else "",
    )
    return render_form(plan.standard, years, values, add=lambda book: _add(book, plan))


def _add(book: Workbook, plan: Plan) -> None:
    _write_plan(book, plan)
    if plan.today.cluster.rulings:
        add_rulings(book, plan.today.cluster.rulings)


def _years(plan: Plan) -> list[int]:
    """The three years and the base year, where anything is in it."""
    assert plan.cluster is not None
    assert plan.planned_for is not None
    last = plan.planned_for - 1
    rows = [row for id, row in plan.cluster.observations.items() if not INDICATORS[id].once]
    has_base = any(last - 3 in row and not row[last - 3].is_blank for row in rows)
    return list(range(last - 3 if has_base else last - 2, last + 1))


def _profile(cluster: Cluster, standard: str) -> dict[str, str | bool | date]:
    found: dict[str, str | bool | date] = {}
    for id, entry in cluster.profile.items():
        if isinstance(entry.value, Days):
            found[id] = entry.text or entry.value.isoformat()
        elif entry.value is not None:
            found[id] = entry.value
    return {**found, "standard": standard}


def _figures(cluster: Cluster, years: list[int]) -> dict[str, dict[int, FigureValue]]:
    found: dict[str, dict[int, FigureValue]] = {}
    for id, row in cluster.observations.items():
        seen = {year: one for year, one in row.items() if not one.is_blank}
        if INDICATORS[id].once:
            # A state: the latest that is known, in the last column.
            latest = [year for year in seen if year <= years[-1] + 1]
            seen = {years[-1]: seen[max(latest)]} if latest else {}
        cells = {
            year: value
            for year, one in seen.items()
            if year in years and (value := _cell(one.value, one.bounds)) is not None
        }
        if cells:
            found[id] = cells
    return found


def _cell(value: Decimal | None, bounds: Bounds | None) -> FigureValue | None:
    """A figure, or a bound in the words that are read as the same one again."""
    if value is not None:
        return value
    if bounds is None:
        return None
    if bounds.qualifier is Qualifier.ABOUT:
        return f"约{plain(bounds.figure)}"
    if bounds.upper is not None and bounds.lower:
        return f"{plain(bounds.lower)}-{plain(bounds.upper)}"
    if bounds.qualifier is Qualifier.AT_MOST and bounds.upper is not None:
        return f"不足{plain(bounds.upper)}" if bounds.under else f"{plain(bounds.upper)}以下"
    return f"超{plain(bounds.lower)}" if bounds.over else f"{plain(bounds.lower)}以上"


def _write_plan(book: Workbook, plan: Plan) -> None:
    """The targets of every year to come, until the review, with what each is for."""
    assert plan.planned_for is not None
    sheet = book.create_sheet(TARGET_SHEET)
    targets = tuple([one for one in (*plan.targets, *plan.three_years) if one.goal])
    years = sorted({one.year for one in targets})
    style.set_widths(sheet, [24, 30, 8, *([11.5] * len(years)), 60])
    width = 4 + len(years)
    head = (
        f"{plan.standard.name.zh}：{TARGET_SHEET}",
        f"目标，不是实际数。申报年份 {plan.apply_in or '未定'}；复核（{plan.planned_for + 3}年）时与实际数逐项对照："
        f"clustercheck review 实际数.xlsx --plan 本文件。",
    )
    for row, (text, font) in enumerate(zip(head, (style.TITLE, style.SMALL), strict=True), start=1):
        style.put_across(sheet, row, text, font, width)
    row = len(head) + 1
    for column, text in enumerate(
        ["编码", "指标", "单位", *(f"{year}年" for year in years), "用于"], start=1
    ):
        style.put(sheet, row, column, text, font=style.BOLD, fill=style.HEADING, centred=True)
    names = {one.id: f"{one.name.zh}（{one.clause}）" for one in plan.standard.thresholds()}
    for id, by_year in _by_indicator(targets).items():
        row += 1
        indicator = INDICATORS[id]
        style.put(sheet, row, 1, id, font=style.CODE, fill=style.FIXED)
        style.put(sheet, row, 2, indicator.name.zh, font=style.BOLD)
        style.put(sheet, row, 3, indicator.unit.name, centred=True)
        for column, year in enumerate(years, start=4):
            style.put(sheet, row, column, by_year[year].value if year in by_year else None)
        criteria = dict.fromkeys(name for one in by_year.values() for name in one.criteria)
        style.put(
            sheet, row, width, "、".join(names[one] for one in criteria if one in names), font=style.SMALL
        )
        style.fit_height(sheet, row)


def _by_indicator(targets: tuple[Target, ...]) -> Mapping[str, Mapping[int, Target]]:
    found: dict[str, dict[int, Target]] = {}
    for one in targets:
        found.setdefault(one.indicator, {})[one.year] = one
    return found
