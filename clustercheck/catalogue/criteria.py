"""Build criteria from their fields: attestations, thresholds and choices between branches."""

from __future__ import annotations

from collections.abc import Sequence

from clustercheck.catalogue.fields import Fields
from clustercheck.catalogue.kinds import check_kinds, check_when, name_of_kind, when_of
from clustercheck.catalogue.nodes import Faults
from clustercheck.catalogue.shapes import CRITERION, REQUIREMENTS
from clustercheck.catalogue.thresholds import (
    clause_of,
    read_threshold,
    report_unknown_subject,
    subject_of,
    task_of,
)
from clustercheck.model.criteria import AnyOf, Attestation, Criterion, Threshold
from clustercheck.model.problems import Name
from clustercheck.model.subjects import ALTERNATIVES

_NAMELESS = Name("", "")
_KEYS = tuple(CRITERION.fields)
# The keys that decide the kind of a criterion; it must have exactly one.
KINDS = ("attest", "any_of", "by_kind", "trend", *REQUIREMENTS)
_KEYS_OF_ATTESTATIONS = {"id", "stage", "clause", "attest", "veto", "wording", "when", "task", "note"}
_KEYS_OF_KINDS = {"id", "clause", "by_kind", "wording", "task", "name", "note", "sourced"}
_KEYS_OF_ALTERNATIVES = {
    "id",
    "stage",
    "clause",
    "any_of",
    "at_least",
    "wording",
    "when",
    "task",
    "name",
    "note",
    "sourced",
}


def read_criterion(fields: Fields, section: Fields, relaxable: bool, faults: Faults) -> Criterion | None:
    """A criterion of a section; None if its faults leave nothing to build."""
    kinds = [key for key in KINDS if fields.has(key)]
    if len(kinds) != 1:
        faults.add("S122", fields.at("id"), id=fields.text("id"), found=kinds or ["-"])
        return None
    if not fields.text("clause") and not section.text("clause"):
        faults.add("S113", fields.at("id"), id=fields.text("id"))
    return _criterion(fields, kinds[0], fields, section, relaxable, faults)


def _criterion(
    fields: Fields, kind: str, parent: Fields, section: Fields, relaxable: bool, faults: Faults
) -> Criterion | None:
    """Build a criterion or a branch; `parent` is the entry around a branch, the entry itself for a criterion."""
    _check_effect(fields, kind, faults)
    check_when(fields, faults)
    if kind == "by_kind":
        return _by_kind(fields, parent, section, relaxable, faults)
    if kind == "attest":
        return _attestation(fields, parent, section, relaxable)
    if kind == "any_of":
        return _any_of(fields, parent, section, relaxable, faults)
    return read_threshold(fields, parent, section, relaxable, faults)


def _check_effect(fields: Fields, kind: str, faults: Faults) -> None:
    """Report keys that have no effect on a criterion of this kind."""
    if kind == "attest":
        idle = {*_KEYS} - _KEYS_OF_ATTESTATIONS
    elif kind == "any_of":
        idle = {*_KEYS} - _KEYS_OF_ALTERNATIVES
    elif kind == "by_kind":
        idle = {*_KEYS} - _KEYS_OF_KINDS
    else:
        idle = {"veto", "at_least"}
    for key in _KEYS:
        if key in idle and fields.has(key):
            faults.add("S134", fields.at(key), key=key, id=fields.text("id"))


def _attestation(fields: Fields, parent: Fields, section: Fields, relaxable: bool) -> Attestation:
    name = fields.name("attest") or _NAMELESS
    return Attestation(
        id=fields.text("id"),
        name=name,
        section=section.text("id"),
        clause=clause_of(fields, parent, section),
        wording=fields.text("wording") or name.zh,
        task=task_of(fields, parent, section),
        veto=fields.flag("veto"),
        relaxable=relaxable and not fields.flag("veto"),
        when=when_of(fields),
        note=fields.name("note"),
    )


def _any_of(fields: Fields, parent: Fields, section: Fields, relaxable: bool, faults: Faults) -> AnyOf | None:
    entries = fields.each("any_of")
    branches = [_branch(entry, fields, section, faults) for entry in entries]
    built = [branch for branch in branches if branch is not None]
    if len(entries) < 2:
        faults.add("S127", fields.at("any_of"), id=fields.text("id"))
    at_least = fields.whole("at_least") or 1
    if at_least > max(len(entries), 1):
        faults.add("S146", fields.at("at_least"), id=fields.text("id"), n=at_least, of=len(entries))
    joint = "，或者" if at_least == 1 else "；"
    found = _alternatives(fields, parent, section, built, joint, ALTERNATIVES.get(fields.text("id")), faults)
    return found and found._replace(relaxable=relaxable, when=when_of(fields), at_least=at_least)


def _by_kind(
    fields: Fields, parent: Fields, section: Fields, relaxable: bool, faults: Faults
) -> AnyOf | None:
    """Thresholds of which one applies, each with its `when`. They have the criterion's subject unless they name one."""
    built: list[Criterion] = []
    entries = fields.each("by_kind")
    sound = [entry for entry in entries if check_when(entry, faults)]
    for entry in entries:
        if not (entry.has("when") or entry.has("stage")):
            faults.add("S105", entry.place, key="when", within=entry.text("id"))
    for entry in entries:
        branch = _branch(entry, fields, section, faults)
        if isinstance(branch, Threshold) and not entry.has("name"):
            branch = branch._replace(name=name_of_kind(branch.name, branch.when, faults))
        if branch is not None:
            built.append(branch)
    if len(sound) == len(built) == len(entries):
        check_kinds(fields, [branch.when for branch in built], faults)
    subject = subject_of(fields.text("id"), False, faults)
    usual = subject.name if subject else ALTERNATIVES.get(fields.text("id"))
    found = _alternatives(fields, parent, section, built, "；", usual, faults)
    return found and found._replace(relaxable=relaxable, by_kind=True)


def _alternatives(
    fields: Fields,
    parent: Fields,
    section: Fields,
    branches: Sequence[Criterion],
    joint: str,
    usual_name: Name | None,
    faults: Faults,
) -> AnyOf | None:
    """The criterion of these branches; None if it has no name. `joint` stands between their wordings."""
    name = fields.name("name") or usual_name
    if name is None:
        report_unknown_subject(fields, faults)
        return None
    return AnyOf(
        id=fields.text("id"),
        name=name,
        section=section.text("id"),
        clause=clause_of(fields, parent, section),
        wording=fields.text("wording") or joint.join([branch.wording for branch in branches]),
        branches=tuple(branches),
        task=task_of(fields, parent, section),
        note=fields.name("note"),
    )


def _branch(fields: Fields, parent: Fields, section: Fields, faults: Faults) -> Criterion | None:
    kinds = [key for key in KINDS if fields.has(key)]
    if len(kinds) == 1 and kinds[0] in ("attest", "any_of"):
        return _criterion(fields, kinds[0], parent, section, False, faults)
    return read_threshold(fields, parent, section, False, faults)
