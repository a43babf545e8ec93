"""Whole clusters drawn about the one that meets a standard: parts within their wholes, figures of up to 15 digits."""

from __future__ import annotations

import random
from decimal import Context, Decimal

from at_hand import CASES, Figures

from clustercheck.cases.runner import cluster_of_rows
from clustercheck.model.cluster import Cluster, Observation
from clustercheck.model.indicators import INDICATORS, PARTS
from clustercheck.model.standard import Standard

YEARS = (2021, 2022, 2023, 2024)
CELL = Context(prec=15)


def drawn_cluster(standard: Standard, chance: random.Random) -> Cluster:
    """The cluster of the standard's first case with its figures better, worse, blank or of many digits."""
    good = cluster_of_rows(standard, YEARS, CASES[standard.label].cases[0].rows)
    figures = {
        id: _row(id, good, chance) for id in dict.fromkeys((*standard.indicators(), *good.observations))
    }
    _fit(figures)
    return good._replace(observations={id: _observed(id, row, good) for id, row in figures.items()})


def with_figures(cluster: Cluster, figures: Figures) -> Cluster:
    """The cluster with these rows in place of its own."""
    rows = {id: _observed(id, row, cluster) for id, row in figures.items()}
    return cluster._replace(observations={**cluster.observations, **rows})


def figures_of(cluster: Cluster) -> Figures:
    """Its figures by row, in the order of the years."""
    return {
        id: [seen.value if (seen := series.get(year)) else None for year in YEARS]
        for id, series in cluster.observations.items()
    }


def _row(id: str, good: Cluster, chance: random.Random) -> list[Decimal | None]:
    indicator = INDICATORS[id]
    series = good.observations.get(id, {})
    usual = [series[year].value if year in series else None for year in YEARS]
    level = chance.choice((1.0, 1.0, 0.85, 0.6, 0.3))
    digits = chance.choice((0, 1, 2, 13))
    row: list[Decimal | None] = []
    for year, figure in zip(YEARS, usual, strict=True):
        if figure is None and not series:
            figure = Decimal(chance.randrange(1, 30))
        if figure is None or (indicator.once and year != YEARS[-1]) or chance.random() < 0.03:
            row.append(None)
            continue
        drawn = float(figure) * level * chance.uniform(0.8, 1.15)
        row.append(
            Decimal(round(drawn)) if indicator.is_count else CELL.create_decimal(f"{drawn:.{digits}f}")
        )
    return row


def _fit(figures: Figures) -> None:
    """No part over its whole, no output of nothing."""
    for _ in range(3):
        for part, whole in PARTS:
            if part in figures and whole in figures:
                for at, (small, large) in enumerate(zip(figures[part], figures[whole], strict=True)):
                    if small is not None and large is not None and small > large:
                        figures[part][at] = large
    for id in (
        "total_output",
        "employees",
        "sme_employees",
        "resident_population",
        "enterprises",
        "sme_enterprises",
    ):
        if id in figures:
            figures[id] = [None if one is not None and not one else one for one in figures[id]]


def _observed(id: str, row: list[Decimal | None], good: Cluster) -> dict[int, Observation]:
    cells = good.observations.get(id, {})
    unit = INDICATORS[id].unit.name
    any_cell = next(iter(next(iter(good.observations.values())).values())).cell
    return {
        year: Observation(
            id,
            year,
            value,
            unit,
            cells[year].cell if year in cells else any_cell._replace(ref=f"{id}.{year}"),
        )
        for year, value in zip(YEARS, row, strict=True)
    }
