#!/usr/bin/env bash
# Of four readers of Chinese amounts, two get 1亿2000万 wrong and one gets 一千五百万 wrong, each without a word.
#
# Expected: 亿 and 万 multiply the figure before them, and the parts are added: 1亿2000万元 is 120,000,000.
# Seen: jionlp 1.5.31 gives 220020000.00 for it, and 1550000000.00, "accurate", for 12亿5千万元; written as
# 十二亿五千万元 the same amount is right. (Its issue 257, closed, is of that kind.) chinese2digits 6.0.2 puts the
# two parts one behind the other, 10000000020000000 (meant so, says its issue 24). pycnnum 2.1.1 has 一千五百万
# as 1,005,000,000 and 三百五十万 as 30,500,000: it multiplies 一千 by 百 and 万, not by 万 alone. Its 三十五万 is
# right, and so are all of them with cn2an 0.5.24.
# Versions: jionlp 1.5.31, chinese2digits 6.0.2, pycnnum 2.1.1, cn2an 0.5.24.
# Why it matters: outputs and investments stand in such words in applications; at nearly twice the amount, or
# at seventy times, every threshold is met.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  jionlp==1.5.31 jiojio==1.2.8 chinese2digits==6.0.2 pycnnum==2.1.1 cn2an==0.5.24 || { echo "not run: the packages could not be installed"; exit 2; }

venv/bin/python -W ignore - <<'PY'
import contextlib
import io
import sys

import chinese2digits
import cn2an
import pycnnum

with contextlib.redirect_stdout(io.StringIO()):  # it greets
    import jionlp


def by_jionlp(text):
    amount = jionlp.parse_money(text)
    return amount["num"], amount["definition"]


def by_chinese2digits(text):
    return chinese2digits.takeNumberFromString(text)["replacedText"]


def say(seen, expected):
    print("seen:", repr(seen))
    if seen != expected:
        sys.exit(f"changed: it was {expected!r}")


say(by_jionlp("1亿2000万元"), ("220020000.00", "accurate"))
say(by_jionlp("12亿5千万元"), ("1550000000.00", "accurate"))
say(by_jionlp("十二亿五千万元"), ("1250000000.00", "accurate"))
say(by_chinese2digits("总投资1亿2000万元"), "总投资10000000020000000元")
say([pycnnum.cn2num(text) for text in ("一千五百万", "三百五十万", "三十五万")], [1005000000, 30500000, 350000])
say([cn2an.cn2an(text, "smart") for text in ("1亿2000万", "一千五百万", "三百五十万")], [120000000, 15000000, 3500000])
PY
