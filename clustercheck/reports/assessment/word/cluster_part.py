"""The first part: what the workbook says of the cluster, and its figures year by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from clustercheck.model.cluster import Observation
from clustercheck.model.findings import Assessment
from clustercheck.model.indicators import INDICATORS, PROFILE
from clustercheck.model.quantities import plain
from clustercheck.model.window import latest_filled
from clustercheck.reports.assessment.word.blocks import Paper
from clustercheck.reports.wording import words
from clustercheck.reports.wording.inexact import figure_mark
from clustercheck.texts.messages import _, said

_BLANK = "—"
_PROFILE = (50.0, 106)
_NAME, _UNIT, _FIGURES = 62.0, 22.0, 72.0


def write_cluster(paper: Paper, assessment: Assessment) -> None:
    """The lines of 基本信息, then the table of figures."""
    paper.subheading(_("Basic information"))
    rows = [
        (said(PROFILE[item].name), entry.text or _("(blank)"))
        for item, entry in assessment.cluster.profile.items()
        if item in PROFILE
    ]
    paper.table((_("Item"), _("Content")), rows, _PROFILE)
    paper.subheading(_("Figures of the years judged"))
    _write_figures(paper, assessment)


def _write_figures(paper: Paper, assessment: Assessment) -> None:
    years = [year for year in assessment.window.years if year in assessment.window.counting]
    if not years:
        paper.text(_("The workbook has no figures of a complete year."))
        return
    rows = []
    for id, series in assessment.cluster.observations.items():
        indicator = INDICATORS[id]
        shown = _once(series, years, assessment.as_of) if indicator.once else _by_year(series)
        figures = [shown.get(year, "") for year in years]
        if any(figures):
            unit = words.unit_word(indicator.unit.name)
            rows.append((said(indicator.name), unit, *(figure or _BLANK for figure in figures)))
    base = assessment.window.base_year
    headings = [
        _("{year} (base year)").format(year=y) if y == base else _("{year}").format(year=y) for y in years
    ]
    widths = (_NAME, _UNIT, *[_FIGURES / len(years)] * len(years))
    paper.table((_("Indicator"), _("Unit"), *headings), rows, widths, centred=range(1, 2 + len(years)))
    paper.note(_("—: not filled in. In brackets: doubtful and not judged; the code says why (part 4)."))


def _by_year(series: Mapping[int, Observation]) -> dict[int, str]:
    return {year: _figure(seen) for year, seen in series.items()}


def _once(series: Mapping[int, Observation], years: Sequence[int], as_of: date) -> dict[int, str]:
    """What is asked once, under its own year; under the last with its year where that is older."""
    seen = latest_filled(series, as_of)
    if seen is None:
        return {}
    if seen.year in years:
        return {seen.year: _figure(seen)}
    return {years[-1]: _("{figure} ({year})").format(figure=_figure(seen), year=seen.year)}


def _figure(seen: Observation) -> str:
    if seen.doubt is not None:
        return f"[{seen.text} {seen.doubt}]"
    if seen.bounds is not None:
        return figure_mark(seen.bounds)
    return "" if seen.value is None else plain(seen.value)
