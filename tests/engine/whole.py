"""Whole clusters drawn at random, and the whole judgement made anew: every criterion, the verdict and the route.

python tests/engine/whole.py --count 20000        # of every standard; prints what differs
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

from at_hand import AS_OF, STANDARDS, cluster
from oracle import MET, MISSED, UNKNOWN, bounds_of, expected, fractions, open_by_a_blank_base

from clustercheck.engine.assessment import assess
from clustercheck.model.cluster import ProfileValue
from clustercheck.model.criteria import AnyOf, Attestation, Criterion, Over, Threshold, indicators_of
from clustercheck.model.indicators import INDICATORS
from clustercheck.model.standard import Standard

D = Decimal
Row = list[Decimal | None]
DISCRETIONARY, WAIVED, NOT_APPLICABLE, INCOMPLETE = "discretionary", "waived", "not_applicable", "incomplete"
_NUDGES = (D(0), D(0), D("0.000001"), D("-0.000001"), D("0.5"), D("-0.5"), D(3), D(-3))
# The smaller never exceeds the greater.
_NESTED = (
    ("sme_invention_patents", "invention_patents"),
    ("sme_employees", "employees"),
    ("national_champions", "manufacturing_champions"),
    ("dominant_national_champions_and_giants", "dominant_champions_and_giants"),
)


class Drawn(NamedTuple):
    """A cluster as bare facts; rows are of 2021 (the base year) to 2024."""

    rows: dict[str, Row]
    profile: dict[str, ProfileValue]
    answers: dict[str, bool | None]


def draw(standard: Standard, chance: random.Random) -> Drawn:
    """A cluster about the thresholds of a standard: mostly near or on them, here and there blank."""
    names = {name for threshold in standard.thresholds() for name in indicators_of(threshold)}
    for part, whole in _NESTED:
        names |= {whole} if part in names else set()
    rows = {name: _row(name, chance) for name in sorted(names)}
    for threshold in standard.thresholds():
        if chance.random() < 0.7:
            _move_to(threshold, rows, chance)
    for part, whole in _NESTED:
        if part in rows:
            rows[part] = [_least(a, b) for a, b in zip(rows[part], rows[whole], strict=True)]
    blanks = chance.choice((0, 0, 0.02, 0.1, 0.3))
    for name, row in rows.items():
        once = INDICATORS[name].once
        rows[name] = [None if chance.random() < blanks or (once and n < 3) else v for n, v in enumerate(row)]
    rows["chain_leaders" if "chain_leaders" not in rows else "resident_population"] = [D(10)] * 4
    spoiled = chance.choice((0, 0, 0.03, 0.2))
    answers = {
        one.id: chance.choice((True, False, None)) if chance.random() < spoiled else True
        for one in standard.attestations()
    }
    return Drawn(rows, _profile(standard, chance), answers)


def _least(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return part if part is None or whole is None else min(part, whole)


def _row(name: str, chance: random.Random) -> Row:
    scale = {"people": 1000, "money": 1}.get(INDICATORS[name].unit.dimension, 1)
    first, growth = D(chance.randint(1, 100) * scale), D(chance.randint(-10, 25)) / 100
    row: Row = [first * (1 + growth) ** n for n in range(4)]
    if INDICATORS[name].is_count:
        row = [None if v is None else v.to_integral_value() for v in row]
    elif name.endswith("_rate"):
        row = [None if v is None else min(v, D(100)) for v in row]
    return row


def _move_to(threshold: Threshold, rows: dict[str, Row], chance: random.Random) -> None:
    """Put a threshold's figures on, just under or just over it in one reading."""
    limit, nudge = threshold.limit, chance.choice(_NUDGES)
    if threshold.counted is not None:
        given = threshold.counted.given
        rows[given] = [*rows[given][:3], None if chance.random() < 0.4 else max(D(0), limit + int(nudge))]
        for kind in threshold.counted.kinds:
            rows[kind] = [*rows[kind][:3], D(chance.randint(0, int(limit)))]
        return
    basis = chance.choice(list(threshold.subject.bases.values()))
    if basis.part not in rows or (basis.whole is not None and basis.whole not in rows):
        return
    if threshold.over is Over.GROWTH:
        start, rate = D(chance.randint(20, 80)), 1 + (limit + nudge) / 100
        rows[basis.part] = [start * rate**n for n in range(4)]
        if chance.random() < 0.3:
            rows[basis.part][chance.randint(0, 3)] = start
        return
    if not threshold.op:
        return
    for year in range(4):
        whole = D(1) if basis.whole is None else rows[basis.whole][year]
        if whole is not None and chance.random() < 0.8:
            rows[basis.part][year] = max(D(0), (limit + nudge) * whole / basis.factor)


def _profile(standard: Standard, chance: random.Random) -> dict[str, ProfileValue]:
    values: dict[str, tuple[ProfileValue, ...]] = {
        "recognised_level": ("无", "无", "市级", "省级", "国家级", None),
        "recognised_on": (date(2022, 6, 30), date(2022, 7, 1), AS_OF, date(2025, 7, 1), None),
        "recognised_until": (None, None, date(2025, 6, 29), AS_OF, date(2027, 1, 1)),
        "special_impact_reason": ("疫情停产", "未受影响", None),
    }
    return {item: chance.choice(values.get(item, (True, False, None))) for item in standard.profile_items()}


def wanted(standard: Standard, drawn: Drawn, strict: bool) -> tuple[dict[str, tuple[str, bool]], str, str]:
    """Status and sensitivity of each criterion, the verdict and the route."""
    rows = fractions(drawn.rows)
    relaxed = standard.relaxation is not None and any(
        drawn.profile.get(area) is True for area in standard.relaxation.areas
    )
    found = {one.id: _criterion(one, rows, drawn, relaxed, strict) for one in standard.criteria}
    vetoes = {found[one.id][0] for one in standard.attestations() if one.veto}
    statuses = {status for status, _ in found.values()}
    recognition = "none" if standard.from_above is None else _recognition(drawn.profile)
    by_list = "thresholds"
    if MISSED in vetoes:
        return found, MISSED, by_list
    if recognition == "lapsed":
        return found, INCOMPLETE, by_list
    if recognition == "counts":
        return found, INCOMPLETE if UNKNOWN in vetoes else MET, "recognised_from_above"
    if MISSED in statuses:
        return found, INCOMPLETE if recognition == "open" else MISSED, by_list
    if UNKNOWN in statuses or standard.partial:
        return found, INCOMPLETE, by_list
    return found, DISCRETIONARY if {DISCRETIONARY, WAIVED} & statuses else MET, by_list


def _recognition(profile: Mapping[str, ProfileValue]) -> str:
    """All days drawn are plain ones; three years from 2022-07-01 end on 2025-06-30."""
    on, until = profile.get("recognised_on"), profile.get("recognised_until")
    if profile.get("recognised_level") not in ("省级", "国家级"):
        return "none"
    if isinstance(on, date) and isinstance(until, date) and on > until:
        return "open"
    if isinstance(on, date) and on > AS_OF:
        return "none"
    if isinstance(until, date):
        return "lapsed" if until < AS_OF else "counts"
    return "lapsed" if on == date(2022, 6, 30) else "counts"


def _criterion(
    one: Criterion, rows: dict[str, list[Fraction | None]], drawn: Drawn, relaxed: bool, strict: bool
) -> tuple[str, bool]:
    applies = drawn.profile.get(one.when) if one.when else True
    if applies is False:
        return NOT_APPLICABLE, False
    if isinstance(one, Attestation):
        answer = drawn.answers[one.id]
        status, sensitive = {True: MET, False: MISSED, None: UNKNOWN}[answer], False
    elif isinstance(one, AnyOf):
        branches = [_threshold(branch, rows, drawn, relaxed, strict) for branch in one.branches]
        statuses = [status for status, _ in branches]
        status = next((s for s in (MET, UNKNOWN, DISCRETIONARY) if s in statuses), MISSED)
        sensitive = (MET, False) not in branches and any(hangs for _, hangs in branches)
    else:
        status, sensitive = _threshold(one, rows, drawn, relaxed, strict)
    if status == MISSED and relaxed and one.relaxable:
        status = DISCRETIONARY
    if applies is None and (status != MET or sensitive):
        return UNKNOWN, False
    return status, sensitive


def _threshold(
    one: Threshold, rows: dict[str, list[Fraction | None]], drawn: Drawn, relaxed: bool, strict: bool
) -> tuple[str, bool]:
    statuses = expected(one, rows)
    default = next(iter(statuses.values()))
    open_base = one.counted is None and open_by_a_blank_base(one, rows)
    sensitive = {MET, MISSED} <= set(statuses.values()) or (default != UNKNOWN and open_base)
    status = default
    if strict and len(statuses) > 1:
        last = {name: row[3] for name, row in rows.items()}
        bounded = one.counted is not None and any(
            s == UNKNOWN and bounds_of(one.counted, last, id) is not None for id, s in statuses.items()
        )
        status = MISSED if MISSED in statuses.values() else UNKNOWN if open_base or bounded else default
    if status == MISSED and (one.guideline or (relaxed and one.relaxable)):
        status = UNKNOWN if strict and default == UNKNOWN else DISCRETIONARY
    claimed = drawn.profile.get("special_impact") is True
    if one.waiver and status != MET and claimed and drawn.profile.get("special_impact_reason") == "疫情停产":
        status = WAIVED
    return status, sensitive


def difference(standard: Standard, seed: str) -> str:
    """What the engine says otherwise of the cluster of a seed; empty where nothing."""
    drawn = draw(standard, random.Random(seed))
    made = cluster(drawn.rows, drawn.profile, drawn.answers)
    for strict in (False, True):
        reading = "strict" if strict else "default"
        result = assess(made, standard, as_of=AS_OF, reading=reading)
        found, verdict, route = wanted(standard, drawn, strict)
        said = {f.criterion.id: (f.status.value, f.sensitive) for f in result.findings}
        if said != found:
            differing = {id: (said[id], found[id]) for id in found if said[id] != found[id]}
            return f"{standard.label} {seed} {reading}: {differing}"
        if (result.verdict.value, result.route.value) != (verdict, route):
            return f"{standard.label} {seed} {reading}: {result.verdict.value} {result.route.value}, not {verdict} {route}"
    return ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    differing = 0
    for label, standard in STANDARDS.items():
        if options.only in label:
            found = [said for n in range(options.count) if (said := difference(standard, str(n)))]
            differing += len(found)
            print(
                f"{label}: {options.count} clusters, {len(found)} differ", *found[:5], sep="\n  ", flush=True
            )
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
