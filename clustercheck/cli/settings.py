"""Settings from `clustercheck.toml` or `[tool.clustercheck]`, searched upwards, and from CLUSTERCHECK_* variables.

The command line takes precedence over the environment, the environment over the file, the file over the default.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from clustercheck.model.hints import TYPE_CHECKING, Any
from clustercheck.model.patterns import pattern
from clustercheck.model.problems import Name, UsageFault, Where, error, reason_of
from clustercheck.model.records import NamedTuple

if TYPE_CHECKING:
    from typer._click import Command, Context

FILE, PROJECT = "clustercheck.toml", "pyproject.toml"
PREFIX = "CLUSTERCHECK_"
_OWN_TABLE = pattern(rb"(?m)tool\s*\.\s*[\"']?clustercheck|^[ \t]*[\"']?clustercheck[\"']?[ \t]*[=.]")

# Options that every call states, or that are no settings of a run.
_ONLY_TYPED = ("help", "lang", "debug", "version")


class Setting(NamedTuple):
    """One value of a file; `command` is empty if it applies to every command that has the option."""

    name: str
    value: Any
    command: str = ""


class Settings(NamedTuple):
    """The settings of a file; `file` is empty if there is none."""

    file: str = ""
    found: tuple[Setting, ...] = ()

    def for_command(self, command: str) -> dict[str, Any]:
        """The values for a command. Those of its own table override the general ones."""
        general = {each.name: each.value for each in self.found if not each.command}
        return general | {each.name: each.value for each in self.found if each.command == command}


def find_settings(commands: Mapping[str, object], folder: str | None = None) -> Settings:
    """The settings of the nearest file, upwards from a folder (default: the working one). Raises `UsageFault` for its faults."""
    folder = os.path.abspath(folder) if folder else working_folder()
    while folder:
        for name in (FILE, PROJECT):
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                table = _table(path, is_project=name == PROJECT)
                if table is not None:
                    return Settings(path, tuple(_settings(path, table, commands)))
        parent = os.path.dirname(folder)
        folder = parent if parent != folder else ""
    return Settings()


def working_folder() -> str:
    """The working folder; empty if it has been removed."""
    try:
        return os.getcwd()
    except OSError:
        return ""


def apply(command: Command, context: Context, settings: Settings) -> None:
    """Let the options of a command take values from the environment and a file."""
    nested = getattr(command, "commands", None)
    name = command.name or ""
    if nested is not None:
        context.default_map = {name: {sub: _applied(each, settings, name) for sub, each in nested.items()}}
    else:
        context.default_map = {name: _applied(command, settings, name)}


def environment_name(option: str) -> str:
    """`CLUSTERCHECK_FAIL_ON` for `fail_on`, `CLUSTERCHECK_SET` for `set_`, which is no word of Python's."""
    return PREFIX + option.rstrip("_").upper()


def isolate(command: Command) -> None:
    """Let no option of a command read the environment."""
    for each in (command, *getattr(command, "commands", {}).values()):
        for parameter in each.params:
            parameter.envvar = None


def _applied(command: Command, settings: Settings, name: str) -> dict[str, Any]:
    own = settings.for_command(name)
    values = {}
    for parameter in command.params:
        option = parameter.name or ""
        if parameter.param_type_name != "option" or option in _ONLY_TYPED:
            continue
        parameter.envvar = environment_name(option)
        if option in own:
            values[option] = list(own[option]) if isinstance(own[option], dict) else own[option]
    return values


def _table(path: str, *, is_project: bool) -> Mapping[str, Any] | None:
    """The file's own table; None if a project's file has none or cannot be parsed, which is not our concern."""
    try:
        with open(path, "rb") as stream:
            content = stream.read()
    except OSError as fault:
        if is_project:
            return None
        raise UsageFault(error("U490", Where(path), reason=reason_of(fault))) from fault
    # Most projects have no such table, and parsing their file takes a tenth of the start-up time.
    if is_project and not _OWN_TABLE.search(content):
        return None
    import tomllib

    try:
        read = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        if is_project:
            return None
        reason = "UTF-8" if isinstance(fault, UnicodeDecodeError) else str(fault)
        raise UsageFault(error("U490", Where(path), reason=reason)) from fault
    if not is_project:
        return read
    tool = read.get("tool")
    own = tool.get("clustercheck") if isinstance(tool, dict) else None
    if own is not None and not isinstance(own, dict):
        from clustercheck.cli.setting_values import place_of

        kind = Name("一张表", "a table")
        raise UsageFault(
            error("U492", place_of(path, "clustercheck"), key="tool.clustercheck", kind=kind, value=str(own))
        )
    return own


def _settings(path: str, table: Mapping[str, Any], commands: Mapping[str, object]) -> Iterator[Setting]:
    from clustercheck.cli.setting_values import value_of

    for key, value in table.items():
        name = key.replace("-", "_")
        if name in commands and isinstance(value, dict):
            for key_of_command, of_command in value.items():
                own = key_of_command.replace("-", "_")
                yield Setting(own, value_of(path, own, of_command, name), name)
        else:
            yield Setting(name, value_of(path, name, value, ""))
