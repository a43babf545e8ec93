"""产值或营业收入: a choice of figures for a whole standard, made once for a cluster and never mixed."""

from clustercheck.model.indicators import INDICATORS
from clustercheck.model.problems import Name
from clustercheck.model.records import NamedTuple
from clustercheck.model.subjects import REVENUE, Basis, Subject

# The figures that a threshold may use: its own, or those that replace them.
OUTPUT = "output"
CHOICES = (OUTPUT, REVENUE)
_IN_PLACE: dict[str, dict[str, str]] = {
    REVENUE: {one.stands_in_for: id for id, one in INDICATORS.items() if one.stands_in_for}
}
CHOICE_NAMES = {OUTPUT: Name("产值", "output"), REVENUE: Name("营业收入", "operating revenue")}


class OtherChoice(NamedTuple):
    """The result of a choice that is not taken: how many of the affected criteria are missed or open."""

    id: str
    missed: int
    unknown: int


class Chosen(NamedTuple):
    """The choice of figures by which a cluster is judged, and the results of the other choices."""

    id: str
    others: tuple[OtherChoice, ...]


def basis_by(choice: str, basis: Basis) -> Basis:
    """A basis with the figures of a choice; the same basis if the choice replaces none of its figures."""
    other = _IN_PLACE.get(choice, {})
    whole = None if basis.whole is None else other.get(basis.whole, basis.whole)
    return Basis(other.get(basis.part, basis.part), whole, basis.factor)


def subject_by(choice: str, subject: Subject) -> Subject:
    """A subject with the figures of a choice, each of its bases once."""
    bases: dict[str, Basis] = {}
    for name, basis in subject.bases.items():
        found = basis_by(choice, basis)
        if found not in bases.values():
            bases[name] = found
    return subject._replace(bases=bases)


def name_by(choice: str, name: Name) -> Name:
    """`近三年产值（按营业收入）`."""
    words = CHOICE_NAMES[choice]
    return Name(f"{name.zh}（按{words.zh}）", f"{name.en} (by {words.en})")
