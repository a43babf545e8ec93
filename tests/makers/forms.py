"""Workbooks as text: the cluster of a standard's cases, written out as the form has it."""

from __future__ import annotations

import csv
import functools
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clustercheck.catalogue import find_standard
from clustercheck.catalogue.cases import Cases, cases_beside, read_cases
from clustercheck.cli import main
from clustercheck.model.indicators import INDICATORS, PROFILE
from clustercheck.model.standard import Standard

YEARS = (2021, 2022, 2023, 2024)
AS_OF = ("--as-of", "2025-06-30")


@functools.cache
def _at_hand(name: str) -> tuple[Standard, Cases]:
    standard = find_standard(name, as_of=date(2025, 6, 30))
    return standard, read_cases(cases_beside(standard.file))


def form(of: str, /, **changed: object) -> bytes:
    """A form that meets the standard, with rows changed: a list of four figures, or one text (`-` for blank)."""
    standard, cases = _at_hand(of)
    rows: dict[str, Any] = {
        **cases.cases[0].rows,
        "standard": [standard.label],
        "name": ["甲集群"],
        "jurisdiction": [standard.jurisdiction.zh],
    }
    rows |= {id: row if isinstance(row, list) else [row] for id, row in changed.items()}
    lines: list[list[object]] = [["编码", "项目", "内容"]]
    lines += [[id, item.name.zh, _shown(rows[id][0])] for id, item in PROFILE.items() if id in rows]
    lines += [[], ["编码", "指标", "单位", *(f"{year}年" for year in YEARS)]]
    for id, indicator in INDICATORS.items():
        if id in rows:
            row = [_shown(figure) for figure in rows[id]]
            lines.append([id, indicator.name.zh, indicator.unit.name, *[""] * (4 - len(row)), *row])
    lines += [[], ["编码", "条件", "是否符合", "佐证材料"]]
    for one in standard.attestations():
        answer = _shown(rows.get(one.id, rows["answers"])[0])
        lines.append([one.id, one.name.zh, answer, "凭证" if answer == "是" else ""])
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(lines)
    return stream.getvalue().encode()


def _shown(value: object) -> str:
    return "" if value == "-" else str(value)


# What each of these comes to against Zhuhai's standard.
MET = form("zhuhai")
MISSED = form("zhuhai", land_area="120")
OPEN = form("zhuhai", brand_awareness="-")
DISCRETIONARY = form("sichuan", land_area="101")

_NEVER = re.compile(r"Traceback|File \"|<[a-z_]+ object at|%\(|\{[a-z_]+\}")


class Run:
    """A command line run in this process: its code and what it wrote to the two streams."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    def said(self) -> str:
        return self.out + self.err


def run(capsys: pytest.CaptureFixture[str], *arguments: object, traceback: bool = False) -> Run:
    """Run a command; no traceback and no unfilled brace may ever come out."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    written = capsys.readouterr()
    code = ended.value.code
    assert isinstance(code, int)
    if not traceback:
        assert not _NEVER.search(written.err)
        assert "Traceback" not in written.out
    return Run(int(code), written.out, written.err)


def put(folder: Path, **files: bytes) -> None:
    for name, content in files.items():
        (folder / f"{name}.csv").write_bytes(content)
