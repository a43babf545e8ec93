#!/usr/bin/env bash
# jionlp gives 不低于30亿元 (not less than) the same mark as 低于30亿元 (less than).
#
# Expected: 不低于 is a lower bound, as 至少 (at least) and 以上 (and above) are.
# Seen: jionlp 1.5.31 marks an amount "blur+" for more and "blur-" for less. 至少30亿元 and 30亿元以上 are "blur+",
# but 不低于, 不少于 and 不小于 are "blur-", as 低于, 少于 and 不超过 (not above) are: the 不 turns the words for
# more around, not those for less. 达到30亿元 (reaches) is "accurate", as if the amount were exactly that.
# Version: jionlp 1.5.31.
# Why it matters: rules of recognition name nearly every threshold with 不低于 or 不少于; read so, the cluster
# that meets the threshold fails it, and the other way round.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  jionlp==1.5.31 jiojio==1.2.8 || { echo "not run: the packages could not be installed"; exit 2; }

venv/bin/python -W ignore - <<'PY'
import contextlib
import io
import sys

with contextlib.redirect_stdout(io.StringIO()):  # it greets
    import jionlp


def marks(*texts):
    amounts = [jionlp.parse_money(text) for text in texts]
    return [(text, amount["num"], amount["definition"]) for text, amount in zip(texts, amounts)]


def say(seen, expected):
    print("seen:", repr(seen))
    if seen != expected:
        sys.exit(f"changed: it was {expected!r}")


def each(mark, *texts):
    say(marks(*texts), [(text, "3000000000.00", mark) for text in texts])


each("blur+", "至少30亿元", "30亿元以上", "超过30亿元", "高于30亿元")
each("blur-", "不低于30亿元", "不少于30亿元", "不小于30亿元")
each("blur-", "低于30亿元", "少于30亿元", "不超过30亿元", "30亿元以下")
each("accurate", "30亿元", "达到30亿元")
PY
