"""Check the conditions of requirements, and that exactly one threshold by kind of area or industry always applies."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from clustercheck.catalogue.fields import Fields
from clustercheck.catalogue.nodes import Faults, nearest
from clustercheck.catalogue.shapes import CONDITIONS
from clustercheck.model.conditions import STAGES, both, conditions_of, items_of, when_name
from clustercheck.model.indicators import PROFILE
from clustercheck.model.problems import Name

# The most kinds, which make 64 cases; no text has more than three.
_MOST_ITEMS = 6


def check_when(fields: Fields, faults: Faults) -> bool:
    """Whether `when`, if present, names only lines of 基本信息 or conditions of the file."""
    when = fields.word("when")
    if when is None:
        return not fields.has("when")
    known = [*CONDITIONS, *faults.conditions]
    items = [item for item, _ in conditions_of(when)]
    if not items or any(item not in known for item in items):
        wrong = next((item for item in items if item not in known), str(when))
        faults.add(
            "S108", fields.at("when"), key="when", value=when, near=nearest(wrong, known), choices=known
        )
        return False
    return True


def when_of(fields: Fields) -> str:
    """The condition of a criterion, from its kinds and its stage."""
    return both(fields.text("when"), STAGES.get(fields.text("stage"), ""))


def check_kinds(fields: Fields, whens: Sequence[str], faults: Faults) -> None:
    """Report cases in which not exactly one threshold applies."""
    items = items_of(whens)
    if len(items) > _MOST_ITEMS:
        return faults.add("S147", fields.at("by_kind"), id=fields.text("id"), case=list(items), n=len(whens))
    for answers in product((True, False), repeat=len(items)):
        said = dict(zip(items, answers, strict=True))
        holding = sum(all(said[item] is wanted for item, wanted in conditions_of(when)) for when in whens)
        if holding != 1:
            case = [f"{item}={'是' if said[item] else '否'}" for item in items]
            return faults.add("S147", fields.at("by_kind"), id=fields.text("id"), case=case, n=holding)
    return None


def name_of_kind(name: Name, when: str, faults: Faults) -> Name:
    """`近三年产值（非山区）`."""
    names = {**{item: PROFILE[item].name for item in CONDITIONS}, **faults.conditions}
    if any(item not in names for item, _ in conditions_of(when)):
        return name
    kind = when_name(when, names.__getitem__)
    return Name(f"{name.zh}（{kind.zh}）", f"{name.en} ({kind.en})")
