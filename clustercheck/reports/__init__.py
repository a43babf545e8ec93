"""Findings into formats: one file a format, each a function from assessments to text, bytes or a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from clustercheck.model.findings import Result
from clustercheck.model.hints import TYPE_CHECKING, Any, BinaryIO, TypeAlias
from clustercheck.model.lean import module_named
from clustercheck.model.problems import Problem
from clustercheck.model.records import NamedTuple

if TYPE_CHECKING:
    from clustercheck.batch.overview import Batch


class Material(NamedTuple):
    """What a document is made of besides the findings: the files as they were read, and a template with its name.

    `paper` is one of `PAPERS`.
    """

    contents: Mapping[str, bytes]
    template: tuple[str, bytes] | None = None
    paper: str = "report"


class Document(NamedTuple):
    """A report as the bytes of a file, and what is to be said of how it was made."""

    content: bytes
    problems: tuple[Problem, ...] = ()


# Bytes where the format says its own encoding, which a stream's must not replace.
Renderer: TypeAlias = Callable[[Sequence[Result]], str | bytes]
DocumentRenderer: TypeAlias = Callable[[Sequence[Result], Material], Document]

# A format is added here, and nowhere else: the command line takes its choices from these tables.
_RENDERERS = {
    "json": "assessment.json",
    "jsonl": "assessment.jsonl",
    "csv": "table.csv",
    "md": "assessment.markdown",
    "junit": "assessment.junit",
    "sarif": "assessment.sarif",
}
_DOCUMENTS = {"html": "assessment.page", "xlsx": "assessment.excel", "docx": "assessment.word"}
# The brief, one page a cluster, in the formats that are printed.
_BRIEFS = {"html": "html.brief", "docx": "assessment.word.brief"}
PAPERS = ("report", "brief")
FORMATS = ("json", "jsonl", "csv", "md", "html", "junit", "sarif")
WRITTEN = (*FORMATS, "xlsx", "docx")
WRITTEN_AS = {"report": WRITTEN, "brief": tuple(_BRIEFS)}
# Those that are put together from a piece of each file, so that workers can make them.
PIECED = tuple(_RENDERERS)
# Those whose files have room for a seal; a package has its own.
SEALED = ("md", "html", "junit")
# What a file is called by whose suffix is not its format's name.
_SUFFIXES = {"junit": ".xml"}
# Excel takes a CSV file for text in the system's own encoding unless it begins with a mark.
_ENCODINGS = {"csv": "utf-8-sig"}


def suffix_of(format: str) -> str:
    """The suffix that picks a format, of whatever report."""
    return _SUFFIXES.get(format, f".{format}")


def renderer(name: str) -> Renderer:
    """The function that renders a format, imported when it is needed."""
    if name in _DOCUMENTS:
        return lambda results: document(name, results, Material({})).content
    module = module_named(f"clustercheck.reports.{_RENDERERS[name]}")
    render: Renderer = getattr(module, f"render_{name}")
    return render


class Pieced(NamedTuple):
    """How a format puts several files together: what it needs of each, and from all of these and the closing line the text.

    The pieces can be sent to another process. `whole` may go through them more than once. It gives text, or text that
    is encoded as UTF-8 already.
    """

    piece: Callable[[Result], Any]
    whole: Callable[[Iterable[Any], str], Iterator[str] | Iterator[bytes]]


def pieced(name: str) -> Pieced:
    """The pieces of a format, one of `PIECED`."""
    module = module_named(module_of(name))
    return Pieced(getattr(module, f"piece_{name}"), getattr(module, f"whole_{name}"))


def module_of(name: str) -> str:
    """The name of the module that renders a format; `text` is that of the terminal."""
    return f"clustercheck.reports.{ {**_RENDERERS, **_DOCUMENTS}.get(name, 'assessment.text') }"


def encoding_of(name: str) -> str:
    """The encoding of a format's files."""
    return _ENCODINGS.get(name, "utf-8")


def document(name: str, results: Sequence[Result], material: Material) -> Document:
    """A report in a format as a file has it."""
    if material.paper == "brief":
        module = module_named(f"clustercheck.reports.{_BRIEFS[name]}")
        brief: DocumentRenderer = getattr(module, f"render_brief_{name}")
        return brief(results, material)
    if name not in _DOCUMENTS:
        made = renderer(name)(results)
        # A name that is no UTF-8 on disk comes out as JSON escapes it.
        return Document(made.encode(encoding_of(name), "backslashreplace") if isinstance(made, str) else made)
    module = module_named(f"clustercheck.reports.{_DOCUMENTS[name]}")
    render: DocumentRenderer = getattr(module, f"render_{name}")
    return render(results, material)


BatchRenderer: TypeAlias = "Callable[[Batch, BinaryIO], None]"

# Likewise for what a batch comes to: written piece by piece, for it may be of any size.
_BATCH_RENDERERS = {
    "csv": "table.csv",
    "xlsx": "table.xlsx",
    "md": "batch.markdown",
    "html": "batch.html",
    "json": "batch.json",
}
BATCH_FORMATS = tuple(_BATCH_RENDERERS)


def batch_renderer(name: str) -> BatchRenderer:
    """The function that writes a batch in a format, imported when it is needed."""
    render: BatchRenderer = module_named(f"clustercheck.reports.{_BATCH_RENDERERS[name]}").render
    return render
