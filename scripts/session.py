"""A page that shows a session at the terminal: what is said, the commands, and what they really print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
WIDTH = "100"


class Step(NamedTuple):
    """What is said before a command, the command, and which lines of its output are shown.

    Where `begin` is given, output is shown from the line that begins so; `lines` is how many, 0 for all. Texts that
    differ between the languages are pairs. Without a command, more of the output
    before is shown, or only the text.
    """

    zh: str
    en: str
    command: str | tuple[str, str] = ""
    lines: int = 0
    begin: tuple[str, str] = ("", "")


def rendered(title: tuple[str, str], steps: tuple[Step, ...], language: str, folder: Path) -> str:
    """The page in a language; its commands are run in a folder."""
    at = 0 if language == "zh" else 1
    parts = [f"# {title[at]}"]
    lines: list[str] = []
    for step in steps:
        parts.append(step[at])
        command = step.command if isinstance(step.command, str) else step.command[at]
        if command:
            lines = _printed(command, language, folder)
        if command or step.begin[at]:
            call = f"$ clustercheck {command}\n" if command else ""
            parts.append(f"```console\n{call}{_excerpt(step, lines, at)}```")
    return "\n\n".join(parts) + "\n"


def _printed(command: str, language: str, folder: Path) -> list[str]:
    """The lines that a command prints."""
    environment = {**os.environ, "COLUMNS": WIDTH, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "clustercheck", *command.split(), "--lang", language],
        cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode not in (0, 1, 2, 3) or (done.returncode == 2 and not done.stdout):
        raise RuntimeError(done.stderr)
    return [line.rstrip() for line in (done.stdout + done.stderr).splitlines()]


def _excerpt(step: Step, lines: list[str], at: int) -> str:
    """The part of an output that a step shows."""
    first = next(number for number, line in enumerate(lines) if line.startswith(step.begin[at]))
    rest = lines[first:]
    shown = rest[: step.lines] if step.lines and len(rest) > step.lines else rest
    before, after = ["…"] if first else [], [] if len(shown) == len(rest) else ["…"]
    return re.sub(r"\n{3,}", "\n\n", "\n".join([*before, *shown, *after])) + "\n"
