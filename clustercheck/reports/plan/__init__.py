"""The plan of a cluster: what to reach and when, as text, JSON, Markdown, the next form and a development plan."""

from __future__ import annotations

from clustercheck.model.records import NamedTuple


class Beside(NamedTuple):
    """The years that other suppositions come to, to be shown beside a plan's own.

    `by_default`: by the first readings alone, where that is another year. `without_set`: without the figures of years to
    come that were given; None where none were.
    """

    by_default: int | None = None
    without_set: tuple[int | None] | None = None
