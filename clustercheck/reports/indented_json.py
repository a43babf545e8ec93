"""JSON over several lines, a space for each level: as `json.dumps` writes it, which takes twice as long for that."""

from __future__ import annotations

from clustercheck.model.hints import Any
from clustercheck.model.lean import encode_basestring
from clustercheck.model.speed import is_quick

_NEXT = " "
_WORDS = {None: "null", True: "true", False: "false"}


def indented(value: Any) -> str:
    """The text of `json.dumps(value, ensure_ascii=False, indent=1)`."""
    if is_quick():
        return _indented(value, "\n")
    import json

    return json.dumps(value, ensure_ascii=False, indent=1)


def _indented(value: Any, before: str) -> str:
    """The same of a value within others; `before` is what a line begins with at its level."""
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, dict):
        if not value:
            return "{}"
        inside = before + _NEXT
        pairs = [f"{encode_basestring(key)}: {_indented(each, inside)}" for key, each in value.items()]
        return f"{{{inside}{f',{inside}'.join(pairs)}{before}}}"
    if isinstance(value, list | tuple):
        if not value:
            return "[]"
        inside = before + _NEXT
        return f"[{inside}{f',{inside}'.join([_indented(each, inside) for each in value])}{before}]"
    if value.__class__ is int:
        return int.__repr__(value)
    if value is None or value.__class__ is bool:
        return _WORDS[value]
    import json

    return json.dumps(value)
