#!/usr/bin/env bash
# xlsx2html multiplies by 100 if the percent sign of the number format is only text.
#
# Expected: 12.5 with the format 0.0"%" is shown as 12.5%, as the sign in quotes is a unit; 0.125 with 0.0% is 12.5%.
# Seen: xlsx2html 0.6.4 takes a sign in quotes or behind a backslash for the real one: 12.5 becomes 1250.0"%", with
# the quotes, and 30 with "≥"0.0"%" becomes "≥"3000.0"%"; ‰ in quotes gives the thousandfold. The comma that divides
# by a thousand does nothing: 123456 with 0.0,"千元", which is 123.5千元, becomes 123456.0"千元".
# Versions: xlsx2html 0.6.4 with babel 2.19.0 and openpyxl 3.1.5; file by xlsxwriter 3.3.1.
# Why it matters: shares and growth are often typed as 12.5 with the sign in the format, to spare the typist the
# real per cent; the page shows a hundred times the figure, with its unit.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  xlsx2html==0.6.4 babel==2.19.0 openpyxl==3.1.5 xlsxwriter==3.3.1 || { echo "not run: the packages could not be installed"; exit 2; }

venv/bin/python -W ignore - <<'PY'
import re
import sys

import openpyxl
import xlsx2html
import xlsxwriter

CELLS = (
    (0.125, "0.0%"), (12.5, '0.0"%"'), (12.5, "0.0\\%"), (30, '"≥"0.0"%"'), (3, '0.0"‰"'),
    (123456, '0.0,"千元"'), (7, '0"家"'),
)
book = xlsxwriter.Workbook("units.xlsx")
sheet = book.add_worksheet("表")
for row, (value, number_format) in enumerate(CELLS):
    sheet.write_number(row, 0, value, book.add_format({"num_format": number_format}))
book.close()
page = xlsx2html.xlsx2html("units.xlsx", locale="zh_CN")
page.seek(0)
shown = [text.strip() for text in re.findall(r"<td[^>]*>(.*?)</td>", page.read(), re.DOTALL)]


def say(seen, expected):
    print("seen:", repr(seen))
    if seen != expected:
        sys.exit(f"changed: it was {expected!r}")


say([cell.value for cell in openpyxl.load_workbook("units.xlsx").active["A"]], [value for value, _ in CELLS])
say(shown, ["12.5%", '1250.0"%"', "1250.0%", '"≥"3000.0"%"', '3000.0"‰"', '123456.0"千元"', '7"家"'])
PY
