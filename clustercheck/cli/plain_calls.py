"""Plain calls, read without Typer: importing it and making its parser takes half the time of a short run.

A call is plain if it is a command with options that are spelled out, each once and with a value of its own behind it,
and the right number of arguments. Everything else is declined and left to Typer: help, completion, settings, `=`, short
options run together, and whatever is wrong. `tests/cli/test_plain_calls.py` holds both equal.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence

from clustercheck.cli.declared import Argument, Command, Group, Parameter, Path, parameters_of
from clustercheck.model.hints import Any
from clustercheck.model.lean import module_named
from clustercheck.model.records import NamedTuple

# The kinds of value by the type in the signature.
_KINDS: Mapping[Any, str] = {
    bool: "flag",
    str: "text",
    str | None: "text",
    float: "number",
    int: "whole",
    int | None: "whole",
    Path: "path",
    Path | None: "path",
    list[str]: "texts",
    list[str] | None: "texts",
    list[Path] | None: "paths",
}
_DIGITS = frozenset("0123456789")


class Call(NamedTuple):
    """A command's function and the values that the call gives."""

    function: Callable[..., int]
    values: Mapping[str, Any]

    def run(self) -> int:
        """Run the command; returns its exit code."""
        return self.function(**self.values)


def plain_call(words: Sequence[str], commands: Mapping[str, object]) -> Call | None:
    """The call that a command line makes; None unless it is plain.

    `commands` are the names of the modules in `cli` that hold a command.
    """
    if not words or words[0] not in commands:
        return None
    command: Command | Group | None = module_named(f"clustercheck.cli.{words[0]}").command
    rest = words[1:]
    if isinstance(command, Group):
        command = command.commands.get(rest[0]) if rest else None
        rest = rest[1:]
    if command is None:
        return None
    values = plain_values(rest, parameters_of(command.function))
    return None if values is None else Call(command.function, values)


def plain_values(words: Sequence[str], parameters: Sequence[Parameter]) -> dict[str, Any] | None:
    """The values by parameter that the words behind a command give; None unless they are plain."""
    options = {
        name: each
        for each in parameters
        if not isinstance(each.declaration, Argument)
        for name in each.declaration.names
    }
    given: dict[str, Any] = {}
    arguments: list[str] = []
    rest = iter(words)
    for word in rest:
        if word == "-" or word[:1] != "-":
            arguments.append(word)
            continue
        parameter = options.get(word)
        kind = None if parameter is None else _KINDS.get(parameter.type)
        if parameter is None or kind is None:
            return None
        several = kind in ("texts", "paths")
        if parameter.name in given and not several:
            return None
        value = True if kind == "flag" else _value(kind, parameter, next(rest, ""))
        if value is None:
            return None
        if several:
            given.setdefault(parameter.name, []).append(value)
        else:
            given[parameter.name] = value
    placed = _placed(arguments, [each for each in parameters if isinstance(each.declaration, Argument)])
    if placed is None or any(
        each.is_required and each.name not in given and each.name not in placed for each in parameters
    ):
        return None
    return given | placed


def _value(kind: str, parameter: Parameter, word: str) -> Any:
    """The value that a word behind an option means; None unless it is plain."""
    declaration = parameter.declaration
    if not word or word[0] == "-" or isinstance(declaration, Argument):
        return None
    if declaration.check is not None and word not in declaration.words:
        return None
    if kind in ("path", "paths"):
        # Typer refuses a file that may not be read.
        if os.path.exists(word) and not os.access(word, os.R_OK):
            return None
        return module_named("pathlib").Path(word)
    if kind in ("number", "whole"):
        if len(word) > 9 or not _DIGITS.issuperset(word):
            return None
        number = float(word) if kind == "number" else int(word)
        return None if declaration.least is not None and number < declaration.least else number
    return word


def _placed(words: list[str], parameters: Sequence[Parameter]) -> dict[str, Any] | None:
    """The arguments by name; None if their number is wrong."""
    if len(parameters) == 1 and _KINDS.get(parameters[0].type) == "texts":
        return {parameters[0].name: words} if words else {}
    if len(words) > len(parameters) or any(_KINDS.get(each.type) != "text" for each in parameters):
        return None
    return {each.name: word for each, word in zip(parameters, words, strict=False)}
