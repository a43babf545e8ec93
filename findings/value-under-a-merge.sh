#!/usr/bin/env bash
# openpyxl reads a value under a merged cell, or does not, depending on read_only.
#
# Expected: read_only is about memory; both modes give the same values.
# Seen: where A1:B1 is merged and B1 still holds 9 (merging by a program, or in LibreOffice with "keep
# the contents of hidden cells", leaves it), load_workbook gives None for B1; with read_only=True it gives
# 9. pandas and tablib read with read_only. python-calamine gives 9 as well. Saving the workbook from the
# first mode deletes the 9 from the file.
# Versions: openpyxl 3.1.5, python-calamine 0.9.1, file written by xlsxwriter 3.3.1.
# Why it matters: clerks merge heading and total cells freely. A figure nobody can see is read as the
# figure of its column, by one way of reading and not by another.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  openpyxl==3.1.5 xlsxwriter==3.3.1 python-calamine==0.9.1 || { echo "not run: the packages could not be installed"; exit 2; }

venv/bin/python -W ignore - <<'PY'
import sys

import openpyxl
import python_calamine
import xlsxwriter

book = xlsxwriter.Workbook("merged.xlsx")
sheet = book.add_worksheet("表")
sheet.merge_range("A1:B1", 8)
sheet.write_number("B1", 9)
sheet.write_number("C1", 10)
book.close()


def with_openpyxl(path, read_only):
    book = openpyxl.load_workbook(path, read_only=read_only)
    row = next(book.active.iter_rows(values_only=True))
    book.close()
    return list(row)


def say(seen, expected):
    print("seen:", repr(seen))
    if seen != expected:
        sys.exit(f"changed: it was {expected!r}")


say(with_openpyxl("merged.xlsx", read_only=False), [8, None, 10])
say(with_openpyxl("merged.xlsx", read_only=True), [8, 9, 10])
calamine_row = python_calamine.load_workbook("merged.xlsx").get_sheet_by_index(0).to_python()[0]
say(calamine_row, [8.0, 9.0, 10.0])
openpyxl.load_workbook("merged.xlsx").save("again.xlsx")
say(with_openpyxl("again.xlsx", read_only=True), [8, None, 10])
PY
