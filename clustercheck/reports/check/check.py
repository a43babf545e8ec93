"""What a check of workbooks came to, and the formats it is written in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from clustercheck.formats.cells import row_and_column
from clustercheck.model.hints import TypeAlias
from clustercheck.model.lean import module_named
from clustercheck.model.problems import Name, Problem, Severity, Where
from clustercheck.model.records import NamedTuple
from clustercheck.texts.messages import _

FAIL_ON = ("error", "warning", "never")


class Against(NamedTuple):
    """The standard that a file was held against."""

    id: str
    edition: str
    name: Name


class Checked(NamedTuple):
    """One file's problems. `standard` is what it was held against; None where only the rules of data were.

    `unread` files have nothing but the reason why. `known` problems are left out, for the baseline has them.
    """

    file: str
    problems: tuple[Problem, ...]
    standard: Against | None = None
    no_standard: Problem | None = None
    unread: bool = False
    known: int = 0


class Check(NamedTuple):
    """All files of a run, what counts as a failure, and whether a log may show what the cells hold."""

    files: tuple[Checked, ...]
    fail_on: str = "error"
    figures_in_logs: bool = False

    def fails(self, problem: Problem) -> bool:
        """Whether a problem of a file that could be read ends the run with 1."""
        if self.fail_on == "never":
            return False
        return problem.severity is Severity.ERROR or self.fail_on == "warning"

    def count(self, severity: Severity) -> int:
        """How many problems there are of a severity, in all files that could be read."""
        return sum(p.severity is severity for one in self.files if not one.unread for p in one.problems)

    def each(self) -> Iterator[tuple[Checked, Problem]]:
        """All problems, each with its file."""
        for one in self.files:
            for problem in one.problems:
                yield one, problem


class Place(NamedTuple):
    """Where a problem stands: row and column from 1, None for a whole sheet or file."""

    sheet: str | None
    row: int | None
    column: int | None


Renderer: TypeAlias = Callable[[Check], str]

# A format is added here, and nowhere else: the command line takes its choices from these tables.
MACHINE_FORMATS = ("json", "github", "junit", "sarif")
WRITTEN = ("json", "sarif", "junit")


def renderer(name: str) -> Renderer:
    """The function that renders a machine format, imported when it is needed."""
    render: Renderer = module_named(f"clustercheck.reports.check.{name}").render
    return render


def check_line(check: Check) -> str:
    """How much a check found, over all files."""
    unread = sum(one.unread for one in check.files)
    errors, warnings = check.count(Severity.ERROR), check.count(Severity.WARNING)
    parts = []
    if errors or warnings:
        parts.append(_("errors: {errors}, warnings: {warnings}").format(errors=errors, warnings=warnings))
    elif unread < len(check.files):
        parts.append(_("nothing found"))
    if unread:
        parts.append(_("could not be read: {n}").format(n=unread))
    read = [one for one in check.files if not one.unread]
    if (errors or warnings) and (clean := sum(not one.problems for one in read)):
        parts.append(_("without a problem: {n}").format(n=clean))
    if bare := sum(one.standard is None for one in read):
        parts.append(_("held against no standard: {n}").format(n=bare))
    if known := sum(one.known for one in check.files):
        parts.append(_("in the baseline already: {n}").format(n=known))
    files = _("Files checked: {n}").format(n=len(check.files))
    return _("; ").join([files, *parts])


def joined(clusters: Sequence[Checked]) -> Checked:
    """What is wrong with a file that lists several clusters; what is said of all of it is said once."""
    if len(clusters) == 1:
        return clusters[0]
    found = {(p.code, p.where, repr(p.facts)): p for one in clusters for p in one.problems}
    return clusters[0]._replace(problems=in_order(tuple(found.values())))


def in_order(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Those of the whole file first, then sheet by sheet as they come, from top to bottom."""
    sheets = {sheet: number for number, sheet in enumerate(dict.fromkeys(p.where.sheet for p in problems))}
    return tuple(sorted(problems, key=lambda problem: _position(problem, sheets)))


def selected(
    problems: Sequence[Problem], select: Collection[str] | None, ignore: Collection[str]
) -> tuple[Problem, ...]:
    """The problems whose codes are asked for, and not passed over."""
    return tuple(p for p in problems if (select is None or p.code in select) and p.code not in ignore)


def place_of(where: Where) -> Place:
    """Sheet, row and column of a place."""
    if where.line is not None:
        return Place(where.sheet, where.line, where.column or 1)
    row, column = row_and_column(where.cell or "") or (None, None)
    return Place(where.sheet, row, column)


def _position(problem: Problem, sheets: dict[str | None, int]) -> tuple[int, int, int, int]:
    sheet, row, column = place_of(problem.where)
    whole_file = sheet is None and row is None
    return (0 if whole_file else 1, 0 if whole_file else sheets[sheet], row or 0, column or 0)
