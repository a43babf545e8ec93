"""`clustercheck page`: the web page, which does the same for people who can install nothing."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from clustercheck.cli import options
from clustercheck.cli.console import note
from clustercheck.cli.declared import Annotated, Command, Option
from clustercheck.cli.exits import Exit
from clustercheck.cli.files import put
from clustercheck.cli.overwrites import may_write
from clustercheck.model.problems import UsageFault, Where, error
from clustercheck.texts.messages import _

HELP = _(
    "Write the web page: one file that does the same in a browser, with nothing to install and no network.\n\n"
    "Example: clustercheck page -o clustercheck.html"
)
# What `clustercheck[page]` installs.
_PACKAGE, _FILE = "clustercheck_page", "clustercheck.html"


def page(
    output: Annotated[Path, Option("-o", "--output", metavar="PAGE.html", help=_("Where to write it."))],
    force: options.Force = False,
    lang: options.Lang = None,
) -> int:
    """Write the page; returns the exit code."""
    options.format_of(output, ("html",))
    may_write(output, force=force)
    put(output, _carried())
    note(_("{file}: open it in a browser; it needs nothing else").format(file=output))
    return Exit.MET


def _carried() -> bytes:
    """The page that was installed; raises `UsageFault` where none was."""
    found = find_spec(_PACKAGE)
    path = Path(found.origin).with_name(_FILE) if found is not None and found.origin else None
    if path is None or not path.is_file():
        raise UsageFault(error("U550", Where()))
    return path.read_bytes()


command = Command(page, HELP)
