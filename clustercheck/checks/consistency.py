"""Apply the rules to a cluster's figures: the contradictions that they find, and the figures that they doubt."""

from __future__ import annotations

from clustercheck.checks.figures import FirstLook, Rule, Series, Sound
from clustercheck.checks.rules import rules
from clustercheck.model.exact_figures import Examined, FormFigures, FormLines
from clustercheck.model.problems import Problem
from clustercheck.model.speed import cached_by_identity

_RULES = rules()


def checked(
    observations: Series, file: str, form: FormFigures | None = None
) -> tuple[Examined, list[Problem]]:
    """The observations, with those doubted that contradict each other, and the problems that report it.

    `form` may have the same figures as a form has them. A rule is then left out if it finds nothing in bare numbers; with
    figures that other rules doubt it finds nothing either.
    """
    if form is None or not form.are_all_of(observations):
        suspecting = _RULES
    else:
        suspecting = tuple(
            [rule for rule, finds_nothing in first_looks(form.lines) if not finds_nothing(form)]
        )
        if not suspecting:
            return Examined(observations, form=form), []
    sound = Sound(observations)
    problems: list[Problem] = []
    for rule in suspecting:
        problems += rule.find(sound, file)
    return sound.observations, problems


@cached_by_identity()
def first_looks(lines: FormLines) -> list[tuple[Rule, FirstLook]]:
    """The first look of each rule at the copies of a form."""
    return [(rule, rule.first_look(lines)) for rule in _RULES]
