"""An observation as JSON, wherever one is given."""

from __future__ import annotations

from clustercheck.model.cluster import Bounds, Observation
from clustercheck.model.hints import Any
from clustercheck.model.quantities import plain


def observation_as_object(seen: Observation, stored: str = "") -> dict[str, Any]:
    """A cell of an indicator's row; `stored` is what it holds where it shows another text."""
    return {
        "indicator": seen.indicator,
        "year": seen.year,
        "value": None if seen.value is None else plain(seen.value),
        "unit": seen.unit,
        "cell": str(seen.cell),
        "text": seen.text,
        **({"stored": stored} if stored else {}),
        **bounds_as_object(seen.bounds),
        "doubt": seen.doubt,
    }


def bounds_as_object(bounds: Bounds | None) -> dict[str, Any]:
    """What the words around a figure make of it; an exact figure, like a blank one, has none."""
    if bounds is None:
        return {"qualifier": None}
    ends = [plain(bounds.lower), None if bounds.upper is None else plain(bounds.upper)]
    return {
        "value": plain(bounds.figure),
        "qualifier": bounds.qualifier.value,
        "bounds": ends,
        "excluded": [bounds.over, bounds.under],
    }
