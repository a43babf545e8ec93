"""Explain why a cell was taken or not: what its column, its row and its table say about it.

It is called for one cell at a time, so it searches the tables of the sheet again.
"""

from __future__ import annotations

from collections.abc import Iterator

from clustercheck.formats.cells import Grid, Refused, Row, Workbook, block, cell_ref
from clustercheck.model.cluster import Cell, Observation
from clustercheck.model.indicators import INDICATORS, PROFILE
from clustercheck.model.problems import Name, Problem
from clustercheck.model.quantities import plain
from clustercheck.model.records import NamedTuple
from clustercheck.tables.collection import Found
from clustercheck.tables.meanings import Heading
from clustercheck.tables.sheet import Sheet
from clustercheck.tables.table import Table
from clustercheck.tables.table_search import tables_in
from clustercheck.tables.unused_columns import reason_of
from clustercheck.tables.vocabulary import Known

# What is said of a table as a whole, at one of the cells of its header.
_OF_TABLES = ("C120", "C121", "C127", "C142", "C144", "C149", "C150", "C154")
_WIDEST = 500


class Account(NamedTuple):
    """The account of a cell, line by line, and the problems of the cell, its column or its row."""

    cell: Cell
    text: str
    lines: tuple[Name, ...]
    problems: tuple[Problem, ...]


def accounts_of(workbook: Workbook, found: Found, ref: str) -> tuple[Account, ...]:
    """The account of a cell on each sheet that has it. Raises `ValueError` if `ref` names no cell."""
    sheet, _, place = ref.rpartition("!")
    try:
        top, left, bottom, right = block(place.strip().upper())
    except Refused as fault:
        raise ValueError(ref) from fault
    if (top, left) != (bottom, right):
        raise ValueError(ref)
    named = [grid for grid in workbook.sheets if not sheet or grid.name == sheet.strip("'")]
    return tuple(_account(grid, found, top, left) for grid in named)


def _account(grid: Grid, found: Found, row: int, column: int) -> Account:
    sheet = Sheet(grid)
    place = Cell(grid.name, cell_ref(row, column))
    cell = sheet.own(row, column)
    table = _table_of(sheet, found, row, column)
    lines = list(_uses(found, place))
    if not lines:
        lines.append(
            Name("该格是空的。", "The cell is blank.") if cell is None else Name("没有采用。", "Not used.")
        )
    around = {place}
    if table is None:
        lines.append(Name("不在任何认得的表里。", "It stands in no table that is known."))
    else:
        lines += _of_table(table, row, column, sheet)
        around |= {Cell(grid.name, cell_ref(number, column)) for number in range(table.top, table.head + 1)}
        around |= {Cell(grid.name, cell_ref(row, each)) for each, _ in sheet.rows.get(row, ())}
        around.add(Cell(grid.name, cell_ref(table.top, table.left)))
    lines += [
        Name(f"{one.cell}“{one.text}”：{one.why.zh}。", f"{one.cell} “{one.text}”: {one.why.en}.")
        for one in found.ignored
        if one.cell in around
    ]
    heads: set[Cell] = set()
    if table is not None:
        places = range(table.left, min(table.right, table.left + _WIDEST) + 1)
        heads = {Cell(grid.name, cell_ref(n, c)) for n in range(table.top, table.head + 1) for c in places}
    problems = [
        problem
        for problem in (
            *found.problems,
            *(each for part in found.clusters.values() for each in part.problems),
        )
        if (cell_of := Cell(problem.where.sheet or "", problem.where.cell or "")) in around
        or (problem.code in _OF_TABLES and cell_of in heads)
    ]
    return Account(place, "" if cell is None else cell.text, tuple(lines), tuple(problems))


def _table_of(sheet: Sheet, found: Found, row: int, column: int) -> Table | None:
    """The table whose header or lines contain a place."""
    found.known.on(sheet.tab)
    inside = [
        table
        for table in tables_in(sheet, found.known)
        if table.top <= row <= table.bottom and table.left <= column <= max(table.right, table.left)
    ]
    return inside[-1] if inside else None


def _uses(found: Found, place: Cell) -> Iterator[Name]:
    """The uses of a cell in any cluster."""
    for part in (found, *found.clusters.values()):
        name = part.entries["name"].value if part is not found and "name" in part.entries else None
        for by_year in part.observations.values():
            for seen in by_year.values():
                if seen.cell == place:
                    yield _use(seen, None if name is None else str(name))
        for id, entry in part.entries.items():
            if entry.cell == place:
                item = PROFILE[id].name
                yield Name(f"用作基本信息：{item.zh}。", f"Taken as basic information: {item.en}.")
        for id, answer in part.answers.items():
            if place in (answer.cell, answer.evidence_cell):
                yield Name(f"用作定性条件 {id} 的填报。", f"Taken for the condition {id}.")


def _use(seen: Observation, cluster: str | None) -> Name:
    indicator = INDICATORS[seen.indicator]
    value = "" if seen.value is None else f" = {plain(seen.value)} {seen.unit}"
    whose = Name("", "") if cluster is None else Name(f"“{cluster}”的", f" of {cluster}")
    doubt = (
        Name("", "")
        if seen.doubt is None
        else Name(f"，但有疑问 {seen.doubt}，不评判", f", but doubted ({seen.doubt}), not judged")
    )
    return Name(
        f"用作{whose.zh}{indicator.name.zh}（{indicator.id}）{seen.year}年{value}{doubt.zh}。",
        f"Taken as {indicator.name.en} ({indicator.id}){whose.en} of {seen.year}{value}{doubt.en}.",
    )


def _of_table(table: Table, row: int, column: int, sheet: Sheet) -> Iterator[Name]:
    head = f"{cell_ref(table.top, table.left)}:{cell_ref(table.head, max(table.right, table.left))}"
    yield Name(f"所在表的表头：{head}。", f"The header of its table: {head}.")
    found = table.columns.get(column)
    if found is not None:
        yield _of_column(found, cell_ref(table.head, column))
    elif column in dict(table.years):
        year = dict(table.years)[column]
        yield Name(f"列头说的是：{year}年。", f"Its column says: the year {year}.")
    if row > table.head:
        yield from _of_row(sheet.rows.get(row, ()), row, column)


def _of_column(column: Heading, ref: str) -> Name:
    """What a heading was understood to say."""
    said: list[Name] = []
    if column.role is not None:
        said.append(Name(f"列的用途 {column.role}", f"a column of the kind “{column.role}”"))
    if column.label is not None:
        name = column.label.indicator.name
        said.append(Name(f"指标 {name.zh}", f"the indicator {name.en}"))
    if column.year is not None:
        said.append(Name(f"{column.year}年", f"the year {column.year}"))
    if column.unit:
        said.append(Name(f"单位 {column.unit}", f"the unit {column.unit}"))
    if column.cluster:
        said.append(Name(f"集群 {column.cluster}", f"the cluster {column.cluster}"))
    if column.kind:
        said.append(reason_of(column.kind))
    if column.is_other_subject:
        said.append(Name("不是整个集群的数", "not of the whole cluster"))
    if column.words:
        said.append(Name(f"没有看懂“{column.words}”", f"“{column.words}” is not understood"))
    zh = "、".join(each.zh for each in said) or "没有说明什么"
    en = ", ".join(each.en for each in said) or "nothing"
    return Name(f"列头 {ref}“{column.text}”说的是：{zh}。", f"The heading {ref} “{column.text}” says: {en}.")


def _of_row(row: Row, number: int, column: int) -> Iterator[Name]:
    """What the words in front of a cell were understood to name."""
    for place, cell in row:
        if place >= column or cell.kind != "text":
            continue
        label = Known().line_label(cell.text)
        if label is not None:
            ref, name = cell_ref(number, place), label.indicator.name
            yield Name(
                f"行名 {ref}“{cell.text}”说的是：指标 {name.zh}。", f"{ref} “{cell.text}” names {name.en}."
            )
