"""What the lines above a table say of all of it: the unit, the indicator, the year, whether its rows are clusters."""

from __future__ import annotations

import re
from typing import NamedTuple

from clustercheck.cluster import Cell
from clustercheck.readers.cells import cell_ref
from clustercheck.readers.headings import year_and_unit
from clustercheck.readers.known import Known
from clustercheck.readers.naming import Label
from clustercheck.readers.roles import is_figure
from clustercheck.readers.sheets import Sheet
from clustercheck.readers.tables import Table
from clustercheck.readers.units import is_unit
from clustercheck.readers.words import LONGEST_WORDS, folded

_FAR = 12
_UNIT = r"(?:^|[(,;、年表]|金额|计量|货币|数量)单位:?(.+?)(?:\)|$|[,;](?!.*单位))"
_SEPARATORS = r"[、,;和及]"
_INDICATOR = r"(?:统计)?指标(?:名称)?:(.+)"
_YEAR = r"(?:统计|数据|所属)?(?:年份|年度|时间|报告期):(.+)"


class Surroundings(NamedTuple):
    """What holds for a whole table unless a row or a column says otherwise.

    `unknown` is an indicator that is named above the table and not known.
    """

    units: tuple[str, ...] = ()
    label: Label | None = None
    year: int | None = None
    of_clusters: bool = False
    unknown: tuple[Cell, str] | None = None


def surroundings(sheet: Sheet, table: Table, known: Known, floor: int) -> Surroundings:
    """What the lines between row `floor` and a table say of it; the nearest one counts."""
    units: tuple[str, ...] = ()
    label, year, unknown = None, None, None
    of_clusters = "集群" in sheet.name
    for number in range(table.top - 1, max(floor, table.top - _FAR - 1, 0), -1):
        row = sheet.rows.get(number, ())
        if sum(is_figure(cell) for _, cell in row) > 1:
            break
        for index, (column, cell) in enumerate(row):
            if cell.kind != "text" or not (table.left <= column <= table.right or len(row) == 1):
                continue
            bare = folded(cell.text)
            following = row[index + 1][1].text if index + 1 < len(row) else ""
            units = (
                units
                or _units(bare)
                or (_units("单位:" + folded(following)) if bare in ("单位:", "单位") else ())
            )
            named = re.fullmatch(_INDICATOR, bare)
            found = known.label(named[1] if named else cell.text)
            label = label or found
            if named is not None and found is None:
                unknown = unknown or (Cell(sheet.name, cell_ref(number, column)), named[1])
            year = year or _year(bare)
            # 指标：集群总产值 names an indicator; it does not say that the rows are clusters.
            of_clusters = of_clusters or ("集群" in bare and found is None and named is None)
    return Surroundings(units, label or known.label(sheet.name), year, of_clusters, unknown)


def _units(bare: str) -> tuple[str, ...]:
    # At the end of a paragraph the unit may stand as well; no unit is so long.
    match = re.search(_UNIT, bare[-LONGEST_WORDS:])
    if match is None:
        return ()
    written = match[1]
    if is_unit(written):
        return (written,)
    written = written.partition("(")[0]
    found = tuple(part for part in re.split(_SEPARATORS, written) if part)
    return found if found and all(is_unit(part) for part in found) else ()


def _year(bare: str) -> int | None:
    match = re.fullmatch(_YEAR, bare)
    found = year_and_unit(match[1]) if match else None
    return None if found is None else found[0]
