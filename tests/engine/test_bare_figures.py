"""A bare figure is judged as it is, and comes to the same as its quotient by 1."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from at_hand import THRESHOLDS

from clustercheck.engine.modes import JUDGES
from clustercheck.model.criteria import Mode, Over, Threshold
from clustercheck.model.subjects import Basis, Kind
from clustercheck.model.window import Figures

_PART, _WHOLE = "total_output", "county_output"
_ONE = Decimal(1)
_VALUES = [None, *map(Decimal, (0, 50, 51, 100, 101))]


def threshold(over: Over, op: str, kind: Kind) -> Threshold:
    _, one = THRESHOLDS[0]
    return one._replace(over=over, op=op, limit=Decimal(51), subject=one.subject._replace(kind=kind))


@pytest.mark.parametrize(
    ("mode", "one"),
    [
        *[(Mode.EVERY_YEAR, threshold(Over.EVERY_YEAR, op, Kind.FIGURE)) for op in (">", ">=", "<", "<=")],
        *[
            (mode, threshold(over, "", kind))
            for mode in (Mode.EACH_STEP, Mode.FROM_BASE, Mode.ENDS)
            for over in (Over.RISING, Over.FALLING)
            for kind in (Kind.FIGURE, Kind.RATE)
        ],
    ],
)
def test_a_bare_figure_is_judged_like_its_quotient_by_one(mode: Mode, one: Threshold) -> None:
    bare, divided = JUDGES[mode](one, Basis(_PART)), JUDGES[mode](one, Basis(_PART, _WHOLE))
    for row in product(_VALUES, repeat=4):
        figures: dict[str, Figures] = {_PART: row, _WHOLE: (_ONE, _ONE, _ONE, _ONE)}  # type: ignore[dict-item]
        assert bare(figures) == divided(figures), row
