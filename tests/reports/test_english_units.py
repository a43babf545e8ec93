"""The English of a unit says no more than the Chinese one, whatever is counted in it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from clustercheck import use_language
from clustercheck.reports.wording.words import quantity


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh")


@pytest.mark.parametrize(
    ("unit", "shown"),
    [("个", "5"), ("家", "5 firms"), ("项", "5"), ("%", "5%"), ("亿元", "5 x 100m yuan")],
)
def test_a_number_with_its_unit(unit: str, shown: str) -> None:
    """个 counts patents per 10,000 people, firms, platforms: only the name beside it says which."""
    assert quantity(Decimal(5), unit) == shown
