"""Make the workbooks of `sample_data/`, or check that they are what this script makes (`--check`).

Five are invented and say so; together they show every status. Three hold what has been published of real clusters:
each figure with its source in 数据来源, everything else left blank.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from clustercheck.catalogue import find_standard
from clustercheck.form import FormValues, render_form
from clustercheck.model.standard import Standard

FOLDER = Path(__file__).parent.parent / "sample_data"
AS_OF = date(2026, 11, 21)
YEARS = (2022, 2023, 2024, 2025)
INVENTED = "虚构示例：集群、数据、佐证均为编造，只为演示，与任何真实集群无关"
PUBLISHED = "真实集群的公开数：只填已公开的数，逐数注明来源；未公开的一律留空，不作推算"

Rows = dict[str, list[str | int]]


@dataclass(frozen=True)
class Sample:
    """A workbook: the standard's name, its years and what is filled in."""

    file: str
    standard: str
    years: tuple[int, ...]
    values: FormValues


def invented(
    file: str,
    standard: str,
    name: str,
    profile: dict[str, str | bool],
    rows: Rows,
    *,
    blank: tuple[str, ...] = (),
    no: tuple[str, ...] = (),
    unproved: tuple[str, ...] = (),
    percent: frozenset[str] = frozenset(),
) -> Sample:
    """An invented cluster: rows of four years (one for what is asked once), every condition 是 but those named."""
    ids = [one.id for one in _standard(standard).attestations()]
    answers: dict[str, tuple[bool | None, str]] = {}
    for number, id in enumerate(ids, 1):
        answer = None if id in blank else id not in no
        proved = answer is True and id not in unproved
        answers[id] = (answer, f"附件{number:02}（虚构）" if proved else "")
    figures = {
        id: dict(zip(YEARS[-len(row) :], [_figure(value) for value in row], strict=True))
        for id, row in rows.items()
    }
    values = FormValues(
        profile={
            "name": f"{name}（虚构）",
            "dominant_industry": "虚构产业",
            "operator": "虚构运营公司",
            **profile,
        },
        figures={
            id: {year: value for year, value in row.items() if value != ""} for id, row in figures.items()
        },
        answers=answers,
        title=INVENTED,
        percent=percent,
    )
    return Sample(file, standard, YEARS, values)


def published(
    file: str,
    standard: str,
    years: tuple[int, ...],
    profile: dict[str, str | bool],
    figures: dict[str, dict[int, str]],
    sources: dict[str, str],
    notes: dict[str, str] | None = None,
) -> Sample:
    """A real cluster: the figures that were published, each with its source; `notes` say what is left blank and why."""
    values = FormValues(
        profile=profile,
        figures={id: {year: _figure(text) for year, text in row.items()} for id, row in figures.items()},
        sources=sources,
        notes=notes or {},
        title=PUBLISHED,
    )
    return Sample(file, standard, years, values)


def samples() -> list[Sample]:
    """All samples, in the order in which `sample_data/README.md` names them."""
    return [zhuhai(), guangzhou(), qingyuan(), sichuan(), hainan(), shuangfeng(), shaodong(), huadu()]


def zhuhai() -> Sample:
    """Two misses, an open count, a blank condition, three criteria that hang on the reading."""
    return invented(
        "zhuhai_printing.xlsx",
        "zhuhai",
        "香洲示例打印耗材集群",
        {"district": "香洲区", "recognised_level": "无", "energy_intensive": False, "water_intensive": False},
        {
            "land_area": ["62.5"],
            "total_output": ["27.5", "31.5", "33.4", "35.4"],
            "sme_output": ["19.6", "22.4", "23.5", "24.76"],
            "dominant_output": ["20.3", "23.3", "25.1", "27"],
            "sme_rd_spending": [5000, 5600, 6150, 6800],
            "invention_patents": [150, 178, 205, 240],
            "employees": [15000, 15600, 16200, 16800],
            "resident_population": [41000, 41800, 42500, 43100],
            "enterprises": ["", 190, 200, 210],
            "sme_enterprises": ["", 180, 189, 198],
            "national_champions": ["", "", "", 0],
            "little_giants": ["", "", "", 2],
            "dominant_national_champions_and_giants": ["", "", "", 2],
            "high_tech_enterprises": ["", "", "", 8],
            "specialised_smes": ["", "", "", 5],
            "innovative_smes": ["", "", "", 4],
            "chain_leaders": ["", "", "", 1],
            "manufacturing_champions": ["", "", "", 0],
            "iiot_enterprises": ["", 24, 29, 34],
            "iiot_adoption_rate": ["11.1", "12.6", "14.5", "16.2"],
            "industrial_software_rate": ["48", "52", "55.5", "61"],
            "co2_intensity": ["0.086", "0.082", "0.079", "0.075"],
        },
        blank=("brand_awareness",),
        unproved=("overseas_channels",),
        percent=frozenset({"iiot_adoption_rate"}),
    )


def guangzhou() -> Sample:
    """Everything met: the mean of three years passes though two of them are under 30."""
    return invented(
        "guangzhou_cosmetics.xlsx",
        "guangzhou",
        "白云示例化妆品集群",
        {"district": "白云区", "recognised_level": "无"},
        {
            "land_area": ["48"],
            "total_output": ["25", "28", "29.5", "33.5"],
            "sme_output": ["18", "20", "21.5", "24.5"],
            "dominant_output": ["17", "19.5", "21", "24"],
            "sme_rd_spending": [3000, 3450, 3950, 4600],
            "invention_patents": [60, 72, 86, 104],
            "employees": [9000, 9300, 9600, 9900],
            "resident_population": [52000, 52500, 53100, 53600],
            "enterprises": ["", 120, 128, 135],
            "sme_enterprises": ["", 114, 121, 128],
            "national_champions": ["", "", "", 1],
            "little_giants": ["", "", "", 3],
            "dominant_national_champions_and_giants": ["", "", "", 3],
            "high_tech_enterprises": ["", "", "", 14],
            "specialised_smes": ["", "", "", 9],
            "innovative_smes": ["", "", "", 12],
            "chain_leaders": ["", "", "", 1],
            "manufacturing_champions": ["", "", "", 2],
            "quality_enterprises": ["", "", "", 24],
            "iiot_enterprises": ["", 22, 27, 33],
            "iiot_adoption_rate": ["15.8", "18.3", "21.1", "24.4"],
        },
    )


def qingyuan() -> Sample:
    """Alternatives met by their last branch: 四上 enterprises, and patents per 10,000 people."""
    return invented(
        "qingyuan_ceramics.xlsx",
        "qingyuan",
        "清新示例陶瓷集群",
        {"district": "清新区", "recognised_level": "无"},
        {
            "land_area": ["88.6"],
            "total_output": ["21", "22.6", "24.2", "26"],
            "sme_output": ["15.5", "16.8", "18.1", "19.6"],
            "dominant_output": ["14", "15.2", "16.4", "17.8"],
            "sme_rd_spending": [1800, 1950, 2110, 2290],
            "invention_patents": [40, 41, 42, 43],
            "employees": [21000, 21300, 21800, 22000],
            "resident_population": [60100, 60400, 60900, 61200],
            "enterprises": ["", 62, 64, 66],
            "sme_enterprises": ["", 60, 62, 64],
            "four_above_enterprises": ["", 34, 37, 40],
            "national_champions": ["", "", "", 0],
            "little_giants": ["", "", "", 0],
            "dominant_national_champions_and_giants": ["", "", "", 0],
            "high_tech_enterprises": ["", "", "", 2],
            "specialised_smes": ["", "", "", 1],
            "innovative_smes": ["", "", "", 1],
            "chain_leaders": ["", "", "", 0],
            "manufacturing_champions": ["", "", "", 0],
            "iiot_enterprises": ["", 7, 8, 10],
            "iiot_adoption_rate": ["9.7", "11.3", "12.5", "15.2"],
            "co2_emissions": [52000, 53800, 55200, 56600],
        },
    )


def sichuan() -> Sample:
    """An old revolutionary area: what falls short is at the reviewer's discretion."""
    return invented(
        "sichuan_tea.xlsx",
        "sichuan",
        "川北示例茶叶加工集群",
        {
            "district": "示例县",
            "energy_intensive": False,
            "water_intensive": False,
            "ethnic_area": False,
            "old_revolutionary_area": True,
        },
        {
            "land_area": ["118"],
            "total_output": ["17.2", "19.4", "21.3", "23.5"],
            "sme_output": ["12.1", "13.6", "15", "16.6"],
            "dominant_output": ["11.8", "12.4", "12.9", "13.4"],
            "sme_rd_spending": [900, 970, 1050, 1140],
            "invention_patents": [14, 15, 16, 17],
            "sme_invention_patents": [12, 13, 14, 15],
            "employees": [16000, 16300, 16700, 17000],
            "sme_employees": [13500, 13800, 14100, 14400],
            "resident_population": [88000, 87600, 87100, 86900],
            "enterprises": ["", 71, 74, 78],
            "sme_enterprises": ["", 70, 73, 77],
            "little_giants": ["", "", "", 0],
            "high_tech_enterprises": ["", "", "", 3],
            "specialised_smes": ["", "", "", 2],
            "innovative_smes": ["", "", "", 4],
            "manufacturing_champions": ["", "", "", 0],
            "quality_enterprises": ["", "", "", 7],
            "iiot_enterprises": ["", 8, 9, 11],
            "iiot_adoption_rate": ["9.9", "11.3", "12.2", "14.1"],
            "industrial_software_rate": ["18", "21", "24", "26"],
            "co2_intensity": ["0.031", "0.03", "0.028", "0.027"],
        },
        no=("overseas_channels",),
    )


def hainan() -> Sample:
    """Output growth waived by special impact; an energy-intensive industry."""
    return invented(
        "hainan_seafood.xlsx",
        "hainan",
        "琼东示例水产加工集群",
        {
            "district": "示例市",
            "energy_intensive": True,
            "water_intensive": False,
            "special_impact": True,
            "special_impact_reason": "2024年台风致厂区停产三个月（虚构）",
        },
        {
            "land_area": ["36.4"],
            "total_output": ["26.4", "28.1", "25.3", "27.9"],
            "sme_output": ["18.5", "19.8", "17.9", "19.8"],
            "dominant_output": ["17.8", "19", "17.2", "19.2"],
            "sme_rd_spending": [1500, 1640, 1760, 1910],
            "invention_patents": [20, 23, 26, 30],
            "employees": [14200, 14600, 13900, 14400],
            "resident_population": [39800, 40100, 40500, 40700],
            "enterprises": ["", 88, 87, 90],
            "sme_enterprises": ["", 86, 85, 88],
            "manufacturing_champions": ["", "", "", 0],
            "little_giants": ["", "", "", 1],
            "dominant_champions_and_giants": ["", "", "", 1],
            "specialised_smes": ["", "", "", 4],
            "innovative_smes": ["", "", "", 6],
            "high_tech_enterprises": ["", "", "", 7],
            "quality_enterprises": ["", "", "", 12],
            "iiot_enterprises": [6, 7, 8, 10],
            "iiot_adoption_rate": ["6.9", "8", "9.2", "11.1"],
            "industrial_software_rate": ["22", "25", "27", "31"],
            "co2_intensity": ["0.118", "0.112", "0.109", "0.101"],
        },
    )


def shuangfeng() -> Sample:
    """双峰农机, as 红网 reported on 2023-12-12."""
    source = "红网娄底站2023-12-12，https://ld.rednet.cn/content/646756/56/13346635.html"
    at = f"截至报道日；{source}"
    return published(
        "real_shuangfeng_farm_machinery.xlsx",
        "national",
        (2021, 2022, 2023),
        {"name": "双峰县农机产业集群", "jurisdiction": "湖南省娄底市双峰县", "dominant_industry": "农机"},
        {
            "total_output": {2022: "61.47"},
            "little_giants": {2023: "3"},
            "specialised_smes": {2023: "25"},
            "innovative_smes": {2023: "12"},
            "high_tech_enterprises": {2023: "41"},
            "sme_enterprises": {2023: "293"},
            "invention_patents": {2023: "204"},
        },
        {
            "total_output": f"2022年实现总产值61.47亿元；{source}",
            "little_giants": at,
            "specialised_smes": at,
            "innovative_smes": at,
            "high_tech_enterprises": at,
            "sme_enterprises": f"有中小企业293家；{at}",
            "invention_patents": f"获得有效发明专利204个；{at}",
        },
    )


def shaodong() -> Sample:
    """邵东打火机: two papers whose figures contradict each other."""
    return published(
        "real_shaodong_lighters.xlsx",
        "national",
        (2022, 2023, 2024),
        {"name": "邵东市打火机产业集群", "jurisdiction": "湖南省邵阳市邵东市", "dominant_industry": "打火机"},
        {"total_output": {2023: "150", 2024: "148"}},
        {
            "total_output": (
                "2023年150亿元：邵阳日报2024-12-31，"
                "https://szb.shaoyangnews.net/szb/syrb/pc/content/202412/31/content_74625.html；"
                "2024年148亿元、比2023年增长6.5%：新华社2025-04-01。两处互相矛盾（按后者2023年约139亿元），须向统计部门核实"
            )
        },
    )


def huadu() -> Sample:
    """花都箱包: what the city's bureau published is about the town or the city, and inexact."""
    source = "广州市工业和信息化局，https://gxj.gz.gov.cn/gkmlpt/content/10/10284/post_10284688.html"
    return published(
        "real_huadu_leather.xlsx",
        "guangzhou",
        (2022, 2023, 2024),
        {
            "name": "广州市花都区箱包皮具产业集群",
            "jurisdiction": "广东省广州市花都区",
            "district": "花都区",
            "dominant_industry": "箱包皮具",
        },
        {"employees": {2024: "超40万人"}},
        {"employees": f"“超40万产业人才集聚”，不是确数；{source}"},
        {
            "land_area": f"公开的136平方公里是狮岭镇的，不是申报范围的，不填；{source}",
            "total_output": f"公开的153亿元是广州全市皮革制品业的，不是集群的，不填；{source}",
        },
    )


def _standard(name: str) -> Standard:
    return find_standard(name, as_of=AS_OF)


def _figure(value: str | int) -> str | int | Decimal:
    """A number as a number; a text that is none (`超40万人`) stays as the clerk would write it."""
    if isinstance(value, int) or not value or not value.replace(".", "", 1).isdigit():
        return value
    return Decimal(value)


def _parts(content: bytes) -> dict[str, bytes]:
    """What a workbook's file holds: how it is compressed differs from one build of zlib to the next."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def main() -> int:
    """Write the samples, or with `--check` say which differ."""
    check = "--check" in sys.argv[1:]
    stale = []
    for sample in samples():
        path = FOLDER / sample.file
        content = render_form(_standard(sample.standard), sample.years, sample.values)
        if not check:
            if not path.is_file() or _parts(path.read_bytes()) != _parts(content):
                path.write_bytes(content)
        elif not path.is_file() or _parts(path.read_bytes()) != _parts(content):
            stale.append(sample.file)
    if stale:
        print(f"not what scripts/make_samples.py makes: {', '.join(stale)}; run it without --check")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
