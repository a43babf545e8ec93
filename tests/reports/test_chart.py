"""The bullet charts: what is drawn beside a threshold agrees with what was judged."""

from __future__ import annotations

import pytest
from pages import SAMPLES, assessed

from clustercheck.engine.evidence import observed
from clustercheck.model.criteria import Mode, Over, Threshold
from clustercheck.model.findings import Status
from clustercheck.reports.html.chart import HEIGHT, WIDTH, chart_of


@pytest.mark.parametrize("sample", SAMPLES)
def test_everything_stands_inside_and_on_its_side_of_the_threshold(sample: str) -> None:
    assessment = assessed(sample)
    for finding in assessment.each_finding():
        threshold, chart = finding.criterion, chart_of(finding, assessment)
        if chart is None:
            continue
        assert isinstance(threshold, Threshold)
        assert finding.outcome is not None
        for bar in chart.bars:
            assert 0 <= bar.x <= bar.x + bar.width <= WIDTH + 0.9
            assert 0 <= bar.y <= bar.y + bar.height <= HEIGHT
        assert all(0 <= x <= WIDTH for x in (*chart.rings, chart.mark or 0, chart.limit or 0))
        assert (chart.limit is None) == (threshold.over in (Over.RISING, Over.FALLING))
        value = observed(finding.outcome, finding, assessment).value
        if chart.limit is None or value is None or finding.outcome.status is Status.UNKNOWN:
            continue
        ends = [bar.x + bar.width for bar in chart.bars if bar.kind == "judged"]
        end = chart.mark if chart.mark is not None else ends[-1]
        if finding.outcome.mode is Mode.EVERY_YEAR:
            end = min(ends)
        enough = finding.outcome.status is Status.MET
        assert (end >= chart.limit - 0.9) if enough == threshold.is_floor else (end <= chart.limit + 0.9)


def test_a_year_that_is_shown_and_not_judged_is_drawn_otherwise() -> None:
    assessment = assessed("zhuhai_printing.xlsx")
    kinds = {}
    for id in ("total_output", "sme_output_share", "output_growth", "quality_enterprises"):
        finding = assessment.finding(id)
        assert finding is not None
        chart = chart_of(finding, assessment)
        assert chart is not None
        kinds[id] = ([bar.kind for bar in chart.bars], len(chart.rings))
    assert kinds == {
        "total_output": (["judged"] * 3, 0),
        "sme_output_share": (["other", "other", "judged"], 2),
        "output_growth": (["judged"], 4),
        "quality_enterprises": (["judged", "open"], 0),
    }
