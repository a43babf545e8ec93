#!/usr/bin/env bash
# tablib reads a cell's comment instead of its figure, and folds equal neighbours into one.
#
# Expected: a comment is beside the value; a cell written once "for three columns" fills three columns.
# Seen: an .ods cell holds its comment before its text, and tablib 3.10.0 takes the first text that it
# finds: the figure 120 with the comment "90" (last year's) reads as 90. Office programs write equal neighbours as one
# cell with table:number-columns-repeated; tablib gives it once, so the figures after it move to the left:
# 7, 7, 7, 8 reads as 7, 8. (A change for the second is open as tablib pull request 616.)
# Versions: tablib 3.10.0 with odfpy 1.4.1.
# Why it matters: comments hold the source of a figure, and equal figures in neighbouring years are common;
# the newest year's figure then stands in another year's column.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  tablib==3.10.0 odfpy==1.4.1 || { echo "not run: the packages could not be installed"; exit 2; }

venv/bin/python -W ignore - <<'PY'
import sys

import odf.office
import odf.opendocument
import odf.table
import odf.text
import tablib


def figure(value, comment=None, **more):
    cell = odf.table.TableCell(valuetype="float", value=value, **more)
    if comment:
        note = odf.office.Annotation()
        note.addElement(odf.text.P(text=comment))
        cell.addElement(note)
    cell.addElement(odf.text.P(text=str(value)))
    return cell


def read_back(*cells):
    document = odf.opendocument.OpenDocumentSpreadsheet()
    table = odf.table.Table(name="表")
    row = odf.table.TableRow()
    for one in cells:
        row.addElement(one)
    table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save("figures.ods")
    with open("figures.ods", "rb") as file:
        return list(tablib.Dataset().load(file.read(), format="ods", headers=False)[0])


def say(seen, expected):
    print("seen:", repr(seen))
    if seen != expected:
        sys.exit(f"changed: it was {expected!r}")


say(read_back(figure(7), figure(7), figure(7), figure(8)), [7.0, 7.0, 7.0, 8.0])
say(read_back(figure(7, numbercolumnsrepeated=3), figure(8)), [7.0, 8.0])
say(read_back(figure(120), figure(130)), [120.0, 130.0])
say(read_back(figure(120, comment="90"), figure(130)), [90.0, 130.0])
PY
