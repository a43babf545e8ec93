"""Typer's commands, made from what the functions of the commands declare (`cli.declared`)."""

from __future__ import annotations

import inspect
import pathlib
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.main import get_command

from clustercheck.cli import completion, options
from clustercheck.cli.declared import Argument, Group, Option, Parameter, Path, parameters_of
from clustercheck.cli.declared import Command as Declared
from clustercheck.cli.help import Command, CommandGroup

if TYPE_CHECKING:
    from typer._click import Command as TyperCommand

HELP_NAMES = {"help_option_names": ["-h", "--help"]}
_TYPES: dict[Any, Any] = {
    Path: pathlib.Path,
    Path | None: pathlib.Path | None,
    list[Path] | None: list[pathlib.Path] | None,
}


def typer_command(declared: Declared | Group) -> TyperCommand:
    """The command of a module as Typer's."""
    if isinstance(declared, Group):
        app = typer.Typer(
            cls=CommandGroup,
            help=declared.help,
            add_completion=False,
            no_args_is_help=True,
            rich_markup_mode=None,
            pretty_exceptions_enable=False,
            context_settings=HELP_NAMES,
        )
        app.callback()(_with_parameters(_before_the_command))
        for name, each in declared.commands.items():
            app.command(name, cls=Command, help=each.help)(_with_parameters(each.function))
    else:
        app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
        function = _with_parameters(declared.function)
        app.command(cls=Command, help=declared.help, context_settings=HELP_NAMES)(function)
    return get_command(app)


def _before_the_command(lang: options.Lang = None) -> int:
    """What may stand before a sub-command; the language is chosen before Typer sees it."""
    return 0


def _with_parameters(function: Callable[..., int]) -> Callable[..., int]:
    """The function with the signature that Typer reads."""
    declared = {each.name: each for each in parameters_of(function)}
    signature = inspect.signature(function)

    @wraps(function)
    def called(**values: Any) -> int:
        return function(**values)

    vars(called)["__signature__"] = signature.replace(
        parameters=[
            each.replace(annotation=_annotation(declared[name]))
            for name, each in signature.parameters.items()
        ]
    )
    called.__annotations__ = {}
    return called


def _annotation(parameter: Parameter) -> Any:
    kind = _TYPES.get(parameter.type, parameter.type)
    declaration = parameter.declaration
    info = _argument(declaration) if isinstance(declaration, Argument) else _option(declaration)
    return Annotated[kind, info]


def _argument(declared: Argument) -> Any:
    return typer.Argument(metavar=declared.metavar, help=declared.help, autocompletion=_completion(declared))


def _option(declared: Option) -> Any:
    return typer.Option(
        *declared.names,
        metavar=declared.metavar,
        help=declared.help,
        autocompletion=_completion(declared),
        min=declared.least,
        callback=declared.check,
        envvar=declared.variable,
        show_envvar=declared.variable is None,
    )


def _completion(declared: Option | Argument) -> Callable[..., Any] | None:
    if declared.completion is not None:
        found: Callable[..., Any] = getattr(completion, declared.completion)
        return found
    return completion.words(*declared.words) if declared.words else None
