"""The commands with the first line of their help, and what holds for the whole run: --isolated and the settings."""

from __future__ import annotations

import os

from clustercheck.model.hints import TYPE_CHECKING
from clustercheck.texts.messages import _

if TYPE_CHECKING:
    from clustercheck.cli.settings import Settings

# Each command has a module with a `command` (`cli.declared`). The first line of its help stands here, so that help imports none.
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
    "docs": _(
        "Print where the documentation lies on this machine: a site to open in a browser, without any network."
    ),
    "standards": _("List the standards, show one with its clauses, or run the cases beside it."),
    "rule": _("Explain a problem's code: what it finds, why it matters, what to do, with an example."),
    "config": _("Show which settings hold, and what each comes from."),
    "schema": _("Print the JSON Schema of what goes out, or of a standard's file."),
}

ISOLATED = "--isolated"
# The options before the command, which apply to the whole run.
_flags: set[str] = set()


def is_isolated() -> bool:
    """Whether the call said that only typed settings count."""
    return ISOLATED in _flags


def settings_of_run() -> Settings:
    """The file's settings that hold for this run; none with `--isolated`. Raises `UsageFault` with the file's fault."""
    from clustercheck.cli.settings import Settings, find_settings

    # Completion has to end whatever the file contains.
    is_completion = any(name.startswith("_") and name.endswith("_COMPLETE") for name in os.environ)
    return Settings() if is_isolated() or is_completion else find_settings(COMMANDS)


def without_isolation(given: list[str]) -> list[str]:
    """The words of a call without --isolated, which may stand anywhere before `--`."""
    end = given.index("--") if "--" in given else len(given)
    _flags.clear()
    if ISOLATED in given[:end]:
        _flags.add(ISOLATED)
    return [word for word in given[:end] if word != ISOLATED] + given[end:]
