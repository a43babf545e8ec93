"""A plan holds what it promises: the planned figures are judged by the engine, and read back from the form."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from at_hand import STANDARDS
from clusters import drawn_cluster, with_figures
from forms import form
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from own_standards import own_standard

from clustercheck.catalogue import find_standard, standard_for
from clustercheck.checks.consistency import checked
from clustercheck.engine.assessment import assess
from clustercheck.model.cluster import Cell, Cluster, Ruling
from clustercheck.model.criteria import Attestation
from clustercheck.model.findings import DEFAULT, STRICT, Status
from clustercheck.model.indicators import INDICATORS, PARTS
from clustercheck.model.standard import Standard
from clustercheck.planning.assumptions import Assumptions
from clustercheck.planning.plan import Plan, make_plan
from clustercheck.reports.plan.blocks import blocks_of
from clustercheck.reports.plan.excel import render_xlsx
from clustercheck.reports.plan.json import as_object
from clustercheck.reports.plan.word import development_plan
from clustercheck.reports.plan.wording import gap_rows
from clustercheck.tables.reader import read_cluster, read_targets

D = Decimal
AS_OF = date(2025, 6, 30)
SAMPLES = sorted((Path(__file__).parents[2] / "sample_data").glob("*.xlsx"))


def planned(cluster: Cluster, standard: Standard, **known: object) -> Plan:
    return make_plan(cluster, standard, as_of=AS_OF, assumptions=Assumptions(**known))  # type: ignore[arg-type]


def short(cluster: Cluster, plan: Plan, reading: str) -> set[str]:
    """The thresholds that an assessment of the next form finds missed on the day of the application."""
    assert plan.as_of is not None
    found = assess(cluster, plan.standard, as_of=plan.as_of, reading=reading)
    return {
        one.criterion.id
        for one in found.findings
        if not isinstance(one.criterion, Attestation) and one.status is Status.MISSED
    }


def holds(plan: Plan, cluster: Cluster) -> None:
    impossible = {one.criterion.id for one in plan.impossible}
    readings = (STRICT, DEFAULT) if plan.assumptions.reading == STRICT else (DEFAULT,)
    for reading in readings:
        assert short(cluster, plan, reading) <= impossible
    if plan.apply_in is not None:
        assert not any(one.blocks for one in plan.impossible)
        assert not short(cluster, plan, plan.assumptions.reading)
    doubted = {one.where.cell.partition(".")[0] for one in plan.doubts if one.where.cell}
    assert doubted <= contradicting(plan.today.cluster)


def contradicting(cluster: Cluster) -> set[str]:
    """The figures of which the facts themselves make the checks ask."""
    clear = {
        id: {year: seen._replace(doubt=None) for year, seen in row.items()}
        for id, row in cluster.observations.items()
    }
    cells = {
        (seen.cell.sheet or None, seen.cell.ref): id for id, row in clear.items() for seen in row.values()
    }
    return {
        cells[one.where.sheet, one.where.cell] for one in checked(clear, cluster.file)[1] if one.where.cell
    }


def is_consistent(plan: Plan) -> None:
    values = {(one.indicator, one.year): one.value for one in (*plan.targets, *plan.three_years)}
    for part, whole in PARTS:
        for (id, year), value in values.items():
            if id == part and (whole, year) in values:
                assert value <= values[whole, year]
    for (id, _year), value in values.items():
        assert value >= 0
        assert not INDICATORS[id].is_count or value == value.to_integral_value()


def facts_stand(plan: Plan, before: Cluster) -> None:
    """No figure of a year that is over is another in the next form."""
    assert plan.cluster is not None
    last = max(plan.today.window.counting)
    for id, row in before.observations.items():
        after = plan.cluster.observations.get(id)
        for year, seen in row.items():
            if (
                after is not None
                and year in after
                and year <= last
                and seen.value is not None
                and not INDICATORS[id].once
            ):
                assert after[year].value == seen.value


@pytest.mark.parametrize("reading", [STRICT, DEFAULT])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_of_every_sample_the_next_form_is_read_back_without_a_miss(sample: Path, reading: str) -> None:
    cluster = read_cluster(sample)
    own = standard_for(cluster, as_of=date(2026, 6, 30))
    for standard in {own.label: own, "zhuhai": find_standard("zhuhai", as_of=date(2026, 6, 30))}.values():
        plan = make_plan(cluster, standard, as_of=date(2026, 6, 30), assumptions=Assumptions(reading=reading))
        read = read_cluster("next.xlsx", content=render_xlsx(plan))
        holds(plan, read)
        is_consistent(plan)
        facts_stand(plan, cluster)
        assert not any(one.code.startswith("C2") and one.code != "C214" for one in read.problems)


@settings(max_examples=40)
@given(seed=st.integers(0, 10_000), label=st.sampled_from(sorted(STANDARDS)), strict=st.booleans())
def test_of_any_cluster_the_engine_finds_no_threshold_missed(seed: int, label: str, strict: bool) -> None:
    standard = STANDARDS[label]
    cluster = drawn_cluster(standard, random.Random(seed))
    plan = planned(cluster, standard, reading=STRICT if strict else DEFAULT)
    if plan.cluster is None:
        assert plan.apply_in is None
        return
    holds(plan, plan.cluster)
    is_consistent(plan)
    facts_stand(plan, cluster)


@settings(max_examples=6)
@given(seed=st.integers(0, 10_000), label=st.sampled_from(sorted(STANDARDS)))
def test_of_any_cluster_the_next_form_says_what_was_planned(seed: int, label: str) -> None:
    standard = STANDARDS[label]
    plan = planned(drawn_cluster(standard, random.Random(seed)), standard)
    if plan.cluster is not None:
        holds(plan, read_cluster("next.xlsx", content=render_xlsx(plan)))


def zhuhai(**changed: object) -> tuple[Cluster, Standard]:
    cluster = read_cluster("a.csv", content=form("zhuhai", **changed))
    return cluster, find_standard("zhuhai", as_of=AS_OF)


def test_what_passes_today_can_apply_today() -> None:
    plan = planned(*zhuhai())
    assert (plan.apply_in, plan.targets, plan.impossible) == (2025, (), ())


def test_a_weak_year_drops_out_of_the_window() -> None:
    """2022 under 32: with 2023 to 2025 in the window it is of no account."""
    plan = planned(
        *zhuhai(total_output=[29, 31, 36, 40], sme_output=[21, 22, 26, 29], dominant_output=[22, 23, 27, 30])
    )
    assert plan.apply_in == 2026
    assert {one.year for one in plan.targets} == {2025}


def test_whole_firms_and_patents_and_one_growth() -> None:
    plan = planned(
        *zhuhai(total_output=[29, 31, 33, 34], sme_output=[21, 22, 24, 25], dominant_output=[22, 23, 25, 26])
    )
    rows = {(one.indicator, one.year): one.value for one in plan.targets}
    years = sorted({one.year for one in plan.targets})
    assert plan.growth is not None
    output = [D(34), *(rows["total_output", year] for year in years)]
    for one, other in pairwise(output):
        assert abs(other / one - 1 - plan.growth / 100) < D("0.001")


def test_a_veto_is_beyond_every_plan() -> None:
    plan = planned(*zhuhai(no_major_incidents="否"))
    assert plan.apply_in is None
    assert plan.planned_for == 2025
    assert [(one.criterion.id, one.reason, one.blocks) for one in plan.impossible] == [
        ("no_major_incidents", "veto", True)
    ]


def test_a_figure_that_is_fixed_is_not_planned_for() -> None:
    plan = planned(*zhuhai(iiot_adoption_rate=[9, 10, 11, 12]), fixed=frozenset({"iiot_adoption_rate"}))
    assert plan.apply_in is None
    assert [(one.criterion.id, one.reason) for one in plan.impossible] == [("iiot_adoption", "fixed")]


def test_what_is_out_of_reach_within_the_horizon_is_said() -> None:
    rows = {
        "total_output": [3, 3.1, 3.3, 3.5],
        "sme_output": [2.2, 2.3, 2.4, 2.6],
        "dominant_output": [2.2, 2.3, 2.5, 2.6],
    }
    plan = planned(*zhuhai(**rows), horizon=3)
    assert plan.apply_in is None
    assert ("total_output", "horizon", True) in [
        (one.criterion.id, one.reason, one.blocks) for one in plan.impossible
    ]
    assert planned(*zhuhai(**rows), horizon=20).apply_in == 2036


def test_a_growth_that_is_given_is_kept_to() -> None:
    rows = {
        "total_output": [29, 31, 33, 34],
        "sme_output": [21, 22, 24, 25],
        "dominant_output": [22, 23, 25, 26],
    }
    plan = planned(*zhuhai(**rows), growth=D(10))
    assert plan.growth == 10
    assert next(one.value for one in plan.targets if one.indicator == "total_output") == D("37.4")


def test_a_figure_that_is_given_is_kept_to() -> None:
    rows = {
        "total_output": [29, 31, 36, 40],
        "sme_output": [21, 22, 26, 29],
        "dominant_output": [22, 23, 27, 30],
    }
    plan = planned(*zhuhai(**rows), given={"total_output": {2025: D("44.5")}})
    assert plan.apply_in == 2026
    assert [one.value for one in plan.targets if one.indicator == "total_output"] == [D("44.5")]


def test_a_blank_count_is_asked_for_as_a_target() -> None:
    cluster, standard = zhuhai()
    blank = dict.fromkeys(("quality_enterprises", "dominant_national_champions_and_giants"), [None] * 4)
    plan = planned(with_figures(cluster, blank), standard)
    assert plan.apply_in in (2025, 2026)


@pytest.mark.parametrize("area", ["-", "约120", "超90", "900000"])
def test_a_state_that_is_not_known_is_no_target(area: str) -> None:
    """The area is what it is: blank, a bound or doubted, it is to be filled in, and is not made up."""
    plan = planned(*zhuhai(land_area=area))
    assert not any(one.indicator == "land_area" for one in (*plan.targets, *plan.three_years))
    assert [(one.criterion.id, one.reason, one.blocks) for one in plan.impossible] == [
        ("land_area", "lacking", False)
    ]
    read = read_cluster("next.xlsx", content=render_xlsx(plan))
    assert assess(read, plan.standard, as_of=AS_OF).finding("land_area").status is Status.UNKNOWN  # type: ignore[union-attr]


def test_a_state_that_is_known_may_be_changed() -> None:
    plan = planned(*zhuhai(land_area="120"))
    assert [one.value for one in plan.targets if one.indicator == "land_area"] == [D(100)]
    assert plan.impossible == ()


def test_a_line_of_what_lacks_says_that_the_readings_part() -> None:
    """The newest year passes and the first of the three does not: by the strict reading it is a miss."""
    plan = planned(*zhuhai(total_output=[50, 52, 53, 54], sme_output=[40, 41, 42, 43]))
    lines = {name: (status, words) for name, status, words in gap_rows(plan.today)}
    status, words = lines["主导产业产值占比（附件 二）"]
    assert status == "未达标（因读法而异）"
    assert words.endswith("读法：达标 末年、三年合计；未达标 每年")
    gaps = {one["criterion"]: one["sensitive"] for one in as_object(plan)["gaps"]}
    assert gaps["dominant_output_share"] is True
    pages = (
        "".join(str(block) for block in blocks_of(plan)),
        "".join(str(block) for block in development_plan(plan)),
    )
    assert all("未达标（因读法而异）" in page for page in pages)


def test_the_sheet_of_targets_is_for_the_review_alone() -> None:
    plan = planned(
        *zhuhai(total_output=[29, 31, 36, 40], sme_output=[21, 22, 26, 29], dominant_output=[22, 23, 27, 30])
    )
    content = render_xlsx(plan)
    assert load_workbook(BytesIO(content)).sheetnames == [
        "填报说明",
        "基本信息",
        "指标",
        "定性条件",
        "三年发展规划",
    ]
    assert max(read_cluster("next.xlsx", content=content).observations["total_output"]) == 2025
    targets = read_targets("next.xlsx", content=content)[0].cluster.observations["total_output"]
    assert sorted(targets) == [2025, 2026, 2027, 2028]
    assert targets[2025].value == next(one.value for one in plan.targets if one.indicator == "total_output")


def test_readings_that_the_bureau_settled_hold_for_the_plan_too() -> None:
    cluster, standard = zhuhai(sme_output=[26, 25, 28, 33])
    strict = planned(cluster, standard)
    assert strict.apply_in != 2025
    answer = Ruling("sme_output_share", "latest", "某市工信局", date(2025, 3, 4), Cell("读法答复", "C3"))
    settled = planned(cluster._replace(rulings=(answer,)), standard)
    assert settled.apply_in is not None
    assert strict.apply_in is None or settled.apply_in < strict.apply_in
    read = read_cluster("next.xlsx", content=render_xlsx(settled))
    assert [one.reading for one in read.rulings] == ["latest"]
    holds(settled, read)


STAGED = own_standard(
    """
    - id: total_output
      by_kind:
        - {id: at_first, stage: application, every_year: ">= 40 亿元", wording: 申报的均在40亿元以上}
        - {id: at_review, stage: review, every_year: ">= 60 亿元", wording: 复核的均在60亿元以上}
    - {id: iiot_adoption, rise: ">= 0.5 个百分点", wording: 普及率年度提升不低于0.5个百分点}
    - id: industrial_base
      name: {zh: 产业基础, en: Industrial base}
      any_of:
        - {id: share_of_county, attest: {zh: 产值占全县工业10%以上, en: A tenth of the county's industry}}
        - id: size
          name: {zh: 规模, en: Size}
          at_least: 2
          any_of:
            - id: newest_output
              subject: total_output
              name: {zh: 上年产值, en: Output of the last year}
              latest: ">= 50 亿元"
              wording: 上年产值50亿元以上
            - {id: sme_output_share, latest: ">= 75 %", wording: 中小企业产值占比75%以上}
            - {id: brand, attest: {zh: 有区域品牌, en: A regional brand}}
    """
)


@pytest.mark.parametrize("reading", [STRICT, DEFAULT])
def test_rules_of_other_shapes(reading: str) -> None:
    """Stages, rises by points, alternatives within alternatives: planned for like any other."""
    cluster, _ = zhuhai(
        total_output=[39, 41, 43, 45],
        sme_output=[28, 29, 31, 33],
        dominant_output=[28, 29, 31, 33],
        iiot_adoption_rate=[12, 12, 12.1, 12.2],
    )
    plan = planned(cluster, STAGED, reading=reading)
    assert plan.apply_in is not None
    rows = {(one.indicator, one.year): one.value for one in plan.targets}
    last = plan.apply_in - 1
    assert rows["total_output", last] >= 50
    assert rows["sme_output", last] / rows["total_output", last] >= D("0.75")
    assert plan.review_passes
    later = {one.year: one.value for one in plan.three_years if one.indicator == "total_output"}
    assert min(later.values()) >= 60
    holds(plan, read_cluster("next.xlsx", content=render_xlsx(plan)))
