#!/usr/bin/env bash
# A date cell in the Chinese long form comes out of openpyxl as a plain number.
#
# Expected: a cell that a Chinese Excel shows as 2024年2月28日 is read as that date.
# Seen: the number formats 27 to 36 and 50 to 58 are built in, so a file names them by number alone and
# holds no format text. In a Chinese workbook 31 is yyyy"年"m"月"d"日" and 57 is yyyy"年"m"月". openpyxl
# 3.1.5 knows the built-in numbers only where the English list has a text: it reports "General", is_date
# is False and the value is 45350. python-calamine 0.9.1 gives the date. Format 14 is a date for both.
# Versions: openpyxl 3.1.5, python-calamine 0.9.1, file written by xlsxwriter 3.3.1.
# Why it matters: the date of recognition, or the year a figure is for, turns into a figure of 45350.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  openpyxl==3.1.5 xlsxwriter==3.3.1 python-calamine==0.9.1 || { echo "not run: the packages could not be installed"; exit 2; }

venv/bin/python -W ignore - <<'PY'
import datetime
import sys

import openpyxl
import python_calamine
import xlsxwriter

book = xlsxwriter.Workbook("dates.xlsx")
sheet = book.add_worksheet("表")
for row, number in enumerate((14, 31, 57)):
    sheet.write_number(row, 0, 45350, book.add_format({"num_format": number}))
book.close()

rows = python_calamine.load_workbook("dates.xlsx").get_sheet_by_index(0).to_python()
cells = openpyxl.load_workbook("dates.xlsx").active["A"]
openpyxl_sees = [(cell.value, cell.number_format, cell.is_date) for cell in cells]
day = datetime.date(2024, 2, 28)

def say(seen, expected):
    print("seen:", repr(seen))
    if seen != expected:
        sys.exit(f"changed: it was {expected!r}")


say(openpyxl_sees, [
    (datetime.datetime(2024, 2, 28), "mm-dd-yy", True),
    (45350, "General", False),
    (45350, "General", False),
])
say([row[0] for row in rows], [day, day, day])
PY
