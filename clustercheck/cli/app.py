"""The Typer app for every call that is not plain: help, completion, settings, mistakes. Commands are imported when called."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer
from typer.exceptions import TyperException

from clustercheck.cli.commands import COMMANDS, ISOLATED, is_isolated, settings_of_run
from clustercheck.cli.exits import Exit
from clustercheck.cli.help import CommandGroup, translate_typer
from clustercheck.cli.options import known_language
from clustercheck.cli.typer_commands import HELP_NAMES, typer_command
from clustercheck.texts.messages import _

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter


class Commands(CommandGroup):
    """The commands by name. To start fast, each is imported when it is called."""

    def list_commands(self, ctx: Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = typer_command(import_module(f"clustercheck.cli.{cmd_name}").command)
        command.name = cmd_name
        from clustercheck.cli.settings import apply, isolate

        if is_isolated():
            isolate(command)
        else:
            apply(command, ctx, settings_of_run())
        return command

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl(list(COMMANDS.items()))


app = typer.Typer(
    name="clustercheck",
    cls=Commands,
    help=_(
        "Self-assessment of SME characteristic industrial clusters (中小企业特色产业集群) against the recognition "
        "standards, word for word."
    ),
    epilog=_(
        "Exit codes: 0 all met; 1 something missed; 2 could not be run; 3 nothing missed, but open; "
        "70 a fault of the program; 130 interrupted"
    ),
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=HELP_NAMES,
)


@app.callback()
def common(
    version: Annotated[bool, typer.Option("-V", "--version", help=_("Show the version."))] = False,
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="zh|en", callback=known_language, help=_("Chinese or English.")),
    ] = None,
    isolated: Annotated[
        bool, typer.Option(ISOLATED, help=_("Take no settings from a file or the environment."))
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help=_("Show a traceback where the program fails."))
    ] = False,
) -> None:
    """What comes before the command; all are seen before Typer is."""


def run_by_typer(given: Sequence[str]) -> int:
    """Run a command line and return its exit code. Raises what the command raises; Typer's own faults are reported."""
    translate_typer()
    try:
        code = app(list(given), standalone_mode=False, prog_name="clustercheck")
    except typer.Abort as fault:
        raise KeyboardInterrupt from fault
    except TyperException as fault:
        from clustercheck.cli.console import note, printable
        from clustercheck.cli.usage import said_of_usage

        note(printable(said_of_usage(fault)))
        return Exit.COULD_NOT_RUN
    return code if isinstance(code, int) else Exit.MET
