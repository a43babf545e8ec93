"""What a batch is measured against: readers reading alone, and validators over one sheet with an English header."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import batch_forms
import openpyxl
import python_calamine

from clustercheck.batch import Entry
from clustercheck.cli.judging import FileJudge

YEARS = (2022, 2023, 2024, 2025)


def openpyxl_reads(paths: Sequence[str]) -> None:
    """Every cell of every sheet, and nothing else."""
    for path in paths:
        book = openpyxl.load_workbook(path, data_only=True)
        for sheet in book.worksheets:
            for _row in sheet.iter_rows(values_only=True):
                pass


def calamine_reads(paths: Sequence[str]) -> None:
    """The same, with no guard against hostile files."""
    for path in paths:
        book = python_calamine.CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def clustercheck_judges(paths: Sequence[str]) -> None:
    """Read, held against the standard and made into a line, as a worker does it."""
    judge = FileJudge(batch_forms.AS_OF, "default", None, None, None, "zh", os.getcwd(), True)
    for path in paths:
        if judge(Entry(path))[0].verdict is None:
            raise SystemExit(f"{path} was not read")


def tables(folder: Path, number: int) -> list[str]:
    """Workbooks of one sheet as large as a form's figures, for those that cannot take the form."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for each in range(number):
        path = folder / f"table_{each:05}.xlsx"
        if not path.exists():
            chance = random.Random(each)
            book = openpyxl.Workbook()
            sheet = book.active
            sheet.append(["id", "name", "unit", *(f"y{year}" for year in YEARS)])
            for row in range(40):
                figures = [round(chance.uniform(1, 900), 2) for _ in YEARS]
                sheet.append([f"indicator_{row}", f"指标 {row}", "亿元", *figures])
            book.save(path)
        paths.append(str(path))
    return paths


def pandera_validates(paths: Sequence[str]) -> None:
    """About 25 checks of a table that pandas reads by calamine."""
    import pandas

    schema = _pandera_schema()
    for path in paths:
        schema.validate(pandas.read_excel(path, engine="calamine"), lazy=True)


@lru_cache(maxsize=1)
def _pandera_schema() -> Any:
    import pandera.pandas as pandera

    check = pandera.Check
    years = {
        f"y{year}": pandera.Column(
            float, [check.ge(0), check.lt(1e6), check(lambda s: s.notna())], coerce=True
        )
        for year in YEARS
    }
    return pandera.DataFrameSchema(
        {
            "id": pandera.Column(
                str, [check.str_matches("^[a-z_0-9]+$"), check.str_length(1, 40)], unique=True
            ),
            "name": pandera.Column(str, [check.str_length(1, 80)]),
            "unit": pandera.Column(str, [check.isin(["亿元", "万元"])]),
            **years,
        },
        checks=[check(lambda t, a=a, b=b: t[f"y{b}"] / t[f"y{a}"] < 1e4) for a, b in pairwise(YEARS)],
    )


def frictionless_validates(paths: Sequence[str]) -> None:
    """A schema of like severity by frictionless's own reader."""
    from frictionless import Resource, Schema, system

    numbers = [
        {
            "name": f"y{year}",
            "type": "number",
            "constraints": {"required": True, "minimum": 0, "maximum": 1e6},
        }
        for year in YEARS
    ]
    texts = [
        {
            "name": "id",
            "type": "string",
            "constraints": {"required": True, "unique": True, "pattern": "[a-z_0-9]+"},
        },
        {"name": "name", "type": "string", "constraints": {"required": True, "maxLength": 80}},
        {"name": "unit", "type": "string", "constraints": {"required": True, "enum": ["亿元", "万元"]}},
    ]
    schema = Schema.from_descriptor({"fields": texts + numbers})
    with system.use_context(trusted=True):
        for path in paths:
            if not Resource(path=path, schema=schema).validate().valid:
                raise SystemExit(f"frictionless finds fault with {path}")
