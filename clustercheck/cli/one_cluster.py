"""Select the one cluster of a workbook for commands that handle one cluster only."""

from __future__ import annotations

from collections.abc import Sequence

from clustercheck.cli.declared import Annotated, Option
from clustercheck.model.cluster import Cluster
from clustercheck.model.hints import TypeAlias
from clustercheck.model.problems import UsageFault, Where, error
from clustercheck.texts.messages import _

Row: TypeAlias = Annotated[
    str | None,
    Option(
        "--row", metavar="ROW|NAME", help=_("Which cluster, by row or name, where a sheet lists several.")
    ),
]


def cluster_of(clusters: Sequence[Cluster], row: str | None) -> Cluster:
    """The only cluster of a workbook, or the one that `--row` names.

    Raises `UsageFault` if there are several and `--row` names none or more than one.
    """
    if row is None and len(clusters) == 1:
        return clusters[0]
    named = [(str(cluster.row or "-"), cluster.text("name")) for cluster in clusters]
    known = [" ".join(names) for names in named]
    if row is None:
        raise UsageFault(error("U420", Where(clusters[0].file), known=known))
    found = [cluster for cluster, names in zip(clusters, named, strict=True) if row.strip() in names]
    if len(found) != 1:
        from difflib import get_close_matches

        near = get_close_matches(row, [name for names in named for name in names], 3, 0.4) or ["-"]
        raise UsageFault(error("U421", Where(clusters[0].file), value=row, near=near, known=known))
    return found[0]
