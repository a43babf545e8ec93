"""What a plain call uses of standard modules that import or build much beside it, 4 % of its time together.

`json` compiles its expressions for writing, `datetime` (before Python 3.12) has all its classes a second time in Python,
`signal` makes enumerations of all signals, `importlib` brings its warnings. What stands here is the same objects and
answers; other modules may import those as always.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType

from clustercheck.model.hints import TYPE_CHECKING, Any

__all__ = ["MAXYEAR", "date", "encode_basestring", "loads", "module_named", "signal", "timedelta"]

if TYPE_CHECKING:
    import signal
    from datetime import MAXYEAR, date, timedelta
    from json.encoder import encode_basestring

    make_scanner: Callable[[Any], Callable[[str, int], tuple[Any, int]]] | None
else:
    try:
        import _signal as signal
        from _datetime import MAXYEAR, date, timedelta
        from _json import encode_basestring, make_scanner
    except ImportError:  # another Python than CPython
        import signal
        from datetime import MAXYEAR, date, timedelta
        from json.encoder import encode_basestring

        make_scanner = None


def module_named(name: str) -> Any:
    """The module of a full name, imported if need be."""
    __import__(name)
    module: ModuleType = sys.modules[name]
    return module


def loads(text: str, object_hook: Callable[[dict[str, Any]], Any] | None = None) -> Any:
    """As `json.loads`. Raises `ValueError` for what is no JSON."""
    if make_scanner is not None:
        try:
            found, end = make_scanner(_Reading(object_hook))(text, 0)
            if end == len(text):
                return found
        except (StopIteration, ValueError, AttributeError):
            pass
    # Anything unusual: space around it, another Python, what is no JSON.
    import json

    return json.loads(text, object_hook=object_hook)


class _Reading:
    """How JSON is read, as `json.JSONDecoder` says it to the scanner."""

    strict = True
    object_pairs_hook = array_hook = None
    parse_float = parse_constant = float
    parse_int = int

    def __init__(self, object_hook: Callable[[dict[str, Any]], Any] | None) -> None:
        self.object_hook = object_hook
