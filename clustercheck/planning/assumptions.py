"""What a plan takes for granted where no document says it; every one is stated in the plan."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from clustercheck.model.findings import STRICT
from clustercheck.model.records import NamedTuple

# In % a year: more than that for several years is no plan for money; more than double no plan for firms or patents.
MOST_GROWTH = Decimal(30)
MOST_OWN_GROWTH = Decimal(60)
# The growth of money where no criterion asks for any: three years of one and the same figure would be doubted.
LEAST_GROWTH = Decimal(1)
# People, in % a year.
GROWTH_OF_PEOPLE = Decimal("0.5")
HORIZON = 10
# A count may double within a year, or rise by so many.
COUNT_TIMES, COUNT_MORE = 2, 20


class Assumptions(NamedTuple):
    """What may be changed: `growth` of output in % a year (None: the least that is enough, up to `MOST_GROWTH`).

    `fixed` are indicators that stay as they are. `horizon`: how many years ahead an application is looked for.
    `reading`: which readings must pass, all of them (`strict`) or each criterion's first (`default`). `given` are
    figures of years to come that the user has set, by indicator and year.
    """

    growth: Decimal | None = None
    fixed: frozenset[str] = frozenset()
    horizon: int = HORIZON
    reading: str = STRICT
    given: Mapping[str, Mapping[int, Decimal]] = MappingProxyType({})
