"""Text files that are not tables: maps, standards, cases, baselines."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path

from clustercheck.formats import limits
from clustercheck.model import shipped


def text_of(path: Path) -> str:
    """The text of a UTF-8 file, without a byte order mark.

    Raises `OSError` if it cannot be read or is larger than the limit on text files (a device may never end), and
    `UnicodeError` if it is not UTF-8.
    """
    with io.TextIOWrapper(shipped.opened(path), encoding="utf-8-sig") as stream:
        text = stream.read(limits.LIMITS.text_file + 1)
    if len(text) > limits.LIMITS.text_file:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return text
