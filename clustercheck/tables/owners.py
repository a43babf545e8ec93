"""Whose figures are whose in a workbook that names several clusters, on one sheet each or one below the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from clustercheck.formats.cells import Grid, Row, Workbook, cell_at
from clustercheck.model.cluster import Cell
from clustercheck.model.records import NamedTuple
from clustercheck.model.words import name_key
from clustercheck.tables.known_names import profile_item
from clustercheck.tables.meanings import meaning_of
from clustercheck.tables.roles import is_figure
from clustercheck.tables.written_pairs import written_pairs


class Owner(NamedTuple):
    """A line that names a cluster, with its row."""

    row: int
    name: str
    cell: Cell


Owners: TypeAlias = Mapping[str, Sequence[Owner]]


def owners_of(workbook: Workbook) -> Owners | None:
    """For each sheet the clusters that it names, from top to bottom; None if a sheet with figures names none."""
    found = {sheet.name: _named_in(sheet) for sheet in workbook.sheets}
    for sheet in workbook.sheets:
        if not found[sheet.name] and any(_has_figures(row) for row in sheet.rows.values()):
            return None
    names = {name_key(owner.name) for owners in found.values() for owner in owners}
    return found if len(names) > 1 else None


def owner_at(owners: Sequence[Owner], row: int) -> Owner | None:
    """The cluster of a row: the last one named above it, or the only one."""
    above = [owner for owner in owners if owner.row <= row]
    if above:
        return above[-1]
    return owners[0] if len({name_key(owner.name) for owner in owners}) == 1 else None


def sheets_of_clusters(tabs: Mapping[str, str]) -> tuple[str, ...]:
    """The sheets whose tabs name different clusters; empty if fewer than two do. `tabs` has the tab of each sheet."""
    named = {name_key(cluster): sheet for sheet, tab in tabs.items() if (cluster := meaning_of(tab).cluster)}
    return tuple(named.values()) if len(named) > 1 else ()


def _named_in(sheet: Grid) -> list[Owner]:
    found = []
    for number, row in sheet.rows.items():
        for column, cell in row:
            if cell.kind == "text":
                place = cell_at(sheet.name, number, column)
                found += [
                    Owner(number, name, place)
                    for known, name in written_pairs(cell.text)
                    if known.id == "name"
                ]
        for (_, cell), (column, following) in pairwise(row):
            if (
                cell.kind != "text"
                or following.kind != "text"
                or len(cell.text) > len("中小企业特色产业集群名称：")
            ):
                continue
            item = profile_item(cell.text)
            if item is None or item.id != "name" or profile_item(following.text) is not None:
                continue
            if meaning_of(following.text).role is None and meaning_of(following.text).label is None:
                found.append(Owner(number, following.text, cell_at(sheet.name, number, column)))
    return found


def _has_figures(row: Row) -> bool:
    return any(is_figure(cell) for _, cell in row)
