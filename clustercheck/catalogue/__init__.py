"""The standards: find their files, the one that a name means, and the edition in force on a day."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from itertools import pairwise

from clustercheck.catalogue.places import jurisdiction_of, lies_outside
from clustercheck.model import shipped
from clustercheck.model.cluster import Cluster
from clustercheck.model.hints import TYPE_CHECKING, TypeAlias
from clustercheck.model.lean import date
from clustercheck.model.problems import (
    BrokenStandard,
    ClusterCheckError,
    Problem,
    UnknownStandard,
    Where,
    error,
)
from clustercheck.model.speed import is_quick
from clustercheck.model.standard import Standard, Standards, StandardStatus

if TYPE_CHECKING:
    from pathlib import Path

# Paths are texts here: a call that reads one standard imports no pathlib, which takes 3 % of its time.
Folder: TypeAlias = "str | os.PathLike[str]"

_CASES, _SUFFIX = ".cases", ".yaml"
_MOST_NAMES = 1000
_SHIPPED = shipped.place("standards")
_CHECKOUT = os.path.join(os.path.dirname(shipped.place()), "standards")


def shipped_folder() -> str:
    """The folder of the standards that come with the program: inside the wheel, or beside the package in a checkout."""
    return _SHIPPED if os.path.isdir(_SHIPPED) or not os.path.isdir(_CHECKOUT) else _CHECKOUT


def standard_files(folders: Iterable[Folder], id: str | None = None) -> dict[tuple[str, str], str]:
    """The files of standards by (id, edition). A later folder overrides an earlier one."""
    files: dict[tuple[str, str], str] = {}
    for folder in folders:
        for name in [id] if id else sorted(_entries(folder)):
            for file in sorted(_entries(os.path.join(folder, name))):
                edition, suffix = os.path.splitext(file)
                if os.path.normcase(suffix) == _SUFFIX and not edition.endswith(_CASES):
                    files[name, edition] = os.path.join(folder, name, file)
    return files


def _entries(folder: Folder) -> list[str]:
    """The names in a folder; none if it is no folder, or may not be read."""
    try:
        return shipped.names(folder)
    except OSError:
        return []


class Shelf:
    """The standards for many files in a row, each read when it is first needed."""

    def __init__(self, own: Path | None = None) -> None:
        self._own = own
        self._held: dict[str | None, Standards] = {}
        # The standards found by name and day; most files of a batch name the same few.
        self.meant: dict[tuple[str, date], Standard] = {}
        # Whether a place lies outside a standard's area, by place and label.
        self._outside: dict[tuple[str, str], bool] = {}

    def standards(self, id: str | None = None) -> Standards:
        """Like `load`."""
        everything = self._held.get(None)
        if id is not None and everything is not None:
            return {id: everything[id]} if id in everything else {}
        if id not in self._held:
            self._held[id] = load(self._own, id)
        return self._held[id]

    def is_outside(self, cluster: Cluster, standard: Standard) -> bool:
        """Whether a workbook's 所在地 is known to lie outside a standard's area."""
        place = cluster.text("jurisdiction")
        if not place or standard.is_called(place):
            return False
        found = self._outside.get((place, standard.label))
        if found is None:
            found = lies_outside(place, standard, self.standards)
            if len(self._outside) < _MOST_NAMES:
                self._outside[place, standard.label] = found
        return found


def load(own: Path | None = None, id: str | None = None) -> Standards:
    """All standards, or those of one id, with the editions in the order in which they came into force.

    `own` is a user's folder that overrides the shipped one. Raises `BrokenStandard` with the faults of all files.
    """
    if own is not None and not os.path.isdir(own):
        raise BrokenStandard(error("S130", Where(str(own))))
    folders: list[Folder] = [shipped_folder()] if own is None else [shipped_folder(), own]
    editions: dict[str, list[Standard]] = {}
    faults: list[Problem] = []
    for (name, _), path in standard_files(folders, id).items():
        try:
            editions.setdefault(name, []).append(_read(path))
        except ClusterCheckError as fault:
            faults += fault.problems
    ids = {name for name, _ in standard_files(folders)}
    for of_one in editions.values():
        faults += [
            error("S135", Where(standard.file), value=above, known=sorted(ids))
            for standard in of_one
            for above in standard.under
            if above not in ids
        ]
        of_one.sort(key=lambda standard: (standard.effective or date.min, standard.edition))
        faults += _overlaps(of_one)
        if any(standard.figures for standard in of_one):
            from clustercheck.catalogue.own_figures import declared_otherwise

            faults += declared_otherwise(of_one)
    if faults:
        raise BrokenStandard(*faults)
    return {name: tuple(of_one) for name, of_one in editions.items()}


def find_standard(
    name: str,
    *,
    as_of: date,
    own: Path | None = None,
    where: Where | None = None,
    shelf: Shelf | None = None,
) -> Standard:
    """The standard that a name means, in the edition in force on a day.

    `name` is an id, a name of the jurisdiction or of a place in it, or `NAME@EDITION`. `where` is the cell it was
    read from, if any. For many look-ups pass `shelf` instead of `own`. Raises `UnknownStandard` with the closest
    names and the standard of the level above.
    """
    shelf = shelf or Shelf(own)
    known = shelf.meant.get((name, as_of))
    if known is None:
        known = _find(name, as_of, where, shelf)
        if len(shelf.meant) < _MOST_NAMES:
            shelf.meant[name, as_of] = known
    return known


def _find(name: str, as_of: date, where: Where | None, shelf: Shelf) -> Standard:
    wanted, _, edition = name.strip().partition("@")
    is_id = wanted.isascii() and wanted.isidentifier()
    standards = shelf.standards(wanted.lower()) if is_id else {}
    if not standards:
        standards = shelf.standards()
    editions = jurisdiction_of(wanted, standards, where)
    if not edition:
        return in_force(editions, as_of)
    found = next((standard for standard in editions if standard.edition == edition), None)
    if found is None:
        known = [standard.edition for standard in editions]
        raise UnknownStandard(error("U403", where or Where(), name=wanted, edition=edition, known=known))
    return found


def standard_for(
    cluster: Cluster, *, as_of: date, own: Path | None = None, shelf: Shelf | None = None
) -> Standard:
    """The standard that a workbook asks for: its 适用标准, else that of its 所在地.

    Raises `UnknownStandard`, also if it names neither.
    """
    for item in ("standard", "jurisdiction"):
        entry = cluster.profile.get(item)
        if entry is not None and isinstance(entry.value, str) and entry.value:
            where = cluster.where(entry.cell)
            return find_standard(entry.value, as_of=as_of, own=own, where=where, shelf=shelf)
    named = cluster.profile.get("name")
    # In a list of clusters, the row identifies the cluster.
    raise UnknownStandard(
        error("U406", cluster.where(named.cell if named and cluster.row is not None else None))
    )


def in_force(editions: Sequence[Standard], as_of: date) -> Standard:
    """The edition in force on a day; else the newest that has begun; else the first to come."""
    forced = [s for s in editions if s.status_on(as_of) is StandardStatus.IN_FORCE]
    if forced:
        return forced[-1]
    begun = [s for s in editions if s.effective is None or s.effective <= as_of]
    return begun[-1] if begun else editions[0]


def _read(path: str) -> Standard:
    from clustercheck.catalogue.compiled import read_compiled

    found = read_compiled(path) if is_quick() and path.startswith(_SHIPPED + os.sep) else None
    if found is None:
        from pathlib import Path

        from clustercheck.catalogue.build import read_standard

        found = read_standard(Path(path))
    return found


def _overlaps(editions: Sequence[Standard]) -> list[Problem]:
    """Editions in force on the same day, so that it is open which applies."""
    problems = []
    dated = [s for s in editions if s.status is StandardStatus.IN_FORCE]
    for earlier, later in pairwise(dated):
        if later.effective is None or earlier.expires is None or earlier.expires >= later.effective:
            problems.append(
                error("S120", Where(later.file), id=later.id, one=earlier.edition, other=later.edition)
            )
    return problems
