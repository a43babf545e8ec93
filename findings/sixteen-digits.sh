#!/usr/bin/env bash
# openpyxl and XlsxWriter save a calculated number with 16 digits: two quotients in five come back as another number.
#
# Expected: a number that is saved and read again is the same number; Excel stores 17 digits where it takes so many.
# Seen: 0.1 + 0.2, which is 0.30000000000000004, comes back as 0.3, and 1.1 * 1.1 as 1.21. A strict test that holds
# before saving fails after it: 0.1 + 0.2 > 0.3 is true, of the cell it is false. Of the 39,800 quotients of two
# different whole numbers up to 200, 15,649 are changed, by either library. Typed figures with few digits are not.
# Version: openpyxl 3.1.5, XlsxWriter 3.2.9.
# Why it matters: shares and growth are calculated, then saved, then held against "more than 70 %".
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  openpyxl==3.1.5 XlsxWriter==3.2.9 || { echo "not run: the packages could not be installed"; exit 2; }

venv/bin/python - <<'PY'
import sys

import openpyxl
import xlsxwriter

QUOTIENTS = [part / whole for part in range(1, 201) for whole in range(1, 201) if part != whole]
NUMBERS = [0.1 + 0.2, 1.1 * 1.1, 35.27, *QUOTIENTS]


def say(name, seen, expected):
    print(f"seen: {name}:", repr(seen))
    if seen != expected:
        sys.exit(f"changed: it was {expected!r}")


def by_openpyxl(path):
    book = openpyxl.Workbook()
    for number in NUMBERS:
        book.active.append([number])
    book.save(path)


def by_xlsxwriter(path):
    book = xlsxwriter.Workbook(path)
    book.add_worksheet().write_column(0, 0, NUMBERS)
    book.close()


for save in (by_openpyxl, by_xlsxwriter):
    path = f"{save.__name__}.xlsx"
    save(path)
    back = [row[0] for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True)]
    say(path, back[:3], [0.3, 1.21, 35.27])
    say("more than 0.3, before and after", (NUMBERS[0] > 0.3, back[0] > 0.3), (True, False))
    changed = sum(one != other for one, other in zip(NUMBERS[3:], back[3:]))
    say(f"changed of {len(QUOTIENTS)}", changed, 15649)
PY
