#!/usr/bin/env bash
# pandas turns a column of text cells into numbers, and one remark further down stops it.
#
# Expected: unlike a .csv file, an .xlsx file says which cells are text; the text 001 stays 001.
# Seen: read_excel 3.1.1 converts a column whose texts all look like numbers, cells formatted as text (@)
# too: "001" is 1, "1e5" is 100000.0, "TRUE" is True. One cell of words in the column (合计) keeps all the
# texts. An 18-digit credit code is an int64, but with one blank cell in the column a float64, and the
# last digits are no longer those of the file. (pandas issue 11331: meant so.)
# Versions: pandas 3.1.1 with openpyxl 3.1.5.
# Why it matters: enterprise and division codes start with 0 or have 18 digits; whether they survive is
# decided by a cell in another row.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  pandas==3.1.1 numpy==2.4.6 openpyxl==3.1.5 || { echo "not run: the packages could not be installed"; exit 2; }

venv/bin/python -W ignore - <<'PY'
import sys

import openpyxl
import pandas

book = openpyxl.Workbook()
sheet = book.active
sheet.append(["序号", "带合计", "信用代码", "缺一个", "型号", "标记"])
sheet.append(["001", "001", "910000000000000001", "910000000000000001", "1e5", "TRUE"])
sheet.append(["002", "002", "910000000000000002", None, "2e5", "FALSE"])
sheet.append(["003", "合计", "910000000000000003", "910000000000000003", "3e5", "TRUE"])
for row in sheet.iter_rows():
    for cell in row:
        cell.number_format = "@"
book.save("codes.xlsx")

def say(seen, expected):
    print("seen:", repr(seen))
    if seen != expected:
        sys.exit(f"changed: it was {expected!r}")


table = pandas.read_excel("codes.xlsx", engine="openpyxl")
say(table["序号"].tolist(), [1, 2, 3])
say(table["带合计"].tolist(), ["001", "002", "合计"])
say(table["信用代码"].tolist(), [910000000000000001, 910000000000000002, 910000000000000003])
say([f"{code:.0f}" for code in table["缺一个"].dropna()], ["910000000000000000", "910000000000000000"])
say(table["型号"].tolist(), [100000.0, 200000.0, 300000.0])
say(table["标记"].tolist(), [True, False, True])
PY
