"""The names of the report's styles, and their ids in the file where no template brings its own."""

from __future__ import annotations

TITLE = "Title"
HEADINGS = ("Heading 1", "Heading 2", "Heading 3")
BODY = "自评正文"
LINE = "自评落款"
CELL = "自评表格"
CELL_HEAD = "自评表头"
NOTE = "自评注"
VERDICT = "自评结论"
CAPTION = "自评小题"
BOX = "自评意见"
FOOTER = "Footer"
TABLE = "三线表"
FRAMED = "意见框"

# Ids of the styles in the blank documents; `scripts/make_word_blanks.py` makes those.
IDS = {
    TITLE: "Title",
    **{heading: heading.replace(" ", "") for heading in HEADINGS},
    **{name: name for name in (BODY, LINE, CELL, CELL_HEAD, NOTE, VERDICT, CAPTION, BOX)},
    FOOTER: "Footer",
    TABLE: "ThreeLines",
    FRAMED: "Framed",
}
