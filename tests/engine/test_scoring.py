"""Points and bands: a table beside the verdict; what is open leaves the total open, and nothing of it turns a verdict."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from at_hand import AS_OF, anchored, cluster, row
from hypothesis import given
from hypothesis import strategies as st
from own_standards import faults_of, own_standard

from clustercheck.catalogue.compiled import compiled, read_compiled
from clustercheck.engine.assessment import assess
from clustercheck.engine.scoring import Points, points_of
from clustercheck.model.findings import Assessment
from clustercheck.reports.assessment.json import as_object
from clustercheck.reports.wording.remarks import points_words, remarks_of
from clustercheck.texts.messages import use_language

CRITERIA = """
- {id: total_output, every_year: ">= 40 亿元", wording: 均在40亿元以上}
- {id: sme_rd_growth, growth: "> 5 %", wording: 年均增长高于5%}
- {id: brand, attest: {zh: 有品牌, en: A brand}}
"""
ITEMS = """\
  items:
    - {id: size, of: total_output, most: 40, steps: [{value: ">= 60 亿元", points: 40}, {value: ">= 40 亿元", points: 20}]}
    - {id: growth, of: sme_rd_growth, most: 20, steps: [{value: "> 10 %", points: 20}, {value: "> 5 %", points: 10}]}
    - {id: brand_points, of: brand, most: 10}
    - {id: service, name: {zh: 治理服务, en: Services}, most: 30}
"""
BANDS = """\
  bands:
    - {from: 80, name: {zh: 优, en: excellent}}
    - {from: 60, name: {zh: 良, en: good}}
"""
OWN = own_standard(CRITERIA, f"scoring:\n  full: 100\n  clause: 第七条\n{ITEMS}{BANDS}")
BARE = own_standard(CRITERIA)


def made(output: object, spending: object, brand: bool | None = True) -> Assessment:
    figures = anchored({"total_output": output, "sme_rd_spending": spending})  # type: ignore[dict-item]
    one = cluster(figures, answers={"no_major_incidents": True, "brand": brand})
    return assess(one, OWN, as_of=AS_OF)


def points(assessment: Assessment) -> Points:
    found = points_of(assessment)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("output", "spending", "brand", "lines"),
    [
        (row(60, 60, 60), row(100, 110, "121.01"), True, [(40, 40), (20, 20), (10, 10), (0, 30)]),
        (row(60, 60, "59.99"), row(100, 110, 121), False, [(20, 20), (10, 10), (0, 0), (0, 30)]),
        (row(60, 39, 60), row(100, 100, "110.25"), None, [(0, 0), (0, 0), (0, 10), (0, 30)]),
        (row("-", 60, 60), row("-", 100, 120), True, [(0, 40), (0, 20), (10, 10), (0, 30)]),
    ],
)
def test_each_line_earns_what_its_value_reaches(
    output: object, spending: object, brand: bool | None, lines: list[tuple[int, int]]
) -> None:
    assert [(line.least, line.most) for line in points(made(output, spending, brand)).lines] == lines


@pytest.mark.parametrize(
    ("output", "bands", "below"),
    [
        (row(60, 60, 60), ["优", "良"], False),
        (row(40, 40, 40), ["优", "良"], True),
        (row(9, 9, 9), ["良"], True),
    ],
)
def test_the_bands_are_all_that_the_total_may_fall_in(output: object, bands: list[str], below: bool) -> None:
    found = points(made(output, row(100, 110, 122)))
    assert [name.zh for name in found.bands] == bands
    assert found.below_all is below


@given(st.integers(1, 900), st.integers(1, 300))
def test_points_have_no_part_in_the_verdict(output: int, last: int) -> None:
    one = made(row(*[Decimal(output) / 10] * 3), row(100, 110, last))
    bare = assess(one.cluster, BARE, as_of=AS_OF)
    assert (one.verdict, one.findings) == (bare.verdict, bare.findings)
    found = points(one)
    assert found.least <= found.most <= found.full
    growth = Decimal(last) / 100
    assert found.lines[1].least == (
        20 if growth > Decimal("1.21") else 10 if growth > Decimal("1.1025") else 0
    )


def test_they_stand_beside_the_verdict_and_in_the_json() -> None:
    one = made(row(60, 60, 60), row(100, 110, 122))
    use_language("en")
    assert points_words(one) == "apart from that 70-100 of 100 points: excellent, good"
    assert "points" in [remark.id for remark in remarks_of(one)]
    found = as_object(one)["points"]
    assert (found["least"], found["most"], found["items"][0]["of"]) == (70, 100, "total_output")
    assert "points" not in as_object(assess(one.cluster, BARE, as_of=AS_OF))


def test_a_compiled_standard_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "2024.yaml"
    path.write_bytes(b"x")
    path.with_suffix(".json").write_text(compiled(OWN, b"x"), encoding="utf-8")
    assert read_compiled(path) == OWN._replace(file=str(path))


@pytest.mark.parametrize(
    ("old", "new", "code", "text"),
    [
        ("most: 30", "most: 31", "S149", "- {id: size"),
        ("points: 20}, {value: \"> 5", "points: 9}, {value: \"> 5", "S149", "[{value"),
        ("from: 80", "from: 50", "S149", "- {from: 50"),
        ("of: brand", "of: brant", "S118", "brant"),
        (">= 60 亿元", ">= 60 万元", "S111", '">= 60 万元"'),
        (">= 60 亿元", "<= 60 亿元", "S110", '"<= 60'),
        (", name: {zh: 治理服务, en: Services}", "", "S105", "{id: service"),
    ],
)  # fmt: skip
def test_a_fault_is_found_where_it_stands(old: str, new: str, code: str, text: str) -> None:
    head = f"scoring:\n  full: 100\n  clause: 第七条\n{ITEMS}{BANDS}"
    assert old in head
    found = dict(faults_of(CRITERIA, head.replace(old, new)))
    assert code in found
    assert found[code].startswith(text)


OPEN = own_standard(
    """
    - {id: total_output, every_year: ">= 40 亿元", readings: [every_year, average], wording: 均在40亿元以上}
    - {id: sme_rd_growth, growth: "> 5 %", readings: [geometric_base, geometric_three], wording: 年均增长高于5%}
    """,
    """
    scoring:
      full: 60
      clause: 第七条
      items:
        - id: size
          of: total_output
          most: 40
          steps: [{value: ">= 60 亿元", points: 40}, {value: ">= 40 亿元", points: 30}, {value: ">= 20 亿元", points: 10}]
        - {id: growth, of: sme_rd_growth, most: 20}
    """,
)


@pytest.mark.parametrize(
    ("output", "spending", "lines"),
    [
        # Each year over 20, on average over 60; growth met from the base year, missed from the first.
        (row(39, 39, 80, 80), row(80, 100, 101, 104), [(10, 40), (0, 20)]),
        (row(60, 60, 60, 60), row(80, 100, 120, 140), [(40, 40), (20, 20)]),
        # 30 is no floor: the blank year may be lower.
        (row(50, "-", 30, 50), row(80, 100, 120, 140), [(0, 40), (20, 20)]),
    ],
)
def test_what_the_text_leaves_open_earns_nothing_for_sure(
    output: object, spending: object, lines: list[tuple[int, int]]
) -> None:
    figures = anchored({"total_output": output, "sme_rd_spending": spending})  # type: ignore[dict-item]
    one = cluster(figures, answers={"no_major_incidents": True})
    found = points(assess(one, OPEN, as_of=AS_OF))
    assert [(line.least, line.most) for line in found.lines] == lines
