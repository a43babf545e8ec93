"""`clustercheck config`: the settings in force, and the source of each."""

from __future__ import annotations

import json
import os
from typing import Any

from clustercheck.cli import options
from clustercheck.cli.commands import is_isolated, settings_of_run
from clustercheck.cli.console import write
from clustercheck.cli.declared import Command, Group
from clustercheck.cli.setting_values import KINDS
from clustercheck.cli.settings import FILE, PROJECT, Settings, environment_name
from clustercheck.model.records import NamedTuple
from clustercheck.texts.messages import _

HELP = _("Show which settings hold, and what each comes from.")
FORMATS = ("text", "json")


class _Held(NamedTuple):
    name: str
    value: Any
    command: str
    source: str


def show(format: options.TextOrJson = "text", lang: options.Lang = None) -> int:
    """Print the settings; returns the exit code."""
    options.one_of(format, "-f", FORMATS)
    isolated = is_isolated()
    settings = settings_of_run()
    held = [] if isolated else _settings_in_force(settings)
    if format == "json":
        found = [each._asdict() for each in held]
        made = {"schema": "clustercheck/settings/1", "file": settings.file or None, "settings": found}
        write(json.dumps(made, ensure_ascii=False, indent=1) + "\n")
        return 0
    write("".join(f"{line}\n" for line in _lines(settings, held)))
    return 0


def _settings_in_force(settings: Settings) -> list[_Held]:
    held = []
    for name in KINDS:
        variable = environment_name(name)
        if name != "ignore" and os.environ.get(variable):
            held.append(_Held(name, os.environ[variable], "", variable))
        held += [
            _Held(name, each.value, each.command, settings.file)
            for each in settings.found
            if each.name == name
        ]
    return held


def _lines(settings: Settings, held: list[_Held]) -> list[str]:
    if settings.file:
        lines = [_("Settings: {file}").format(file=settings.file)]
    else:
        lines = [
            _("No {file} and no [tool.clustercheck] in a {project}, here or above.").format(
                file=FILE, project=PROJECT
            )
        ]
    for each in held:
        name = f"{each.command}.{each.name}" if each.command else each.name
        if isinstance(each.value, dict):
            lines += [f"  {name}.{code} = {reason}  ({each.source})" for code, reason in each.value.items()]
        else:
            lines.append(f"  {name} = {each.value}  ({each.source})")
    named = {each.name for each in held}
    unset = [name for name in KINDS if name not in named]
    lines.append(_("Not set, so the default holds: {names}").format(names=", ".join(unset)))
    return lines


command = Group(
    HELP, {"show": Command(show, _("Each setting, its value, and the file or variable that gives it."))}
)
