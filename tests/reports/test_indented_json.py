"""JSON over several lines is as `json.dumps` writes it."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from ways import plain_way

from clustercheck.model.findings import Status
from clustercheck.reports.indented_json import indented

_PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(list(Status))
_VALUES = st.recursive(
    _PLAIN,
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def test_without_the_quick_ways_it_is_json_dumps_itself() -> None:
    value = {"a": [1, "b"]}
    with plain_way():
        assert indented(value) == json.dumps(value, ensure_ascii=False, indent=1)


@given(value=_VALUES)
def test_it_is_as_json_dumps_writes_it(value: Any) -> None:
    assert indented(value) == json.dumps(value, ensure_ascii=False, indent=1)
