#!/usr/bin/env bash
# python-docx leaves out the new figure of a tracked change, and what was typed into a form field.
#
# Expected: paragraph.text is what Word shows, or what it shows with the changes accepted.
# Seen: python-docx 1.2.0 gives only runs that stand directly in the paragraph. In 年产值不低于[30 deleted,
# 40 inserted]亿元 neither figure is in the text, which reads 年产值不低于亿元. The same goes for a content
# control (a field to fill in), an equation and a smart tag: nothing marks the gap. (Its issue 1123.)
# Version: python-docx 1.2.0.
# Why it matters: drafts of recognition rules go round with changes tracked, and application forms use
# content controls; the threshold itself is the part that was changed.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  python-docx==1.2.0 || { echo "not run: the packages could not be installed"; exit 2; }

venv/bin/python -W ignore - <<'PY'
import sys

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

WORD = nsdecls("w")
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
WHO = 'w:id="1" w:author="someone" w:date="2024-01-01T00:00:00Z"'
PARTS = (
    f"<w:del {WORD} {WHO}><w:r><w:delText>30</w:delText></w:r></w:del>",
    f"<w:ins {WORD} {WHO}><w:r><w:t>40</w:t></w:r></w:ins>",
    f"<w:sdt {WORD}><w:sdtContent><w:r><w:t>50</w:t></w:r></w:sdtContent></w:sdt>",
    f"<m:oMath {MATH}><m:r><m:t>60</m:t></m:r></m:oMath>",
    f'<w:smartTag {WORD} w:uri="urn:a" w:element="b"><w:r><w:t>70</w:t></w:r></w:smartTag>',
)
document = docx.Document()
for part in PARTS:
    paragraph = document.add_paragraph("年产值不低于")
    paragraph._p.append(parse_xml(part))
    paragraph.add_run("亿元")
document.save("rule.docx")

def say(seen, expected):
    print("seen:", repr(seen))
    if seen != expected:
        sys.exit(f"changed: it was {expected!r}")


say([paragraph.text for paragraph in docx.Document("rule.docx").paragraphs], ["年产值不低于亿元"] * 5)
PY
