"""The Typer app: commands that are imported when they are called, and the handling of all errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from clustercheck import __version__
from clustercheck.cli.exits import Exit
from clustercheck.cli.help import CommandGroup, known_language, translate_typer
from clustercheck.texts.messages import _

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter

    from clustercheck.cli.settings import Settings

# Each command has a module with an `app`. The first line of its help stands here, so that help imports none.
COMMANDS = {
    "assess": _("Hold workbooks against a recognition standard and report every gap."),
    "batch": _("Hold thousands of workbooks against their standards, and lay them side by side."),
    "check": _("Find what is wrong with the data of workbooks, before any judgement."),
    "explain": _(
        "Explain one criterion: clause, formula with the figures put in, every reading, the cells, the gap."
    ),
    "compare": _(
        "Hold one cluster against several standards, an older workbook beside a newer one, or clusters side by side."
    ),
    "plan": _(
        "Plan what would make it pass: the earliest year, targets for every figure, what no plan can mend."
    ),
    "read": _("Show how a workbook is understood: which cell is which figure, and what is passed over."),
    "template": _(
        "Make the workbook to fill in for a standard: only what it asks, with units, hints and clauses."
    ),
    "review": _(
        "Review a recognised cluster: its plan's targets beside the results, the thresholds, grounds for revocation."
    ),
    "calendar": _(
        "List what recognised clusters owe: annual reports, the end of the term, the review, changes to be filed."
    ),
    "page": _(
        "Write the web page: one file that does the same in a browser, with nothing to install and no network."
    ),
    "standards": _("List the standards, show one with its clauses, or run the cases beside it."),
    "rule": _("Explain a problem's code: what it finds, why it matters, what to do, with an example."),
    "config": _("Show which settings hold, and what each comes from."),
    "schema": _("Print the JSON Schema of what goes out, or of a standard's file."),
}

_ISOLATED = "--isolated"
# The options before the command, which apply to the whole run.
_flags: set[str] = set()


class Commands(CommandGroup):
    """The commands by name. To start fast, each is imported when it is called."""

    def list_commands(self, ctx: Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = get_command(import_module(f"clustercheck.cli.{cmd_name}").app)
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
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def common(
    version: Annotated[bool, typer.Option("-V", "--version", help=_("Show the version."))] = False,
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="zh|en", callback=known_language, help=_("Chinese or English.")),
    ] = None,
    isolated: Annotated[
        bool, typer.Option(_ISOLATED, help=_("Take no settings from a file or the environment."))
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help=_("Show a traceback where the program fails."))
    ] = False,
) -> None:
    """What comes before the command; all are seen before Typer is."""


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code. Never raises."""
    given = _without_isolation(list(arguments)) or ["--help"]
    translate_typer()
    try:
        page = None
        if _is_path(given[0]):
            page = _page_of(given)
            given = ["assess", *given, *(["-o", page] if page else [])]
        code = app(given, standalone_mode=False, prog_name="clustercheck")
        if page:
            _open_page(page)
        if code == Exit.INTERRUPTED:  # Typer has caught the interrupt itself
            return _interrupted()
        return code if isinstance(code, int) else Exit.MET
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted()
    except BrokenPipeError:
        sys.stderr.close()
        return Exit.MET
    except Exception as fault:
        return _report_fault(fault, "--debug" in given)


def is_isolated() -> bool:
    """Whether the call said that only typed settings count."""
    return _ISOLATED in _flags


def settings_of_run() -> Settings:
    """The file's settings that hold for this run; none with `--isolated`. Raises `UsageFault` with the file's fault."""
    from clustercheck.cli.settings import Settings, find_settings

    # Completion has to end whatever the file contains.
    is_completion = any(name.startswith("_") and name.endswith("_COMPLETE") for name in os.environ)
    return Settings() if is_isolated() or is_completion else find_settings(COMMANDS)


def _without_isolation(given: list[str]) -> list[str]:
    """The words of a call without --isolated, which may stand anywhere before `--`."""
    end = given.index("--") if "--" in given else len(given)
    _flags.clear()
    if _ISOLATED in given[:end]:
        _flags.add(_ISOLATED)
    return [word for word in given[:end] if word != _ISOLATED] + given[end:]


def _is_path(word: str) -> bool:
    """Whether the first word is no command but a workbook or a folder to assess."""
    return word not in COMMANDS and not word.startswith("-") and os.path.exists(word)


def _page_of(given: Sequence[str]) -> str | None:
    """The path of the page for a file that was dropped on the program, where no one sees a terminal; else None."""
    from clustercheck.cli.dropped import is_dropped, page_beside

    return page_beside(given[0]) if len(given) == 1 and is_dropped() else None


def _open_page(page: str) -> None:
    if os.path.exists(page):
        import webbrowser
        from pathlib import Path

        webbrowser.open(Path(page).resolve().as_uri())


def _interrupted() -> int:
    from clustercheck.cli.console import note

    note(_("Interrupted."))
    return Exit.INTERRUPTED


def _report_fault(fault: Exception, debug: bool) -> int:
    """Report an exception in words; for a fault of the program, with a line on how to report it."""
    from clustercheck.cli.console import note, printable, report
    from clustercheck.model.problems import ClusterCheckError

    if isinstance(fault, ClusterCheckError):
        report(fault.problems)
        return Exit.COULD_NOT_RUN
    if isinstance(fault, OSError) and fault.errno is not None:
        from clustercheck.model.problems import Where, error, reason_of

        report([error("U415", Where(), reason=reason_of(fault))])
        return Exit.COULD_NOT_RUN
    if isinstance(fault, TyperException):
        from clustercheck.cli.usage import said_of_usage

        note(printable(said_of_usage(fault)))
        return Exit.COULD_NOT_RUN
    return _own_fault(fault, debug)


def _own_fault(fault: Exception, debug: bool) -> int:
    from clustercheck.cli.console import note, printable

    if debug:
        import traceback

        note(printable(traceback.format_exc()))
    else:
        note(f"{type(fault).__name__}: {printable(str(fault))}")
    note(
        _(
            "This is a fault of clustercheck {version}, not of your file. Please report it with the command you "
            "gave and the lines that --debug prints."
        ).format(version=__version__)
    )
    return Exit.FAULT
