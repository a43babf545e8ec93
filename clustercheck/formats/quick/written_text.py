"""Text as XML writes it between two tags: plain characters and references to characters.

A reference that XML does not allow is refused by whoever walks the text; here it is only not understood.
"""

from __future__ import annotations

from clustercheck.model.patterns import pattern
from clustercheck.model.speed import cached

# Not in plain text: markup, what XML forbids, and what it changes (a carriage return).
FORBIDDEN = r"\x00-\x08\x0b-\x1f"
# XML forbids these too. An expression with a set of characters that holds one takes long to compile.
_BEYOND_1, _BEYOND_2 = "\ufffe\uffff"
_PLAIN = f"[^<>&{FORBIDDEN}]*"
# Any such text, perhaps empty. Every round of the repetition begins with `&`, so it is linear.
TEXT = rf"{_PLAIN}(?:&(?:[a-z]{{2,4}}|#[0-9]{{1,7}}|#x[0-9A-Fa-f]{{1,6}});{_PLAIN})*"
_REFERENCE = pattern("&([^;]*);")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def characters_of(piece: bytes) -> str | None:
    """The characters of a piece of XML; None if it is no UTF-8 or XML forbids one that is not `FORBIDDEN`."""
    try:
        text = piece.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if _BEYOND_1 in text or _BEYOND_2 in text else text


def decoded(text: str) -> str:
    """A text that matches `TEXT` with its references undone. Raises `ValueError` for one that XML does not allow."""
    if "&" not in text:
        return text
    pieces = _REFERENCE.split(text)
    pieces[1::2] = map(_character, pieces[1::2])
    return "".join(pieces)


@cached(2048, 9)
def _character(reference: str) -> str:
    if not reference.startswith("#"):
        if reference not in _NAMED:
            raise ValueError(reference)
        return _NAMED[reference]
    code = int(reference[2:], 16) if reference.startswith("#x") else int(reference[1:])
    if (
        code in (0x9, 0xA, 0xD)
        or 0x20 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or 0x10000 <= code <= 0x10FFFF
    ):
        return chr(code)
    raise ValueError(reference)
