"""Texts as Markdown shows them as they stand."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from clustercheck.model.patterns import pattern
from clustercheck.texts.messages import harmless

# What Markdown or GitHub's additions to it give a meaning within a line, and what only at its beginning.
_MARKUP = pattern(r"[\\`*_\[\]#|~$]")
_AT_START = pattern(r"^(?:\d+(?=[.)](?:\s|$))|(?=[-+=>]))")
_ENTITIES = {"&": "&amp;", "<": "&lt;", "@": "&#64;", ":": "&#58;"}
# An address that GitHub would make a link of, be it without brackets.
_ADDRESS = pattern(r"(?i)\b(https?|ftp|mailto|xmpp):|\bwww\.|@")


def escaped(text: str) -> str:
    """A text that Markdown shows as it stands: no markup, no HTML, no link, no line of its own."""
    plain = " ".join(harmless(text, keep="\n\t").split())
    for char in "&<":
        plain = plain.replace(char, _ENTITIES[char])
    plain = _AT_START.sub(r"\g<0>\\", _MARKUP.sub(r"\\\g<0>", plain))
    return _ADDRESS.sub(lambda found: "".join(_unlinked(char) for char in found[0]), plain)


def table_lines(
    columns: Sequence[str], rows: Iterable[Sequence[str]], right: Container[int] = ()
) -> Iterator[str]:
    """A table whose cells stand as they are; `right` are the columns, from 0, that are set to the right."""
    sides = ["---:" if number in right else "---" for number in range(len(columns))]
    yield f"| {' | '.join(map(escaped, columns))} |"
    yield f"| {' | '.join(sides)} |"
    for row in rows:
        yield f"| {' | '.join(map(escaped, row))} |"


def _unlinked(char: str) -> str:
    return "&#46;" if char == "." else _ENTITIES.get(char, char)
