"""How the text of a web page is set: as superscript, as subscript, or above a line to tell how it is read aloud."""

from __future__ import annotations

import re
from typing import NamedTuple

from clustercheck.readers.html_tags import Tag
from clustercheck.readers.note_marks import Setting

_SETTINGS: dict[str, Setting] = {"sup": "super", "sub": "sub", "super": "super", "baseline": ""}
_READ_ALOUD = frozenset(("rt", "rp"))
_ENDING = frozenset(("table", "tr", "td", "th"))
_STYLED = frozenset(("a", "b", "em", "font", "i", "label", "s", "small", "span", "strong", "u"))
_ALIGNED = re.compile(r"vertical-align\s*:\s*(super|sub|baseline)", re.IGNORECASE)
# Deeper ones hold no cell's text.
_MAX_DEPTH = 50


class _Open(NamedTuple):
    name: str
    setting: Setting
    is_passed_over: bool


_PLAIN = _Open("", "", False)


class Settings:
    """What holds where the reader is. A tag that sets something holds until it is closed, or the cell is."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self.now = _PLAIN

    def open(self, tag: Tag) -> None:
        """Go past the beginning of an element."""
        name = tag.name
        if name in _ENDING:
            self._reset()
            return
        setting = _SETTINGS.get(name)
        if name in _STYLED and "vertical-align" in tag.written.lower():
            aligned = _ALIGNED.search(tag.attributes().get("style", ""))
            setting = _SETTINGS[aligned[1].lower()] if aligned else None
        read_aloud = name in _READ_ALOUD
        # One within another of its name is noted for its end only.
        if (setting is not None or read_aloud or name == self.now.name) and len(self._open) < _MAX_DEPTH:
            within = self.now
            self._open.append(within)
            held = within.setting if setting is None else setting
            self.now = _Open(name, held, within.is_passed_over or read_aloud)

    def close(self, name: str) -> None:
        """Go past the end of an element."""
        if name in _ENDING:
            self._reset()
        elif name == self.now.name or any(each.name == name for each in self._open):
            while self.now.name != name:
                self.now = self._open.pop()
            self.now = self._open.pop()

    def _reset(self) -> None:
        self.now = _PLAIN
        del self._open[:]
