"""Building blocks of the terminal report: styles, widths, and text that comes from data."""

from __future__ import annotations

from dataclasses import dataclass

from rich.table import Table
from rich.text import Text

from clustercheck.findings import Status, Verdict
from clustercheck.reports.words import status_word

STATUS_STYLES = {
    Status.MET: "green",
    Status.MISSED: "bold red",
    Status.UNKNOWN: "yellow",
    Status.DISCRETIONARY: "cyan",
    Status.WAIVED: "cyan",
    Status.NOT_APPLICABLE: "dim",
}
VERDICT_STYLES = {
    Verdict.MET: "bold green",
    Verdict.MISSED: "bold red",
    Verdict.INCOMPLETE: "bold yellow",
    Verdict.DISCRETIONARY: "bold cyan",
}


@dataclass(frozen=True, slots=True)
class Widths:
    """Columns in cells: name, requirement, each of three years, status, detail."""

    name: int
    requirement: int
    year: int
    status: int
    detail: int
    gap: int = 2

    @property
    def sentence(self) -> int:
        """The columns before the status as one."""
        return self.name + self.requirement + 3 * self.year + 4 * self.gap

    def grid(self) -> Table:
        """A table for thresholds, ruled with spaces."""
        table = self._table()
        table.add_column(width=self.name, overflow="fold")
        table.add_column(width=self.requirement, overflow="fold")
        for _year in range(3):
            table.add_column(width=self.year, justify="right", no_wrap=True)
        return self._with_status(table)

    def grid_of_sentences(self) -> Table:
        """A table for qualitative requirements, its status column under that of the thresholds."""
        table = self._table()
        table.add_column(width=self.sentence, overflow="fold")
        return self._with_status(table)

    def _table(self) -> Table:
        return Table.grid(padding=(0, self.gap, 0, 0), pad_edge=True)

    def _with_status(self, table: Table) -> Table:
        table.add_column(width=self.status, no_wrap=True)
        table.add_column(width=self.detail, overflow="fold")
        return table


def widths_for(width: int) -> Widths:
    """Columns that fill a terminal of this width; the detail takes what is left."""
    width = max(width, 72)
    status = 14 if width >= 120 else 8
    year = 8 if width >= 100 else 6
    name = 22 if width < 120 else 28
    requirement = 14 if width < 100 else 18 if width < 120 else 22
    gaps = 7 * 2
    detail = min(width - name - requirement - 3 * year - status - gaps, 60)
    return Widths(name, requirement, year, status, max(detail, 12))


def status_text(status: Status) -> Text:
    """A status as word and colour."""
    return Text(status_word(status), STATUS_STYLES[status])


def heading(text: str) -> Text:
    """A heading."""
    return Text(text, "bold")


def plain_text(text: str) -> str:
    """A text from a workbook without what could steer a terminal."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
