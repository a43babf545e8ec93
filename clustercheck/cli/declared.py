"""How commands declare their options and arguments: once, as data that help, completion and parsing all read.

The signature of a command's function declares its parameters, each as `Annotated[type, Option(...)]`. `plain_calls` reads
plain calls by it; `typer_app` makes Typer's commands of it for everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from clustercheck.model.hints import TYPE_CHECKING, Any
from clustercheck.model.records import NamedTuple

if TYPE_CHECKING:
    from pathlib import Path as Path
    from typing import Annotated as Annotated
else:

    class Annotated:
        """Like typing's, but a plain pair: the type and its declaration."""

        def __class_getitem__(cls, parts: tuple[Any, Any]) -> tuple[Any, Any]:
            return parts

    class Path:
        """Stands for `pathlib.Path` in a declared type; most calls give no path, and need not import it."""


class Argument:
    """A word of a call that stands by its place."""

    def __init__(
        self, *, metavar: str, help: str, words: tuple[str, ...] = (), completion: str | None = None
    ) -> None:
        """`words` are completed; `completion` names a function of `cli.completion` instead."""
        self.metavar, self.help, self.words, self.completion = metavar, help, words, completion


class Option:
    """A word of a call that stands behind its name, or a flag."""

    def __init__(
        self,
        *names: str,
        help: str,
        metavar: str | None = None,
        words: tuple[str, ...] = (),
        completion: str | None = None,
        least: float | None = None,
        check: Callable[[str | None], str | None] | None = None,
        variable: str | None = None,
    ) -> None:
        """`words` are completed; `completion` names a function of `cli.completion` instead.

        `check` raises `UsageFault` for a value that is none of the `words`. `variable` is the environment variable that
        the help names; those of settings follow from the names (`cli.settings`).
        """
        self.names, self.help, self.metavar = names, help, metavar
        self.words, self.completion = words, completion
        self.least, self.check, self.variable = least, check, variable


class Command(NamedTuple):
    """A function that runs a command and returns its exit code, with its help."""

    function: Callable[..., int]
    help: str


class Group(NamedTuple):
    """Commands below one name, with the help of the group; `lang` may stand before the sub-command."""

    help: str
    commands: Mapping[str, Command]


class Parameter(NamedTuple):
    """A parameter of a command: its type, its declaration, and whether it must be given."""

    name: str
    type: Any
    declaration: Option | Argument
    is_required: bool


def parameters_of(function: Callable[..., int]) -> tuple[Parameter, ...]:
    """The declared parameters of a command's function, in their order."""
    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    first_optional = len(names) - len(function.__defaults__ or ())
    found = []
    for place, name in enumerate(names):
        kind, declaration = _evaluated(function.__annotations__[name], function.__globals__)
        found.append(Parameter(name, kind, declaration, place < first_optional))
    return tuple(found)


def _evaluated(annotation: str, space: dict[str, Any]) -> Any:
    """What an annotation means: mostly `options.City`, for which nothing is compiled."""
    module, dot, name = annotation.partition(".")
    if dot and module in space and name.isidentifier():
        return getattr(space[module], name)
    return eval(annotation, space, {"Path": Path})
