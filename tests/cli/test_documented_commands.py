"""Every command that README and the pages show is one that the program knows, with options that it has."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from clustercheck.cli.commands import COMMANDS
from clustercheck.cli.declared import Command, Group, Option, parameters_of

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("README*.md"), *ROOT.glob("docs/*/*.md")])
# What the whole program takes.
_EVERYWHERE = {"--help", "--version", "--isolated", "--debug", "--lang", "--install-completion"}


def calls(text: str) -> Iterator[list[str]]:
    """The words of each call in the blocks of code."""
    for block in re.findall(r"^```(?:sh|console)\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            words = shlex.split(line.removeprefix("$ "), comments=True) if "clustercheck " in line else []
            if words[:1] in (["clustercheck"], ["./clustercheck"]):
                yield words[1:]


def options_of(words: list[str]) -> set[str]:
    """The options of the command that a call names."""
    if words[0].startswith("-"):
        return _EVERYWHERE
    assert words[0] in COMMANDS, words
    found: Command | Group = import_module(f"clustercheck.cli.{words[0]}").command
    if isinstance(found, Group):
        found = found.commands[words[1]]
    declared = [each.declaration for each in parameters_of(found.function)]
    return _EVERYWHERE.union(*(each.names for each in declared if isinstance(each, Option)))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_shows_what_there_is(page: Path) -> None:
    for words in calls(page.read_text("utf-8")):
        given = {word.partition("=")[0] for word in words if re.fullmatch(r"--?[a-z][\w-]*(=.*)?", word)}
        assert given <= options_of(words), (page.name, words)


def test_readmes_are_short_and_begin_with_the_same_two_commands() -> None:
    texts = [(ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md")]
    commands = [re.search(r"```sh\n(.*?)```", text, re.DOTALL) for text in texts]
    assert all(commands)
    assert len({found[1] for found in commands if found}) == 1
    assert all(len(text.splitlines()) < 90 for text in texts)
