"""Enumerations of words that are cheap to define and to look up: every call of the program defines a dozen of them.

`enum.StrEnum` takes 0.2 ms a class, and each look-up of a member in a dict or set calls its hash function in Python.
Members here are strings with a name, and hash as strings do. `tests/model/test_enums.py` holds both equal.
"""

from __future__ import annotations

from collections.abc import Iterator

from clustercheck.model.hints import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from enum import StrEnum as StrEnum
else:

    class _Enumeration(type):
        """Makes the texts in a class body into members of the class."""

        def __new__(kind, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            texts = {key: text for key, text in body.items() if text.__class__ is str and key[:2] != "__"}
            made = type.__new__(kind, name, bases, body)
            made.__members__ = {}
            made._by_text = {}
            for key, text in texts.items():
                member = str.__new__(made, text)
                member.name, member.value = key, text
                setattr(made, key, member)
                made.__members__[key] = made._by_text[text] = member
            return made

        def __call__(cls, text: str) -> Any:
            """The member of a text. Raises `ValueError` if there is none."""
            try:
                return cls._by_text[text]
            except (KeyError, TypeError):
                raise ValueError(f"{text!r} is not a valid {cls.__qualname__}") from None

        def __getitem__(cls, name: str) -> Any:
            return cls.__members__[name]

        def __iter__(cls) -> Iterator[Any]:
            return iter(cls.__members__.values())

        def __len__(cls) -> int:
            return len(cls.__members__)

        def __contains__(cls, text: object) -> bool:
            return text in cls._by_text

        def __repr__(cls) -> str:
            return f"<enum {cls.__name__!r}>"

    class StrEnum(str, metaclass=_Enumeration):
        """The base of an enumeration, as `enum.StrEnum` is."""

        def __repr__(self) -> str:
            return f"<{self.__class__.__name__}.{self.name}: {self.value!r}>"

        def __reduce_ex__(self, _protocol: int) -> tuple[Any, ...]:
            return self.__class__, (self.value,)

        def __copy__(self) -> Any:
            return self

        def __deepcopy__(self, _memo: object) -> Any:
            return self
