"""The limits on reading a workbook, whatever it declares: all of them in one place.

A form needs a hundredth of any of them. Tests set them low, so that a small and harmless file shows that each works.
"""

from __future__ import annotations

from clustercheck.model.records import NamedTuple

_MIB = 1024 * 1024


class Limits(NamedTuple):
    """Bounds on one workbook; what goes beyond any but the last is refused (C107).

    `file`, `text_file`, `inflated`: bytes of a file, of one that is text, of all parts of an archive once inflated.
    `part`: bytes of a part that is held whole. `parts`: entries of an archive.
    `tags`, `markup_tags`, `html_tags`, `references`: tags of .xlsx; of XML in one piece; of a web page; its references.
    `depth`: how deep tags stand within each other. `tables`: the same of tables of a web page.
    `token`: bytes of one tag. `gathered`: characters between two tags.
    `records`: records of .xls and .xlsb, and steps over what spans promise.
    `characters`: of all texts that are kept; one outside the basic plane makes a whole text four times as large.
    `cells`: filled ones; half a million would take four seconds and 350 MiB. `merged`: merged ranges, each is kept.
    `fields`: what delimiters cut a text into. `cell_text`: characters of one cell, as Excel has it; more is cut and said.
    """

    file: int = 50 * _MIB
    text_file: int = 16 * _MIB
    inflated: int = 100 * _MIB
    part: int = 48 * _MIB
    parts: int = 10_000
    tags: int = 4_000_000
    markup_tags: int = 1_000_000
    html_tags: int = 250_000
    references: int = 500_000
    depth: int = 20_000
    tables: int = 50
    token: int = _MIB
    gathered: int = 1_000_000
    records: int = 1_000_000
    characters: int = 10_000_000
    strings: int = 200_000
    sheets: int = 300
    cells: int = 200_000
    merged: int = 50_000
    ranges: int = 100_000
    styles: int = 70_000
    fields: int = 4_000_000
    cell_text: int = 32_767


LIMITS = Limits()
