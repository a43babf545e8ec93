"""Entries as clerks write them: levels, days and terms, and answers whose words say 是 or 否."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from clustercheck.form import FormValues, render_form
from clustercheck.formats.cells import GridCell
from clustercheck.model.cluster import Cluster, Days
from clustercheck.model.indicators import MEANING_OF_VETO, PROFILE, VETO
from clustercheck.model.problems import Where
from clustercheck.tables.answers import denies, read_answer, without_meaning
from clustercheck.tables.profile_values import Said, read_date, read_item
from clustercheck.tables.reader import read

PLACE = Where("x.xlsx", "定性条件", "C5")
WHOLE_TERM = Days(date(2023, 1, 1), date(2025, 12, 31), True)
DECEMBER = Days(date(2022, 12, 1), date(2022, 12, 31))
YEAR_2022 = Days(date(2022, 1, 1), date(2022, 12, 31))


def words(text: str) -> GridCell:
    return GridCell("text", text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2022.12.1", date(2022, 12, 1)),
        ("2022年12月1日认定", date(2022, 12, 1)),
        ("有效期至2025年12月31日", date(2025, 12, 31)),
        ("2022年12月", DECEMBER),
        ("2022-12", DECEMBER),
        ("2022.12", DECEMBER),
        ("2022/12", DECEMBER),
        ("2024年2月", Days(date(2024, 2, 1), date(2024, 2, 29))),
        ("2022年", YEAR_2022),
        ("2022", YEAR_2022),
        ("2022年度", YEAR_2022),
        ("2023年—2025年", WHOLE_TERM),
        ("2023－2025年", WHOLE_TERM),
        ("2023-2025", WHOLE_TERM),
        ("2023年至2025年", WHOLE_TERM),
        ("2023.1~2025.12", WHOLE_TERM),
        ("2023年1月—2025年12月", WHOLE_TERM),
        ("自2023年1月1日起至2025年12月31日止", WHOLE_TERM),
        ("2023-01-01-2025-12-31", WHOLE_TERM),
    ],
)
def test_days_months_years_and_terms(text: str, value: date | Days) -> None:
    assert read_date(words(text), PLACE) == Said(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("2022", YEAR_2022), ("2022.12", DECEMBER), ("2022.1", None), ("45056", None), ("36", None)],
)
def test_numbers_as_days(text: str, value: Days | None) -> None:
    """2022.10 in a cell is 2022.1."""
    assert read_date(GridCell("number", text, Decimal(text)), PLACE).value == value


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("国家级中小企业特色产业集群", "国家级"),
        ("国家中小企业特色产业集群", "国家级"),
        ("国家级（2022年）", "国家级"),
        ("国家级（2022年度第一批）", "国家级"),
        ("2022年度国家级中小企业特色产业集群", "国家级"),
        ("已获国家级认定", "国家级"),
        ("省级特色产业集群", "省级"),
        ("广东省中小企业特色产业集群", "省级"),
        ("省级中小企业特色产业集群（2023年）", "省级"),
        ("市级中小企业特色产业集群", "市级"),
        ("未认定", "无"),
    ],
)
def test_levels(text: str, level: str) -> None:
    assert read_item(words(text), PROFILE["recognised_level"], PLACE) == Said(level)


@pytest.mark.parametrize(
    "text",
    [
        "省级先进制造业集群",
        "国家先进制造业集群",
        "拟认定省级",
        "国家级（公示中）",
        "国家级、省级",
        "部级",
        "县级",
        "省级（申报中）",
    ],
)
def test_what_is_no_level_is_asked_about(text: str) -> None:
    said = read_item(words(text), PROFILE["recognised_level"], PLACE)
    assert (said.value, [p.code for p in said.problems]) == (None, ["C219"])


def profile(**lines: str) -> Cluster:
    rows = "".join(f"{id},{PROFILE[id].name.zh},{text}\n" for id, text in lines.items())
    return read("x.csv", content=f"编码,项目,内容\nname,集群名称,甲集群\n{rows}".encode()).cluster


def test_the_year_beside_a_level_dates_it_where_nothing_else_does() -> None:
    assert profile(recognised_level="国家级（2022年）").stated("recognised_on") == YEAR_2022
    assert profile(recognised_level="国家级（2022年）", recognised_on="").stated("recognised_on") == YEAR_2022
    dated = profile(recognised_level="国家级（2022年）", recognised_on="2023-01-11")
    assert dated.stated("recognised_on") == date(2023, 1, 11)
    until = profile(recognised_level="国家级（2022年）", recognised_until="2023年—2025年")
    assert (until.stated("recognised_on"), until.stated("recognised_until")) == (None, WHOLE_TERM)
    unread = profile(recognised_level="国家级（2022年）", recognised_on="去年")
    assert unread.stated("recognised_on") is None
    assert profile(recognised_level="国家级").stated("recognised_on") is None


HOLDS = [
    "是", "符合", "√", "是的", "未发生", "没有发生", "未发生过", "无事故", "零事故", "没有事故", "近三年未发生",
    "近三年未发生较大及以上事故", "均未发生", "无较大及以上事故", "不存在", "无此类情况", "是（没有发生）", "是，未发生",
]  # fmt: skip
HAPPENED = [
    "否", "不符合", "×", "发生过", "有", "有发生", "有过", "发生过事故", "发生过较大及以上事故", "存在", "否（发生过）",
]  # fmt: skip
OPEN = [
    "无", "没有", "没", "是（发生过）", "否（未发生）", "无重大事故", "发生过一般事故", "基本符合", "1起", "正在核实", "是否",
    "不清楚",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"),
    [*((t, True) for t in HOLDS), *((t, False) for t in HAPPENED), *((t, None) for t in OPEN)],
)
def test_answers_to_the_veto(text: str, value: bool | None) -> None:
    said = read_answer(words(text), PLACE, of_veto=True)
    assert (said.value, [p.code for p in said.problems]) == (value, ["C252"] if value is None else [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *((t, True) for t in (
            "是", "符合", "具备", "有", "已有", "已建立", "建立了", "已设立", "已制定", "达标", "已达到", "属于", "满足", "对",
            "是（已建立）", "均已完成",
        )),
        *((t, False) for t in (
            "否", "不符合", "不具备", "没有", "未建立", "尚未建立", "没有开展", "不达标", "不属于", "否（尚未建立）", "未完成",
        )),
        *((t, None) for t in (
            "无", "基本符合", "部分具备", "正在建立", "拟建立", "未", "不", "是（未建立）", "见附件", "没有问题", "未发生",
        )),
    ],
)  # fmt: skip
def test_answers_to_other_conditions(text: str, value: bool | None) -> None:
    said = read_answer(words(text), PLACE)
    assert (said.value, [p.code for p in said.problems]) == (value, ["C217"] if value is None else [])


def test_what_is_blank_or_no_text() -> None:
    for text in ("—", " ", "/", "暂无"):
        assert read_answer(words(text), PLACE, of_veto=True) == Said()
    assert read_answer(None, PLACE) == Said()
    assert [p.code for p in read_answer(GridCell("error", "#N/A"), PLACE).problems] == ["C209"]
    assert [p.code for p in read_answer(words("未发生" * 30), PLACE, of_veto=True).problems] == ["C252"]


def test_the_veto_is_known_by_its_code_or_its_words() -> None:
    assert denies(VETO, "")
    assert denies(None, "集群企业近三年无较大及以上安全、质量、环境污染等事故")
    assert denies(None, f"没有问题（{MEANING_OF_VETO}）")
    assert not denies("brand_awareness", "有较高的集群品牌知名度")
    assert without_meaning(f"没有问题（{MEANING_OF_VETO}）") == "没有问题"
    assert without_meaning("建立机制（含共享）") == "建立机制（含共享）"


def test_the_form_says_what_each_answer_to_the_veto_means() -> None:
    from clustercheck.catalogue import load

    for editions in load().values():
        for standard in editions:
            vetoes = [one for one in standard.attestations() if one.veto]
            answers = {one.id: (True, "凭证") for one in vetoes}
            cluster = read(
                "x.xlsx", content=render_form(standard, [2024], FormValues(answers=answers))
            ).cluster
            for one in vetoes:
                # Read back, the words are the condition's own, by which another standard may know it.
                assert cluster.answers[one.id].question == one.name.zh
                assert cluster.answers[one.id].value is True


@pytest.mark.parametrize(("text", "value"), [("未发生", True), ("有", False), ("无", None)])
@pytest.mark.parametrize("code", [VETO, ""])
def test_a_table_of_conditions_with_the_words_of_clerks(code: str, text: str, value: bool | None) -> None:
    veto = "集群企业近三年无较大及以上安全、质量、环境污染等事故"
    content = (
        f"编码,条件,是否符合,佐证材料\n{code},{veto},{text},\nbrand_awareness,有较高的集群品牌知名度,有,\n"
    )
    cluster = read("x.csv", content=content.encode()).cluster
    assert cluster.answers[code or veto].value is value
    assert cluster.answers["brand_awareness"].value is True
