"""python peers.py calamine|openpyxl FILE...: every cell of every sheet read by that library, and nothing else."""

import sys
from collections.abc import Sequence


def calamine(paths: Sequence[str]) -> None:
    """Read with no guard against hostile files."""
    from python_calamine import CalamineWorkbook

    for path in paths:
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def openpyxl(paths: Sequence[str]) -> None:
    """Read the values that were saved with the formulas."""
    from openpyxl import load_workbook

    for path in paths:
        for sheet in load_workbook(path, data_only=True).worksheets:
            for _row in sheet.iter_rows(values_only=True):
                pass


if __name__ == "__main__":
    {"calamine": calamine, "openpyxl": openpyxl}[sys.argv[1]](sys.argv[2:])
