"""Several files as one workbook: a cluster that hands in a file a year, or a file a subject."""

from __future__ import annotations

import os
from collections.abc import Sequence

from clustercheck.formats import limits
from clustercheck.formats.cells import Grid, Workbook
from clustercheck.model.problems import UnreadableFile, Where, error

# Separates the name of a file from that of its sheet.
_SEPARATOR = "/"


def put_together(files: Sequence[tuple[str, Workbook]]) -> Workbook:
    """One workbook of all sheets, each named after its file; raises `UnreadableFile` where that is too much."""
    sheets: list[Grid] = []
    cells = 0
    names = short_names([path for path, _ in files])
    for file, (path, workbook) in zip(names, files, strict=True):
        for sheet in workbook.sheets:
            cells += sum(len(row) for row in sheet.rows.values())
            if cells > limits.LIMITS.cells:
                raise UnreadableFile(error("C107", Where(path)))
            name = f"{file}{_SEPARATOR}{sheet.name}" if sheet.name else file
            sheets.append(sheet._replace(name=name, file=file))
    return Workbook(tuple(sheets))


def joined_name(paths: Sequence[str]) -> str:
    """What several files are called that are read as one: `a.xlsx + b.xlsx`."""
    return " + ".join(short_names(paths))


def short_names(paths: Sequence[str]) -> list[str]:
    """The names of files without their folders if that tells them apart, else their paths."""
    names = [os.path.basename(path) for path in paths]
    return names if len(set(names)) == len(names) else list(paths)
