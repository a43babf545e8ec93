#!/usr/bin/env bash
# cn2an writes 1.999 yuan as 壹元玖角玖分.
#
# Expected: an amount in capitals is rounded to the cent, as on a cheque: 1.999 is 贰元.
# Seen: cn2an 0.5.24 in its rmb mode cuts after the second decimal without a warning: 1.999 is 壹元玖角玖分
# and 0.005 is 零元整. A float a hair under its sum loses a whole cent: 1.15 * 3, which is 3.45 to anyone,
# is 叁元肆角肆分. Read back, 五角 (fifty cents) is refused in every mode, 三元五角 is not.
# Version: cn2an 0.5.24.
# Why it matters: grants and investment sums stand in capitals beside the figure, and the two are compared.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  cn2an==0.5.24 || { echo "not run: the packages could not be installed"; exit 2; }

venv/bin/python -W ignore - <<'PY'
import sys

import cn2an


def read(text):
    try:
        return cn2an.cn2an(text, "smart")
    except ValueError:
        return "ValueError"


def say(seen, expected):
    print("seen:", repr(seen))
    if seen != expected:
        sys.exit(f"changed: it was {expected!r}")


say(cn2an.an2cn(1.999, "rmb"), "壹元玖角玖分")
say(cn2an.an2cn(0.005, "rmb"), "零元整")
say(cn2an.an2cn(1.15 * 3, "rmb"), "叁元肆角肆分")
say((read("三元五角"), read("五角")), (3.5, "ValueError"))
PY
