"""Records: named tuples that are cheap to define, because every call of the program defines a hundred of them.

`typing.NamedTuple` compiles a constructor and checks every annotation when a class is defined. Here the constructor is
compiled when the first record of a class is made, and annotations are kept as they stand. Making a record, and
everything else, is the same; `tests/model/test_records.py` holds both equal.
"""

from __future__ import annotations

from clustercheck.model.hints import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from _collections import _tuplegetter

    class _Record(tuple):
        """What all records have."""

        __slots__ = ()

        def __new__(cls, *values: Any, **named: Any) -> Any:
            """Make the first record of a class, and the constructor for all later ones."""
            cls.__new__ = staticmethod(_constructor(cls))
            return cls.__new__(cls, *values, **named)

        @classmethod
        def _make(cls, values: Any) -> Any:
            """A record from a sequence of its fields. Raises `TypeError` if it has more or fewer."""
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **changed: Any) -> Any:
            """The record with other values for some fields. Raises `ValueError` for an unknown field."""
            made = self._make(map(changed.pop, self._fields, self))
            if changed:
                raise ValueError(f"Got unexpected field names: {list(changed)!r}")
            return made

        def _asdict(self) -> dict[str, Any]:
            """The values by the names of their fields."""
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            values = ", ".join([f"{name}={value!r}" for name, value in self._asdict().items()])
            return f"{self.__class__.__name__}({values})"

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

    # A constructor by the number of fields. Compiling one takes as long as defining two records.
    _TEMPLATES: dict[int, Any] = {}

    def _constructor(cls: type) -> Any:
        """`__new__` with the fields as its parameters, as `collections.namedtuple` has it."""
        fields = cls._fields
        template = _TEMPLATES.get(len(fields))
        if template is None:
            names = "".join([f"f{place}, " for place in range(len(fields))])
            space = {"_new": tuple.__new__, "__builtins__": {}, "__name__": "records"}
            template = _TEMPLATES[len(fields)] = eval(f"lambda _cls, {names}: _new(_cls, ({names}))", space)
        code = template.__code__.replace(co_varnames=("_cls", *fields), co_name="__new__")
        defaults = tuple(cls._field_defaults.values()) or None
        made = type(template)(code, template.__globals__, "__new__", defaults)
        made.__qualname__ = f"{cls.__name__}.__new__"
        return made

    def _annotations_in(body: dict[str, Any]) -> dict[str, Any]:
        """What a class body annotates. Python 3.14 has a function for it where `annotations` is not imported."""
        if "__annotate_func__" not in body:
            return body.get("__annotations__", {})
        try:
            return body["__annotate_func__"](1)  # the values; 3.14 names them by numbers
        except NameError:  # some are defined below
            from annotationlib import Format, call_annotate_function

            return call_annotate_function(body["__annotate_func__"], Format.FORWARDREF)

    class _Definition(type):
        """Makes a class whose body lists fields into a record."""

        def __new__(kind, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            fields = tuple(_annotations_in(body))
            defaults = {field: body[field] for field in fields if field in body}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                raise TypeError(f"In {name} a field without a default follows one with a default")
            for place, field in enumerate(fields):
                body[field] = _tuplegetter(place, None)
            body["_fields"] = body["__match_args__"] = fields
            body["_field_defaults"] = defaults
            body.setdefault("__slots__", ())
            return type(name, tuple(_Record if base is _marker else base for base in bases), body)

    _marker = type.__new__(_Definition, "NamedTuple", (), {})

    def NamedTuple() -> None:  # noqa: N802
        """The base of a record, as `typing.NamedTuple` is."""

    NamedTuple.__mro_entries__ = lambda _bases: (_marker,)
