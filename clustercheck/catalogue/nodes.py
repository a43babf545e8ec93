"""Read YAML strictly: every value keeps its line and column, and all faults of a file are found at once.

Scalars are read as written: no implicit dates, booleans or octal numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches

import yaml

from clustercheck.catalogue.fields import Due, Fields, Rows, Word
from clustercheck.catalogue.shapes import NAME, Field, Shape
from clustercheck.model.hints import Any
from clustercheck.model.indicators import Indicator
from clustercheck.model.patterns import pattern
from clustercheck.model.problems import Fact, Name, Problem, Where, error

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 100
_DEEPEST_MAPPING, _MOST_MAPPINGS = 20, 20_000
_NESTED_MARKS = pattern(rf"(?:[-?:]\s+){{{_DEEPEST}}}")
_DATE = pattern(r"\d{4}-\d{2}-\d{2}")
_DUE = pattern(r"(\d{2})-(\d{2}|end)")
_WHOLE = pattern(r"[1-9]\d{0,3}", re.ASCII)
_FLAGS = {"true": True, "false": False}

# The placeholder in a draft for a fact of the document.
TO_FILL = "待填"


class Faults:
    """The faults of one file, collected while it is read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Problem] = []
        # The file's own conditions, by id.
        self.conditions: dict[str, Name] = {}
        # The number of mappings read, and the depth of the current one.
        self.mappings = self.depth = 0
        self.is_too_much = False
        # The figures that the file declares, by id.
        self.figures: dict[str, Indicator] = {}

    def add(self, code: str, where: Where, **facts: Fact) -> None:
        self.found.append(error(code, where, **facts))

    def place(self, node: yaml.Node) -> Where:
        mark = node.start_mark
        return Where(self.file, line=mark.line + 1, column=mark.column + 1)


def read_fields(text: str, shape: Shape, faults: Faults) -> Fields | None:
    """Read a YAML text by its shape. Returns None if it is no YAML mapping; faults go into `faults`."""
    if _too_deep(text):
        faults.add("S101", Where(faults.file), reason="nesting")
        return None
    try:
        node = yaml.compose(text, Loader=_Loader)
    except RecursionError:
        faults.add("S101", Where(faults.file), reason="nesting")
        return None
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        where = Where(faults.file, line=mark.line + 1, column=mark.column + 1) if mark else Where(faults.file)
        faults.add("S101", where, reason=str(getattr(fault, "problem", None) or fault))
        return None
    if node is None:
        faults.add("S102", Where(faults.file))
        return None
    if not isinstance(node, yaml.MappingNode):
        faults.add("S106", faults.place(node), key=shape.name, expected="key: value")
        return None
    return _mapping(node, shape, faults)


def plain_values(text: str) -> Any:
    """One of our own YAML texts as plain mappings, lists and texts."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def as_yaml(values: Any) -> str:
    """Plain values as a YAML text for people to edit."""
    text: str = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=120)
    return text


def _too_deep(text: str) -> bool:
    """Whether brackets or marks are nested so deeply that the C parser would overflow its stack."""
    depth = deepest = 0
    for char in text:
        if char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
    return deepest > _DEEPEST or _NESTED_MARKS.search(text) is not None


def _mapping(node: yaml.MappingNode, shape: Shape, faults: Faults) -> Fields:
    """Read a mapping. Aliases can nest a branch in itself or multiply a few lines, so depth and number are limited."""
    faults.mappings += 1
    faults.depth += 1
    if faults.depth > _DEEPEST_MAPPING or faults.mappings > _MOST_MAPPINGS:
        if not faults.is_too_much:
            faults.is_too_much = True
            faults.add("S101", faults.place(node), reason="nesting")
        faults.depth -= 1
        return Fields(faults.place(node))
    fields = _read_mapping(node, shape, faults)
    faults.depth -= 1
    return fields


def _read_mapping(node: yaml.MappingNode, shape: Shape, faults: Faults) -> Fields:
    fields = Fields(faults.place(node))
    seen: set[str] = set()
    for key_node, value_node in node.value:
        key, place = _key(key_node), faults.place(key_node)
        if key in seen:
            faults.add("S104", place, key=key)
            continue
        seen.add(key)
        field = shape.fields.get(key)
        if field is None:
            faults.add("S103", place, key=key, near=nearest(key, list(shape.fields)), keys=list(shape.fields))
            continue
        fields.put(key, _value(value_node, key, field, faults), faults.place(value_node))
    for key, field in shape.fields.items():
        if field.required and key not in seen:
            faults.add("S105", fields.place, key=key, within=shape.name)
    return fields


def _key(node: yaml.Node) -> str:
    """A key as written; `?` for a key that is no scalar."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) else "?"


def _value(node: yaml.Node, key: str, field: Field, faults: Faults) -> Any:
    if not field.many:
        return _one(node, key, field, faults)
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        faults.add("S106", faults.place(node), key=key, expected="[…]")
        return None
    values = [_one(item, key, field, faults) for item in node.value]
    return [value for value in values if value is not None]


def _one(node: yaml.Node, key: str, field: Field, faults: Faults) -> Any:
    if field.shape is not None or field.kind == "name":
        if not isinstance(node, yaml.MappingNode):
            expected = "{zh: …, en: …}" if field.kind == "name" else "key: value"
            faults.add("S106", faults.place(node), key=key, expected=expected)
            return None
        fields = _mapping(node, field.shape or NAME, faults)
        if field.kind == "name":
            if "zh" not in fields:
                return None
            return Name(fields.text("zh"), fields.text("en" if "en" in fields else "zh"))
        return fields
    if field.kind == "rows":
        return _rows(node, key, faults)
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        faults.add("S106", faults.place(node), key=key, expected=_EXPECTED.get(field.kind, "…"))
        return None
    word = Word.at(node.value, faults.place(node))
    if word.strip() == TO_FILL:
        faults.add("S150", word.place, key=key)
        return None
    if field.choices and word not in field.choices:
        faults.add(
            "S108", word.place, key=key, value=word, near=nearest(word, field.choices), choices=field.choices
        )
        return None
    return _scalar(word, key, field, faults)


def _rows(node: yaml.Node, key: str, faults: Faults) -> Rows | None:
    """A mapping with free keys, each with one text or a list of texts."""
    if not isinstance(node, yaml.MappingNode):
        faults.add("S106", faults.place(node), key=key, expected="key: value")
        return None
    rows: Rows = {}
    for key_node, value_node in node.value:
        name = Word.at(_key(key_node), faults.place(key_node))
        if name in rows:
            faults.add("S104", name.place, key=name)
        items = value_node.value if isinstance(value_node, yaml.SequenceNode) else [value_node]
        rows[name] = [
            Word.at(item.value, faults.place(item)) for item in items if isinstance(item, yaml.ScalarNode)
        ]
        if len(rows[name]) != len(items):
            faults.add("S106", faults.place(value_node), key=name, expected="[…]")
    return rows


_EXPECTED = {"date": "2024-10-21", "whole": "3", "flag": "true / false", "due": "03-15 / 02-end / undated"}


def _scalar(word: Word, key: str, field: Field, faults: Faults) -> Any:
    value: Any = word
    if field.kind == "date":
        value = _date(word)
    elif field.kind == "whole":
        value = int(word) if _WHOLE.fullmatch(word) else None
    elif field.kind == "flag":
        value = _FLAGS.get(word)
    elif field.kind == "due":
        if word == "undated":
            return None
        value = _due(word)
    if value is None:
        code = "S107" if field.kind == "date" else "S106"
        faults.add(code, word.place, key=key, value=word, expected=_EXPECTED[field.kind])
    return value


def _date(text: str) -> date | None:
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _due(text: str) -> Due:
    match = _DUE.fullmatch(text)
    if match is None:
        return None
    month, day = int(match[1]), 0 if match[2] == "end" else int(match[2])
    return (month, day) if _date(f"2023-{month:02}-{day or 1:02}") else None


def nearest(word: str, known: Sequence[str]) -> str:
    """The closest of the known words, or a dash."""
    near = get_close_matches(word, known, 1, 0.5)
    return near[0] if near else "-"
