"""From a list of recognised clusters to their duties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clustercheck.catalogue import Shelf, find_standard
from clustercheck.model.problems import UnknownStandard, UnreadableFile, Where, error
from clustercheck.model.recognised import Recognised
from clustercheck.planning.duties import Event, events_of
from clustercheck.tables.reader import content_of

_YAML = (".yaml", ".yml")


def recognised_in(file: str) -> list[Recognised]:
    """The clusters in a list (.xlsx, .csv, any other readable table, .yaml). Raises `UnreadableFile`."""
    from clustercheck.tables.recognised_list import clusters_in, clusters_of, rows_of

    content = content_of(file)
    if file.lower().endswith(_YAML):
        from clustercheck.catalogue.nodes import plain_values

        try:
            values = plain_values(content.decode("utf-8-sig"))
        except (UnicodeError, ValueError) as fault:
            raise UnreadableFile(error("U520", Where(file))) from fault
        return clusters_of(rows_of(values, file), file)
    from clustercheck.formats.detect import read_workbook

    return clusters_in(read_workbook(file, content), file)


def duties_of(
    clusters: Sequence[Recognised],
    shelf: Shelf,
    *,
    as_of: date,
    remind: int,
    city: str | None,
    file: str = "",
) -> list[Event]:
    """The duties of the clusters, by the edition of each one's standard in force on the day. Raises `UnknownStandard`.

    `city` is the standard of clusters that name none.
    """
    events: list[Event] = []
    for cluster in clusters:
        name = cluster.city or city
        where = Where(file or None, None, cluster.place or None)
        if not name:
            raise UnknownStandard(error("U513", where, name=cluster.name))
        standard = find_standard(name, as_of=as_of, shelf=shelf, where=where)
        events += events_of(cluster, standard, as_of=as_of, remind=remind)
    return sorted(events, key=lambda one: (one.due is None, one.due or date.max, one.cluster.name, one.kind))
