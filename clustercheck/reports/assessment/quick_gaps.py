"""Quick way to what a criterion lacks, as `assessment.criterion_json.gap_as_object` has it."""

from __future__ import annotations

from clustercheck.engine.gaps import gap_of
from clustercheck.engine.next_year import NextYearTarget
from clustercheck.model.findings import Assessment, Finding
from clustercheck.model.quantities import plain
from clustercheck.reports.assessment.quick_texts import word


def gap_text(finding: Finding, assessment: Assessment) -> str:
    """What a missed criterion lacks, from its comma on; empty where there is no number."""
    gap = gap_of(finding, assessment)
    if gap is None:
        return ""
    amount, unit, strict, year, equivalents, free_from, branch, most, inexact, target = gap
    found = f', "gap": {{"amount": "{plain(amount)}", "unit": {word(unit)}'
    if strict:
        found += ', "strict": true'
    if year is not None:
        found += f', "year": {year}'
    if free_from is not None:
        found += f', "free_from": {free_from}'
    if target is not None:
        found += f', "next": {_target(target)}'
    if branch:
        found += f', "branch": {word(branch)}'
    if most is not None:
        found += f', "most": "{plain(most)}"'
    if inexact:
        found += ', "at_least": true'
    added = [
        f'{{"indicator": {word(indicator)}, "amount": "{plain(more)}", "unit": {word(of_more)}'
        + (', "with_it": true}' if with_it else "}")
        for indicator, more, of_more, with_it in equivalents
    ]
    return f'{found}, "equivalents": [{", ".join(added)}]}}'


def _target(target: NextYearTarget) -> str:
    year, op, value, unit, indicator = target
    of = f'"indicator": {word(indicator)}, ' if indicator else ""
    return f'{{"year": {year}, {of}"op": {word(op)}, "value": "{plain(value)}", "unit": {word(unit)}}}'
