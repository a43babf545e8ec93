"""The database of a journal: its tables, and a connection that locks it against other runs."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path
from zlib import crc32

from clustercheck.model.problems import Name, UsageFault, Where, error, reason_of

# The columns of a result besides its place; `line` and `headings` are stored separately.
KEPT = (
    "verdict", "cluster", "name_key", "standard", "statuses", "thresholds", "thresholds_met", "margin", "digest",
    "figures", "code", "problem", "row", "route", "remark_ids", "remarks",
    "decisive", "details",
)  # fmt: skip
FILE = ("path", "city", "size", "mtime")
PLACE = ("start", "length", "checksum")
_NAMES = ("setting", "heading", "done", "earlier", "planned")
_TABLES = f"""
    DROP TABLE IF EXISTS planned;
    CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT);
    CREATE TABLE IF NOT EXISTS heading (standard TEXT, position INTEGER, id TEXT, zh TEXT, en TEXT,
                                        PRIMARY KEY (standard, position));
    CREATE TABLE IF NOT EXISTS done (seq INTEGER, part INTEGER, {", ".join((*FILE, *KEPT, *PLACE))},
                                     PRIMARY KEY (seq, part));
    CREATE TABLE IF NOT EXISTS earlier (part INTEGER, {", ".join((*FILE, *KEPT, "line"))},
                                        PRIMARY KEY (path, city, part));
    CREATE TABLE planned (seq INTEGER PRIMARY KEY, path BLOB, city TEXT);
"""
# How the figures of a cluster are made into a digest; counted up when that changes.
_DIGEST = 2
# A state with other columns or other digests belongs to another version and is not used.
_SHAPE = crc32(f"{_TABLES}{_DIGEST}".encode()) & 0x7FFFFFFF
_MEMORY_KIB = 256


def open_state(path: Path | None) -> sqlite3.Connection:
    """Open the database at a path, or a temporary one, locked against other runs. Raises `UsageFault`."""
    if path is None:
        return _prepared("")
    try:
        return _prepared(str(path))
    except sqlite3.OperationalError as fault:
        if fault.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise UsageFault(error("U465", Where(), file=str(path))) from fault
        raise UsageFault(error("U407", Where(), file=str(path), reason=reason_of_disk(fault))) from fault
    except sqlite3.DatabaseError as fault:
        raise UsageFault(error("U466", Where(), file=str(path))) from fault


def reason_of_disk(fault: OSError | sqlite3.Error) -> Name:
    """The reason why the disk refused. The database has its own message for a full disk."""
    if isinstance(fault, OSError):
        return reason_of(fault)
    if getattr(fault, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
        return reason_of(OSError(errno.ENOSPC, ""))
    return Name(str(fault), str(fault))


def _prepared(path: str) -> sqlite3.Connection:
    # Uncommitted data may be lost with the process, so the run need not wait for the disk.
    state = sqlite3.connect(path, timeout=0.2)
    try:
        # Sorting takes at least 250 pages of memory.
        state.execute("PRAGMA page_size = 1024")
        state.execute("PRAGMA locking_mode = EXCLUSIVE")
        state.execute("PRAGMA synchronous = OFF")
        state.execute(f"PRAGMA cache_size = -{_MEMORY_KIB}")
        # This limits the temporary data of sorting and grouping too, which would otherwise take up to 2 MiB each.
        state.execute(f"PRAGMA soft_heap_limit = {2 * _MEMORY_KIB * 1024}")
        state.execute("BEGIN EXCLUSIVE")
        if state.execute("PRAGMA user_version").fetchone()[0] != _SHAPE:
            for table in _NAMES:
                state.execute(f"DROP TABLE IF EXISTS {table}")
            state.execute(f"PRAGMA user_version = {_SHAPE}")
        state.execute("COMMIT")
        state.executescript(_TABLES)
    except BaseException:
        state.close()
        raise
    return state
