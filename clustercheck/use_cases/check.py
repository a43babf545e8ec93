"""Find what is wrong with the data of each file, before any judgement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clustercheck.engine.assessment import assess
from clustercheck.engine.standard_notices import of_the_form, of_the_place
from clustercheck.model.cluster import Cluster
from clustercheck.model.problems import Problem, UnknownStandard, UnreadableFile
from clustercheck.model.window import look_at
from clustercheck.reports.check.check import Against, Checked, in_order, joined
from clustercheck.use_cases.run import Run
from clustercheck.use_cases.workbooks import Source


def checked_files(run: Run, sources: Iterable[Source | UnreadableFile]) -> Iterator[Checked]:
    """Each file with its problems."""
    for source in sources:
        if isinstance(source, UnreadableFile):
            yield Checked(source.problems[0].where.file or "", source.problems, unread=True)
            continue
        name, content = source
        try:
            clusters = run.clusters(name, content)
            with run.limit(name):
                found = joined([checked(run, cluster) for cluster in clusters])
            yield found
        except UnreadableFile as fault:
            yield Checked(name, fault.problems, unread=True)


def checked(run: Run, cluster: Cluster) -> Checked:
    """The problems of a cluster's workbook: those of its data, and those by its standard if that is known."""
    window = look_at(cluster, run.as_of)
    try:
        standard = run.standard_of(cluster)
    except UnknownStandard as fault:
        unknown = fault.problems[0]
        slips = (unknown,) if _is_slip(unknown, cluster) else ()
        problems = (*cluster.problems, *window.problems, *slips)
        return Checked(cluster.file, in_order(problems), no_standard=unknown)
    assessment = assess(cluster, standard, as_of=run.as_of, window=window)
    of_place = of_the_place(cluster, standard) if run.shelf.is_outside(cluster, standard) else ()
    problems = (*assessment.all_problems, *of_place, *of_the_form(cluster, standard))
    against = Against(standard.id, standard.edition, standard.name)
    return Checked(cluster.file, in_order(problems), against)


def _is_slip(unknown: Problem, cluster: Cluster) -> bool:
    """Whether the workbook names an unknown standard. A place without a standard of its own is no fault."""
    entry = cluster.profile.get("standard")
    return entry is not None and unknown.where == cluster.where(entry.cell)
