"""Values in order, on disk as soon as they are many, so that memory does not grow with their number."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from os import SEEK_END
from tempfile import SpooledTemporaryFile
from types import TracebackType

from clustercheck.model.hints import Any

_IN_MEMORY = 1 << 20
_LENGTH = 8  # bytes before each value


class Spool:
    """Pickled values that can be gone through as often as needed. Raises `OSError` if the disk refuses."""

    def __init__(self) -> None:
        self._length = 0
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def append(self, pickled: bytes) -> None:
        """Add a value at the end."""
        self._length += 1
        self._file.seek(0, SEEK_END)
        self._file.write(len(pickled).to_bytes(_LENGTH, "big"))
        self._file.write(pickled)

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Any]:
        """All values from the first."""
        at = 0
        while True:
            self._file.seek(at)
            length = int.from_bytes(self._file.read(_LENGTH), "big")
            if not length:
                return
            yield pickle.loads(self._file.read(length))
            at += _LENGTH + length
