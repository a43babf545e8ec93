"""`assess --margins`: how far each figure may move before a status tips, and the years against the threshold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from clustercheck.engine.evidence import series_of
from clustercheck.model.criteria import Over, Threshold
from clustercheck.model.findings import Assessment, Result
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.quantities import plain
from clustercheck.planning.margins import THIN, TippingPoint, tipping_points
from clustercheck.reports.assessment.json import as_object
from clustercheck.reports.documents import Block, DocumentHeading, DocumentTable, Text
from clustercheck.reports.wording.rounding import rounded
from clustercheck.reports.wording.words import quantity, requirement_words, status_word
from clustercheck.texts.messages import _, said

_WIDTH = 24


def margins_of(assessment: Assessment) -> list[Block]:
    """The margins as part of a document; nothing where no threshold can tip."""
    return list(_blocks(assessment, tipping_points(assessment)))


def _blocks(assessment: Assessment, tips: Sequence[TippingPoint]) -> Iterator[Block]:
    if not tips:
        return
    yield DocumentHeading(_("How far each figure may move"))
    yield DocumentTable(
        (_("criterion"), _("figure"), _("now"), _("tips at"), "%", _("then"), ""),
        tuple([_row(tip) for tip in tips]),
        frozenset((2, 3, 4)),
        _("The figures of {year}, each moved alone, the nearest first.").format(year=tips[0].year),
    )
    thin = sum(tip.is_thin for tip in tips)
    if thin:
        yield Text(_("Within {percent}%: {n}.").format(percent=THIN, n=thin), "open")
    rows = list(_chart(assessment))
    if rows:
        yield DocumentHeading(_("The years against the threshold"))
        yield DocumentTable(
            (_("criterion"), _("year"), _("value"), "", _("requirement")), tuple(rows), frozenset((2,))
        )


def _row(tip: TippingPoint) -> tuple[str, ...]:
    unit = INDICATORS[tip.indicator].unit.name
    return (
        said(tip.criterion.name),
        said(INDICATORS[tip.indicator].name),
        quantity(rounded(tip.value), unit),
        quantity(rounded(tip.tips_at), unit),
        f"{tip.percent:+}",
        status_word(tip.then),
        _("within {percent}%").format(percent=THIN) if tip.is_thin else "",
    )


def _chart(assessment: Assessment) -> Iterator[tuple[str, ...]]:
    """A bar a year, with a `|` where the threshold is; of what is judged by year and has a number to reach."""
    for finding in assessment.each_finding():
        threshold, outcome = finding.criterion, finding.outcome
        if not isinstance(threshold, Threshold) or outcome is None or not threshold.op:
            continue
        if (
            threshold.over not in (Over.EVERY_YEAR, Over.AVERAGE, Over.LATEST)
            or threshold.counted is not None
        ):
            continue
        series = series_of(outcome, threshold, assessment)
        largest = max([*series.values(), threshold.limit], default=threshold.limit)
        for number, (year, value) in enumerate(sorted(series.items())):
            yield (
                said(threshold.name) if not number else "",
                str(year),
                rounded(value, threshold.limit),
                _bar(value, threshold.limit, largest),
                requirement_words(threshold) if not number else "",
            )


def _bar(value: Decimal, limit: Decimal, largest: Decimal) -> str:
    if not largest:
        return ""
    filled, mark = int(value * _WIDTH / largest), int(limit * _WIDTH / largest)
    cells = ["#" if place < filled else " " for place in range(max(filled, mark) + 1)]
    cells[mark] = "|"
    return "".join(cells).rstrip()


def with_margins(results: Sequence[Result]) -> str:
    """`-f json` of assessments, each with its margins."""
    objects = [
        {**as_object(one), **({"margins": margins_as_objects(one)} if isinstance(one, Assessment) else {})}
        for one in results
    ]
    return json.dumps(objects[0] if len(objects) == 1 else objects, ensure_ascii=False, indent=1) + "\n"


def margins_as_objects(assessment: Assessment) -> list[dict[str, Any]]:
    """The margins for `-f json`, the nearest first."""
    return [
        {
            "criterion": tip.criterion.id,
            "indicator": tip.indicator,
            "year": tip.year,
            "value": plain(tip.value),
            "tips_at": plain(tip.tips_at),
            "unit": INDICATORS[tip.indicator].unit.name,
            "percent": plain(tip.percent),
            "status": tip.status.value,
            "then": tip.then.value,
            "thin": tip.is_thin,
        }
        for tip in tipping_points(assessment)
    ]
