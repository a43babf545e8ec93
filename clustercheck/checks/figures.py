"""The figures that the rules examine, and the doubts that they raise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from clustercheck.model.cluster import Observation
from clustercheck.model.exact_figures import Examined, FormFigures, FormLines, FormObservations
from clustercheck.model.hints import TypeAlias
from clustercheck.model.problems import Problem
from clustercheck.model.records import NamedTuple

Series = Mapping[str, Mapping[int, Observation]]


class Sound:
    """A cluster's figures as read, and the exact figures among them that no rule has doubted so far.

    Nearly all files have nothing for the rules to find, so each rule examines bare numbers (`values`, by indicator
    and year) and looks at the cells only if it finds something. `ordered` are the values of each row, ascending, with
    those that a rule has doubted since: if nothing can be wrong with any of them, nothing is with fewer. `sheets` are
    the sheets of all cells, in their order.
    """

    __slots__ = ("has_bounds", "observations", "ordered", "sheets", "values")

    def __init__(self, observations: Series) -> None:
        self.sheets: dict[str, None] = {}
        self.has_bounds = False
        self.values: dict[str, dict[int, Decimal]] = {}
        self.observations: Examined | FormObservations
        if type(observations) is FormObservations:
            # All its figures are exact.
            self.values = observations.form.by_year()
            self.sheets[observations.form.lines.sheet] = None
            self.observations = observations
        else:
            self.observations = Examined(observations, self.values)
            self._look_at(observations)
        self.ordered = {id: sorted(row.values()) for id, row in self.values.items()}

    def doubt(self, code: str, id: str, year: int) -> None:
        """Mark a figure as doubted. The given rows are not changed, because others may share them."""
        if not isinstance(self.observations, Examined):
            self.observations = Examined(self.observations, self.values)
        row = self.observations[id]
        self.observations[id] = {**row, year: row[year]._replace(doubt=code)}
        self.values[id].pop(year, None)

    def _look_at(self, observations: Series) -> None:
        last = None
        for id, by_year in observations.items():
            row = self.values[id] = {}
            for year, seen in by_year.items():
                sheet = seen.cell.sheet
                if sheet is not last:
                    last = sheet
                    self.sheets[sheet] = None
                if seen.doubt is None:
                    value = seen.value
                    if value is not None:
                        row[year] = value
                    elif seen.bounds is not None:
                        self.has_bounds = True


# Factors for a bound of a product or quotient of floats, which is nearly exact.
LESS, MORE = 1 - 1e-9, 1 + 1e-9
# Whether a rule surely finds nothing in the figures of a form.
FirstLook: TypeAlias = Callable[[FormFigures], bool]


def no_first_look(_lines: FormLines) -> FirstLook:
    """The first look of a rule that has none."""
    return lambda _form: False


class Rule(NamedTuple):
    """A rule over a cluster's figures: it returns the problems of a file and doubts figures that must not be judged.

    The rules run by `order`; later rules ignore a doubted figure. `first_look` is for speed: what to look at in the bare
    numbers of a form with these lines, found once for all its copies. `hangs_on_others` tells that the rule may find more
    if another one has doubted a figure.
    """

    order: int
    find: Callable[[Sound, str], Iterable[Problem]]
    first_look: Callable[[FormLines], FirstLook] = no_first_look
    hangs_on_others: bool = False
