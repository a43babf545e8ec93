"""The results in input order, on disk: memory holds only one chunk of them.

A .jsonl grows as `all.jsonl.partial`. Beside it, `all.jsonl.state` records the path, size and time of each finished
file, and the position of its line. The state is an SQLite database, so killing the process leaves it intact. Lines
are written before the state: lines that the state does not have are cut off and done again. Without a .jsonl, the
same database is temporary.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from operator import attrgetter
from pathlib import Path
from zlib import crc32

from clustercheck.batch.results import Done, Entry, Heading, Results, stamp_of
from clustercheck.batch.state import FILE, KEPT, PLACE, open_state, reason_of_disk
from clustercheck.model.hints import TYPE_CHECKING, BinaryIO
from clustercheck.model.problems import UsageFault, Where, error

if TYPE_CHECKING:  # the queue brings the worker processes
    from clustercheck.batch.queue import Piece


class NotKept(UsageFault):
    """The results cannot be stored: the disk is full or refuses. Earlier results are kept."""


PARTIAL, STATE = ".partial", ".state"

_kept_fields = attrgetter(*KEPT)
_AT_ONCE = 200


class Journal:
    """The files to do and the results so far. As a context manager it leaves everything on disk as it is."""

    def __init__(self, target: Path | None = None) -> None:
        """Open the journal of a new .jsonl, or a temporary one. Data of an earlier run is not used yet."""
        self.target = target
        self.is_unfinished = target is not None and _is_unfinished(target)
        self._begun = self.is_unfinished
        self._finished = False
        self._lines: BinaryIO | None = None
        self._end = 0
        self.base, self._last, self._has_earlier = 0, 0, False
        self.state = open_state(None if target is None else _beside(target, STATE))
        self._known: set[str] = {name for (name,) in self.state.execute("SELECT standard FROM heading")}

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        # A full disk was reported already, and the state does not have what was not written.
        with suppress(OSError, sqlite3.Error):
            if self._lines is not None:
                self._lines.close()
        with suppress(OSError, sqlite3.Error):
            self.state.close()
        if self._finished or not self._begun:
            self.forget()

    # -- what is to be done

    def plan(self, entries: Iterable[Entry]) -> int:
        """Store the files to do, in order, and return their number. Raises `NotKept`."""
        numbered = ((os.fsencode(entry.path), entry.city or "") for entry in entries)
        with self._guard_disk(), self.state:
            while rows := list(islice(numbered, _AT_ONCE)):
                self.state.executemany("INSERT INTO planned (path, city) VALUES (?, ?)", rows)
        return self.planned

    @contextmanager
    def _guard_disk(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as fault:
            raise self.not_kept(fault) from fault

    def not_kept(self, fault: OSError | sqlite3.Error) -> NotKept:
        """The exception for a refusal of the disk."""
        file = None if self.target is None else str(_beside(self.target, PARTIAL))
        return NotKept(error("U473", Where(file), reason=reason_of_disk(fault)))

    @property
    def planned(self) -> int:
        """The number of all files."""
        return self._count("planned")

    @property
    def done(self) -> int:
        """The number of finished files."""
        return self._count("done")

    def _count(self, table: str) -> int:
        # Files are numbered from 1 without a gap.
        found: int = self.state.execute(f"SELECT COALESCE(MAX(seq), 0) FROM {table}").fetchone()[0]
        return found

    # -- the run before this one

    @property
    def settings(self) -> dict[str, str]:
        """The options of the run that left this journal; empty if there was none."""
        if not self.is_unfinished:
            return {}
        return dict(self.state.execute("SELECT name, value FROM setting"))

    def start(self, settings: Mapping[str, str], *, resume: bool) -> None:
        """Begin a run, either new or after the results of an earlier run with the same settings. Raises `NotKept`."""
        self._begun = True
        with self._guard_disk():
            self._start(settings, resume)

    def _start(self, settings: Mapping[str, str], resume: bool) -> None:
        with self.state:
            if not resume:
                for table in ("done", "earlier", "heading", "setting"):
                    self.state.execute(f"DELETE FROM {table}")
                self._known.clear()
            self.state.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", settings.items())
        if self.target is not None:
            self._lines = _writable(_beside(self.target, PARTIAL))
        if resume:
            self._keep_what_holds()
        if self._lines is not None:
            self._lines.truncate(self._end)
            self._lines.seek(self._end)
        self.base = self._last = self.done

    def _keep_what_holds(self) -> None:
        """Keep the lines up to the first file that has changed, and set the later ones aside.

        A result set aside is used at its file's turn, so that the lines stay in input order.
        """
        keep = 0
        for is_same, seq, part, path, size, mtime in self._done_as_planned():
            if not is_same or (size, mtime) != stamp_of(os.fsdecode(path)) or self._line(seq, part) is None:
                keep = seq - 1
                break
            keep = seq
        with self.state:
            rows = self.state.execute("SELECT DISTINCT seq FROM done WHERE seq > ? ORDER BY seq", (keep,))
            for seq in [seq for (seq,) in rows]:
                self._lay_by(seq)
            self.state.execute("DELETE FROM done WHERE seq > ?", (keep,))
        last = self.state.execute("SELECT MAX(start + length) FROM done").fetchone()
        self._end = last[0] or 0
        self._has_earlier = self.state.execute("SELECT 1 FROM earlier LIMIT 1").fetchone() is not None

    def _done_as_planned(self) -> sqlite3.Cursor:
        return self.state.execute(
            "SELECT p.path IS d.path AND p.city IS d.city, d.seq, d.part, d.path, d.size, d.mtime"
            " FROM done d LEFT JOIN planned p ON p.seq = d.seq ORDER BY d.seq, d.part"
        )

    def _line(self, seq: int, part: int) -> bytes | None:
        """The line of a result; None if the partial file does not hold all of it."""
        if self._lines is None:
            return b""
        start, length, checksum = self.state.execute(
            f"SELECT {', '.join(PLACE)} FROM done WHERE seq = ? AND part = ?", (seq, part)
        ).fetchone()
        self._lines.seek(start)
        line = self._lines.read(length)
        return line if len(line) == length and crc32(line) == checksum else None

    def _lay_by(self, seq: int) -> None:
        """Set a file's results aside for its turn, if all of them are still there."""
        parts = [part for (part,) in self.state.execute("SELECT part FROM done WHERE seq = ?", (seq,))]
        lines = [self._line(seq, part) for part in parts]
        if None in lines:
            return
        columns = ", ".join(("part", *FILE, *KEPT))
        self.state.execute(
            "DELETE FROM earlier WHERE (path, city) IN (SELECT path, city FROM done WHERE seq = ?)", (seq,)
        )
        self.state.executemany(
            f"INSERT INTO earlier SELECT {columns}, ? FROM done WHERE seq = ? AND part = ?",
            [(line, seq, part) for part, line in zip(parts, lines, strict=True)],
        )

    # -- this run

    def chunks(self, size: int) -> Iterator[list[Piece[Done]]]:
        """The remaining files, `size` at a time; a file from an earlier run comes with its result."""
        rows = self.state.execute("SELECT path, city FROM planned WHERE seq > ? ORDER BY seq", (self.base,))
        while chunk := [self._piece(path, city) for path, city in rows.fetchmany(size)]:
            yield chunk

    def _piece(self, path: bytes, city: str) -> Piece[Done]:
        entry = Entry(os.fsdecode(path), city or None)
        if not self._has_earlier:
            return entry
        rows = self.state.execute(
            f"SELECT size, mtime, line, {', '.join(KEPT)} FROM earlier WHERE path IS ? AND city IS ? ORDER BY part",
            (path, city),
        ).fetchall()
        if not rows or tuple(rows[0][:2]) != stamp_of(entry.path):
            return entry
        return tuple(
            Done(entry, size, mtime, line, **dict(zip(KEPT, kept, strict=True)))
            for size, mtime, line, *kept in rows
        )

    def add(self, files: Sequence[Results]) -> None:
        """Append the results of files: first their lines, then their state.

        Raises `NotKept`.
        """
        with self._guard_disk():
            self._add(files)

    def _add(self, files: Sequence[Results]) -> None:
        seq, rows, results = self._last, [], [result for results in files for result in results]
        for parts in files:
            seq += 1
            rows += [self._row(seq, part, result) for part, result in enumerate(parts)]
        if self._lines is not None:
            # In one piece: each line by itself takes twice as long.
            self._lines.write(b"".join([result.line for result in results]))
            self._lines.flush()
        columns = ("seq", "part", *FILE, *KEPT, *PLACE)
        with self.state:
            for result in results:
                if result.headings and result.standard not in self._known:
                    self._add_headings(result.standard, result.headings)
            self.state.executemany(
                f"INSERT INTO done ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", rows
            )
        self._last = seq

    def _row(self, seq: int, part: int, result: Done) -> tuple[object, ...]:
        entry, line = result.entry, result.line
        # A checksum is for a later run: it takes a tenth of what keeping a result takes.
        place = (self._end, len(line), 0 if self._lines is None else crc32(line))
        self._end += len(line)
        file = (os.fsencode(entry.path), entry.city or "", result.size, result.mtime)
        return (seq, part, *file, *_kept_fields(result), *place)

    def _add_headings(self, standard: str, headings: Sequence[Heading]) -> None:
        self._known.add(standard)
        self.state.executemany(
            "INSERT OR REPLACE INTO heading VALUES (?, ?, ?, ?, ?)",
            [(standard, position, *heading) for position, heading in enumerate(headings)],
        )

    def lines(self) -> Iterator[bytes]:
        """The lines written so far, in blocks of whole lines."""
        if self._lines is not None:
            self._lines.seek(0)
            while some := self._lines.readlines(1 << 16):
                yield b"".join(some)
            self._lines.seek(self._end)

    def finish(self) -> None:
        """Rename the .jsonl to its final name; the state can still be read. Raises `NotKept`."""
        with self._guard_disk():
            if self.target is not None and self._lines is not None:
                os.fsync(self._lines.fileno())
                self._lines.close()
                self._lines = None
                os.replace(_beside(self.target, PARTIAL), self.target)
            self._finished = True

    def forget(self) -> None:
        """Remove the state when it is no longer needed."""
        self.state.close()
        if self.target is not None:
            _beside(self.target, STATE).unlink(missing_ok=True)


def _is_unfinished(target: Path) -> bool:
    """Whether an earlier run left something to resume."""
    return _beside(target, PARTIAL).exists() and _beside(target, STATE).exists()


def _beside(target: Path, suffix: str) -> Path:
    return target.with_name(target.name + suffix)


def _writable(path: Path) -> BinaryIO:
    return open(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "r+b")
