"""Pieces of JSON for the quick way: each is made once for all files.

All texts are the bytes of UTF-8, one character a byte (`as_bytes`): such texts are put together by copying.
"""

from __future__ import annotations

from json import JSONEncoder
from json.encoder import encode_basestring as quoted

from clustercheck.model.cluster import Cell
from clustercheck.model.findings import Status
from clustercheck.model.speed import cached

_encoder = JSONEncoder(ensure_ascii=False).encode

# What follows the head of a criterion.
BEGUN = {
    (status, sensitive): f'{status.value}", "sensitive": {"true" if sensitive else "false"}'
    for status in Status
    for sensitive in (False, True)
}


def as_bytes(text: str) -> str:
    """The bytes of a text in UTF-8, one character a byte. A name that is no UTF-8 on disk comes out as JSON escapes it."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("latin-1")


def encoded(value: object) -> str:
    """A plain value as the bytes of its JSON."""
    return as_bytes(_encoder(value))


@cached(4096, 128)
def cell_text(cell: Cell) -> str:
    """A cell of a form, which the next copy has too."""
    return new_cell_text(cell)


def new_cell_text(cell: Cell) -> str:
    """A cell of a table that no other file has."""
    sheet, ref = cell
    text = quoted(ref)
    return in_sheet(sheet) + (text if text.isascii() else as_bytes(text))[1:]


@cached(512, 128)
def in_sheet(sheet: str) -> str:
    """The text of a sheet's cells up to the place in the sheet."""
    return as_bytes(quoted(f"{sheet}!" if sheet else ""))[:-1]


@cached()
def word(text: str) -> str:
    """The name of a unit or an indicator."""
    return as_bytes(quoted(text))
