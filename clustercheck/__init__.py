"""Self-assessment of SME characteristic industrial clusters against the recognition standards, word for word.

from clustercheck import assess, find_standard, read_cluster, render

cluster = read_cluster("data.xlsx")
standard = find_standard("zhuhai", as_of=date(2026, 1, 31))
assessment = assess(cluster, standard, as_of=date(2026, 1, 31))
page = render(assessment, "html")
"""

TYPE_CHECKING = False  # typing takes 3 % of a short run to import

if TYPE_CHECKING:
    from typing import Any

    from clustercheck.catalogue import find_standard
    from clustercheck.engine.assessment import assess
    from clustercheck.model.problems import ClusterCheckError
    from clustercheck.reports.rendering import render
    from clustercheck.tables.reader import read_all, read_cluster
    from clustercheck.texts.messages import use_language

__all__ = [
    "ClusterCheckError",
    "assess",
    "find_standard",
    "read_all",
    "read_cluster",
    "render",
    "use_language",
]
__version__ = "0.2.0"

# Imported when asked for: a command that needs no reader should not pay for one.
_HOMES = {
    "ClusterCheckError": "clustercheck.model.problems",
    "assess": "clustercheck.engine.assessment",
    "find_standard": "clustercheck.catalogue",
    "read_all": "clustercheck.tables.reader",
    "read_cluster": "clustercheck.tables.reader",
    "render": "clustercheck.reports.rendering",
    "use_language": "clustercheck.texts.messages",
}


def __getattr__(name: str) -> "Any":
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    # Exceptions carry their words for whoever uses the library; the command line prints its own.
    problems = import_module("clustercheck.model.problems")
    problems.ClusterCheckError.words_of = import_module("clustercheck.texts.messages").message
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
