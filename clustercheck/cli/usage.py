"""Typer's messages about a mistyped command line, in both languages and with the correct form."""

from __future__ import annotations

import os
from collections.abc import Sequence
from difflib import get_close_matches

from typer.exceptions import TyperException

from clustercheck.cli.help import name_of_argument
from clustercheck.model.patterns import pattern
from clustercheck.texts.messages import _, listed


def said_of_usage(fault: TyperException) -> str:
    """A line on what is wrong with the call and how to get help, or the help itself if that was asked for."""
    kind = type(fault).__name__
    if kind == "NoArgsIsHelpError":
        return fault.format_message()
    context = getattr(fault, "ctx", None)
    command = context.command_path if context is not None else "clustercheck"
    lister = getattr(context.command, "list_commands", None) if context is not None else None
    commands = lister(context) if lister is not None else []
    wrong = _about_command(fault, commands) or _WORDS.get(kind, _other)(fault)
    return _("{wrong}\nHelp: {command} --help").format(wrong=wrong, command=command)


def _about_command(fault: TyperException, commands: Sequence[str]) -> str:
    """The message for a missing or mistyped command, which Typer gives only as a text."""
    if commands and fault.format_message() == "Missing command.":
        return _("A command is missing. The commands are: {all}.").format(all=listed(commands))
    match = _COMMAND.match(fault.format_message())
    if match is None:
        return ""
    near = get_close_matches(match[1], commands, 1, 0.4)
    if near:
        return _("There is no command {command}. Did you mean {near}?").format(command=match[1], near=near[0])
    return _("There is no command {command}. The commands are: {all}.").format(
        command=match[1], all=listed(commands)
    )


def _no_such_option(fault: TyperException) -> str:
    option = getattr(fault, "option_name", "")
    near = getattr(fault, "possibilities", None)
    if near:
        return _("There is no option {option}. Did you mean {near}?").format(
            option=option, near=listed(sorted(near))
        )
    return _("There is no option {option}.").format(option=option)


def _missing(fault: TyperException) -> str:
    parameter = getattr(fault, "param", None)
    if parameter is None:
        name = ""
    elif parameter.param_type_name == "option":
        name = parameter.opts[-1]
    else:
        name = name_of_argument(parameter).strip("[].")
    return _("{name} is missing.").format(name=name)


def _needs_value(fault: TyperException) -> str:
    return _("{option} needs a value.").format(option=getattr(fault, "option_name", ""))


def _bad_number(fault: TyperException) -> str:
    """The message for a value that is no such number, which Typer gives in English."""
    parameter = getattr(fault, "param", None)
    # Typer 0.28 and before keeps the bound with the type.
    least = getattr(parameter, "min", getattr(getattr(parameter, "type", None), "min", None))
    if parameter is None or least is None:
        return _other(fault)
    option, variable = parameter.opts[-1], parameter.envvar
    if isinstance(variable, str) and variable in os.environ:
        option = f"{option} ({variable})"
    if isinstance(least, int):
        return _("{option} takes a whole number, {least} or more.").format(option=option, least=least)
    return _("{option} takes a number, {least} or more.").format(option=option, least=least)


def _other(fault: TyperException) -> str:
    return _("The call is not understood: {reason}").format(reason=fault.format_message())


_COMMAND = pattern(r"No such command '([^']*)'")
_WORDS = {
    "NoSuchOption": _no_such_option,
    "MissingParameter": _missing,
    "BadOptionUsage": _needs_value,
    "BadParameter": _bad_number,
}
