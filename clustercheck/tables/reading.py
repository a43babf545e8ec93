"""The result of reading a workbook: its cluster, and what was seen but not used."""

from __future__ import annotations

from clustercheck.model.cluster import Cell, Cluster
from clustercheck.model.problems import Name
from clustercheck.model.records import NamedTuple


class Ignored(NamedTuple):
    """A line, column or table that was seen but not used, and why.

    `label` is the text of a line with figures, which a map could name, or of a heading with a year. `nearest` is the
    id of the closest indicator.
    """

    cell: Cell
    text: str
    why: Name
    label: str = ""
    nearest: str = ""
    is_year: bool = False


class ReadCluster(NamedTuple):
    """One cluster as read from a workbook, before any judgement; `years` are those with a column in its tables."""

    cluster: Cluster
    sheets: tuple[str, ...]
    years: tuple[int, ...]
    ignored: tuple[Ignored, ...]
