"""File names from the names of clusters: valid on every system, and unique."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from clustercheck.model.findings import Result, Unread
from clustercheck.model.patterns import pattern
from clustercheck.texts.messages import harmless

# Characters that Windows or a shell does not accept in a name, and the names that Windows keeps for devices.
_NOT_IN_NAMES = pattern('[<>:"/\\\\|?*\N{REPLACEMENT CHARACTER}]+')
_DEVICES = pattern(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?")
_NOT_AT_ENDS = " .~$_-\u3000\u00a0\u2002\u2003"
# Most systems allow 255 bytes; the rest is for the suffix, a number and a temporary file beside it.
_LONGEST = 180


def safe_name(*names: str) -> str:
    """The first of these names that leaves a valid file name without suffix."""
    for name in (*names, "report"):
        plain = unicodedata.normalize("NFC", harmless(name))
        safe = _cut(_NOT_IN_NAMES.sub("_", plain)).strip(_NOT_AT_ENDS)
        if safe:
            return f"{safe}_" if _DEVICES.fullmatch(safe) else safe
    raise AssertionError("unreachable: the last name is safe")


def numbered(name: str, taken: dict[str, int]) -> str:
    """A file's name, with a number if the name is taken (ignoring case). Adds it to the taken names.

    Each taken name has the last number that was given for it, so that a thousand equal names take a thousand steps.
    """
    stem, suffix = os.path.splitext(name)
    found, folded = name, name.casefold()
    number = taken.get(folded, 1)
    while found.casefold() in taken:
        number += 1
        found = f"{stem} ({number}){suffix}"
    if found != name:
        taken[folded] = number
    taken[found.casefold()] = 1
    return found


def _cut(name: str) -> str:
    """As much of a name as fits, without cutting a character."""
    return name.encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore")


def name_of(result: Result) -> str:
    """The name that reports of a result bear: the cluster's, or the file's if it has none."""
    if isinstance(result, Unread):
        return safe_name(Path(result.file).stem)
    return safe_name(result.cluster.text("name"), Path(result.cluster.file).stem)
