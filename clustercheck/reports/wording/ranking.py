"""The words of an order and of the line drawn in it: who is above, and why the others are not."""

from __future__ import annotations

from clustercheck.batch.overview import Overview
from clustercheck.batch.quota import Line, Placed, Standing
from clustercheck.batch.results import Row
from clustercheck.model.findings import Verdict
from clustercheck.reports.wording import words
from clustercheck.texts.messages import _, harmless


def rank_words(rank: str) -> str:
    """By what clusters are put in order, in so many words."""
    return {
        "verdict": _(
            "By verdict (met, discretionary, incomplete, missed), then by the share of thresholds met, then by the mean "
            "margin."
        ),
        "thresholds": _(
            "By the share of thresholds met, then by verdict (met, discretionary, incomplete, missed), then by the mean "
            "margin."
        ),
        "margin": _("By the mean margin, then by the share of thresholds met, then by verdict."),
        "name": _("By name; this is no order of merit."),
        "input": _("In the order handed in; this is no order of merit."),
    }[rank]


def standing_word(standing: Standing) -> str:
    """Where a cluster stands to the line, in a word."""
    return {
        Standing.ABOVE: _("above the line"),
        Standing.TIED: _("tied at the line"),
        Standing.BELOW: _("below the line"),
        Standing.NOT_ELIGIBLE: _("not recommended"),
        Standing.SAME_FILE: _("same file"),
    }[standing]


def standing_words(placed: Placed, rank: str) -> str:
    """Why a cluster stands where it does; of one above only what is to be settled first."""
    row, other = placed.row, placed.other
    if placed.standing is Standing.NOT_ELIGIBLE:
        return row.decisive or " ".join(part for part in (row.code, row.problem) if part)
    if placed.standing is Standing.SAME_FILE:
        return _("The same file as {file}: counted once.").format(file=harmless(other.file if other else ""))
    parts = []
    if placed.standing is Standing.TIED:
        parts.append(_("Equal in all with others, of which not all find room: experts choose."))
    if placed.standing is Standing.BELOW and other is not None:
        parts.append(_compared(row, other, rank))
    elif other is not None:
        parts.append(
            _("Bears the name of {file}: ask which of the two counts.").format(file=harmless(other.file))
        )
    if row.verdict is not Verdict.MET and row.decisive:
        parts.append(row.decisive)
    return _(". ").join(part for part in parts if part)


def _compared(row: Row, last: Row, rank: str) -> str:
    """By what a cluster comes after the last that found room: the first thing in the order that tells them apart."""
    verdict = "verdict", words.verdict_word(row.verdict), words.verdict_word(last.verdict)
    mine, others = (f"{each.thresholds_met}/{each.thresholds}" for each in (row, last))
    thresholds = "thresholds", mine, others
    margin = "margin", _percent(row.margin), _percent(last.margin)
    order = {
        "verdict": (verdict, thresholds, margin),
        "thresholds": (thresholds, verdict, margin),
        "margin": (margin, thresholds, verdict),
    }[rank]
    for id, own, other in order:
        if own != other:
            text = {
                "verdict": _("{own}; the last that found room ({cluster}) is {other}"),
                "thresholds": _("{own} thresholds met; the last that found room ({cluster}) meets {other}"),
                "margin": _("mean margin {own}; the last that found room ({cluster}) has {other}"),
            }[id]
            return text.format(own=own, cluster=harmless(last.cluster or last.file), other=other)
    return ""


def _percent(margin: int | None) -> str:
    # To the hundredth: two margins that differ must look different.
    return "-" if margin is None else f"{margin / 100:.2f} %"


def quota_note(quota: int, found: Overview) -> str:
    """How the line is drawn."""
    text = _(
        "Quota {quota}. {rank} Whoever misses the standard is not recommended, be there room or not; equals share their "
        "fate; the same file counts once. An aid to choosing, no decision."
    )
    return text.format(quota=quota, rank=rank_words(found.rank))


def line_words(found: Line) -> str:
    """How many are above the line, and how many tied at it."""
    text = _("Quota {quota}: {above} above the line.").format(quota=found.quota, above=found.above)
    if found.tied:
        text += " " + _("{n} are tied for what is left: experts choose.").format(n=found.tied)
    elif found.above < found.quota:
        text += " " + _("{n} places stay free.").format(n=found.quota - found.above)
    return text
