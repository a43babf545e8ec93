#!/usr/bin/env bash
# frictionless takes "1-6", the months January to June, for June of the year 1.
#
# Expected: a column with 1-3, 1-6, 1-9 is text; a column with 12,5 is text or a number.
# Seen: frictionless 5.21.0 infers the type yearmonth for the first, and the value 1-6 is read as
# yearmonth(year=1, month=6). For 12,5 and 45,0 it infers geopoint, longitude and latitude. A wider
# range, as 1-12 and 10-50, is text again, so one row changes the type of the column.
# Version: frictionless 5.21.0.
# Why it matters: 统计期 1-6 (月), 职工 10-12 (人) and 第1-3条 are usual. As dates they sort and print as dates.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  frictionless==5.21.0 || { echo "not run: the packages could not be installed"; exit 2; }

venv/bin/python -W ignore - <<'PY'
import csv
import sys

import frictionless


def read_back(*texts):
    with open("column.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["名称", "值"], *([f"行{n}", text] for n, text in enumerate(texts))])
    with frictionless.Resource("column.csv") as resource:
        values = [row["值"] for row in resource.read_rows()]
        return resource.schema.get_field("值").type, values


def say(seen, expected):
    print("seen:", repr(seen))
    if seen != expected:
        sys.exit(f"changed: it was {expected!r}")


kind, values = read_back("1-3", "1-6", "1-9")
say((kind, [(value.year, value.month) for value in values]), ("yearmonth", [(1, 3), (1, 6), (1, 9)]))
kind, values = read_back("12,5", "45,0")
say((kind, [[float(part) for part in value] for value in values]), ("geopoint", [[12.0, 5.0], [45.0, 0.0]]))
say(read_back("1-12", "10-50"), ("string", ["1-12", "10-50"]))
PY
