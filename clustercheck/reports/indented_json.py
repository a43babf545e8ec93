"""JSON over several lines, a space for each level: as `json.dumps` writes it, which has no quick way for that."""

from __future__ import annotations

import json
from json.encoder import encode_basestring

from clustercheck.model.hints import Any

_NEXT = " "
_WORDS = {None: "null", True: "true", False: "false"}


def indented(value: Any, before: str = "\n") -> str:
    """The text of `json.dumps(value, ensure_ascii=False, indent=1)`; `before` is what a line begins with at this level."""
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, dict):
        if not value:
            return "{}"
        inside = before + _NEXT
        pairs = [f"{encode_basestring(key)}: {indented(each, inside)}" for key, each in value.items()]
        return f"{{{inside}{f',{inside}'.join(pairs)}{before}}}"
    if isinstance(value, list | tuple):
        if not value:
            return "[]"
        inside = before + _NEXT
        return f"[{inside}{f',{inside}'.join([indented(each, inside) for each in value])}{before}]"
    if value.__class__ is int:
        return int.__repr__(value)
    return _WORDS[value] if value is None or value.__class__ is bool else json.dumps(value)
