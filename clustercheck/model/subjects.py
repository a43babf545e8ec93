"""What the thresholds are about: the same id stands for the same subject in every standard.

A subject is a figure, or a part over a whole. Where the documents leave open over what (每万人 of whom? 普及率
among which enterprises?) it has several bases, and a standard's file names those it admits as readings.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from clustercheck.model.problems import Name
from clustercheck.model.quantities import HUNDRED, TEN_THOUSAND


class Basis(NamedTuple):
    """A figure (`whole` is None), or `factor * part / whole`, in the subject's unit."""

    part: str
    whole: str | None = None
    factor: Decimal = Decimal(1)


class Kind(StrEnum):
    """What a subject's number is, which settles how it is compared, shown and closed."""

    FIGURE = "figure"
    SHARE = "share"
    PER_10K = "per_10k"
    RATE = "rate"
    INTENSITY = "intensity"
    GROWTH = "growth"
    COUNT = "count"


class Subject(NamedTuple):
    """A subject of thresholds. The first basis is the default.

    `given_first`: the first basis is the figure given outright; where its cells are blank the next one stands in.
    """

    id: str
    name: Name
    kind: Kind
    unit: str
    bases: Mapping[str, Basis]
    given_first: bool = False


# A cluster can hold only so much: at this value a rate has nowhere left to rise.
FULL_RATE = HUNDRED

# 吨 over 亿元, in 吨/万元.
_TONNES_PER_TEN_THOUSAND_YUAN = Decimal("0.0001")


# A standard that admits revenue in place of output names it as a reading.
REVENUE = "revenue"


def _figure(id: str, zh: str, en: str, unit: str, indicator: str, revenue: str = "") -> Subject:
    return Subject(id, Name(zh, en), Kind.FIGURE, unit, _bare(indicator, revenue))


def _growth(id: str, zh: str, en: str, indicator: str, revenue: str = "") -> Subject:
    return Subject(id, Name(zh, en), Kind.GROWTH, "%", _bare(indicator, revenue))


def _bare(indicator: str, revenue: str) -> dict[str, Basis]:
    bases = {"figure": Basis(indicator)}
    return {**bases, REVENUE: Basis(revenue)} if revenue else bases


def _share(id: str, zh: str, en: str, part: str, *wholes: str, revenue: str = "") -> Subject:
    bases = {whole: Basis(part, whole, HUNDRED) for whole in wholes}
    if revenue:
        bases[REVENUE] = Basis(revenue, "operating_revenue", HUNDRED)
    return Subject(id, Name(zh, en), Kind.SHARE, "%", bases)


def _per_10k(
    id: str, zh: str, en: str, bases: Mapping[str, tuple[str, str] | None], *, given_first: bool = False
) -> Subject:
    """`bases` are part and people by name; None for the rate that is given outright."""
    return Subject(
        id,
        Name(zh, en),
        Kind.PER_10K,
        "个",
        {
            name: Basis("patents_per_10k_rate") if parts is None else Basis(*parts, TEN_THOUSAND)
            for name, parts in bases.items()
        },
        given_first,
    )


def _count(id: str, zh: str, en: str) -> Subject:
    return Subject(id, Name(zh, en), Kind.COUNT, "家", {})


_ADOPTION = {
    "given": Basis("iiot_adoption_rate"),
    "enterprises": Basis("iiot_enterprises", "enterprises", HUNDRED),
    "sme_enterprises": Basis("iiot_enterprises", "sme_enterprises", HUNDRED),
}

SUBJECTS: dict[str, Subject] = {
    subject.id: subject
    for subject in [
        _figure("land_area", "占地面积", "Land area", "平方公里", "land_area"),
        _figure(
            "total_output",
            "近三年产值",
            "Output in the last three years",
            "亿元",
            "total_output",
            revenue="operating_revenue",
        ),
        _share(
            "sme_output_share",
            "中小企业产值占比",
            "SMEs' share of output",
            "sme_output",
            "total_output",
            revenue="sme_revenue",
        ),
        _share(
            "dominant_output_share",
            "主导产业产值占比",
            "Dominant industry's share of output",
            "dominant_output",
            "total_output",
            revenue="dominant_revenue",
        ),
        Subject(
            "output_growth",
            Name("产值年均增速", "Yearly growth of output"),
            Kind.GROWTH,
            "%",
            {
                "total": Basis("total_output"),
                "dominant": Basis("dominant_output"),
                REVENUE: Basis("operating_revenue"),
            },
        ),
        _growth(
            "dominant_output_growth",
            "主导产业产值年均增速",
            "Yearly growth of the dominant industry's output",
            "dominant_output",
            "dominant_revenue",
        ),
        _growth(
            "sme_rd_growth",
            "中小企业研发经费年均增长",
            "Yearly growth of SMEs' R&D spending",
            "sme_rd_spending",
        ),
        _growth(
            "patent_growth",
            "有效发明专利年均增长率",
            "Yearly growth of valid invention patents",
            "invention_patents",
        ),
        _growth(
            "sme_patent_growth",
            "中小企业有效发明专利年均增长率",
            "Yearly growth of SMEs' valid invention patents",
            "sme_invention_patents",
        ),
        _per_10k(
            "patents_per_10k",
            "每万人有效发明专利拥有量",
            "Valid invention patents per 10,000 people",
            {
                "given": None,
                "employees": ("invention_patents", "employees"),
                "sme_patents": ("sme_invention_patents", "employees"),
                "resident_population": ("invention_patents", "resident_population"),
            },
            given_first=True,
        ),
        _per_10k(
            "sme_patents_per_10k",
            "中小企业每万人有效发明专利拥有量",
            "SMEs' valid invention patents per 10,000 people",
            {
                "sme_employees": ("sme_invention_patents", "sme_employees"),
                "employees": ("sme_invention_patents", "employees"),
                "all_patents": ("invention_patents", "employees"),
                "resident_population": ("sme_invention_patents", "resident_population"),
                "all_patents_residents": ("invention_patents", "resident_population"),
                "given": None,
            },
        ),
        _share(
            "four_above_share",
            "“四上”企业占比",
            "Share of enterprises above the statistical size lines",
            "four_above_enterprises",
            "enterprises",
            "sme_enterprises",
        ),
        Subject(
            "iiot_adoption",
            Name("工业互联网平台应用普及率", "Adoption of industrial internet platforms"),
            Kind.RATE,
            "%",
            _ADOPTION,
            given_first=True,
        ),
        Subject(
            "iiot_adoption_trend",
            Name("工业互联网平台应用普及率走势", "Trend of industrial internet adoption"),
            Kind.RATE,
            "%",
            _ADOPTION,
            given_first=True,
        ),
        Subject(
            "industrial_software_trend",
            Name("工业软件应用率走势", "Trend of industrial software use"),
            Kind.RATE,
            "%",
            {"given": Basis("industrial_software_rate")},
        ),
        Subject(
            "co2_intensity_trend",
            Name("二氧化碳排放强度走势", "Trend of CO2 intensity"),
            Kind.INTENSITY,
            "吨/万元",
            {
                "given": Basis("co2_intensity"),
                "derived": Basis("co2_emissions", "total_output", _TONNES_PER_TEN_THOUSAND_YUAN),
            },
            given_first=True,
        ),
        _count("enterprise_gradient", "优质企业家数", "Quality enterprises"),
        _count(
            "champions_and_giants",
            "主导产业的单项冠军或“小巨人”企业",
            "Champions or little giants of the dominant industry",
        ),
        _count("quality_enterprises", "各类优质企业（去重）", "Enterprises of the listed kinds, each once"),
    ]
}

# Names of criteria that only bind alternatives together.
ALTERNATIVES: dict[str, Name] = {
    "enterprise_gradient": Name("优质中小企业梯度", "Gradient of quality enterprises"),
    "patent_strength": Name("有效发明专利", "Valid invention patents"),
}
