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
    named = [(cluster, (str(cluster.row or "-"), cluster.text("name"))) for cluster in clusters]
    found = [each for each in named if row is None or row.strip() in each[1]]
    if len(found) > 1:
        raise UsageFault(error("U420", Where(clusters[0].file), known=_listed(found)))
    if not found:
        from difflib import get_close_matches

        value = row or ""
        near = get_close_matches(value, [name for _cluster, names in named for name in names], 3, 0.4) or [
            "-"
        ]
        raise UsageFault(error("U421", Where(clusters[0].file), value=value, near=near, known=_listed(named)))
    return found[0][0]


def _listed(named: Sequence[tuple[Cluster, tuple[str, str]]]) -> list[str]:
    return [" ".join(names) for _cluster, names in named]
