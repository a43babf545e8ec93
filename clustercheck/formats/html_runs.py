"""The setting of text in a web page: superscript or subscript, struck out, hidden, or a reading aid (ruby).

Struck-out text is treated like superscript: it is no digit of the figure beside it.
"""

from __future__ import annotations

import re

from clustercheck.formats.html_tags import Tag
from clustercheck.model.note_marks import Setting
from clustercheck.model.patterns import pattern
from clustercheck.model.records import NamedTuple

_SETTINGS: dict[str, Setting] = {
    "sup": "super", "sub": "sub", "super": "super", "baseline": "",
    "s": "super", "strike": "super", "del": "super",
}  # fmt: skip
_READ_ALOUD = frozenset(("rt", "rp"))
_ENDING = frozenset(("table", "tr", "td", "th"))
_STYLED = frozenset(
    (
        "a",
        "b",
        "del",
        "div",
        "em",
        "font",
        "i",
        "ins",
        "label",
        "p",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "u",
    )
)
_ALIGNED = pattern(r"vertical-align\s*:\s*(super|sub|baseline)", re.IGNORECASE)
_STRUCK = pattern(r"text-decoration[a-z-]*\s*:[^;]*line-through", re.IGNORECASE)
_UNSEEN = pattern(
    r"(?<![a-z-])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-(?:hide\s*:\s*all|element\s*:\s*comment))",
    re.IGNORECASE,
)
# Elements nested more deeply hold no text of a cell.
_MAX_DEPTH = 50


class _Open(NamedTuple):
    name: str
    setting: Setting
    is_passed_over: bool


_PLAIN = _Open("", "", False)


class RunSettings:
    """The settings at the reader's position. A tag's setting ends with the tag or with the cell."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self.now = _PLAIN

    def open(self, tag: Tag) -> None:
        """Handle the start of an element."""
        name = tag.name
        if name in _ENDING:
            self._reset()
            return
        setting = _SETTINGS.get(name)
        if name in _STYLED and "vertical-align" in tag.written.lower():
            aligned = _ALIGNED.search(tag.attributes().get("style", ""))
            setting = _SETTINGS[aligned[1].lower()] if aligned else None
        unseen = name in _READ_ALOUD
        if name in _STYLED and tag.written:
            attributes = tag.attributes()
            style = attributes.get("style", "")
            setting = "super" if _STRUCK.search(style) else setting
            unseen = "hidden" in attributes or _UNSEEN.search(style) is not None
        # An element inside one of the same name is only counted, to find the right end tag.
        if (setting is not None or unseen or name == self.now.name) and len(self._open) < _MAX_DEPTH:
            within = self.now
            self._open.append(within)
            held = within.setting if setting is None else setting
            self.now = _Open(name, held, within.is_passed_over or unseen)

    def close(self, name: str) -> None:
        """Handle the end of an element."""
        if name in _ENDING:
            self._reset()
        elif name == self.now.name or any(each.name == name for each in self._open):
            while self.now.name != name:
                self.now = self._open.pop()
            self.now = self._open.pop()

    def _reset(self) -> None:
        self.now = _PLAIN
        del self._open[:]
