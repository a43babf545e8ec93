"""Figures of a workbook with several clusters of which only tabs or titles tell whose is what."""

from __future__ import annotations

from collections.abc import Sequence

from clustercheck.formats.cells import Grid
from clustercheck.model.problems import error
from clustercheck.model.words import name_key
from clustercheck.tables.agreement import may_name_one, may_name_several
from clustercheck.tables.collection import Found


def note_tabs(found: Found, sheets: Sequence[Grid]) -> None:
    """Note figures on sheets whose tabs name different clusters if nothing else says whose they are."""
    if found.titled:
        from_titles = [(cell, name_key(name)) for cell, name in found.titled]
        found.mixed = next(
            (cell for cell, name in from_titles if not may_name_one(name, from_titles[0][1])), None
        )
    if not may_name_several([sheet.name for sheet in sheets]):
        return
    seen = [one for by_year in found.observations.values() for one in by_year.values()]
    tabs = {sheet.name: sheet.tab for sheet in sheets}
    used = {one.cell.sheet: tabs[one.cell.sheet] for one in seen}
    if may_name_several(used.values()):
        from clustercheck.tables.owners import sheets_of_clusters

        others = sheets_of_clusters(used)[1:]
        found.mixed = found.mixed or next((one.cell for one in seen if one.cell.sheet in others), None)


def doubt_mixed_clusters(found: Found) -> None:
    """Doubt the figures and answers on several sheets if the workbook has two cluster names."""
    if "name" not in found.disputed and found.mixed is None:
        return
    figures = {seen.cell.sheet for by_year in found.observations.values() for seen in by_year.values()}
    answers = {answer.cell.sheet for answer in found.answers.values()}
    if len(figures) > 1 or found.titled:
        for by_year in found.observations.values():
            for year, seen in by_year.items():
                by_year[year] = seen if seen.is_blank else seen.doubted(seen.doubt or "C153")
    if len(answers) > 1:
        found.answers = {id: answer._replace(value=None) for id, answer in found.answers.items()}
    if len(figures) > 1 or len(answers) > 1 or found.mixed is not None:
        found.problems.append(error("C153", found.where(found.mixed or found.entries["name"].cell)))
