"""Counts of firms with champions of two levels, of which some figures are bounds or estimates, worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from at_hand import AS_OF, LooseFigures, cluster, found, row, threshold_of
from test_inexact import about, above, below, between, loose

from clustercheck.engine.assessment import assess
from clustercheck.model.findings import Finding, Range

# By reading: the status, and the least and the most firms there can be (None without end).
Wanted = Mapping[str, tuple[str, tuple[int, int | None] | None]]


def by_reading(finding: Finding) -> Wanted:
    found_ = {}
    for one in finding.outcomes:
        assert one.measure is None or isinstance(one.measure, Range)
        upper = one.measure and one.measure.upper
        bounds = (
            None if one.measure is None else (int(one.measure.lower), None if upper is None else int(upper))
        )
        found_[one.reading] = (one.status.value, bounds)
    return found_


def firms(each: int, champions: object, national: object, given: object = "-") -> LooseFigures:
    """So many firms of each of Zhuhai's four other kinds, and champions of any level and national ones."""
    others = ("high_tech_enterprises", "specialised_smes", "innovative_smes", "chain_leaders")
    return {
        **{kind: row(each) for kind in others},
        "manufacturing_champions": loose(champions),
        "national_champions": loose(national),
        "quality_enterprises": loose(given),
    }


@pytest.mark.parametrize(
    ("figures", "any_level", "national"),
    [
        # Of each firm once nothing is said: between the largest kind and the sum of all.
        (firms(2, about(1), "-"), ("unknown", (2, None)), ("unknown", (2, None))),
        (firms(1, below(5), "-"), ("missed", (1, 8)), ("missed", (1, 8))),
        (firms(1, below(6, itself=True), "-"), ("unknown", (1, 10)), ("unknown", (1, 10))),
        (firms(1, below(6, itself=True), 2), ("unknown", (1, 10)), ("missed", (2, 6))),
        # National champions are champions of any level too, so there are no fewer of these.
        (firms(0, "-", above(9)), ("met", (10, None)), ("met", (10, None))),
        (firms(0, "-", between(8, 10)), ("unknown", (8, None)), ("unknown", (8, 10))),
        (firms(0, "-", between(8, 9)), ("unknown", (8, None)), ("missed", (8, 9))),
        (firms(0, between(10, 12), 3), ("met", (10, 12)), ("missed", (3, 3))),
        # Each firm is counted once, with champions of any level: with national ones it is less by those below.
        (firms(3, 4, 2, above(10, itself=True)), ("met", (10, 16)), ("unknown", (8, 14))),
        (firms(3, 4, 2, above(12, itself=True)), ("met", (12, 16)), ("met", (10, 14))),
        (firms(3, 4, 2, below(10)), ("missed", (4, 9)), ("missed", (3, 9))),
        (firms(3, about(3), 1, 10), ("met", (10, 10)), ("unknown", (3, 10))),
        (firms(3, between(2, 3), 2, 12), ("met", (12, 12)), ("met", (11, 12))),
        (firms(3, between(2, 5), 2, 12), ("met", (12, 12)), ("unknown", (9, 12))),
        (firms(3, 5, about(3), 12), ("met", (12, 12)), ("unknown", (7, 12))),
        (firms(3, 5, above(2), 12), ("met", (12, 12)), ("met", (10, 12))),
        (firms(3, 2, 2, above(9)), ("met", (10, 14)), ("met", (10, 14))),
        (firms(3, 5, "-", above(11)), ("met", (12, 17)), ("unknown", (7, 17))),
        # More than all its kinds together, or fewer than the largest: a contradiction, and nothing is settled.
        (firms(1, below(3), 1, 9), ("unknown", None), ("unknown", None)),
        (firms(1, above(9), 1, 9), ("unknown", None), ("unknown", None)),
    ],
)  # fmt: skip
def test_a_list_of_five_kinds(
    figures: LooseFigures,
    any_level: tuple[str, tuple[int, int | None] | None],
    national: tuple[str, tuple[int, int | None] | None],
) -> None:
    finding, made = found(*threshold_of("zhuhai", "quality_enterprises"), figures)
    assert by_reading(finding) == {"any_level": any_level, "national": national}
    assert ("A310" in {problem.code for problem in made.problems}) is (any_level[1] is None)


def dominant(
    national: object, every: object, champions: object, of_nation: object, giants: object
) -> LooseFigures:
    """Of the dominant industry: with national champions, with any; of the cluster: champions, national ones, giants."""
    return {
        "dominant_national_champions_and_giants": loose(national),
        "dominant_champions_and_giants": loose(every),
        "manufacturing_champions": loose(champions),
        "national_champions": loose(of_nation),
        "little_giants": loose(giants),
    }


@pytest.mark.parametrize(
    ("figures", "national", "any_level"),
    [
        # One national champion of the dominant industry is one of any level.
        (dominant(above(1, itself=True), "-", 3, 2, 1), ("met", (1, 3)), ("met", (1, 4))),
        (dominant(about(1), "-", 3, 2, 1), ("unknown", (0, 3)), ("unknown", (0, 4))),
        # The cluster has no firm of these kinds, so its dominant industry has none.
        (dominant(about(2), "-", 0, 0, 0), ("missed", (0, 0)), ("missed", (0, 0))),
        (dominant("-", about(2), 3, 0, 0), ("missed", (0, 0)), ("unknown", (0, 3))),
        # With national ones only it is less by the champions below, at most.
        (dominant("-", between(2, 3), 4, 3, 1), ("met", (1, 3)), ("met", (2, 3))),
        (dominant("-", between(1, 3), 4, 3, 1), ("unknown", (0, 3)), ("met", (1, 3))),
        (dominant("-", 2, about(4), 3, 1), ("unknown", (0, 2)), ("met", (2, 2))),
        (dominant("-", 2, between(3, 4), 3, 1), ("met", (1, 2)), ("met", (2, 2))),
        (dominant(1, "-", about(4), 3, 1), ("met", (1, 1)), ("met", (1, None))),
        (dominant(0, "-", 4, above(2), 1), ("missed", (0, 0)), ("unknown", (0, 1))),
        # Some, where there can be none.
        (dominant(above(0), "-", 0, 0, 0), ("unknown", None), ("unknown", None)),
        (dominant("-", above(0), 0, 0, 0), ("unknown", None), ("unknown", None)),
    ],
)  # fmt: skip
def test_firms_of_the_dominant_industry(
    figures: LooseFigures,
    national: tuple[str, tuple[int, int | None] | None],
    any_level: tuple[str, tuple[int, int | None] | None],
) -> None:
    finding, _ = found(*threshold_of("hainan", "champions_and_giants"), figures)
    assert by_reading(finding) == {"national": national, "any_level": any_level}


@pytest.mark.parametrize("made_for", ["hainan@2023", "zhuhai@2024"])
def test_a_contradiction_settles_none_of_another_level_whoever_s_form_it_is(made_for: str) -> None:
    """More than three with national champions, where one and one giant are all there are; two of any level are given."""
    standard, threshold = threshold_of("hainan", "champions_and_giants")
    one = cluster(
        {**dominant(above(3), 2, 1, 1, 1), "total_output": row(40, 46, 53, 61)}, {"standard": made_for}
    )
    made = assess(one, standard._replace(criteria=(threshold,)), as_of=AS_OF)
    assert by_reading(made.findings[0]) == {"national": ("unknown", None), "any_level": ("unknown", None)}


@pytest.mark.parametrize(
    ("given", "decides"),
    [(12, True), (above(10, itself=True), False), ("-", False)],
)
def test_only_an_exact_count_of_each_firm_once_is_told_as_given(given: object, decides: bool) -> None:
    finding, _ = found(*threshold_of("zhuhai", "quality_enterprises"), firms(3, 5, about(3), given))
    measure = finding.outcomes[0].measure
    assert isinstance(measure, Range)
    assert measure.given is decides


@pytest.mark.parametrize(
    ("given", "status"), [(above(10, itself=True), "unknown"), (12, "unknown"), (below(3), "unknown")]
)
def test_the_count_of_another_form_counts_other_kinds(given: object, status: str) -> None:
    standard, threshold = threshold_of("zhuhai", "quality_enterprises")
    figures = {**firms(3, 5, about(3), given), "total_output": row(40, 46, 53, 61)}
    made = assess(
        cluster(figures, {"standard": "guangzhou@2024"}),
        standard._replace(criteria=(threshold,)),
        as_of=AS_OF,
    )
    assert by_reading(made.findings[0]) == {"any_level": (status, (5, 17)), "national": (status, (3, None))}
