"""What is kept of criteria for which nothing is stated comes to what judging them comes to."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from at_hand import AS_OF, STANDARDS, altered, cluster, each_standard, row, threshold_of
from ways import plain_way, small_caches

from clustercheck.engine.assessment import assess
from clustercheck.engine.unstated import nothing_stated
from clustercheck.model.cluster import Cluster, ProfileValue
from clustercheck.model.indicators import INDICATORS, PARTS
from clustercheck.model.standard import Standard

_NEAR = [name for pair in PARTS for name in pair]
_PLACES = ("珠海市", "湖南省", "四川省成都市", "湘西土家族苗族自治州", None)


def thin_cluster(standard: Standard, chance: random.Random) -> Cluster:
    """A cluster of few figures, with gaps, zeros, doubts and bounds among them, and of few lines of 基本信息."""
    names = [*standard.indicators(), *_NEAR, "national_champions", "manufacturing_champions"]
    names = [name for name in dict.fromkeys(names) if name in INDICATORS]
    chosen = chance.sample(names, min(len(names), chance.choice((0, 1, 2, 4, 8))))
    gaps = chance.choice((0, 0.2, 0.6))
    figures = {name: [_figure(chance, gaps) for _ in range(4)] for name in chosen}
    items = [*standard.profile_items(), *(standard.relaxation.areas if standard.relaxation else ())]
    profile: dict[str, ProfileValue] = {
        item: chance.choice((True, False, None)) for item in items if chance.random() < 0.2
    }
    if chance.random() < 0.3:
        profile["jurisdiction"] = chance.choice(_PLACES)
    if chance.random() < 0.2:
        profile["standard"] = chance.choice((standard.id, "elsewhere"))
    made = cluster(figures, profile)
    if chance.random() < 0.5:
        return made
    return made._replace(
        observations={
            id: {
                year: seen._replace(doubt="C234") if chance.random() < 0.2 else seen
                for year, seen in series.items()
            }
            for id, series in made.observations.items()
        }
    )


def _figure(chance: random.Random, gaps: float) -> Decimal | None:
    return None if chance.random() < gaps else Decimal(chance.choice((0, 1, 5, 12, 40, 90, 1000, 30000)))


@each_standard
def test_of_thin_clusters(standard: Standard) -> None:
    chance = random.Random(standard.label)
    for _ in range(40):
        thin, reading = thin_cluster(standard, chance), chance.choice(("default", "strict"))
        with plain_way():
            plain = assess(thin, standard, as_of=AS_OF, reading=reading)
        # First where nothing is kept, then from what is kept.
        for _ in range(2):
            assert assess(thin, standard, as_of=AS_OF, reading=reading) == plain


def test_of_all_standards_in_turn() -> None:
    chance = random.Random(7)
    drawn = [
        (thin_cluster(standard, chance), standard, chance.choice(("default", "strict")))
        for standard in STANDARDS.values()
        for _ in range(3)
    ]
    chance.shuffle(drawn)
    with plain_way():
        plain = [assess(thin, one, as_of=AS_OF, reading=reading) for thin, one, reading in drawn]
    for most in (1, 3, None):
        with small_caches(most or 1000):
            assert [assess(thin, one, as_of=AS_OF, reading=reading) for thin, one, reading in drawn] == plain


@pytest.mark.parametrize("when", ["", "special_area", "not energy_intensive"])
def test_of_an_alternative_the_other_branch_is_kept(when: str) -> None:
    standard, _ = threshold_of("zhuhai", "champions_and_giants")
    standard = altered(standard, "champions_and_giants", lambda one: one._replace(when=when))
    figures = {"high_tech_enterprises": row(3), "chain_leaders": row(12)}
    for profile in ({}, {"special_area": True}, {"energy_intensive": False}):
        with plain_way():
            plain = assess(cluster(figures, profile), standard, as_of=AS_OF)
        first, again = (assess(cluster(figures, profile), standard, as_of=AS_OF) for _ in range(2))
        assert first == again == plain
        kept, judged = (again.finding(id) for id in ("champions_and_giants", "quality_enterprises"))
        assert kept is first.finding("champions_and_giants")
        assert judged is not None
        assert judged is not first.finding("quality_enterprises")


def test_a_finding_is_the_same_object_where_nothing_is_stated() -> None:
    standard = next(iter(STANDARDS.values()))
    one, other = (assess(cluster({}, {"name": name}), standard, as_of=AS_OF) for name in ("甲", "乙"))
    assert all(a is b for a, b in zip(one.findings, other.findings, strict=True))


def test_what_holds_nothing_cannot_be_looked_through() -> None:
    asked, nothing, window = nothing_stated(True)
    assert nothing.stated("name") is None
    assert "land_area" not in window.figures
    assert ("land_area", 3) not in window.doubted
    assert asked == {"name", "land_area", ("land_area", 3)}
    for look in (list, len):
        with pytest.raises(TypeError):
            look(window.figures)  # type: ignore[operator]
