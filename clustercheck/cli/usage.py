"""What Typer says of a mistyped command line, in both languages and with what to write instead."""

from __future__ import annotations

from typer.exceptions import TyperException

from clustercheck.messages import _, listed


def said_of_usage(fault: TyperException) -> str:
    """A line on what is wrong with the call, and how to get help. Help itself, where that is all that was asked."""
    kind = type(fault).__name__
    if kind == "NoArgsIsHelpError":
        return fault.format_message()
    context = getattr(fault, "ctx", None)
    command = context.command_path if context is not None else "clustercheck"
    wrong = _WORDS.get(kind, _other)(fault)
    return _("{wrong}\nHelp: {command} --help").format(wrong=wrong, command=command)


def _no_such_option(fault: TyperException) -> str:
    option = getattr(fault, "option_name", "")
    near = getattr(fault, "possibilities", None)
    if near:
        return _("There is no option {option}. Did you mean {near}?").format(
            option=option, near=listed(sorted(near))
        )
    return _("There is no option {option}.").format(option=option)


def _missing(fault: TyperException) -> str:
    parameter = getattr(fault, "param", None)
    name = parameter.make_metavar(fault.ctx) if parameter is not None else ""  # type: ignore[attr-defined]
    return _("{name} is missing.").format(name=str(name).strip("{}[]"))


def _needs_value(fault: TyperException) -> str:
    return _("{option} needs a value.").format(option=getattr(fault, "option_name", ""))


def _other(fault: TyperException) -> str:
    return _("The call is not understood: {reason}").format(reason=fault.format_message())


_WORDS = {
    "NoSuchOption": _no_such_option,
    "MissingParameter": _missing,
    "BadOptionUsage": _needs_value,
}
