"""Regular expressions that are compiled when they are first used: most runs use few of those that a module names.

Compiling one takes up to 5 ms, as long as importing ten modules, if it holds many Chinese characters.
"""

from __future__ import annotations

import re

from clustercheck.model.hints import Any, AnyStr, cast


def pattern(expression: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A regular expression like that of `re.compile`, compiled when it is first used."""
    return cast("re.Pattern[AnyStr]", _Late(expression, flags))


class _Late:
    """Compiles the expression when its first method is asked for, and then keeps the methods of the compiled one."""

    def __init__(self, expression: str | bytes, flags: int) -> None:
        self._expression, self._flags = expression, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._expression, self._flags)
        for each in ("fullmatch", "match", "search", "sub", "split", "findall", "finditer"):
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)
