"""The tags of an .xlsx worksheet to cells, one by one: the plain way, which takes whatever is well-formed."""

from __future__ import annotations

from clustercheck.formats.budget import Budget
from clustercheck.formats.cells import MAX_COLUMN, MAX_ROW, GridCell, Refused, Row, in_rows
from clustercheck.formats.xlsx_cells import TRUE, SheetSettings, XlsxCells
from clustercheck.formats.xlsx_runs import TAGS_OF_RUNS, setting_from
from clustercheck.formats.xml_walk import local
from clustercheck.model.note_marks import Run, Setting, joined

# Tags other than cells and their content; one look-up tells them apart.
_RARER = TAGS_OF_RUNS | {"rPh", "mergeCell", "col", "sheetView"}


class SheetWalk:
    """The handler of a worksheet's tags. It is the inner loop of reading: it runs for every cell.

    `cells` are those so far by (row, column), `row` is the row of the last tag; a walk may begin below row `row`.
    """

    def __init__(self, cells: XlsxCells, row: int = 0) -> None:
        self.characters: list[str] = []
        self.cells: dict[tuple[int, int], GridCell] = {}
        self.row = row
        self.hidden_rows: set[int] = set()
        self.settings = SheetSettings(cells.budget)
        self._make = cells
        self._budget: Budget = cells.budget
        self._row_is_hidden = False
        self._row_text = str(row) if row else ""
        self._column = 0
        self._attributes: dict[str, str] | None = None
        self._value: str | None = None
        self._formula: str | None = None
        self._phonetic = False
        self._runs: list[Run] = []
        self._setting: Setting = ""

    def rows(self) -> dict[int, Row]:
        """The filled rows, counted in the budget. Raises `Refused` for too many cells."""
        self._hold_the_bound()
        self._budget.cells -= len(self.cells)
        return in_rows(self.cells)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle the start of a tag."""
        if tag == "v" or tag == "t" or tag == "f":
            del self.characters[:]
        elif tag == "c":
            self._attributes = attributes
            self._value = self._formula = None
            del self._runs[:]
            self._setting = ""
        elif tag == "row":
            self._start_row(attributes)
        elif tag in _RARER:
            self._start_rarer(tag, attributes)
        elif ":" in tag:
            self.start(local(tag), attributes)

    def _start_rarer(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "rPh":
            self._phonetic = True
        elif tag in TAGS_OF_RUNS:
            self._setting = setting_from(tag, attributes, self._setting)
        else:
            # A ValueError is refused by `walk`.
            self.settings.take(tag, attributes)

    def _start_row(self, attributes: dict[str, str]) -> None:
        del self.characters[:]
        self._column = 0
        self._row_is_hidden = attributes.get("hidden") in TRUE
        given = attributes.get("r")
        if given is None:
            self.row += 1
            self._row_text = str(self.row)
            if self.row > MAX_ROW:
                raise Refused("C103")
            self._hold_the_bound()
        else:
            self._move_to_row(given)

    def _move_to_row(self, digits: str) -> None:
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 7 and 1 <= int(digits) <= MAX_ROW):
            raise Refused("C103")
        self.row = int(digits)
        self._row_text = digits
        self._hold_the_bound()

    def _hold_the_bound(self) -> None:
        # Checked once a row: a row cannot have more cells than columns.
        if len(self.cells) > self._budget.cells:
            raise Refused("C107")

    def end(self, tag: str) -> None:
        """Handle the end of a tag."""
        if tag == "v":
            self._value = "".join(self.characters)
        elif tag == "c":
            if self._attributes is not None:
                self._end_cell(self._attributes)
                self._attributes = None
        elif tag == "t":
            if not self._phonetic:
                self._runs.append(("".join(self.characters), self._setting))
        elif tag == "f":
            self._formula = "".join(self.characters)
        elif tag == "is":
            pass
        elif tag == "rPh":
            self._phonetic = False
        elif ":" in tag:
            self.end(local(tag))

    def _end_cell(self, attributes: dict[str, str]) -> None:
        ref = attributes.get("r")
        if ref is None:
            self._column += 1
            if self._column > MAX_COLUMN:
                raise Refused("C103")
        else:
            letters = ref.rstrip("0123456789")
            self._column = self._make.column(letters)
            digits = ref[len(letters) :]
            if digits != self._row_text:
                self._move_to_row(digits)
        kind = attributes.get("t")
        if self._runs and (kind == "inlineStr" or self._value is None):
            self._value = joined(self._runs)
        cell = self._make.cell(kind, attributes.get("s"), self._value, self._formula)
        if cell is not None:
            self.cells[self.row or 1, self._column] = cell
            if self._row_is_hidden:
                self.hidden_rows.add(self.row or 1)
