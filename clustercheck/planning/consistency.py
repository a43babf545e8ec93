"""Keeping targets consistent: parts within wholes, rates equal to their quotients, steps that can be taken."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from clustercheck.model.indicators import INDICATORS, PARTS
from clustercheck.model.quantities import EXACT, quotient
from clustercheck.planning.assumptions import (
    COUNT_MORE,
    COUNT_TIMES,
    GROWTH_OF_PEOPLE,
    LEAST_GROWTH,
    MOST_OWN_GROWTH,
)
from clustercheck.planning.context import PlanContext
from clustercheck.planning.figures import FigureTable, compound, round_figure

_ZERO, _HUNDRED, _TEN_THOUSAND = Decimal(0), Decimal(100), Decimal(10_000)
_CENT = Decimal("0.01")
# Percentage points that a rate may rise in a year.
_MOST_POINTS = Decimal(25)
# A rate given outright with the figures it is a quotient of, and the factor.
_QUOTIENTS: dict[str, tuple[tuple[str, str, Decimal], ...]] = {
    "iiot_adoption_rate": (
        ("iiot_enterprises", "enterprises", _HUNDRED),
        ("iiot_enterprises", "sme_enterprises", _HUNDRED),
    ),
    "patents_per_10k_rate": (
        ("invention_patents", "employees", _TEN_THOUSAND),
        ("sme_invention_patents", "employees", _TEN_THOUSAND),
        ("sme_invention_patents", "sme_employees", _TEN_THOUSAND),
        ("invention_patents", "resident_population", _TEN_THOUSAND),
        ("sme_invention_patents", "resident_population", _TEN_THOUSAND),
    ),
}
# Within this the two say the same.
_AGREES = Decimal("0.04")
# What is left of the whole is the output of others, which is assumed not to shrink.
_OTHERS = tuple([pair for pair in PARTS if INDICATORS[pair[0]].unit.dimension == "money"])
_SLACK = Decimal("0.02")


def project(context: PlanContext, table: FigureTable, own: dict[str, Decimal]) -> FigureTable:
    """Carry every figure of the newest year forward; `own` are the yearly growths of single figures, in percent."""
    found = table.copy()
    for id in table.facts.exact:
        value = table.last(id)
        if value is None:
            continue
        rate = _rate(context, id, own)
        given, start = context.assumptions.given.get(id, {}), table.facts.last
        for year in context.years(table):
            if year in given:
                value, start = given[year], year
            carried = value
            if rate and id not in context.assumptions.fixed and year != start:
                carried = round_figure(id, compound(value, rate, year - start))
            found.set(id, year, carried)
    for id, row in context.assumptions.given.items():
        for year, value in row.items():
            if table.facts.last < year < context.apply_in:
                found.set(id, year, value)
    for part, whole in _OTHERS:
        if whole in context.assumptions.given:
            _keep_share(context, found, part, whole)
    return found


def _keep_share(context: PlanContext, table: FigureTable, part: str, whole: str) -> None:
    """Of a whole that is given a part keeps its share: it does not grow at the others' cost."""
    before, of = table.last(part), table.last(whole)
    if before is None or not of:
        return
    for year in context.years(table):
        now = table.value(whole, year)
        if now is not None:
            context.put(table, part, year, round_figure(part, quotient(EXACT.multiply(before, now), of)))


def _rate(context: PlanContext, id: str, own: dict[str, Decimal]) -> Decimal:
    dimension = INDICATORS[id].unit.dimension
    if dimension in ("money", "mass"):
        return max(context.growth, own.get(id, context.growth))
    if dimension == "people":
        return min(GROWTH_OF_PEOPLE, max(context.growth, LEAST_GROWTH))
    return own.get(id, _ZERO)


def reconcile(context: PlanContext, table: FigureTable) -> FigureTable:
    """The same targets, made to agree where rounding to whole firms and patents lets them drift apart."""
    found = table.copy()
    for year in context.years(table):
        for _ in range(3):
            for part, whole in PARTS:
                one, other = found.value(part, year), found.value(whole, year)
                if one is not None and other is not None and one > other and INDICATORS[part].is_count:
                    context.put(found, whole, year, one)
        for rate, ways in _QUOTIENTS.items():
            _agree(context, found, rate, ways, year)
        _agree_on_emissions(context, found, year)
    return found


def _agree(
    context: PlanContext, table: FigureTable, rate: str, ways: tuple[tuple[str, str, Decimal], ...], year: int
) -> None:
    """Make a rate and its parts agree, by the quotient that held in the newest year."""
    stated, last = table.value(rate, year), table.facts.last
    if stated is None:
        return
    known = [(way, _quotient_at(table, way, last)) for way in ways]
    usable = [(way, before) for way, before in known if before is not None]
    if not usable:
        return
    now = table.last(rate)
    way, before = min(usable, key=lambda one: abs(one[1] - now) if now is not None else _ZERO)
    if now is not None and not _are_alike(now, before):
        return
    part, whole, factor = way
    over, of = table.value(whole, year), table.value(part, year)
    if over is None or of is None:
        return
    if abs(quotient(EXACT.multiply(of, factor), over) - stated) <= _AGREES:
        return
    needed = EXACT.multiply(stated, over)
    if EXACT.multiply(of, factor) < needed:
        of = round_figure(part, quotient(needed, factor, up=True))
        context.put(table, part, year, of)
    # Rounded down: a rate rounded up would ask for one firm more each time this runs.
    agreed = quotient(EXACT.multiply(of, factor), over).quantize(_CENT, rounding=ROUND_FLOOR)
    context.put(table, rate, year, max(agreed, stated))


def _agree_on_emissions(context: PlanContext, table: FigureTable, year: int) -> None:
    """Make emissions and their intensity agree; emissions never exceed what the intensity says."""
    rows = ("co2_intensity", "co2_emissions", "total_output")
    stated, emitted, output = [table.value(id, year) for id in rows]
    before, emitted_before, output_before = [table.last(id) for id in rows]
    if (
        stated is None
        or emitted is None
        or not output
        or not before
        or not output_before
        or not emitted_before
    ):
        return
    if not _are_alike(before, quotient(emitted_before, EXACT.multiply(output_before, _TEN_THOUSAND))):
        return
    meant = EXACT.multiply(EXACT.multiply(stated, output), _TEN_THOUSAND)
    if meant < emitted:
        context.put(table, "co2_emissions", year, round_figure("co2_emissions", meant, down=True))
    elif meant > emitted:
        agreed = quotient(emitted, EXACT.multiply(output, _TEN_THOUSAND))
        context.put(table, "co2_intensity", year, round_figure("co2_intensity", agreed, down=True))


def _are_alike(one: Decimal, other: Decimal) -> bool:
    """Whether two figures for one thing differ by at most a tenth; if not, the facts contradict already."""
    return abs(one - other) * 10 <= max(one, other)


def _quotient_at(table: FigureTable, way: tuple[str, str, Decimal], year: int) -> Decimal | None:
    part, whole, factor = way
    one, other = table.value(part, year), table.value(whole, year)
    return None if one is None or not other else quotient(EXACT.multiply(one, factor), other)


def implausible(context: PlanContext, table: FigureTable) -> frozenset[str]:
    """The figures that exceed their whole, would make others shrink, or grow by too much in one year."""
    years = context.years(table)
    found: set[str] = set()
    for part, whole in PARTS:
        for year in years:
            one, other = table.value(part, year), table.value(whole, year)
            if one is not None and other is not None and one > other:
                found.add(part)
    if context.growth >= 0:
        for part, whole in _OTHERS:
            first = _rest(table, part, whole, table.facts.last)
            rests = [] if first is None else [_rest(table, part, whole, year) for year in years]
            if any(rest is not None and first is not None and rest + _SLACK < first for rest in rests):
                found.add(part)
    found.update(id for id in table.targets for year in years if not _may_step(context, table, id, year))
    return frozenset(found)


def _rest(table: FigureTable, part: str, whole: str, year: int) -> Decimal | None:
    one, other = table.value(part, year), table.value(whole, year)
    return None if one is None or other is None else other - one


def _may_step(context: PlanContext, table: FigureTable, id: str, year: int) -> bool:
    before, after = table.value(id, year - 1), table.value(id, year)
    if before is None or after is None or year in context.assumptions.given.get(id, ()):
        return True
    indicator = INDICATORS[id]
    if indicator.once or after <= before:
        return True
    if indicator.is_count or indicator.unit.dimension == "per_10k":
        return after <= max(before * COUNT_TIMES, before + COUNT_MORE)
    if indicator.unit.dimension == "rate":
        return after - before <= _MOST_POINTS
    most = max(MOST_OWN_GROWTH, context.growth) + 1
    return after <= before + before * most / _HUNDRED or before.is_zero()
