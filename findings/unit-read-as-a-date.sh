#!/usr/bin/env bash
# A unit in quotes in the number format makes xlsx2csv write a date pattern in place of the figure.
#
# Expected: text in quotes in a number format is shown as it is; 7 with the format 0"家" is 7.
# Seen: xlsx2csv 0.8.6 looks for the letters y, m, d, h, s anywhere in the format, quoted or not, and
# then fills the pattern in as a date; the figure does not appear in the output at all. 45.5 with
# 0.0"hm" is written as 0.0"1202", and 0.75 with 0.00"kWh" as the time 18:00. A unit of Chinese characters
# alone is no date, but counts as decimals: 12.5 with 0.0"万元" is written as 12.50000.
# Versions: xlsx2csv 0.8.6; file by xlsxwriter 3.3.1; openpyxl 3.1.5 gives the figures.
# Why it matters: units stand in the number format in many statistics forms (hm, m, kWh, tce/d); the
# figure is lost, and what stands in its place has digits.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  xlsx2csv==0.8.6 xlsxwriter==3.3.1 openpyxl==3.1.5 || { echo "not run: the packages could not be installed"; exit 2; }

venv/bin/python -W ignore - <<'PY'
import csv
import io
import sys

import openpyxl
import xlsx2csv
import xlsxwriter

CELLS = ((45.5, '0.0"hm"'), (3, '0"m"'), (0.75, '0.00"kWh"'), (7, '0"家"'), (12.5, '0.0"万元"'))
book = xlsxwriter.Workbook("units.xlsx")
sheet = book.add_worksheet("表")
for row, (value, number_format) in enumerate(CELLS):
    sheet.write_number(row, 0, value, book.add_format({"num_format": number_format}))
book.close()
out = io.StringIO()
xlsx2csv.Xlsx2csv("units.xlsx").convert(out)
written = [row[0] for row in csv.reader(out.getvalue().splitlines())]

def say(seen, expected):
    print("seen:", repr(seen))
    if seen != expected:
        sys.exit(f"changed: it was {expected!r}")


say(written, ['0.0"1202"', '0"01"', "18:00", "7", "12.50000"])
say([cell.value for cell in openpyxl.load_workbook("units.xlsx").active["A"]], [45.5, 3, 0.75, 7, 12.5])
PY
