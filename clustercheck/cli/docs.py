"""`clustercheck docs`: the documentation, as a site that a browser opens from disk."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from clustercheck.cli import options
from clustercheck.cli.console import write
from clustercheck.cli.declared import Annotated, Command, Option
from clustercheck.cli.exits import Exit
from clustercheck.model.problems import UsageFault, Where, error
from clustercheck.texts.messages import _, language

HELP = _(
    "Print where the documentation lies on this machine: a site to open in a browser, without any network.\n\n"
    "Example: clustercheck docs --open"
)
# What `clustercheck[docs]` installs.
_PACKAGE = "clustercheck_docs"
_HOME = {"zh": "site/index.html", "en": "site/en/index.html"}


def docs(
    open_it: Annotated[bool, Option("--open", help=_("Open it in the browser."))] = False,
    lang: options.Lang = None,
) -> int:
    """Print the address of the documentation, and open it where that is asked for; returns the exit code."""
    address = _home().as_uri()
    write(address + "\n")
    if open_it:
        import webbrowser

        webbrowser.open(address)
    return Exit.MET


def _home() -> Path:
    """The first page in the language of the run; raises `UsageFault` where no documentation is installed."""
    found = find_spec(_PACKAGE)
    home = Path(found.origin).parent / _HOME[language()] if found is not None and found.origin else None
    if home is None or not home.is_file():
        raise UsageFault(error("U551", Where()))
    return home


command = Command(docs, HELP)
