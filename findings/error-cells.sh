#!/usr/bin/env bash
# An error cell of an .xls file is 42, or blank, or always #N/A.
#
# Expected: a cell that shows #DIV/0! is read as that error, or refused.
# Seen: xlrd 2.0.2 gives the internal code as an int: #DIV/0! is 7 and #N/A is 42, told from a figure only
# by the cell's ctype (a true figure is a float). python-calamine 0.9.1 gives the empty text, the same as
# for an empty cell (its issue 105). pyexcel-xls 0.7.1 calls each error #N/A.
# Versions: xlrd 2.0.2, python-calamine 0.9.1, pyexcel 0.7.6 with pyexcel-xls 0.7.1; file by xlwt 1.3.0.
# Why it matters: growth rates are formulas over last year's figure, and a new cluster has none. The
# indicator must not read as 7 %, nor as "not filled in".
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  xlwt==1.3.0 xlrd==2.0.2 python-calamine==0.9.1 pyexcel-xls==0.7.1 pyexcel==0.7.6 || { echo "not run: the packages could not be installed"; exit 2; }

venv/bin/python -W ignore - <<'PY'
import sys

import pyexcel
import python_calamine
import xlrd
import xlwt

book = xlwt.Workbook()
sheet = book.add_sheet("表")
for row, code in enumerate((0x07, 0x2A, 0x17)):  # #DIV/0!, #N/A, #REF!
    sheet.row(row).set_cell_error(0, code)
    sheet.write(row, 1, 1.5)
sheet.write(3, 1, 1.5)  # nothing in the first column
book.save("errors.xls")

def say(seen, expected):
    print("seen:", repr(seen))
    if seen != expected:
        sys.exit(f"changed: it was {expected!r}")


say(xlrd.open_workbook("errors.xls").sheet_by_index(0).col_values(0), [7, 42, 23, ""])
rows = python_calamine.load_workbook("errors.xls").get_sheet_by_index(0).to_python()
say([row[0] for row in rows], ["", "", "", ""])
say([row[0] for row in pyexcel.get_array(file_name="errors.xls")], ["#N/A", "#N/A", "#N/A", ""])
PY
