"""Records behave as the named tuples of `typing` do."""

import copy
import pickle
import subprocess
import sys
import typing
from pathlib import Path
from typing import Any

import pytest

from clustercheck.model.records import NamedTuple

SOURCE = Path(__file__).parents[2] / "clustercheck"


class Named(typing.NamedTuple):
    """One of typing's."""

    a: int
    b: str = "x"
    c: tuple[int, ...] = ()

    @property
    def twice(self) -> int:
        return 2 * self.a

    @classmethod
    def of(cls, a: int) -> Any:
        return cls(a)


class Cheap(NamedTuple):
    """One of ours."""

    a: int
    b: str = "x"
    c: tuple[int, ...] = ()

    @property
    def twice(self) -> int:
        return 2 * self.a

    @classmethod
    def of(cls, a: int) -> Any:
        return cls(a)


class Single(NamedTuple):
    """A record of one field."""

    only: str


class Below(Cheap):
    """A class below a record, made before any record of the class above."""

    @property
    def thrice(self) -> int:
        return super().twice + self.a


USES = {
    "all by place": lambda kind: tuple(kind(1, "y", (2,))),
    "defaults": lambda kind: tuple(kind(1)),
    "by name": lambda kind: tuple(kind(c=(3,), a=1)),
    "too few": lambda kind: kind(),
    "too many": lambda kind: kind(1, "y", (), 4),
    "unknown name": lambda kind: kind(1, d=4),
    "replace": lambda kind: tuple(kind(1)._replace(b="z")),
    "replace unknown": lambda kind: kind(1)._replace(d=4),
    "make": lambda kind: tuple(kind._make([1, "y", ()])),
    "make too few": lambda kind: kind._make([1]),
    "as a dict": lambda kind: kind(1)._asdict(),
    "repr": lambda kind: repr(kind(1)).replace(kind.__name__, ""),
    "fields": lambda kind: (kind._fields, kind.__match_args__, kind._field_defaults),
    "property": lambda kind: kind(4).twice,
    "class method": lambda kind: tuple(kind.of(5)),
    "equal": lambda kind: (kind(1) == kind(1), kind(1) == (1, "x", ()), kind(1) < kind(2), hash(kind(1))),
    "set": lambda kind: setattr(kind(1), "a", 2),
    "new attribute": lambda kind: setattr(kind(1), "z", 2),
    "pickle": lambda kind: tuple(pickle.loads(pickle.dumps(kind(1)))),
    "copy": lambda kind: type(copy.deepcopy(kind(1))) is kind,
    "annotations": lambda kind: list(kind.__annotations__),
    "kind": lambda kind: type(kind),
}


def outcome(use: str, kind: Any) -> object:
    try:
        return USES[use](kind)
    except (TypeError, ValueError, AttributeError) as fault:
        # From Python 3.13 on, a named tuple raises TypeError where it raised ValueError.
        return isinstance(fault, AttributeError), str(fault).replace(kind.__name__, "").replace("class", "")


@pytest.mark.parametrize("use", USES)
def test_a_record_does_what_a_named_tuple_does(use: str) -> None:
    if use == "set":
        with pytest.raises(AttributeError):
            setattr(Cheap(1), "a", 2)  # noqa: B010
        return
    assert outcome(use, Cheap) == outcome(use, Named)


def test_a_record_has_its_fields_in_a_match() -> None:
    match Cheap(7, "m"):
        case Cheap(a, b):
            assert (a, b) == (7, "m")


def test_a_class_below_a_record_makes_its_own() -> None:
    assert type(Below(3)) is Below
    assert Below(3).thrice == 9
    assert type(Cheap(3)) is Cheap


def test_a_record_of_one_field() -> None:
    assert Single("x") == ("x",)
    assert Single("x")._replace(only="y").only == "y"


def test_a_field_without_a_default_cannot_follow_one_with_a_default() -> None:
    with pytest.raises(TypeError, match="follows one with a default"):

        class Wrong(NamedTuple):
            first: int = 1
            second: int  # type: ignore[misc]


def test_every_record_of_the_program_is_cheap_to_define() -> None:
    """An import of typing's own would be defined anew at each start."""
    found = [
        path.name
        for path in SOURCE.rglob("*.py")
        if path.name != "records.py" and "import NamedTuple" in path.read_text(encoding="utf-8")
        and "model.records import NamedTuple" not in path.read_text(encoding="utf-8")
    ]  # fmt: skip
    assert found == []


def test_importing_records_compiles_nothing() -> None:
    made = subprocess.run(
        [
            sys.executable,
            "-c",
            "import clustercheck.model.findings as f; print('__new__' in vars(f.Measure))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert made.stdout == "False\n"
