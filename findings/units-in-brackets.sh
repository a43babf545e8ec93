#!/usr/bin/env bash
# rich prints the unit [吨/万元] and swallows the unit [tce/万元].
#
# Expected: markup is known styles, as [bold]; anything else in brackets is text, or an error.
# Seen: with rich 15.0.0 a bracket that starts with a small latin letter is taken for a style whatever
# follows, and a style nobody knows is passed over without a word: 能耗[tce/万元] prints as 能耗. [吨/万元],
# [%] and [MWh] are printed.
# Version: rich 15.0.0.
# Why it matters: headings of energy and area indicators carry such units; two indicators that differ
# only in the unit print alike.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  rich==15.0.0 || { echo "not run: the packages could not be installed"; exit 2; }

venv/bin/python -W ignore - <<'PY'
import io
import sys

import rich.console
import rich.text


def shown(text):
    console = rich.console.Console(file=io.StringIO(), width=60)
    console.print(text)
    return console.file.getvalue().rstrip("\n")


def say(seen, expected):
    print("seen:", repr(seen))
    if seen != expected:
        sys.exit(f"changed: it was {expected!r}")


say(shown("能耗[tce/万元]"), "能耗")
say(shown("面积[m²]"), "面积")
say(shown("能耗[吨/万元]"), "能耗[吨/万元]")
say(shown("电量[MWh]"), "电量[MWh]")
say(shown("增速[%]"), "增速[%]")
say(shown(rich.text.Text("能耗[tce/万元]")), "能耗[tce/万元]")
PY
