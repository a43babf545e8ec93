"""The years of a table that has them in front of its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clustercheck.formats.cells import GridCell
from clustercheck.model.cluster import Cell
from clustercheck.model.problems import Name, error, warning
from clustercheck.tables.collection import Found
from clustercheck.tables.meanings import cell_meaning, year_in
from clustercheck.tables.reading import Ignored
from clustercheck.tables.sheet import Row
from clustercheck.tables.surroundings import Governing
from clustercheck.tables.suspects import NO_PLAIN_YEAR, suspected_year
from clustercheck.tables.year_words import SAME_PERIOD

_NO_YEAR = Name("不是单纯的年份", "no plain year")


class RowYears:
    """Reads the cells of the year column; `doubt` is the code of the error in the last one."""

    def __init__(
        self, column: int | None, rows: Sequence[tuple[int, Row]], around: Governing, found: Found
    ) -> None:
        self._around = around
        self._found = found
        self.doubt = ""
        # The years that rows name plainly; an odd one is another than these.
        self._plain: set[int] = set()
        for _, row in rows if column is not None else ():
            for place, cell in row:
                if place == column and (year := year_in(cell)) is not None:
                    self._plain.add(year)

    def read(self, cell: GridCell, place: Cell, has_figures: bool) -> int | None:
        """The year of a row. A cell that is no year is listed if figures are lost by it."""
        self.doubt = ""
        mapped = self._found.known.year(cell.text)
        if mapped is not None:
            return mapped
        said = cell_meaning(cell)
        if said.label is None and not said.words and said.is_result:
            if said.year is not None:
                return said.year
            if (
                said.relative is not None
                and self._around.reported is not None
                and SAME_PERIOD not in cell.text
            ):
                return self._around.reported + said.relative
        if not has_figures:
            return None
        is_of_kind = bool(said.kind) or said.is_other_subject
        suspected = None if is_of_kind else suspected_year(cell.text, self._plain)
        if suspected is not None:
            self.doubt = NO_PLAIN_YEAR
            where = self._found.where(place)
            self._found.problems.append(error(NO_PLAIN_YEAR, where, text=cell.text, year=suspected))
            return suspected
        is_lost = re.search(r"(?:19|20)\d\d", cell.text) is not None
        self._found.ignored.append(
            Ignored(place, cell.text, _NO_YEAR, cell.text if is_lost else "", "", is_lost)
        )
        if is_lost:
            self._found.problems.append(warning("C129", self._found.where(place), text=cell.text))
        return None

    def blank(self, place: Cell) -> int | None:
        """The year of a row with figures and a blank year: a blank must not lose the newest year."""
        if not self._plain:
            return None
        self.doubt, year = NO_PLAIN_YEAR, max(self._plain) + 1
        self._found.problems.append(error(NO_PLAIN_YEAR, self._found.where(place), text="-", year=year))
        return year
