"""Copies of a form: the same form filled with other figures, as the clusters of a city hand it in."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from functools import cache
from io import BytesIO

from clustercheck.catalogue import find_standard
from clustercheck.form import FormValues, render_form

YEARS = (2021, 2022, 2023, 2024)
_FIGURES = "xl/worksheets/sheet3.xml"
_NUMBER = re.compile(r'(<c r="D10"[^>]*)><v>[^<]*</v></c>')


@cache
def copy_of_form(number: int, standard: str = "zhuhai") -> bytes:
    """The form of a standard, with figures in all its years that differ from copy to copy."""
    found = find_standard(standard, as_of=date(2025, 6, 1))
    figures = {
        id: {year: 20 + year % 7 + number + place for year in YEARS}
        for place, id in enumerate(found.indicators())
    }
    profile: dict[str, str | bool] = {"name": f"甲{number}集群", "operator": "乙公司"}
    return render_form(found, YEARS, FormValues(profile=profile, figures=figures, answers={}))


def with_cell(content: bytes, cell: str) -> bytes:
    """A copy with another content of D10 on the sheet of figures, given as what stands in its `<c>`."""
    with zipfile.ZipFile(BytesIO(content)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    changed, count = _NUMBER.subn(lambda found: f"{found[1]}>{cell}</c>", parts[_FIGURES].decode())
    assert count == 1
    parts[_FIGURES] = changed.encode()
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return packed.getvalue()
