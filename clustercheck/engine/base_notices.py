"""Report base figures that are blank or 0, each once, with the criteria that need it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clustercheck.engine.base_year import blank_base_of, left_open, starts_from_zero
from clustercheck.engine.standard_facts import Asked
from clustercheck.model.cluster import Cluster
from clustercheck.model.criteria import Mode, Threshold
from clustercheck.model.findings import Finding, with_branches
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.problems import Name, Problem, warning
from clustercheck.model.window import BASE, NO_FIGURES, Window


def of_base_years(
    cluster: Cluster, window: Window, asked: Asked, findings: Sequence[Finding]
) -> Iterator[Problem]:
    """Report base figures that are blank although other rows have them, then those that are 0.

    The window's base year counts.
    """
    figures = window.figures
    lacking = [base for name in asked.from_base if not (base := figures.get(name, NO_FIGURES)[BASE])]
    if not lacking:
        return
    if not window.inexact and lacking.count(None) == len(lacking):
        # None is 0. A blank one is reported only if a finding depends on the reading.
        findings = [one for one in findings if one.sensitive or one.branches]
    blank: dict[str, list[Name]] = {}
    zero: dict[str, list[Name]] = {}
    for found in with_branches(findings):
        threshold = found.criterion
        if not isinstance(threshold, Threshold) or not found.outcomes:
            continue
        for outcome in found.outcomes:
            basis = outcome.basis
            if basis is None:
                continue
            if found.sensitive and left_open((outcome,), window) is not None:
                for name in blank_base_of(basis, window):
                    blank.setdefault(name, []).append(threshold.name)
            elif outcome.mode is Mode.GEOMETRIC_THREE and starts_from_zero(basis, window):
                zero.setdefault(basis.part, []).append(threshold.name)
    yield from _report("A350", blank, cluster, window)
    yield from _report("A351", zero, cluster, window)


def _report(code: str, names: dict[str, list[Name]], cluster: Cluster, window: Window) -> Iterator[Problem]:
    year = window.years[BASE]
    for indicator, criteria in names.items():
        seen = cluster.observations.get(indicator, {}).get(year)
        yield warning(
            code,
            cluster.where(None if seen is None else seen.cell),
            indicator=INDICATORS[indicator].name,
            year=year,
            names=list(dict.fromkeys(criteria)),
        )
