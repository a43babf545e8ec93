"""The vocabulary: what a workbook may state, and what the standards ask about.

The ids are part of the contract. Chinese names and aliases are what the reader recognises; a near miss
(研发费用 for 研发经费) is on purpose no alias.
"""

from enum import StrEnum
from typing import NamedTuple

from clustercheck.model.problems import Name
from clustercheck.model.quantities import UNITS, Unit


class Indicator(NamedTuple):
    """A figure a workbook gives by year (or once); `unit` is the canonical one all values are turned into."""

    id: str
    name: Name
    unit: Unit
    aliases: tuple[str, ...] = ()
    once: bool = False
    hint: Name | None = None

    @property
    def is_count(self) -> bool:
        """Whether only whole figures make sense."""
        return self.unit.dimension in ("firms", "people", "patents")


class ProfileKind(StrEnum):
    """How a line of 基本信息 is understood."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    YES_NO = "yes_no"


class ProfileItem(NamedTuple):
    """A line of 基本信息."""

    id: str
    name: Name
    kind: ProfileKind = ProfileKind.TEXT
    choices: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


# The condition of the veto. It denies something, so the form adds to its words which answer is which.
VETO = "no_major_incidents"
MEANING_OF_VETO = "是＝没有发生，否＝发生过"

RECOGNISED_LEVELS = {"无": None, "市级": "city", "省级": "province", "国家级": "nation"}


def _indicator(
    id: str, zh: str, en: str, dimension: str, unit: str, *aliases: str, once: bool = False
) -> tuple[str, Indicator]:
    return id, Indicator(id, Name(zh, en), UNITS[dimension][unit], aliases, once)


INDICATORS: dict[str, Indicator] = dict(
    [
        _indicator(
            "total_output", "集群总产值", "Total output", "money", "亿元", "总产值", "集群产值", "工业总产值", "产值"
        ),
        _indicator("sme_output", "中小企业产值", "Output of SMEs", "money", "亿元", "中小企业总产值"),
        _indicator(
            "dominant_output", "主导产业产值", "Output of the dominant industry", "money", "亿元",
            "主导产业总产值",
        ),
        _indicator(
            "sme_rd_spending", "中小企业研发经费", "R&D spending of SMEs", "money", "万元", "中小企业R&D经费"
        ),
        _indicator(
            "invention_patents", "有效发明专利拥有量", "Valid invention patents", "patents", "件",
            "有效发明专利数",
        ),
        _indicator(
            "sme_invention_patents", "中小企业有效发明专利拥有量", "Valid invention patents of SMEs", "patents",
            "件", "中小企业有效发明专利数", "中小企业有效发明专利",
        ),
        _indicator(
            "patents_per_10k_rate", "每万人有效发明专利拥有量", "Valid invention patents per 10,000 people",
            "per_10k", "件/万人", "万人发明专利拥有量", "每万人发明专利拥有量", "万人有效发明专利拥有量",
        ),
        _indicator("operating_revenue", "营业收入", "Operating revenue", "money", "亿元", "集群营业收入"),
        _indicator("sme_revenue", "中小企业营业收入", "Operating revenue of SMEs", "money", "亿元"),
        _indicator(
            "dominant_revenue", "主导产业营业收入", "Operating revenue of the dominant industry", "money", "亿元"
        ),
        _indicator("employees", "从业人员", "Employees", "people", "人", "从业人数", "年末从业人员"),
        _indicator("sme_employees", "中小企业从业人员", "Employees of SMEs", "people", "人", "中小企业从业人数"),
        _indicator("resident_population", "常住人口", "Resident population", "people", "人", "年末常住人口"),
        _indicator("enterprises", "企业总数", "Enterprises", "firms", "家", "企业数量"),
        _indicator("sme_enterprises", "中小企业数", "SMEs", "firms", "家", "中小企业数量"),
        _indicator(
            "four_above_enterprises", "“四上”企业数", "Enterprises above the statistical size lines (四上)",
            "firms", "家", "四上企业", "“四上”企业",
        ),
        _indicator(
            "national_champions", "国家级制造业单项冠军企业", "National single-item champions", "firms", "家",
            "国家级单项冠军企业",
        ),
        _indicator(
            "manufacturing_champions", "制造业单项冠军企业（不限级别）", "Single-item champions of any level",
            "firms", "家", "单项冠军企业", "制造业单项冠军企业",
        ),
        _indicator(
            "little_giants", "专精特新“小巨人”企业", "Little giants (专精特新“小巨人”)", "firms", "家",
            "小巨人企业", "“小巨人”企业", "国家级专精特新“小巨人”企业", "国家级小巨人企业",
        ),
        _indicator(
            "dominant_national_champions_and_giants",
            "主导产业的国家级单项冠军与“小巨人”企业（去重）",
            "National champions and little giants of the dominant industry (each firm once)", "firms", "家",
        ),
        _indicator(
            "dominant_champions_and_giants",
            "主导产业的单项冠军（不限级别）与“小巨人”企业（去重）",
            "Champions of any level and little giants of the dominant industry (each firm once)", "firms", "家",
        ),
        _indicator(
            "specialised_smes", "省级专精特新中小企业", "Specialised SMEs (专精特新)", "firms", "家",
            "专精特新中小企业",
        ),
        _indicator(
            "innovative_smes", "创新型中小企业", "Innovative SMEs", "firms", "家", "科技和创新型中小企业"
        ),
        _indicator(
            "high_tech_enterprises", "国家级高新技术企业", "National high-tech enterprises", "firms", "家",
            "高新技术企业", "国家高新技术企业",
        ),
        _indicator("chain_leaders", "链主企业", "Chain leaders", "firms", "家", "产业链链主企业"),
        _indicator(
            "quality_enterprises", "优质企业总数（去重）", "Quality enterprises (each firm once)", "firms", "家"
        ),
        _indicator(
            "iiot_enterprises", "应用工业互联网平台的企业数", "Enterprises using an industrial internet platform",
            "firms", "家",
        ),
        _indicator(
            "iiot_adoption_rate", "工业互联网平台应用普及率", "Adoption rate of industrial internet platforms",
            "rate", "%", "工业互联网普及率", "中小企业工业互联网平台应用普及率",
        ),
        _indicator(
            "industrial_software_rate", "工业软件应用率", "Use rate of industrial software", "rate", "%"
        ),
        _indicator("co2_emissions", "二氧化碳排放量", "CO2 emissions", "mass", "吨", "碳排放量", "CO2排放量", "二氧化碳（CO2）排放量"),
        _indicator(
            "co2_intensity", "二氧化碳排放强度", "CO2 intensity", "intensity", "吨/万元",
            "碳排放强度", "二氧化碳排放量强度", "CO2排放强度", "CO2排放量强度", "二氧化碳（CO2）排放强度",
        ),
        _indicator("land_area", "占地面积", "Land area", "area", "平方公里", "集群占地面积", once=True),
    ]
)  # fmt: skip


def _item(
    id: str, zh: str, en: str, kind: ProfileKind = ProfileKind.TEXT, choices: tuple[str, ...] = ()
) -> tuple[str, ProfileItem]:
    return id, ProfileItem(id, Name(zh, en), kind, choices)


PROFILE: dict[str, ProfileItem] = dict(
    [
        _item("standard", "适用标准", "Standard"),
        _item("name", "集群名称", "Name of the cluster"),
        _item("jurisdiction", "所在地", "Place"),
        _item("district", "所在区县", "District or county"),
        _item("dominant_industry", "主导产业", "Dominant industry"),
        _item("operator", "运营管理机构", "Operating body"),
        _item(
            "recognised_level", "已认定级别", "Recognised already as", ProfileKind.CHOICE,
            tuple(RECOGNISED_LEVELS),
        ),
        _item("recognised_on", "认定日期", "Recognised on", ProfileKind.DATE),
        _item("recognised_until", "有效期至", "Recognised until", ProfileKind.DATE),
        _item("energy_intensive", "属于高耗能行业", "Energy-intensive industry", ProfileKind.YES_NO),
        _item("water_intensive", "属于高用水行业", "Water-intensive industry", ProfileKind.YES_NO),
        _item("ethnic_area", "民族地区", "Ethnic-minority area", ProfileKind.YES_NO),
        _item("old_revolutionary_area", "革命老区", "Old revolutionary base area", ProfileKind.YES_NO),
        _item("special_impact", "受疫情等特殊影响", "Special impact, such as the epidemic", ProfileKind.YES_NO),
        _item("special_impact_reason", "特殊影响说明", "Reason of the special impact"),
    ]
)  # fmt: skip

# The line that gives the reason of a claim.
REASONS = {"special_impact": "special_impact_reason"}

# The lines of 基本信息 that every form asks for, and those of them all that may stay blank.
ALWAYS_ASKED = ("standard", "name", "jurisdiction", "district", "dominant_industry", "operator")
MAY_STAY_BLANK = ("recognised_on", "recognised_until", "special_impact", "special_impact_reason")

# Pairs in which the first can never exceed the second of the same year.
PARTS: tuple[tuple[str, str], ...] = (
    ("sme_output", "total_output"),
    ("dominant_output", "total_output"),
    ("sme_revenue", "operating_revenue"),
    ("dominant_revenue", "operating_revenue"),
    ("sme_invention_patents", "invention_patents"),
    ("sme_employees", "employees"),
    ("sme_enterprises", "enterprises"),
    ("four_above_enterprises", "enterprises"),
    ("iiot_enterprises", "enterprises"),
    ("national_champions", "manufacturing_champions"),
    ("dominant_national_champions_and_giants", "dominant_champions_and_giants"),
    *(
        (kind, "enterprises")
        for kind in (
            "manufacturing_champions",
            "little_giants",
            "specialised_smes",
            "innovative_smes",
            "high_tech_enterprises",
            "chain_leaders",
            "quality_enterprises",
        )
    ),
)
