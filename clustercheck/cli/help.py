"""Typer's own words in the current language: Usage, Options, the line of --help.

Texts that Typer passes through gettext come from `locale/zh/LC_MESSAGES/typer.po`; the others are set here.
"""

from __future__ import annotations

import gettext
import os
from typing import TYPE_CHECKING

from typer.core import TyperCommand, TyperGroup

from clustercheck.model import shipped
from clustercheck.texts.messages import LOCALE, _, language

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter, Parameter


def translate_typer() -> None:
    """Let gettext find Typer's texts in the current language."""
    os.environ["LANGUAGE"] = language()
    gettext.bindtextdomain("typer", _folder_of_texts())
    gettext.textdomain("typer")


def _folder_of_texts() -> str:
    """The folder in which gettext finds Typer's texts: a temporary copy if the program runs from a zip."""
    if os.path.isdir(LOCALE):
        return LOCALE
    import atexit
    from tempfile import TemporaryDirectory

    texts = shipped.content(os.path.join(LOCALE, "zh", "LC_MESSAGES", "typer.mo"))
    try:
        copy = TemporaryDirectory()
    except OSError:
        return LOCALE  # Typer's few words are in English then
    atexit.register(copy.cleanup)
    folder = os.path.join(copy.name, "zh", "LC_MESSAGES")
    os.makedirs(folder)
    with open(os.path.join(folder, "typer.mo"), "wb") as stream:
        stream.write(texts)
    return copy.name


class Command(TyperCommand):
    """A command with its help in the language in use."""

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        arguments = (each for each in self.params if each.param_type_name == "argument")
        return ["[OPTIONS]", *map(_usage_of, arguments)]

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        _write_usage(self.collect_usage_pieces(ctx), ctx, formatter)

    def get_params(self, ctx: Context) -> list[Parameter]:
        return _with_translated_help(super().get_params(ctx))


class CommandGroup(TyperGroup):
    """A group of commands with its help in the language in use."""

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        _write_usage(self.collect_usage_pieces(ctx), ctx, formatter)

    def get_params(self, ctx: Context) -> list[Parameter]:
        return _with_translated_help(super().get_params(ctx))


def name_of_argument(argument: Parameter) -> str:
    """An argument's name as help and messages say it."""
    return str(argument.metavar or argument.name)


def _usage_of(argument: Parameter) -> str:
    """An argument in the usage line. Typer's versions write it differently."""
    name = name_of_argument(argument)
    if name.startswith("["):
        return name
    return f"{{{name}}}" if argument.required else f"[{name}]"


def _write_usage(pieces: list[str], ctx: Context, formatter: HelpFormatter) -> None:
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("Usage: "))


def _with_translated_help(parameters: list[Parameter]) -> list[Parameter]:
    texts = {
        "help": _("Show this message and exit."),
        "install_completion": _("Set up completion with TAB for the shell in use."),
        "show_completion": _("Print the script that completes, to set it up by hand."),
    }
    for parameter in parameters:
        if parameter.name in texts:
            vars(parameter)["help"] = texts[parameter.name]
        if parameter.param_type_name == "argument":
            # From 0.29 on, Typer writes the Python type behind the name.
            vars(parameter)["display_type_rich"] = _no_type
    return parameters


def _no_type(ctx: Context) -> None:
    """What an argument's help says of its type."""
