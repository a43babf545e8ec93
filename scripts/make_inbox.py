"""Fill a folder with 60 invented submissions for Zhuhai, as a reviewing bureau receives them: `make_inbox.py FOLDER`.

They are made of the sample, with other figures in each. Some miss a threshold, some leave something blank, one states its
output in the wrong unit, one was handed in twice, one is a PDF that only calls itself .xlsx.
"""

from __future__ import annotations

import random
import sys
from decimal import Decimal
from functools import cache
from pathlib import Path

import make_samples

from clustercheck.catalogue import find_standard
from clustercheck.form import FormValues, render_form
from clustercheck.model.indicators import INDICATORS

NUMBER = 60
_TWICE, _WRONG_UNIT, _PDF = 17, 23, 41
_DISTRICTS = ("香洲区", "斗门区", "金湾区")
# Of what is a year's amount, all figures grow alike, so that parts stay within their wholes.
_RATES = ("iiot_adoption_rate", "industrial_software_rate", "co2_intensity")


def fill(folder: Path) -> None:
    """Write the files; what is there under the same names is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(contents(), 1):
        (folder / f"{number:02}.xlsx").write_bytes(content)


@cache
def contents() -> list[bytes]:
    """The files, in their order."""
    standard = find_standard("zhuhai", as_of=make_samples.AS_OF)
    made = [render_form(standard, make_samples.YEARS, _values(number)) for number in range(1, NUMBER + 1)]
    made[_TWICE] = made[_TWICE - 1]
    made[_PDF] = b"%PDF-1.4\n%%EOF\n"
    return made


def _values(number: int) -> FormValues:
    """The sample's values with other figures; most reach every threshold, some do not."""
    chance, sample = random.Random(number), make_samples.zhuhai().values
    size = Decimal(chance.randint(96, 190)) / 100
    figures = {}
    for id, row in sample.figures.items():
        share = (
            Decimal(chance.randint(98, 112)) / 100 if id in ("sme_output", "dominant_output") else Decimal(1)
        )
        figures[id] = {year: _scaled(id, value, size * share) for year, value in row.items()}
    firms, users = figures["enterprises"], figures["iiot_enterprises"]
    rates = {year: (users[year] * 100 / firms[year]).quantize(Decimal("0.01")) for year in users}
    figures["iiot_adoption_rate"] = {**figures["iiot_adoption_rate"], **rates}
    if number == _WRONG_UNIT:
        figures["total_output"] = {year: value * 10_000 for year, value in figures["total_output"].items()}
    if chance.random() < 0.2:
        figures["land_area"] = {}
    answers = {
        id: (True, proof or "附件（虚构）") if chance.random() > 0.01 else (None, "")
        for id, (_answer, proof) in sample.answers.items()
    }
    profile = {
        **sample.profile,
        "name": f"示例集群{number:02}号（虚构）",
        "district": chance.choice(_DISTRICTS),
    }
    sources = {id: "统计年报（虚构）" for id in figures if chance.random() > 0.005}
    return sample._replace(profile=profile, figures=figures, answers=answers, sources=sources)


def _scaled(id: str, value: object, size: Decimal) -> Decimal:
    number = Decimal(str(value))
    if id in _RATES or INDICATORS[id].once:
        return number
    scaled = number * size
    return scaled.quantize(Decimal(1)) if INDICATORS[id].is_count else scaled.quantize(Decimal("0.01"))


if __name__ == "__main__":
    fill(Path(sys.argv[1]))
