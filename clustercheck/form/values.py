"""What a form is filled with, when it is not left for a clerk to fill."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias

from clustercheck.model.records import NamedTuple

# A text is written as it stands (`约32`, `1.2万人`), for a sample may show what a clerk does wrong.
FigureValue: TypeAlias = str | int | float | Decimal


class FormValues(NamedTuple):
    """The contents of a form, all by the ids of the vocabulary and the standard.

    `figures` are in the canonical unit, by year; those of `percent` are written as cells that Excel formats as
    percentages (15 becomes 0.15, shown 15.00%). `answers` are 是 (True), 否 (False) or blank (None), with the
    evidence. `sources` stand in an indicator's 数据来源, `notes` are added to its 说明. `title` stands in the first row of every sheet.
    """

    profile: Mapping[str, str | bool | date] = MappingProxyType({})
    figures: Mapping[str, Mapping[int, FigureValue]] = MappingProxyType({})
    answers: Mapping[str, tuple[bool | None, str]] = MappingProxyType({})
    notes: Mapping[str, str] = MappingProxyType({})
    title: str = ""
    percent: frozenset[str] = frozenset()
    sources: Mapping[str, str] = MappingProxyType({})
