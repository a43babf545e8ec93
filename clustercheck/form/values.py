"""What a form is filled with, when it is not left for a clerk to fill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeAlias

# A text is written as it stands (`约32`, `1.2万人`), for a sample may show what a clerk does wrong.
FigureValue: TypeAlias = str | int | float | Decimal


@dataclass(frozen=True, slots=True)
class FormValues:
    """The contents of a form, all by the ids of the vocabulary and the standard.

    `figures` are in the canonical unit, by year; those of `percent` are written as cells that Excel formats as
    percentages (15 becomes 0.15, shown 15.00%). `answers` are 是 (True), 否 (False) or blank (None), with the
    evidence. `notes` are added to an indicator's 说明. `title` stands in the first row of every sheet.
    """

    profile: Mapping[str, str | bool | date] = field(default_factory=dict)
    figures: Mapping[str, Mapping[int, FigureValue]] = field(default_factory=dict)
    answers: Mapping[str, tuple[bool | None, str]] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    percent: frozenset[str] = frozenset()
