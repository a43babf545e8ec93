"""Apply the rules to a cluster's figures: the contradictions that they find, and the figures that they doubt."""

from __future__ import annotations

from clustercheck.checks.figures import Series, Sound
from clustercheck.checks.rules import rules
from clustercheck.model.cluster import Examined
from clustercheck.model.problems import Problem

_RULES = rules()


def checked(observations: Series, file: str) -> tuple[Examined, list[Problem]]:
    """The observations, with those doubted that contradict each other, and the problems that report it."""
    sound = Sound(observations)
    problems: list[Problem] = []
    for rule in _RULES:
        problems += rule.find(sound, file)
    return sound.observations, problems
