"""A page with every command: what `--help` says, as tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from clustercheck.cli.app import app
from clustercheck.cli.commands import COMMANDS
from clustercheck.cli.help import translate_typer
from clustercheck.reports.wording.markdown import escaped

_TEXTS = {
    "zh": ("命令", "每个命令的 `--help` 所说的，由程序生成。", "参数", "选项", "说明"),
    "en": (
        "Commands",
        "What `--help` says of every command, made from the program.",
        "Argument",
        "Option",
        "Meaning",
    ),
}


def pages(language: str) -> dict[str, str]:
    """The page `commands.md`."""
    title, intro, *_rest = _TEXTS[language]
    translate_typer()
    top = get_command(app)
    context = top.make_context("clustercheck", ["--isolated"], resilient_parsing=True)
    lines = [f"# {title}", "", intro, ""]
    lines += ["```text", *_usage(top, context), "```", "", *_parameters(top, context, language)]
    lines += [escaped(_help(top.epilog)), ""]
    for name in COMMANDS:
        lines += _command(top.get_command(context, name), name, context, language, 2)  # type: ignore[attr-defined]
    return {"commands.md": "\n".join(lines)}


def _command(command: Any, name: str, parent: Any, language: str, level: int) -> Iterator[str]:
    context = command.make_context(name, [], parent=parent, resilient_parsing=True)
    full = context.command_path
    yield f"{'#' * level} {full.removeprefix('clustercheck ')} {{#{full.removeprefix('clustercheck ').replace(' ', '-')}}}"
    yield ""
    for paragraph in _help(command.help).split("\n\n"):
        kind, colon, example = paragraph.partition("clustercheck ")
        if colon and "\n" not in paragraph and len(kind) < 12:
            yield from ("```sh", f"clustercheck {example}", "```", "")
        else:
            yield from (escaped(paragraph), "")
    yield from ("```text", *_usage(command, context), "```", "")
    yield from _parameters(command, context, language)
    for sub in getattr(command, "commands", {}):
        yield from _command(command.get_command(context, sub), sub, context, language, level + 1)


def _usage(command: Any, context: Any) -> list[str]:
    return [f"{context.command_path} {' '.join(command.collect_usage_pieces(context))}"]


def _parameters(command: Any, context: Any, language: str) -> Iterator[str]:
    *_rest, argument, option, meaning = _TEXTS[language]
    for title, kind in ((argument, "argument"), (option, "option")):
        records = [
            record
            for each in command.get_params(context)
            if each.param_type_name == kind and (record := each.get_help_record(context)) is not None
        ]
        if records:
            yield f"| {title} | {meaning} |"
            yield "| --- | --- |"
            for names, words in records:
                yield f"| {' '.join(f'`{part}`' for part in names.split(', '))} | {escaped(words)} |"
            yield ""


def _help(text: Any) -> str:
    return str(text or "").strip()
