"""A sheet comes out of its cut as it was, but for its values, and is not cut where a value cannot be told."""

from __future__ import annotations

import pytest

from clustercheck.formats.quick.sheet_cuts import LETTER, around_in, cut_of, with_zeros

_VALUES = [b"12", b"0.5", b"7", b"1", b"22", b"3.25", b"4", b"900"]


def _sheet(values: list[bytes], text: bytes = b"revenue, over five years") -> bytes:
    cells = b"".join(b'<c r="B2"><v>' + value + b"</v></c>" for value in values)
    return (
        b"<sheetView/><sheetData><row><is><t>" + text + b"</t></is>" + cells + b"</row></sheetData><active/>"
    )


def test_what_is_around_the_values() -> None:
    part = _sheet(_VALUES)
    pieces = part.split(LETTER)
    cut = cut_of(part, pieces)
    assert cut is not None
    assert list(cut.values_of(pieces)) == [b">" + value + b"</" for value in _VALUES]
    assert with_zeros(around_in(cut, pieces)) == _sheet([b"0"] * len(_VALUES))


def test_sheets_with_values_in_other_places_are_told_apart() -> None:
    places = set()
    for text in (b"over", b"or"):
        part = _sheet(_VALUES, text)
        cut = cut_of(part, part.split(LETTER))
        assert cut is not None
        assert around_in(cut, part.split(LETTER))[-1] == cut.places
        places.add(cut.places)
    assert len(places) == 2


@pytest.mark.parametrize(
    "part",
    [
        _sheet(_VALUES[:7]),  # few values
        _sheet(_VALUES, b"v>"),  # a text like the end of a tag
        _sheet([*_VALUES, b"five"]),
        _sheet([*_VALUES, b"<!--v>-->1"]),
        _sheet(_VALUES, b"v" * 3000),
    ],
)
def test_sheets_that_are_not_cut(part: bytes) -> None:
    assert cut_of(part, part.split(LETTER)) is None
