"""Targets and forecasts instead of results, recognised by the name of their sheet."""

from __future__ import annotations

from collections.abc import Iterator

from clustercheck.checks.figures import FirstLook, Rule, Sound
from clustercheck.model.exact_figures import FormLines
from clustercheck.model.problems import Problem, Where, warning

_NO_RESULT = ("计划", "目标", "预计", "预期", "预测", "预算", "规划")


def on_target_sheets(sound: Sound, file: str) -> Iterator[Problem]:
    """One warning for each sheet whose name says that its figures are targets or forecasts."""
    for sheet in sound.sheets:
        found = [(sheet.index(word), word) for word in _NO_RESULT if word in sheet]
        if found:
            yield warning("C243", Where(file, sheet), sheet=sheet, word=min(found)[1])


def _first_look(lines: FormLines) -> FirstLook:
    names_none = not any(word in lines.sheet for word in _NO_RESULT)
    return lambda _form: names_none


RULE = Rule(80, on_target_sheets, _first_look)
