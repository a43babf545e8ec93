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
    """A cell."""
    return as_bytes(quoted(str(cell)))


@cached()
def word(text: str) -> str:
    """The name of a unit or an indicator."""
    return as_bytes(quoted(text))
