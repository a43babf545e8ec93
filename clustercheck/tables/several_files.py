"""Several files as one workbook: a cluster that hands in a file a year, or a file a subject."""

from __future__ import annotations

import os
from collections.abc import Sequence

from clustercheck.formats import limits
from clustercheck.formats.cells import Grid, Workbook
from clustercheck.model.problems import UnreadableFile, Where, error

# Separates the name of a file from that of its sheet; no name of a sheet contains it.
SEPARATOR = "/"


def put_together(files: Sequence[tuple[str, Workbook]]) -> Workbook:
    """One workbook of all sheets, each named after its file; raises `UnreadableFile` where that is too much."""
    sheets: list[Grid] = []
    cells = 0
    for path, workbook in files:
        for sheet in workbook.sheets:
            cells += sum(len(row) for row in sheet.rows.values())
            if cells > limits.LIMITS.cells:
                raise UnreadableFile(error("C107", Where(path)))
            sheets.append(
                sheet._replace(name=f"{os.path.basename(path)}{SEPARATOR}{sheet.name}".rstrip(SEPARATOR))
            )
    return Workbook(tuple(sheets))


def file_and_tab(name: str) -> tuple[str, str]:
    """The file's name, empty where a workbook is read alone, and that on the sheet's tab."""
    file, separator, tab = name.partition(SEPARATOR)
    if separator:
        return file, tab
    return (name, "") if os.path.splitext(name)[1].lower() in (".csv", ".tsv", ".txt") else ("", name)
