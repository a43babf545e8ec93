#!/usr/bin/env bash
# formulas reads the text 1,234 as the number 85469, and adds up text that Excel leaves out.
#
# Expected: VALUE("1,234") is 1234; SUM, COUNT and ISNUMBER over cells pass over figures that are stored as text.
# Seen: formulas 1.3.4 takes what is no plain number for a date: "1,234" is January 2134, day 85469, and "2,500" is
# 182654; "12,345" and "12%" are #VALUE!. Of the cells 8 and "120" (text) SUM is 128, COUNT 2, ISNUMBER of the text is
# TRUE, and AVERAGE is #VALUE!; Excel has 8, 1, FALSE and 8. pycel 1.0b30 has those too; its VALUE refuses "1,234".
# Versions: formulas 1.3.4 with python-dateutil 4.0.0, pycel 1.0b30; file by openpyxl 3.1.5.
# Why it matters: figures pasted from a document are text, with commas, and VALUE is how a form turns them into
# numbers; a check that calculates the form again gets seventy times the figure, or a sum nobody sees in Excel.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  formulas==1.3.4 python-dateutil==4.0.0 pycel==1.0b30 openpyxl==3.1.5 numpy==2.4.6 || { echo "not run: the packages could not be installed"; exit 2; }

venv/bin/python -W ignore - <<'PY'
import contextlib
import io
import logging
import sys

import formulas
import openpyxl
import pycel

logging.disable(logging.CRITICAL)
TEXTS = ("1,234", "2,500", "12,345", "12%")
TOTALS = ("SUM(A1:A2)", "COUNT(A1:A2)", "ISNUMBER(A2)", "AVERAGE(A1:A2)")
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "S"
sheet["A1"], sheet["A2"] = 8, "120"
for row, text in enumerate(TEXTS, 1):
    sheet[f"B{row}"], sheet[f"C{row}"] = text, f"=VALUE(B{row})"
for row, total in enumerate(TOTALS, 1):
    sheet[f"D{row}"] = f"={total}"
book.save("form.xlsx")

with contextlib.redirect_stderr(io.StringIO()):  # a progress bar
    calculated = formulas.ExcelModel().loads("form.xlsx").finish().calculate()
compiler = pycel.ExcelCompiler("form.xlsx")


def by_formulas(column):
    cells = [calculated[f"'[form.xlsx]S'!{column}{row}"].value[0, 0] for row in range(1, 5)]
    return [str(cell) for cell in cells]


def by_pycel(column):
    return [str(compiler.evaluate(f"S!{column}{row}")) for row in range(1, 5)]


def say(seen, expected):
    print("seen:", repr(seen))
    if seen != expected:
        sys.exit(f"changed: it was {expected!r}")


say(by_formulas("C"), ["85469.0", "182654.0", "#VALUE!", "#VALUE!"])
say(by_formulas("D"), ["128.0", "2", "True", "#VALUE!"])
say(by_pycel("C"), ["#VALUE!"] * 4)
say(by_pycel("D"), ["8", "1", "False", "8.0"])
PY
