"""The content of an OpenDocument spreadsheet, split at its rows.

Rows repeat in many copies of a form, around other numbers, and are known by their markup. What is left of the content, with
a mark in place of each run of rows, is equal in every copy and is cached as well. Any other row is walked alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from clustercheck.formats.ods_reader import KNOWN, OdsReader
from clustercheck.formats.quick.around_rows import DECLARED
from clustercheck.formats.quick.ods_forms import CLOSE, NAMED
from clustercheck.formats.quick.ods_rows import Run, known_row, put_rows
from clustercheck.formats.quick.ods_tags import quick_tags

_SHEET = b"<table:table "
_OPEN = b"<table:table-row"
_BEGINNINGS = (b"<table:table-row ", b"<table:table-row>")
_MARK = f'<table:table-row {KNOWN}=""/>'.encode()
# So many rows are walked alone; more of them only where most rows are known.
_MOST_ODD = 20


def quick_content(part: bytes, reader: OdsReader) -> bool:
    """Read a content in UTF-8; returns whether that was possible. Raises `Refused` and `ValueError` where it is not."""
    if DECLARED.match(part) is None:
        return False
    split = _split(part)
    if split is None:
        return False
    rest, runs, tags = split
    following = iter(runs)
    reader.fill_known = lambda table: put_rows(reader, table, next(following))
    if not quick_tags(rest, len(runs), reader):
        reader.fill_known = None
        return False
    if next(following, None) is not None:
        raise ValueError("a row stands where none is read")
    reader.budget.spend(tags)
    return True


def _split(part: bytes) -> tuple[bytes, list[Run], int] | None:
    """What is left of a content without its rows, the rows, and the tags of the known ones; None if few are known."""
    begin = part.find(_SHEET)
    body = part[begin:]
    named = _unnamed(body)
    *rows, end = named.split(CLOSE)
    # Split if a row needs it.
    written: Sequence[bytes] = ()
    left, runs, run = [part[:begin]], list[Run](), None
    tags = odd = known = 0
    for number, row in enumerate(rows):
        found = known_row(row) if row.startswith(_BEGINNINGS) else None
        if found is None:
            at = row.rfind(_OPEN)
            if at < 0 or NAMED in row[:at]:
                return None
            if at > 0:
                left.append(row[:at])
                row, run = row[at:], None
                found = known_row(row)
        if run is None:
            left.append(_MARK)
            run = Run()
            runs.append(run)
        if found is not None:
            known += 1
            tags += found[0].tags
            run.append(found)
            continue
        odd += 1
        if odd > _MOST_ODD and odd > known:
            return None
        written = written or body.split(CLOSE)
        piece = written[number] + CLOSE
        run.append(piece[piece.rfind(_OPEN) :])
    left.append(end)
    return (b"".join(left), runs, tags) if known and NAMED not in end else None


def _unnamed(part: bytes) -> bytes:
    """A part without the numbers of the validations of its cells.

    Programs number the validations at random, and cells have no use of them.
    """
    first, *named = part.split(NAMED)
    numbers = [each[: each.find(b'"')] for each in named]
    if not b"".join(numbers).isdigit():
        return part
    return NAMED.join((first, *[each[len(number) :] for each, number in zip(named, numbers, strict=True)]))
