#!/usr/bin/env bash
# One word in a column makes polars round every number of that column to nine decimals.
#
# Expected: a column of mixed cells becomes text, and each number's text is its shortest exact form.
# Seen: polars 2.1.0 reads numbers well while the column holds only numbers. With one text cell (合计) the
# column is text, written with at most nine decimals: 1e-10 becomes "0", 0.0000000012 becomes
# "0.000000001", and 12345678.123456 becomes "12345678.123455999", digits of the binary value that no
# cell shows. (polars issue 25953 tells of lost digits too.)
# Versions: polars 2.1.0 with fastexcel 0.21.0 (its engine named calamine); file by xlsxwriter 3.3.1.
# Why it matters: forms end in a total row or a remark, so mixed columns are the rule; a small ratio
# reads as an honest zero.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  polars==2.1.0 fastexcel==0.21.0 xlsxwriter==3.3.1 || { echo "not run: the packages could not be installed"; exit 2; }

venv/bin/python -W ignore - <<'PY'
import sys

import polars
import xlsxwriter

FIGURES = [0.05, 1e-10, 0.0000000012, 12345678.123456]


def read_back(extra):
    book = xlsxwriter.Workbook("figures.xlsx")
    sheet = book.add_worksheet("表")
    sheet.write_column(0, 0, FIGURES + extra)
    book.close()
    return polars.read_excel("figures.xlsx", has_header=False).to_series(0).to_list()


def say(seen, expected):
    print("seen:", repr(seen))
    if seen != expected:
        sys.exit(f"changed: it was {expected!r}")


say(read_back([]), FIGURES)
say(read_back(["合计"]), ["0.05", "0", "0.000000001", "12345678.123455999", "合计"])
PY
