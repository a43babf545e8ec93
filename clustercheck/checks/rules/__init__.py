"""The rules, one file each with its `RULE`. A new file is found because it is in this folder; no list names it."""

from __future__ import annotations

from clustercheck.checks.figures import Rule
from clustercheck.model import shipped
from clustercheck.model.lean import module_named


def rules() -> tuple[Rule, ...]:
    """All rules, in the order in which they run."""
    found: list[Rule] = [module_named(f"{__name__}.{name}").RULE for name in names()]
    return tuple(sorted(found, key=lambda rule: rule.order))


def names() -> tuple[str, ...]:
    """The names of the rules' files, sorted."""
    files = (name.partition(".")[0] for name in shipped.names(shipped.place("checks", "rules")))
    return tuple(sorted({name for name in files if name and not name.startswith("_")}))
