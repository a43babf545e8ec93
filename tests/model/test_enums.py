"""Enumerations of words do what those of the standard library do."""

from __future__ import annotations

import copy
import enum
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from clustercheck.model.criteria import Mode
from clustercheck.model.enums import StrEnum
from clustercheck.model.findings import Status


class Ours(StrEnum):
    """Two words."""

    FIRST = "first"
    SECOND_WORD = "second word"


class Theirs(enum.StrEnum):
    """Two words."""

    FIRST = "first"
    SECOND_WORD = "second word"


Theirs.__name__ = Theirs.__qualname__ = "Ours"

ASKED: dict[str, Callable[[Any], object]] = {
    "members": lambda kind: [(one.name, one.value, str(one), repr(one), f"{one:>12}") for one in kind],
    "by text": lambda kind: kind("second word") is kind.SECOND_WORD,
    "by member": lambda kind: kind(kind.FIRST) is kind.FIRST,
    "by name": lambda kind: kind["FIRST"] is kind.FIRST,
    "in it": lambda kind: (kind.FIRST in kind, len(kind), list(kind.__members__)),
    "equal": lambda kind: (kind.FIRST == "first", kind.FIRST != kind.SECOND_WORD, kind.FIRST == "FIRST"),
    "type": lambda kind: (
        isinstance(kind.FIRST, kind),
        isinstance(kind.FIRST, str),
        type(kind.FIRST) is kind,
    ),
    "ordered": lambda kind: sorted([kind.SECOND_WORD, kind.FIRST]) == list(kind),
    "json": lambda kind: json.dumps({kind.FIRST: [kind.SECOND_WORD]}),
    "copied": lambda kind: (copy.copy(kind.FIRST) is kind.FIRST, copy.deepcopy(kind.FIRST) is kind.FIRST),
    "class": lambda kind: (kind.__doc__, repr(kind)),
    "key": lambda kind: {one: one.name for one in kind}[kind.FIRST],
}


@pytest.mark.parametrize("question", ASKED)
def test_the_same_answers(question: str) -> None:
    assert ASKED[question](Ours) == ASKED[question](Theirs)


@pytest.mark.parametrize("kind", [Ours, Theirs])
def test_a_text_that_is_no_member(kind: Any) -> None:
    with pytest.raises(ValueError, match=r"^'third' is not a valid Ours$"):
        kind("third")
    with pytest.raises(ValueError, match="is not a valid"):
        kind([])


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_member_stays_itself_in_another_process(protocol: int) -> None:
    for one in (*Status, *Mode):
        assert pickle.loads(pickle.dumps(one, protocol)) is one


def test_a_member_is_found_by_its_text() -> None:
    assert {"met": 1}[Status.MET] == 1
    assert {Status.MET: 1}["met"] == 1  # type: ignore[index]
