"""Number formats: whether a number is shown as a percentage or as a date, which its value does not tell."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Literal, TypeAlias

from clustercheck.quantities import plain, plausible
from clustercheck.readers.archive import Archive
from clustercheck.readers.cells import GridCell
from clustercheck.readers.xml_parts import Budget, local, walk

FormatKind: TypeAlias = Literal["plain", "percent", "date"]

_PERCENT_IDS = {"9", "10"}
_DATE_IDS = {str(i) for i in (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))}
# Quoted text, escaped characters, padding, and brackets other than elapsed time such as [h] or [mm].
_NOT_CODES = re.compile(r'"[^"]*"?|[\\_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]?', re.IGNORECASE | re.DOTALL)
_DATE_CODES = re.compile("[ymdhs]", re.IGNORECASE)

_DAY_BEFORE_1900 = datetime.date(1899, 12, 31)
_DAY_1904 = datetime.date(1904, 1, 1)
# Excel counts a 29 February 1900 that never was, as its day 60.
_PHANTOM_DAY = 60
_LAST_SERIAL = 2_958_465


def format_kind(code: str) -> FormatKind:
    """What a custom format code makes of a number."""
    bare = _NOT_CODES.sub("", code)
    if "%" in bare:
        return "percent"
    if bare.lower().startswith("general"):
        return "plain"
    return "date" if _DATE_CODES.search(bare) else "plain"


class NumberFormats:
    """The cell formats of a workbook. Its styles are read when the first formatted number is met."""

    def __init__(self, archive: Archive, budget: Budget, part: str | None, dates_from_1904: bool) -> None:
        self._archive = archive
        self._budget = budget
        self._part = part
        self._dates_from_1904 = dates_from_1904
        self._format_ids: list[str] | None = None
        self._codes: dict[str, str] = {}
        self._kinds: dict[str, FormatKind] = {}

    def kind(self, style: str) -> FormatKind:
        """How numbers of a cell format (its index as written) are shown."""
        known = self._kinds.get(style)
        if known is None:
            known = self._kinds[style] = self._found(style)
        return known

    def dated(self, serial: Decimal) -> GridCell:
        """A number that is formatted as a date: the day it stands for, or the number where it is none."""
        day = self._day(serial)
        if day is None:
            return GridCell("number", plain(serial) if plausible(serial) else str(serial), serial)
        return GridCell("date", day.isoformat(), serial, False, day)

    def _day(self, serial: Decimal) -> datetime.date | None:
        if not 0 <= serial <= _LAST_SERIAL:
            return None
        days = int(serial)
        if self._dates_from_1904:
            return _DAY_1904 + datetime.timedelta(days) if days <= _LAST_SERIAL - 1462 else None
        if days in (0, _PHANTOM_DAY):
            return None
        return _DAY_BEFORE_1900 + datetime.timedelta(days - (days > _PHANTOM_DAY))

    def _found(self, style: str) -> FormatKind:
        if self._format_ids is None:
            self._format_ids = self._read()
        if not (
            style.isascii() and style.isdigit() and len(style) < 7 and int(style) < len(self._format_ids)
        ):
            return "plain"
        format_id = self._format_ids[int(style)]
        code = self._codes.get(format_id)
        if code is not None:
            return format_kind(code)
        if format_id in _PERCENT_IDS:
            return "percent"
        return "date" if format_id in _DATE_IDS else "plain"

    def _read(self) -> list[str]:
        ids: list[str] = []
        within = False
        if self._part is None or self._part not in self._archive:
            return ids

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal within
            tag = local(tag)
            if tag == "xf":
                if within:
                    ids.append(attributes.get("numFmtId", "0"))
            elif tag == "numFmt":
                self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            elif tag in ("cellXfs", "cellStyleXfs", "dxfs"):
                within = tag == "cellXfs"

        walk(self._archive.chunks(self._part), self._budget, start)
        return ids
