#!/usr/bin/env bash
# docx2txt and docx2python make 20232025年 of 2023-2025年, and leave out an inserted ≥ or make ³ of it.
#
# Expected: a sign that Word shows between two figures is in the text.
# Seen: Word stores a hyphen that keeps both years on one line (Ctrl+Shift+Hyphen) as the element
# w:noBreakHyphen, and a sign taken from the font Symbol as w:sym. docx2txt 0.9 drops both (its pull request 34
# tells of the hyphen), so 占比≥30% is 占比30%. docx2python 3.7.1 drops the hyphen, and writes the ≥ as the
# character B3, which is ³ in any other font: stripped of its span, 占比³30%. python-docx 1.2.0 keeps the hyphen
# and drops the ≥ (its issue 948).
# Versions: docx2txt 0.9, docx2python 3.7.1; file by python-docx 1.2.0.
# Why it matters: periods and thresholds are just where such signs stand; without them two years are one number,
# and "at least 30 %" is a plain 30 %.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  docx2txt==0.9 docx2python==3.7.1 paragraphs==1.0.1 python-docx==1.2.0 lxml==6.1.3 || { echo "not run: the packages could not be installed"; exit 2; }

venv/bin/python -W ignore - <<'PY'
import html
import re
import sys

import docx
import docx2python
import docx2txt
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

WORD = nsdecls("w")
document = docx.Document()
for before, sign, after in (
    ("2023", f"<w:noBreakHyphen {WORD}/>", "2025年"),
    ("占比", f'<w:sym {WORD} w:font="Symbol" w:char="F0B3"/>', "30%"),
):
    run = document.add_paragraph(before).runs[0]
    run._r.append(parse_xml(sign))
    run._r.append(parse_xml(f"<w:t {WORD}>{after}</w:t>"))
document.save("rule.docx")


def say(seen, expected):
    print("seen:", repr(seen))
    if seen != expected:
        sys.exit(f"changed: it was {expected!r}")


say(docx2txt.process("rule.docx").split(), ["20232025年", "占比30%"])
with docx2python.docx2python("rule.docx") as read:
    text = read.text
say(text.split("\n\n"), ["20232025年", "占比<span style=font-family:Symbol>&#x00B3;</span>30%"])
say(html.unescape(re.sub("<[^>]*>", "", text)).split(), ["20232025年", "占比³30%"])
say([paragraph.text for paragraph in docx.Document("rule.docx").paragraphs], ["2023-2025年", "占比30%"])
PY
