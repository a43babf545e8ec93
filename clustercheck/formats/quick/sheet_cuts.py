"""Worksheets that are cut into their values and what is around them, as `sheet_forms` compares them.

A sheet is cut at each letter `v`: a search for one letter takes half as long as one for `v>`. Of a value `<v>1</v>` that leaves
the piece `>1</`. Which pieces are values is found out once, for the other copies of a form have theirs in the same places.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter

from clustercheck.model.records import NamedTuple

_new = tuple.__new__
LETTER, BEGIN = b"v", b">"
_TAG, _END, _ZERO = b"v>", b"</", b">0</"
# A sheet with fewer values is one of words; one with more pieces is large, or its words have the letter.
_FEWEST_VALUES, _MOST_PIECES = 8, 2048


class Pieces(tuple[bytes, ...]):
    """The pieces of a sheet around its values, and the places of its values among all.

    They are looked up by these places and then compared: hashing all their bytes takes far longer.
    """

    __slots__ = ()

    def __hash__(self) -> int:
        return hash(self[-1])


class Cut(NamedTuple):
    """The places of the values among the pieces of a sheet, as text.

    `around_of` takes all other pieces, and what stands behind the last one.
    """

    places: bytes
    around_of: Callable[[Sequence[bytes]], Sequence[bytes]]
    values_of: Callable[[Sequence[bytes]], Sequence[bytes]]


def cut_of(part: bytes, pieces: Sequence[bytes]) -> Cut | None:
    """How a sheet with these pieces is cut; None if it has few values, or one that is not told by its piece."""
    places = [place for place, piece in enumerate(pieces) if piece.startswith(BEGIN) and piece.endswith(_END)]
    if len(places) < _FEWEST_VALUES or len(pieces) > _MOST_PIECES or part.count(_TAG) != 2 * len(places):
        return None
    others = sorted({*range(len(pieces) + 1)}.difference(places))
    return Cut(" ".join(map(str, places)).encode(), itemgetter(*others), itemgetter(*places))


def around_in(cut: Cut, pieces: Sequence[bytes]) -> Pieces:
    """The pieces of a sheet around its values. Raises `IndexError` if it has fewer pieces than the one that was cut."""
    return _new(Pieces, cut.around_of([*pieces, cut.places]))


def with_zeros(around: Sequence[bytes]) -> bytes:
    """The sheet that has zeros for its values."""
    *pieces, places = around
    for place in map(int, places.split()):
        pieces.insert(place, _ZERO)
    return LETTER.join(pieces)
