#!/usr/bin/env bash
# Three calendars of Chinese working days answer three ways about a year that is not published yet.
#
# Expected: the State Council fixes next year's days off each autumn, so a library without them says so.
# Seen, for 2027, with data to 2026: chinesecalendar 1.11.0 raises. holidays 0.109 answers from the law's
# fixed days alone, with no sign that the exchanged days are missing: Wednesday 6 October 2027 is a working
# day, though the week of 1 October has been off each year, and no weekend day is worked. workalendar
# 17.0.0, with data to 2023, raises for a weekday and answers False for a weekend: in 2026 it says that
# Saturday 10 October is off, a day that the other two know as worked, and raises on the Friday before.
# Versions: chinesecalendar 1.11.0, holidays 0.109, workalendar 17.0.0.
# Why it matters: "within 20 working days" of an application counts such days; a count that crosses a
# weekend only, or a year only, is wrong in silence.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  chinesecalendar==1.11.0 holidays==0.109 workalendar==17.0.0 || { echo "not run: the packages could not be installed"; exit 2; }

venv/bin/python -W ignore - <<'PY'
import datetime
import sys

import chinese_calendar
import holidays
import workalendar.asia


def asked(question, day):
    try:
        return question(day)
    except Exception as problem:
        return type(problem).__name__


def answers(*day):
    date = datetime.date(*day)
    return (
        date.strftime("%a"),
        asked(chinese_calendar.is_workday, date),
        asked(holidays.China().is_working_day, date),
        asked(workalendar.asia.China().is_working_day, date),
    )


def say(seen, expected):
    print("seen:", repr(seen))
    if seen != expected:
        sys.exit(f"changed: it was {expected!r}")


say(answers(2023, 10, 7), ("Sat", True, True, True))
say(answers(2026, 10, 9), ("Fri", True, True, "CalendarError"))
say(answers(2026, 10, 10), ("Sat", True, True, False))
say(answers(2027, 10, 6), ("Wed", "NotImplementedError", True, "CalendarError"))
say(answers(2027, 10, 9), ("Sat", "NotImplementedError", False, False))
PY
