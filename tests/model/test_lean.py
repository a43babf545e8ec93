"""Parts of standard modules by themselves: the same objects, and the same answers."""

from __future__ import annotations

import datetime
import json
import pickle
import signal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercheck.model import lean

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def test_the_same_objects() -> None:
    assert (lean.date, lean.timedelta, lean.MAXYEAR) == (datetime.date, datetime.timedelta, datetime.MAXYEAR)
    assert pickle.loads(pickle.dumps(lean.date(2026, 11, 29))) == datetime.date(2026, 11, 29)
    assert lean.signal.SIGINT == signal.SIGINT
    assert lean.signal.SIG_IGN == signal.SIG_IGN
    assert lean.module_named("json.decoder") is json.decoder


@given(VALUES, st.booleans())
def test_json_is_read_alike(value: Any, is_ascii: bool) -> None:
    text = json.dumps(value, ensure_ascii=is_ascii)
    assert lean.loads(text) == json.loads(text)
    assert lean.loads(f" {text}\n") == json.loads(text)


def test_objects_are_made_from_within() -> None:
    text = '{"a": [{"b": 1}, {}], "c": "\\u96c6"}'
    assert lean.loads(text, lambda found: sorted(found)) == json.loads(
        text, object_hook=lambda found: sorted(found)
    )


@pytest.mark.parametrize("text", ["", " ", "[1,", "[1] 2", '{"a" 1}', '"\n"', "[01]", "nul", "\ufeff{}"])
def test_what_is_no_json(text: str) -> None:
    with pytest.raises(ValueError, match=r".") as ours:
        lean.loads(text)
    with pytest.raises(ValueError, match=r".") as theirs:
        json.loads(text)
    assert str(ours.value) == str(theirs.value)


def test_another_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lean, "make_scanner", None)
    assert lean.loads("[1]") == [1]
