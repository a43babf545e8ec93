"""Runs of shared strings that follow each other in copies of a form, each known by the bytes of all of them.

A form's strings are looked up a dozen at a time. Where a copy has another one among them, that dozen is looked up one by
one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clustercheck.formats.cells import GridCell
from clustercheck.model.hints import TypeAlias
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached, known_answers

END_OF_STRING = b"</si>"
# The cell of a string, None for a blank one, its number of characters, and its number of tags.
ReadString: TypeAlias = tuple[GridCell | None, int, int]
# Strings of a run. Fewer strings, or longer tables, are not kept in runs.
_OF_RUN, _FEWEST, _LONGEST = 12, 32, 64 * 1024
# Of tables with the same first string so many are looked at; how long that string may be.
_MOST_TABLES, _LONGEST_FIRST = 4, 2048


class _Run(NamedTuple):
    """Strings with their markup, one after the other, and what they are read as."""

    written: bytes
    cells: Sequence[GridCell | None]
    characters: int
    tags: int


class Runs:
    """The runs of tables with the same first string, by the first string of each run."""

    __slots__ = ("by_first", "tables")

    def __init__(self) -> None:
        self.by_first: dict[bytes, _Run] = {}
        self.tables = 0

    @property
    def takes_more(self) -> bool:
        """Whether another table may be kept."""
        return self.tables < _MOST_TABLES

    def keep(self, pieces: Sequence[bytes], strings: Sequence[ReadString]) -> None:
        """Keep the strings of another table."""
        if not self.takes_more:
            return
        self.tables += 1
        if len(pieces) < _FEWEST or sum(map(len, pieces)) > _LONGEST:
            return
        for at in range(0, len(pieces), _OF_RUN):
            cells, characters, tags = zip(*strings[at : at + _OF_RUN], strict=True)
            written = END_OF_STRING.join((*pieces[at : at + _OF_RUN], b""))
            self.by_first[pieces[at]] = _Run(written, cells, sum(characters), sum(tags))


class ReadRuns(NamedTuple):
    """The cells of a table of strings, the characters and tags of those that are known, and the others by their places.

    `alone` is how many were looked up alone.
    """

    cells: list[GridCell | None]
    characters: int
    tags: int
    missing: list[tuple[int, bytes]]
    alone: int


@cached(32, _LONGEST_FIRST)
def runs_after(first: bytes) -> Runs:
    """The runs of tables with this first string."""
    return Runs()


# A look-up costs no call.
known_runs = known_answers(runs_after)


def read_by_runs(written: bytes, runs: Runs, known: Callable[[bytes], ReadString | None]) -> ReadRuns:
    """The strings of a table, each with its end tag, of which some are in runs and others are `known`."""
    cells: list[GridCell | None] = []
    missing: list[tuple[int, bytes]] = []
    characters = tags = at = alone = 0
    length, run_from, of_end = len(written), runs.by_first.get, len(END_OF_STRING)
    while at < length:
        end = written.find(END_OF_STRING, at)
        piece = written[at:end]
        run = run_from(piece)
        if run is not None and written.startswith(run[0], at):
            of_run, cells_of_run, more, more_tags = run
            cells += cells_of_run
            at += len(of_run)
        else:
            at = end + of_end
            alone += 1
            read = known(piece)
            if read is None:
                missing.append((len(cells), piece))
                cells.append(None)
                continue
            cell, more, more_tags = read
            cells.append(cell)
        characters += more
        tags += more_tags
    return ReadRuns(cells, characters, tags, missing, alone)
