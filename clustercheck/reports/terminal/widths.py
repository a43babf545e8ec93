"""How many cells of a terminal a text takes."""

from __future__ import annotations

# Characters whose width is the same in every version of Unicode; the others are looked up by rich.
_NARROW = ((0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x2FF), (0x2010, 0x2027), (0x2030, 0x205E), (0x2200, 0x22FF))
_WIDE = ((0x3001, 0x3029), (0x4E00, 0x9FA5), (0xFF01, 0xFF5E))


def cell_len(text: str) -> int:
    """The cells that a text takes. What joins or alters its neighbours is left to rich."""
    if text.isascii():
        return len(text)
    if "\u200d" in text or "\ufe0f" in text:
        from rich.cells import cell_len as rich_cell_len

        return rich_cell_len(text)
    return sum(map(_WIDTHS.__getitem__, text))


class _Widths(dict[str, int]):
    """The width of each character that was asked for; there are only so many."""

    def __missing__(self, character: str) -> int:
        code = ord(character)
        if any(first <= code <= last for first, last in _WIDE):
            width = 2
        elif any(first <= code <= last for first, last in _NARROW):
            width = 1
        else:
            from rich.cells import get_character_cell_size

            width = get_character_cell_size(character)
        self[character] = width
        return width


_WIDTHS = _Widths()
