"""The files that come with the program: opened and listed beside its modules, in a folder or in the zip it runs from.

`importlib.resources` does both, but its import takes as long as half a start, so it is asked only for a zip.
"""

from __future__ import annotations

import os
from io import BytesIO

from clustercheck.model.hints import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_PACKAGE = os.path.dirname(os.path.dirname(__file__))


def place(*names: str) -> str:
    """The path of a file or folder of the package. It may lie in a zip, where only this module's functions find it."""
    return os.path.join(_PACKAGE, *names)


def opened(path: str | os.PathLike[str]) -> IO[bytes]:
    """A file for reading, the package's own or any other. Raises `OSError` if it cannot be read."""
    try:
        return open(path, "rb")
    except OSError:
        found = _in_zip(path)
        if found is None or not found.is_file():
            raise
        return BytesIO(found.read_bytes())


def content(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file. Raises `OSError` if it cannot be read."""
    with opened(path) as stream:
        return stream.read()


def names(folder: str | os.PathLike[str]) -> list[str]:
    """The names in a folder. Raises `OSError` if it is no folder or may not be read."""
    try:
        return os.listdir(folder)
    except OSError:
        found = _in_zip(folder)
        if found is None or not found.is_dir():
            raise
        return [each.name for each in found.iterdir()]


def is_file(path: str | os.PathLike[str]) -> bool:
    """Whether there is such a file."""
    if os.path.isfile(path):
        return True
    found = _in_zip(path)
    return found is not None and found.is_file()


def _in_zip(path: str | os.PathLike[str]) -> Traversable | None:
    """A path of the package as `importlib.resources` has it; None if it is none, or the package lies in a folder."""
    inner = os.fspath(path).removeprefix(_PACKAGE + os.sep)
    if inner == os.fspath(path) or os.path.isdir(_PACKAGE):
        return None
    from importlib.resources import files

    return files("clustercheck").joinpath(*inner.split(os.sep))
