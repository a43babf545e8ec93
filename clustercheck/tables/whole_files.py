"""The way of a whole file: from its bytes to a workbook, to what is found in it, and to its clusters.

`reader` imports this module when a file is read, all at once: a look-up of a module takes as long as reading a row.
"""

from __future__ import annotations

from clustercheck.checks.consistency import checked, checked_form
from clustercheck.checks.figures import Series
from clustercheck.formats.cells import Workbook
from clustercheck.formats.detect import read_workbook
from clustercheck.model.cluster import Cluster
from clustercheck.model.hints import TYPE_CHECKING
from clustercheck.model.problems import Problem, UnreadableFile, Where, error
from clustercheck.tables.collection import Found
from clustercheck.tables.layout import lay_out
from clustercheck.tables.levels import dated_by_level
from clustercheck.tables.long_cells import shortened
from clustercheck.tables.mixed_clusters import doubt_mixed_clusters
from clustercheck.tables.reading import ReadCluster

if TYPE_CHECKING:
    from clustercheck.model.label_map import LabelMap

# How many unknown labels a message names where no label is known.
_SHOWN = 8


def opened(file: str, content: bytes) -> Workbook:
    """The workbook of a file's bytes. Raises `UnreadableFile`, also if it is blank."""
    workbook = read_workbook(file, content)
    if not [sheet for sheet in workbook.sheets if sheet.rows]:
        raise UnreadableFile(error("C109", Where(file)))
    return workbook


def laid_out(file: str, content: bytes, label_map: LabelMap | None) -> tuple[Workbook, Found]:
    """The workbook of a file's bytes, and all that is found in it. Raises `UnreadableFile`."""
    workbook, cut = shortened(opened(file, content), file)
    found = lay_out(workbook, file, label_map)
    found.problems += cut
    return workbook, found


def clusters_in(found: Found, workbook: Workbook, file: str) -> tuple[ReadCluster, ...]:
    """The clusters of a workbook, each with the figures that contradict each other doubted. Raises `UnreadableFile`."""
    if found.is_empty:
        unknown = list(
            dict.fromkeys(line.label for line in found.ignored if line.label and not line.is_year)
        )[:_SHOWN]
        said = [error("C146", Where(file), labels=unknown)] if unknown else []
        raise UnreadableFile(error("C110", Where(file)), *said, *found.problems)
    sheets, years = tuple([sheet.name for sheet in workbook.sheets]), tuple(sorted(found.years))
    doubt_mixed_clusters(found)
    parts = found.each()
    ignored = tuple(found.ignored)
    readings = []
    for part in parts:
        problems = [*([] if part is found else found.problems), *part.all_problems()]
        form = part.form
        examined: tuple[Series, list[Problem]] = (
            checked(part.observations, file) if form is None else checked_form(form, file)
        )
        observations, doubts = examined
        if doubts:
            problems = _without_smaller(problems, doubts)
        entries = dated_by_level(part.entries)
        cluster = Cluster(
            file, entries, observations, part.answers, (*problems, *doubts), part.row, part.sources
        )
        if found.rulings or found.judgements:
            cluster = cluster._replace(rulings=tuple(found.rulings), judgements=tuple(found.judgements))
        readings.append(ReadCluster(cluster, sheets, years, ignored))
    # Each part knows the whole, and both would wait for the garbage collector.
    found.clusters.clear()
    return tuple(readings)


def _without_smaller(problems: list[Problem], doubts: list[Problem]) -> list[Problem]:
    """The problems without warnings that a rate below 1 is judged as written, if it is no longer judged."""
    doubted = {doubt.where for doubt in doubts if doubt.code in ("C256", "C253")}
    return [problem for problem in problems if problem.code != "C213" or problem.where not in doubted]
