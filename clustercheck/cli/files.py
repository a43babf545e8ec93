"""Write results into files: completely or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from clustercheck.model.hints import TYPE_CHECKING, BinaryIO
from clustercheck.model.problems import UsageFault, Where, error, reason_of
from clustercheck.reports import SEALED as SEALED

if TYPE_CHECKING:
    from pathlib import Path


def put(path: Path, content: str | bytes, *, is_sealed: bool = False) -> None:
    """Write a file completely or not at all, with a seal if required. Raises `UsageFault` if it cannot be written."""
    with whole(path) as stream:
        # A name that is no UTF-8 on disk is written in JSON escapes.
        stream.write(content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content)
        if is_sealed:
            from clustercheck.formats.seals import seal_text

            seal_text(stream)


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A stream into a file that appears when all is written, and not if anything fails.

    Raises `UsageFault` if it cannot be written.
    """
    import tempfile  # imports random and hashes; most runs write no file

    try:
        # For a link, replace its target.
        target = os.path.realpath(path)
        folder, name = os.path.split(target)
        handle, temporary = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
        try:
            with os.fdopen(handle, "w+b") as stream:
                yield stream
            os.chmod(temporary, 0o666 & ~_umask())
            os.replace(temporary, target)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as fault:
        raise UsageFault(error("U407", Where(), file=str(path), reason=reason_of(fault))) from fault


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
