"""What an OpenDocument file says outside its sheets: its program, hidden zeros, and the number formats of its styles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from clustercheck.formats.budget import Budget
from clustercheck.formats.number_formats import FormatKind, format_kind
from clustercheck.formats.xml_walk import local, walk
from clustercheck.model.note_marks import Setting
from clustercheck.model.patterns import pattern

# Programs that calculate what they save.
_CALCULATING = pattern("office|gnumeric|excel|wps|kingsoft|calligra|collabora|yozo|永中|金山", re.IGNORECASE)
DATA_STYLES = frozenset(("number-style", "percentage-style", "currency-style", "date-style"))
# What `start` and `end` act on; within a data style, `start` acts on every tag.
STARTS = DATA_STYLES | {
    "config-item-map-entry",
    "config-item",
    "style",
    "table-properties",
    "text-properties",
    "map",
}
ENDS = DATA_STYLES | {"config-item-map-entry", "config-item", "generator", "text"}
# The elements of a date style, and their codes in Excel.
_DATE_CODES = {
    "year": "yyyy", "era": "g", "month": "m", "day": "d", "day-of-week": "aaaa", "quarter": "m", "hours": "h",
    "minutes": "m", "seconds": "s", "week-of-year": "d",
}  # fmt: skip
_MOST_PLACES = 30


class DocumentStyles:
    """Reads the tags outside the sheets. It keeps number formats that do more than show a number."""

    def __init__(self, budget: Budget) -> None:
        self.generator = ""
        self.hidden_tables: set[str] = set()
        # What text styles set as superscript or subscript.
        self.positions: dict[str, Setting] = {}
        # By the name of a cell style.
        self.formats: dict[str, FormatKind] = {}
        self._budget = budget
        self._style = self._setting = self._data_style = ""
        self._within: list[str] = []
        self._hiding_zeros: set[str] = set()
        self._codes: dict[str, str] = {}

    def take(self, other: DocumentStyles) -> None:
        """Take over what another one has read, except for the program."""
        for name, value in vars(other).items():
            if name not in ("generator", "_budget"):
                setattr(self, name, value.copy() if isinstance(value, dict | set | list) else value)

    def knows_only_program(self) -> bool:
        """Whether nothing but the program was read so far."""
        fresh = vars(DocumentStyles(self._budget))
        return all(fresh[name] == value for name, value in vars(self).items() if name != "generator")

    def calculates(self) -> bool:
        """Whether the file was made by a program that is known to calculate what it saves."""
        return _CALCULATING.search(self.generator) is not None

    def shows_zeros(self, table: str) -> bool:
        """Whether a sheet shows its zeros; a setting without a sheet applies to all."""
        return not self._hiding_zeros & {"", table}

    def read(self, chunks: Iterable[bytes]) -> None:
        """Read a part without sheets. Raises `Refused`."""
        characters: list[str] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            del characters[:]
            self.start(local(tag), attributes)

        walk(chunks, self._budget, start, lambda tag: self.end(local(tag), "".join(characters)), characters)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Handle a tag outside the sheets, by its local name."""
        if name == "config-item-map-entry":
            self._within.append(attributes.get("config:name", ""))
        elif name == "config-item":
            self._setting = attributes.get("config:name", "")
        elif name == "style":
            self._style = attributes.get("style:name", "")
            if attributes.get("style:family") == "table-cell":
                self._start_cell_style(attributes)
        elif name == "table-properties" and attributes.get("table:display") == "false":
            self.hidden_tables.add(self._budget.keep(self._style))
        elif name == "text-properties" and "style:text-position" in attributes:
            self.positions[self._budget.keep(self._style)] = _position_of(attributes["style:text-position"])
        elif name == "text-properties" and _is_struck_out(attributes):
            self.positions[self._budget.keep(self._style)] = "super"
        elif name in DATA_STYLES:
            self._data_style = self._budget.keep(attributes.get("style:name", ""))
            self._codes[self._data_style] = ""
        elif name == "map" and self._data_style:
            # One of several sections: the text that is written beside the number tells which is shown.
            self._codes[self._data_style] = self._data_style = ""
        elif self._data_style:
            self._add(self._code(name, attributes))

    def end(self, name: str, text: str) -> None:
        """Handle the end of such a tag, with the text since the last tag began."""
        if name == "config-item-map-entry" and self._within:
            self._within.pop()
        elif name == "config-item":
            if (self._setting, text.strip()) == ("ShowZeroValues", "false"):
                self._hiding_zeros.add("".join(self._within))
        elif name == "generator":
            self.generator = text[:200]
        elif name in DATA_STYLES:
            self._data_style = ""
        elif name == "text" and self._data_style:
            # In a percentage style the sign is written as text; what else is text is none of the codes.
            parts = text.replace('"', "").split("%")
            self._add("%".join(f'"{part}"' if part else "" for part in parts))

    def _start_cell_style(self, attributes: Mapping[str, str]) -> None:
        data_style = attributes.get("style:data-style-name")
        if data_style is None:
            kind = self.formats.get(attributes.get("style:parent-style-name", ""))
        else:
            kind = format_kind(self._codes.get(data_style) or "General")
        if kind is not None and kind != "plain":
            self.formats[self._budget.keep(self._style)] = kind

    def _add(self, code: str) -> None:
        self._codes[self._data_style] = self._budget.keep(self._codes[self._data_style] + code)

    def _code(self, name: str, attributes: Mapping[str, str]) -> str:
        if name == "number":
            whole, places, factor = (
                _count(attributes, f"number:{of}")
                for of in ("min-integer-digits", "decimal-places", "display-factor")
            )
            commas = "," * ((len(str(factor)) - 1) // 3 if factor else 0)
            return "#" + "0" * whole + ("." + "0" * places if places else "") + commas
        if name in ("fraction", "scientific-number"):
            return "0"
        return _DATE_CODES.get(name, "")


def says_something(name: str, attributes: Mapping[str, str]) -> bool:
    """Whether the properties of a style are of those that `DocumentStyles` keeps; True for any other tag."""
    if name == "table-properties":
        return attributes.get("table:display") == "false"
    return name != "text-properties" or "style:text-position" in attributes or _is_struck_out(attributes)


def _is_struck_out(attributes: Mapping[str, str]) -> bool:
    """Whether a text is struck out. It is then no digit of its figure, like a superscript mark."""
    return any(
        attributes.get(f"style:text-line-through-{how}", "none") != "none" for how in ("style", "type")
    )


def _position_of(written: str) -> Setting:
    """The setting for a text's position (`super 58%`, `-33% 58%`: a fraction of its height)."""
    position = written.split(" ", 1)[0]
    if position in ("super", "sub"):
        return "super" if position == "super" else "sub"
    if position.strip("-0.%"):
        return "sub" if position.startswith("-") else "super"
    return ""


def _count(attributes: Mapping[str, str], name: str) -> int:
    written = attributes.get(name, "").partition(".")[0]
    most = 10**12 if name == "number:display-factor" else _MOST_PLACES
    return min(int(written), most) if written.isascii() and written.isdigit() and len(written) < 20 else 0
