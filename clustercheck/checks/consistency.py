"""Apply the rules to a cluster's figures: the contradictions that they find, and the figures that they doubt."""

from __future__ import annotations

from collections.abc import Iterable

from clustercheck.checks.figures import FirstLook, Rule, Series, Sound
from clustercheck.checks.rules import rules as all_rules
from clustercheck.model.exact_figures import Examined, FormFigures, FormLines, FormObservations
from clustercheck.model.problems import Problem
from clustercheck.model.speed import cached_by_identity

_RULES = all_rules()


def checked(observations: Series, file: str) -> tuple[Examined | FormObservations, list[Problem]]:
    """The observations, with those doubted that contradict each other, and the problems that report it."""
    return _by(_RULES, observations, file)


def checked_form(form: FormFigures, file: str) -> tuple[Examined | FormObservations, list[Problem]]:
    """The same of a form as it was read. A rule is left out if it finds nothing in the bare numbers.

    Nothing is found by most rules either among fewer figures, if earlier ones doubt some; the others are left out only if
    no earlier one suspects anything.
    """
    observations = FormObservations(form)
    suspecting: list[Rule] = []
    for rule, finds_nothing in first_looks(form.lines):
        if (suspecting and rule.hangs_on_others) or not finds_nothing(form):
            suspecting.append(rule)
    return _by(suspecting, observations, file) if suspecting else (observations, [])


def _by(
    rules: Iterable[Rule], observations: Series, file: str
) -> tuple[Examined | FormObservations, list[Problem]]:
    sound = Sound(observations)
    problems: list[Problem] = []
    for rule in rules:
        problems += rule.find(sound, file)
    return sound.observations, problems


@cached_by_identity()
def first_looks(lines: FormLines) -> list[tuple[Rule, FirstLook]]:
    """The first look of each rule at the copies of a form."""
    return [(rule, rule.first_look(lines)) for rule in _RULES]
