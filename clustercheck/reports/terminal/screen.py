"""Where reports are printed: a stream with its width and what it shows of styles.

Lines that are laid out already are written as rich would write them, byte for byte, without importing it: that takes as
long as the rest of a short run. Whatever else is printed goes through a rich console; `tests/reports/test_screen.py`
holds both equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import StringIO

from clustercheck.model.hints import TYPE_CHECKING, TextIO, TypeAlias
from clustercheck.model.records import NamedTuple
from clustercheck.reports.terminal.widths import cell_len

if TYPE_CHECKING:
    from rich.console import Console

# A line's texts with their styles, side by side.
Line: TypeAlias = list[tuple[str, str]]

_ATTRIBUTES = {"bold": "1", "dim": "2", "italic": "3"}
_COLOURS = {"red": "31", "green": "32", "yellow": "33", "magenta": "35", "cyan": "36"}


class Terminal(NamedTuple):
    """What a screen is like, so that another process can print for it: `shown` as in `Screen`, and rich's own terms."""

    width: int
    shown: str | None
    color_system: str | None
    no_color: bool


class Screen:
    """A stream that reports are printed to."""

    def __init__(
        self, stream: TextIO, width: int, shown: str | None, make_console: Callable[[], Console]
    ) -> None:
        """`shown` of styles: `colours`, `attributes` (bold and dim), `nothing`; None leaves every line to rich."""
        self.width, self._shown = width, shown
        self._stream, self._make_console = stream, make_console
        self._codes = None if shown is None else _Codes(shown)
        self._console: Console | None = None

    @property
    def lays_out(self) -> bool:
        """Whether lines are written without rich, so that they may be laid out without it too."""
        return self._codes is not None

    @property
    def console(self) -> Console:
        """The rich console, for what rich has to lay out."""
        if self._console is None:
            self._console = self._make_console()
        return self._console

    @property
    def terminal(self) -> Terminal:
        """What the screen is like."""
        return Terminal(self.width, self._shown, self.console.color_system, self.console.no_color)

    def show(self, lines: Iterable[Line], *, crop: bool = True) -> None:
        """Print lines that are laid out already; `crop=False` lets a line be longer than the screen is wide."""
        laid = list(lines)
        if self._codes is None or not all(self._is_plain(line, crop) for line in laid):
            _show_by_rich(laid, self.console, crop)
            return
        self._stream.write("".join([f"{self._written(line)}\n" for line in laid]))
        self._stream.flush()

    def show_words(self, *texts: tuple[str, str]) -> None:
        """Print texts with their styles as a paragraph; one that is too long for a line is broken by rich."""
        if all(text.isprintable() for text, _style in texts) and self._fits(texts):
            self.show([list(texts)])
        else:
            from rich.text import Text

            self.console.print(Text.assemble(*texts))

    def _is_plain(self, line: Line, crop: bool) -> bool:
        return not crop or (self._fits(line) and not any("\n" in text for text, _style in line))

    def _fits(self, line: Iterable[tuple[str, str]]) -> bool:
        return sum([cell_len(text) for text, _style in line]) <= self.width

    def _written(self, line: Line) -> str:
        codes = self._codes
        return "".join(
            [
                f"\x1b[{codes[style]}m{text}\x1b[0m" if text and codes is not None and codes[style] else text
                for text, style in line
            ]
        )


class Copy:
    """What a screen of another process would print, as text."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal, self._stream = terminal, StringIO()
        self.screen = Screen(self._stream, terminal.width, terminal.shown, self._console)

    def taken(self) -> str:
        """What was printed since it was last taken."""
        text = self._stream.getvalue()
        self._stream.seek(0)
        self._stream.truncate()
        return text

    def _console(self) -> Console:
        from rich.console import Console

        return Console(
            file=self._stream,
            width=self._terminal.width,
            height=100,
            force_terminal=True,
            no_color=self._terminal.no_color,
            color_system=self._terminal.color_system,  # type: ignore[arg-type]
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )


def _show_by_rich(lines: Iterable[Line], console: Console, crop: bool) -> None:
    """Handed over as segments: a `Text` would be wrapped once more."""
    from rich.segment import Segment, Segments

    segments = []
    for line in lines:
        for text, style in line:
            segments.append(Segment(text, console.get_style(style) if style else None))
        segments.append(Segment.line())
    console.print(Segments(segments), end="", crop=crop)


class _Codes(dict[str, str]):
    """The numbers that turn a style on, by its words; empty where nothing of it is shown."""

    def __init__(self, shown: str) -> None:
        self._shown = shown

    def __missing__(self, style: str) -> str:
        words = [] if self._shown == "nothing" else style.split()
        known = _ATTRIBUTES | _COLOURS if self._shown == "colours" else _ATTRIBUTES
        self[style] = found = ";".join([known[word] for word in words if word in known])
        return found
