"""No word of a standard changes unseen: each is held against its record, which is written anew on purpose only."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from clustercheck.catalogue import load
from clustercheck.model.criteria import Criterion
from clustercheck.model.standard import Standard

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

import record_standards

pytestmark = pytest.mark.slow

STANDARDS = [standard for editions in load().values() for standard in editions]
each_standard = pytest.mark.parametrize("standard", STANDARDS, ids=lambda s: s.label)


def test_no_word_of_a_standard_has_changed() -> None:
    """If this fails: read the lines beside the document, then `python scripts/record_standards.py --write`."""
    changes = record_standards.differences(
        {f"{one.label}.yaml": record_standards.rendered(one) for one in STANDARDS}
    )
    assert not changes, "\n".join(changes[:40])


@each_standard
def test_a_record_is_yaml_with_every_criterion(standard: Standard) -> None:
    record = yaml.safe_load(record_standards.rendered(standard))
    listed = [one["编码"] for section in record["小节"] for one in section["条件"]]
    assert listed == [one.id for one in standard.criteria]


def leaves(record: Any, path: str = "") -> list[tuple[str, Any]]:
    """Every value of a record that is no record itself, with its way there."""
    if hasattr(record, "_fields"):
        fields = [(name, getattr(record, name)) for name in record._fields]
    elif isinstance(record, tuple):
        fields = [(str(number), one) for number, one in enumerate(record)]
    else:
        return [(path, record)]
    return [leaf for name, one in fields for leaf in leaves(one, f"{path}.{name}")]


def with_leaf(record: Any, steps: list[str], value: Any) -> Any:
    if not steps:
        return value
    first, rest = steps[0], steps[1:]
    if hasattr(record, "_fields"):
        return record._replace(**{first: with_leaf(getattr(record, first), rest, value)})
    number = int(first)
    return (*record[:number], with_leaf(record[number], rest, value), *record[number + 1 :])


def other(value: Any) -> Any:
    """A value as near to this one as can be."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, Decimal | int):
        return value + 1
    if hasattr(value, "toordinal"):
        return type(value).fromordinal(value.toordinal() + 1)
    return f"{value}改" if type(value) is str else None


@each_standard
def test_a_change_of_any_field_changes_the_record(standard: Standard) -> None:
    whole = record_standards.rendered(standard)
    unnoticed = []
    for path, value in leaves(standard._replace(criteria=())):
        steps = path.split(".")[1:]
        changed = other(value)
        # What a subject is, is told by its id; `grown` follows from the limit, `file` is where it lies.
        if changed is None or {"subject", "grown", "file", "basis"} & set(steps):
            continue
        if record_standards.rendered(with_leaf(standard, steps, changed)) == whole:
            unnoticed.append(path)
    assert unnoticed == []


@each_standard
def test_the_criteria_are_those_of_the_sections(standard: Standard) -> None:
    """The record tells them by their sections."""
    of_sections: list[Criterion] = [one for section in standard.sections for one in section.criteria]
    assert tuple(of_sections) == standard.criteria
