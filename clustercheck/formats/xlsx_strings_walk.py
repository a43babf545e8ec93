"""The tags of the shared strings of an .xlsx to cells, one by one: the plain way, which takes whatever is well-formed."""

from __future__ import annotations

from clustercheck.formats import limits
from clustercheck.formats.budget import Budget
from clustercheck.formats.cells import GridCell, Refused
from clustercheck.formats.stored_text import text_cell
from clustercheck.formats.xlsx_runs import setting_from
from clustercheck.formats.xml_walk import local
from clustercheck.model.note_marks import Run, Setting, joined


class StringsWalk:
    """The handler of the tags; `found` has the cells so far, None for a blank one. Every text is counted in `budget`."""

    def __init__(self, budget: Budget) -> None:
        self.found: list[GridCell | None] = []
        self.characters: list[str] = []
        self._budget = budget
        self._runs: list[Run] = []
        self._phonetic = False
        self._setting: Setting = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle the start of a tag."""
        del self.characters[:]
        tag = local(tag)
        if tag == "rPh":
            self._phonetic = True
        else:
            self._setting = setting_from(tag, attributes, self._setting)

    def end(self, tag: str) -> None:
        """Handle the end of a tag. Raises `Refused` for too many strings or characters."""
        tag = local(tag)
        if tag == "t" and not self._phonetic:
            self._runs.append(("".join(self.characters), self._setting))
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "si":
            self.found.append(text_cell(self._budget.keep(joined(self._runs))))
            del self._runs[:]
            self._setting = ""
            if len(self.found) > limits.LIMITS.strings:
                raise Refused("C107")
