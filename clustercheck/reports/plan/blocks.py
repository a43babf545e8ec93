"""A plan as a document: the year, the gaps of today, the targets, what no plan mends, what was assumed."""

from __future__ import annotations

from collections.abc import Iterator

from clustercheck.model.indicators import INDICATORS
from clustercheck.planning.plan import Plan
from clustercheck.planning.targets import Target
from clustercheck.planning.what_if import WhatIf
from clustercheck.reports.documents import Block, DocumentHeading, DocumentTable, Items, Text, Title
from clustercheck.reports.plan import Beside, wording
from clustercheck.reports.wording.heading import cluster_words, place_words, standard_words
from clustercheck.reports.wording.words import status_word
from clustercheck.texts.messages import _, listed, said

_ALONE = Beside()


def blocks_of(plan: Plan, what_if: WhatIf | None = None, beside: Beside = _ALONE) -> list[Block]:
    """The whole report. `beside` has the years by other suppositions."""
    return list(_blocks(plan, what_if, beside))


def _blocks(plan: Plan, what_if: WhatIf | None, beside: Beside) -> Iterator[Block]:
    today = plan.today
    yield Title(cluster_words(today), place_words(today))
    yield Text(standard_words(today), "dim")
    if what_if is not None:
        yield from _what_if(what_if)
    yield DocumentHeading(_("Earliest application"))
    yield Text(wording.year_words(plan), "bad" if plan.apply_in is None else "good")
    yield from (Text(line, "open") for line in wording.besides(plan))
    if beside.by_default is not None:
        yield Text(
            _("By the first reading of each criterion alone: {year} (--reading default).").format(
                year=beside.by_default
            )
        )
    if beside.without_set is not None:
        yield Text(_("Without --set: {year}.").format(year=beside.without_set[0] or "-"))
    gaps = wording.gap_rows(today)
    if gaps:
        yield DocumentHeading(_("What lacks today"))
        yield DocumentTable((_("criterion"), _("status"), _("least change")), gaps)
    if plan.targets:
        yield DocumentHeading(_("Targets until the application"))
        yield from _targets(plan.targets, plan)
    if plan.three_years:
        yield DocumentHeading(_("The three years after it"))
        yield Text(wording.three_years_words(plan), "dim")
        yield from _targets(plan.three_years, plan)
    yield from open_ends(plan)
    yield DocumentHeading(_("Assumptions"))
    yield Items(tuple(wording.assumption_lines(plan)))
    yield Text(
        _(
            "A plan shows that the thresholds would be passed; recognition is not promised by it, and every figure has to come true."
        ),
        "dim",
    )


def targets_grid(targets: tuple[Target, ...], plan: Plan) -> DocumentTable:
    """The table of some targets."""
    head, rows = wording.target_rows(targets, plan)
    return DocumentTable(head, rows, frozenset(range(2, len(head) - 1)))


def open_ends(plan: Plan) -> Iterator[Block]:
    """The conditions to see to, and what no plan can mend with the reason."""
    if plan.conditions:
        yield DocumentHeading(_("Conditions to see to"))
        yield Items(
            tuple(
                _("{status}: {name}").format(
                    status=status_word(one.status), name=wording.named(one.criterion)
                )
                for one in plan.conditions
            )
        )
    if plan.impossible:
        yield DocumentHeading(_("What no plan can mend"))
        yield Items(
            tuple(
                _("{name}: {why}").format(name=wording.named(one.criterion), why=wording.why_words(one, plan))
                for one in plan.impossible
            )
        )


def _targets(targets: tuple[Target, ...], plan: Plan) -> Iterator[Block]:
    """What changes as a table, and what stays by its name."""
    same = wording.unchanged(targets, plan)
    moving = tuple([one for one in targets if one.indicator not in same])
    if moving:
        yield targets_grid(moving, plan)
    if same:
        names = listed([said(INDICATORS[id].name) for id in same])
        yield Text(_("As they are: {names}.").format(names=names), "dim")


def _what_if(what_if: WhatIf) -> Iterator[Block]:
    yield DocumentHeading(_("What if"))
    yield Items(
        tuple(
            _("{name} {year}: {before} -> {after}").format(
                name=said(one.name), year=one.year, before=one.before or "-", after=one.after
            )
            for one in what_if.settings
        )
    )
    if what_if.changes:
        yield DocumentTable(
            (_("criterion"), _("before"), _("after"), ""),
            tuple(
                (
                    said(one.criterion.name),
                    _with_value(status_word(one.before.status), one.value_before),
                    _with_value(status_word(one.after.status), one.value_after),
                    _remark(one.tips, one.was_sensitive, one.is_sensitive),
                )
                for one in what_if.changes
            ),
        )
    else:
        yield Text(_("No threshold changes."))


def _with_value(word: str, value: str) -> str:
    return f"{word}  {value}" if value else word


def _remark(tips: bool, was: bool, now: bool) -> str:
    parts = [_("tips")] if tips else []
    if was and not now:
        parts.append(_("no longer depends on the reading"))
    elif now and not was:
        parts.append(_("now depends on the reading"))
    elif now:
        parts.append(_("depends on the reading"))
    return _("; ").join(parts)
