"""The Typer app: its commands, and what becomes of everything that goes wrong."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.exceptions import TyperException

from clustercheck import __version__
from clustercheck.cli import assess, explain, read, schema, standards, template
from clustercheck.cli.console import note, printable, report
from clustercheck.cli.exits import Exit
from clustercheck.cli.usage import said_of_usage
from clustercheck.messages import _
from clustercheck.problems import ClusterCheckError

app = typer.Typer(
    name="clustercheck",
    help=_(
        "Self-assessment of SME characteristic industrial clusters (中小企业特色产业集群) against the recognition "
        "standards, word for word."
    ),
    epilog=_(
        "Exit codes: 0 all met · 1 something missed · 2 could not be run · 3 nothing missed, but open · "
        "70 a fault of the program · 130 interrupted"
    ),
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("assess", help=assess.HELP)(assess.assess)
app.command("explain", help=explain.HELP)(explain.explain)
app.command("read", help=read.HELP)(read.read)
app.command("template", help=template.HELP)(template.template)
app.command("schema", help=schema.HELP)(schema.schema)
app.add_typer(standards.app, name="standards", help=standards.HELP)


@app.callback()
def common(
    version: Annotated[bool, typer.Option("--version", help=_("Show the version."))] = False,
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="zh|en", help=_("Chinese or English."))
    ] = None,
    debug: Annotated[
        bool, typer.Option("--debug", help=_("Show a traceback where the program fails."))
    ] = False,
) -> None:
    """What comes before the command; `--lang` and `--debug` are seen before Typer is."""


def run(arguments: Sequence[str]) -> int:
    """Run a command line; returns its exit code and never raises."""
    given = list(arguments)
    if "--version" in given[:1]:
        sys.stdout.write(f"clustercheck {__version__}\n")
        return Exit.MET
    try:
        code = app(given, standalone_mode=False)
        return code if isinstance(code, int) else Exit.MET
    except ClusterCheckError as fault:
        report(fault.problems)
        return Exit.COULD_NOT_RUN
    except TyperException as fault:
        note(printable(said_of_usage(fault)))
        return Exit.COULD_NOT_RUN
    except (KeyboardInterrupt, typer.Abort):
        note(_("Interrupted."))
        return Exit.INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return Exit.MET
    except Exception as fault:
        return _own_fault(fault, "--debug" in given)


def _own_fault(fault: Exception, debug: bool) -> int:
    if debug:
        traceback.print_exc()
    else:
        note(f"{type(fault).__name__}: {printable(str(fault))}")
    note(
        _(
            "This is a fault of clustercheck {version}, not of your file. Please report it with the command you "
            "gave and the lines that --debug prints."
        ).format(version=__version__)
    )
    return Exit.FAULT
