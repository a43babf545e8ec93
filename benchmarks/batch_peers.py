"""What a batch is measured against, over the same workbooks: readers reading alone, and validators of tables."""

from __future__ import annotations

import gc
import os
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import batch_forms
import openpyxl
import python_calamine

from clustercheck.batch import Entry
from clustercheck.model.indicators import INDICATORS
from clustercheck.use_cases.file_judge import FileJudge

YEARS = (2022, 2023, 2024, 2025)
_UNITS = sorted({indicator.unit.name for indicator in INDICATORS.values()})


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
    usual = gc.get_threshold()
    gc.set_threshold(50_000)  # as a worker has it
    for path in paths:
        if judge(Entry(path))[0].verdict is None:
            raise SystemExit(f"{path} was not read")
    gc.set_threshold(*usual)


# Where the header of each sheet of the form stands, from 0.
HEADS = {"基本信息": 2, "指标": 3, "定性条件": 2}


def pandera_validates(paths: Sequence[str]) -> None:
    """The three sheets of the form, read by pandas with calamine and held against some 25 checks."""
    import pandas

    schemas = _pandera_schemas()
    for path in paths:
        with pandas.ExcelFile(path, engine="calamine") as book:
            for sheet, schema in schemas.items():
                table = pandas.read_excel(book, sheet_name=sheet, header=HEADS[sheet])
                schema.validate(table.dropna(subset=["编码"]), lazy=True)


@lru_cache(maxsize=1)
def _pandera_schemas() -> dict[str, Any]:
    import pandera.pandas as pandera

    check, column = pandera.Check, pandera.Column
    code = column(str, [check.str_matches("^[a-z_0-9]+$"), check.str_length(1, 60)], unique=True)
    words = column(str, [check.str_length(1, 80)])
    years = {
        f"{year}年": column(float, [check.ge(0), check.lt(1e9)], coerce=True, nullable=True) for year in YEARS
    }
    # A blank year is compared with none.
    steps = [check(lambda t, a=a, b=b: ~(t[f"{b}年"] > 1e4 * t[f"{a}年"] + 1000)) for a, b in pairwise(YEARS)]
    return {
        "基本信息": pandera.DataFrameSchema(
            {"编码": code, "项目": words, "内容": column(None, nullable=True)}
        ),
        "指标": pandera.DataFrameSchema(
            {"编码": code, "指标": words, "单位": column(str, [check.isin(_UNITS)]), **years}, checks=steps
        ),
        "定性条件": pandera.DataFrameSchema(
            {
                "编码": code,
                "条件": words,
                "是否符合": column(None, [check.isin(["是", "否"])], nullable=True),
                "佐证材料": column(None, [check(lambda s: s.str.len() < 200)], nullable=True),
            }
        ),
    }


def frictionless_validates(paths: Sequence[str]) -> None:
    """The same sheets and much the same checks by frictionless, with its own reader."""
    from frictionless import Dialect, Resource, formats, system

    schemas = _frictionless_schemas()
    with system.use_context(trusted=True):
        for path in paths:
            for sheet, schema in schemas.items():
                dialect = Dialect(
                    header_rows=[HEADS[sheet] + 1], controls=[formats.ExcelControl(sheet=sheet)]
                )
                report = Resource(path=path, dialect=dialect, schema=schema).validate()
                if not report.valid:
                    raise SystemExit(
                        f"frictionless finds fault with {path}: {report.flatten(['message'])[:1]}"
                    )


@lru_cache(maxsize=1)
def _frictionless_schemas() -> dict[str, Any]:
    from frictionless import Schema

    # Lines that only head others have no code.
    code = _field("编码", pattern="[a-z_0-9]+", maxLength=60)
    note = _field("说明")
    years = [
        {"name": f"{year}年", "type": "number", "constraints": {"minimum": 0, "maximum": 1e9}}
        for year in YEARS
    ]
    words = {"minLength": 1, "maxLength": 80}
    fields = {
        "基本信息": [code, _field("项目", required=True, **words), _field("内容"), note],
        "指标": [code, _field("指标", **words), _field("单位", enum=[*_UNITS]), *years, note],
        "定性条件": [
            code,
            _field("条件", required=True, **words),
            _field("是否符合", enum=["是", "否"]),
            _field("佐证材料", maxLength=200),
            note,
        ],
    }
    return {sheet: Schema.from_descriptor({"fields": each}) for sheet, each in fields.items()}


def _field(name: str, **constraints: Any) -> dict[str, Any]:
    return {"name": name, "type": "string", "constraints": constraints}
