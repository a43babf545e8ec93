#!/usr/bin/env bash
# Two lines in one .ods cell are joined into one number.
#
# Expected: a line break inside a cell separates the lines, whichever way the file writes it.
# Seen: OpenDocument has two ways: a second text:p (LibreOffice writes that) and text:line-break, which
# odfpy's own addTextToElement writes for a newline. python-calamine 0.9.1 keeps the first and drops the
# second: 35 and 40 become "3540". A text:tab is dropped as well, and there pandas 3.1.1 joins in: its
# reader turns the joined text into the number 3540.
# Versions: python-calamine 0.9.1, pandas 3.1.1; file by odfpy 1.4.1.
# Why it matters: clerks write this year's and last year's figure, or two enterprises' figures, on two
# lines of one cell. Joined they make a large figure that meets every threshold.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  odfpy==1.4.1 python-calamine==0.9.1 pandas==3.1.1 numpy==2.4.6 || { echo "not run: the packages could not be installed"; exit 2; }

venv/bin/python -W ignore - <<'PY'
import sys

import odf.opendocument
import odf.table
import odf.teletype
import odf.text
import pandas
import python_calamine


def write(path, *paragraphs):
    document = odf.opendocument.OpenDocumentSpreadsheet()
    table = odf.table.Table(name="表")
    row = odf.table.TableRow()
    cell = odf.table.TableCell(valuetype="string")
    for text in paragraphs:
        paragraph = odf.text.P()
        odf.teletype.addTextToElement(paragraph, text)
        cell.addElement(paragraph)
    row.addElement(cell)
    table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(path)
    return path


def with_calamine(path):
    return python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()[0][0]


def with_pandas(path):
    return pandas.read_excel(path, header=None, engine="odf").values.tolist()[0][0]


def say(seen, expected):
    print("seen:", repr(seen))
    if seen != expected:
        sys.exit(f"changed: it was {expected!r}")


say(with_calamine(write("two.ods", "35", "40")), "35\n40")
say(with_calamine(write("break.ods", "35\n40")), "3540")
say(with_pandas("break.ods"), "35\n40")
say(with_calamine(write("tab.ods", "35\t40")), "3540")
say(with_pandas("tab.ods"), 3540)
PY
