"""Forms of four standards as `clustercheck template` makes them, fully filled, every one with figures of its own.

Most have figures that agree with each other, as those have that a bureau receives.
"""

from __future__ import annotations

import random
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from clustercheck import find_standard
from clustercheck.form import FormValues, render_form
from clustercheck.model.indicators import INDICATORS, PARTS
from clustercheck.model.standard import Standard

AS_OF = date(2026, 11, 21)
YEARS = (2022, 2023, 2024, 2025)
STANDARDS = ("zhuhai", "guangzhou", "qingyuan", "hainan")
# The middle of what is drawn for the last year; the years before grow towards it.
_MIDDLE = {
    "land_area": 60, "total_output": 48, "sme_output": 36, "dominant_output": 37, "sme_rd_spending": 9000,
    "invention_patents": 300, "sme_invention_patents": 200, "employees": 17000, "sme_employees": 12000,
    "resident_population": 42000, "enterprises": 220, "sme_enterprises": 200, "four_above_enterprises": 90,
    "national_champions": 1, "manufacturing_champions": 2, "little_giants": 3,
    "dominant_national_champions_and_giants": 2, "dominant_champions_and_giants": 3, "specialised_smes": 9,
    "innovative_smes": 12, "high_tech_enterprises": 15, "chain_leaders": 1, "quality_enterprises": 22,
    "iiot_enterprises": 50, "iiot_adoption_rate": 22, "industrial_software_rate": 55, "co2_emissions": 90000,
    "co2_intensity": 0.2, "patents_per_10k_rate": 180,
}  # fmt: skip
_QUOTIENTS = {
    "iiot_adoption_rate": ("iiot_enterprises", "enterprises", 100, 2),
    "co2_intensity": ("co2_emissions", "total_output", 0.0001, 4),
    "patents_per_10k_rate": ("invention_patents", "employees", 10000, 2),
}


def make(folder: Path, number: int) -> list[Path]:
    """Filled forms in a folder, the same ones every time; those that are there already are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    standards = [find_standard(name, as_of=AS_OF) for name in STANDARDS]
    paths = []
    for each in range(number):
        path = folder / f"cluster_{each:05}.xlsx"
        if not path.exists():
            standard = standards[each % len(standards)]
            values = _values(standard, random.Random(each), each)
            path.write_bytes(_deflated(render_form(standard, YEARS, values)))
        paths.append(path)
    return paths


def _deflated(form: bytes) -> bytes:
    """The form as `clustercheck template` makes it, compressed as a spreadsheet program saves it."""
    packed = BytesIO()
    with ZipFile(BytesIO(form)) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    return packed.getvalue()


def _values(standard: Standard, chance: random.Random, number: int) -> FormValues:
    asked = dict.fromkeys((*standard.indicators(), "total_output", "employees"))
    answers: dict[str, tuple[bool | None, str]] = {}
    for position, one in enumerate(standard.attestations(), 1):
        answer = chance.choices((True, False, None), (96, 2, 2))[0]
        answers[one.id] = (answer, f"附件{position:02}" if answer else "")
    profile: dict[str, str | bool] = {
        "name": f"示例集群第{number:05}号（虚构）",
        "dominant_industry": "虚构产业",
        "operator": "虚构运营公司",
        **{
            item: False
            for item in standard.profile_items()
            if item not in ("recognised_level", "recognised_on", "recognised_until", "special_impact_reason")
        },
    }
    figures = {id: _row(id, chance) for id in asked}
    _make_agree(figures, chance)
    return FormValues(profile=profile, figures=figures, answers=answers)


def _make_agree(figures: dict[str, dict[int, float | int]], chance: random.Random) -> None:
    """Let no part exceed its whole and rates be the quotients of their figures, but for one file in twenty."""
    if chance.random() < 0.05:
        return
    for part, whole in PARTS:
        for year in figures.get(part, {}):
            most = figures.get(whole, {}).get(year)
            if most is not None and figures[part][year] > most:
                share = most * chance.uniform(0.5, 0.95)
                figures[part][year] = round(share) if INDICATORS[part].is_count else round(share, 2)
    for rate, (top, bottom, times, digits) in _QUOTIENTS.items():
        for year in figures.get(rate, {}):
            if top in figures and bottom in figures:
                figures[rate][year] = round(figures[top][year] / figures[bottom][year] * times, digits)


def _row(id: str, chance: random.Random) -> dict[int, float | int]:
    indicator = INDICATORS[id]
    last = _MIDDLE[id] * chance.uniform(0.8, 1.3)
    step = chance.uniform(1.02, 1.2) if not id.startswith("co2") else chance.uniform(0.9, 1.0)
    row: dict[int, float | int] = {}
    for year in YEARS[-1:] if indicator.once else YEARS:
        value = last / step ** (YEARS[-1] - year)
        row[year] = round(value) if indicator.is_count else round(value, 2 if value > 1 else 4)
    return row
