"""The result of the strict reader for a YAML mapping: the value and the place of each key."""

from __future__ import annotations

from datetime import date

from clustercheck.model.hints import Any, TypeAlias
from clustercheck.model.problems import Name, Where

Due: TypeAlias = tuple[int, int] | None


class Word(str):
    """A text with its place."""

    place: Where

    @classmethod
    def at(cls, text: str, place: Where) -> Word:
        word = cls(text)
        word.place = place
        return word


Rows: TypeAlias = dict[Word, list[Word]]


class Fields:
    """A mapping that was read by its shape. Absent and faulty keys are None, or an empty list."""

    def __init__(self, place: Where) -> None:
        self.place = place
        self._values: dict[str, Any] = {}
        self._places: dict[str, Where] = {}

    def __contains__(self, key: str) -> bool:
        return self._values.get(key) is not None

    def has(self, key: str) -> bool:
        """Whether a key is written, even with a faulty value."""
        return key in self._places

    def put(self, key: str, value: Any, place: Where) -> None:
        self._values[key] = value
        self._places[key] = place

    def at(self, key: str) -> Where:
        """The place of a key's value, or of the mapping if the key is absent."""
        return self._places.get(key, self.place)

    def word(self, key: str) -> Word | None:
        value: Word | None = self._values.get(key)
        return value

    def text(self, key: str) -> str:
        return str(self._values.get(key) or "")

    def words(self, key: str) -> list[Word]:
        return list(self._values.get(key) or [])

    def numbers(self, key: str) -> list[int]:
        return list(self._values.get(key) or [])

    def name(self, key: str) -> Name | None:
        value: Name | None = self._values.get(key)
        return value

    def date(self, key: str) -> date | None:
        value: date | None = self._values.get(key)
        return value

    def whole(self, key: str) -> int:
        return int(self._values.get(key) or 0)

    def flag(self, key: str) -> bool:
        return bool(self._values.get(key))

    def due(self, key: str) -> Due:
        value: Due = self._values.get(key)
        return value

    def fields(self, key: str) -> Fields | None:
        value: Fields | None = self._values.get(key)
        return value

    def rows(self, key: str) -> Rows:
        return dict(self._values.get(key) or {})

    def each(self, key: str) -> list[Fields]:
        return list(self._values.get(key) or [])
