"""The shipped standards, their cases, and clusters made of bare figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from clustercheck.cases.runner import cluster_of_rows
from clustercheck.catalogue import load
from clustercheck.catalogue.cases import Cases, cases_beside, read_cases
from clustercheck.engine.assessment import assess
from clustercheck.model.cluster import Answer, Bounds, Cell, Cluster, Observation, ProfileEntry, ProfileValue
from clustercheck.model.criteria import AnyOf, Criterion, Threshold, indicators_of
from clustercheck.model.findings import Assessment, Finding
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.standard import Standard
from clustercheck.model.subjects import Kind

AS_OF = date(2025, 6, 30)
YEARS = (2021, 2022, 2023, 2024)

STANDARDS: dict[str, Standard] = {s.label: s for editions in load().values() for s in editions}
CASES: dict[str, Cases] = {label: read_cases(cases_beside(s.file)) for label, s in STANDARDS.items()}
# The oracles of these tests judge one figure a threshold; 产值或营业收入 is held in test_either.
WITHOUT_CHOICE = {label: s for label, s in STANDARDS.items() if not any(one.either for one in s.thresholds())}
THRESHOLDS = [(standard, one) for standard in WITHOUT_CHOICE.values() for one in standard.thresholds()]

# A row is the figures of 2021 (the base year) to 2024; a bare text or number stands for 2024 alone.
Row = list[Decimal | None]
Figures = dict[str, list[Decimal | None]]
# The same in which some figures are bounds or estimates.
LooseFigures = Mapping[str, Sequence[Decimal | Bounds | None]]

each_standard = pytest.mark.parametrize("standard", STANDARDS.values(), ids=lambda s: s.label)
each_threshold = pytest.mark.parametrize(
    ("standard", "threshold"), THRESHOLDS, ids=[f"{s.label}-{t.id}" for s, t in THRESHOLDS]
)


def each_named(*kinds: Kind, op: bool = False) -> pytest.MarkDecorator:
    """Each threshold by its names alone, for Hypothesis, which prints a whole standard where it can."""
    chosen = [
        (standard.label, threshold.id)
        for standard, threshold in THRESHOLDS
        if (not kinds or threshold.subject.kind in kinds) and (threshold.op or not op)
    ]
    return pytest.mark.parametrize(("label", "id"), chosen, ids=["-".join(names) for names in chosen])


def cluster(
    figures: LooseFigures,
    profile: Mapping[str, ProfileValue] | None = None,
    answers: Mapping[str, bool | None] | None = None,
) -> Cluster:
    return Cluster(
        "data.xlsx",
        {item: ProfileEntry(value, Cell("基本信息", item)) for item, value in (profile or {}).items()},
        {
            id: {year: _observation(id, year, value) for year, value in zip(YEARS, row, strict=True)}
            for id, row in figures.items()
        },
        {id: Answer(value, Cell("定性条件", id), "凭证") for id, value in (answers or {}).items()},
    )


def _observation(id: str, year: int, value: Decimal | Bounds | None) -> Observation:
    seen = Observation(id, year, None, INDICATORS[id].unit.name, Cell("指标", f"{id}.{year}"))
    if isinstance(value, Bounds):
        return seen._replace(bounds=value, text="inexact")
    return seen._replace(value=value)


def row(*figures: object) -> Row:
    """`row(100, "-", 105, 121)`; fewer figures are those of the last years."""
    given = [None if figure == "-" else Decimal(str(figure)) for figure in figures]
    return [None] * (4 - len(given)) + given


def passing(standard: Standard) -> Cluster:
    """The cluster of the standard's cases, which meets everything that is known of it."""
    return cluster_of_rows(standard, YEARS, CASES[standard.label].cases[0].rows)


def anchored(figures: LooseFigures) -> LooseFigures:
    """With a figure in every year, so that the three years stay the same whatever else is blank."""
    anchor = next(id for id, indicator in INDICATORS.items() if id not in figures and not indicator.once)
    return {**figures, anchor: row(1, 1, 1, 1)}


def threshold_of(label: str, id: str) -> tuple[Standard, Threshold]:
    return next((s, t) for s, t in THRESHOLDS if s.label.startswith(label) and t.id == id)


def found(
    standard: Standard,
    criterion: Criterion,
    figures: LooseFigures,
    reading: str = "default",
    **profile: ProfileValue,
) -> tuple[Finding, Assessment]:
    """What one criterion comes to, held against bare figures."""
    alone = standard._replace(criteria=(criterion,))
    made = assess(cluster(anchored(figures), profile), alone, as_of=AS_OF, reading=reading)
    return made.findings[0], made


def altered(standard: Standard, id: str, change: Callable[[Any], Any]) -> Standard:
    """A copy in which one criterion, or one branch of alternatives, is another."""

    def of(criterion: Criterion) -> Criterion:
        if criterion.id == id and not (isinstance(criterion, AnyOf) and _has_branch(criterion, id)):
            changed: Criterion = change(criterion)
            return changed
        if isinstance(criterion, AnyOf):
            return criterion._replace(
                branches=tuple(change(b) if b.id == id else b for b in criterion.branches)
            )
        return criterion

    return standard._replace(criteria=tuple(map(of, standard.criteria)))


def _has_branch(criterion: AnyOf, id: str) -> bool:
    return any(branch.id == id for branch in criterion.branches)


def is_people(indicator: str) -> bool:
    return INDICATORS[indicator].unit.dimension == "people"


def asked(threshold: Threshold) -> tuple[str, ...]:
    return indicators_of(threshold)
