"""What a screen writes without rich is what rich writes, byte for byte."""

import sys
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich._unicode_data import VERSIONS
from rich.cells import cell_len as rich_cell_len
from rich.cells import get_character_cell_size
from rich.console import Console
from rich.style import Style

from clustercheck.cli.console import screen
from clustercheck.model.speed import use_quick_ways
from clustercheck.reports.check.text import _STYLES as OF_CHECKS
from clustercheck.reports.documents.text import _STYLES as OF_DOCUMENTS
from clustercheck.reports.terminal.screen import Line, Screen
from clustercheck.reports.terminal.text import SENSITIVE_STYLE, STATUS_STYLES, VERDICT_STYLES
from clustercheck.reports.terminal.widths import _NARROW, _WIDE, cell_len

STYLES = sorted(
    {"", "dim", "bold", SENSITIVE_STYLE, *STATUS_STYLES.values(), *VERDICT_STYLES.values()}
    | {*OF_CHECKS.values(), *OF_DOCUMENTS.values()}
)
# How `cli.console` sets up rich: colours, bold and dim alone, nothing.
SHOWN = {
    "colours": {"force_terminal": True, "color_system": "standard"},
    "attributes": {"force_terminal": True, "color_system": "truecolor", "no_color": True},
    "nothing": {"force_terminal": False, "color_system": "auto", "no_color": True},
}
TEXTS = st.text(st.sampled_from("ab 1近三年产值（≥×→“”…—·％é\u200b\u0301\u200d😀\n\t"), max_size=12)
LINES = st.lists(st.lists(st.tuples(TEXTS, st.sampled_from(STYLES)), max_size=4), max_size=4)


def printed(
    shown: str, width: int, lines: list[Line], *, quick: bool, crop: bool = True, words: bool = False
) -> str:
    stream = StringIO()
    console = Console(
        file=stream, width=width, height=100, highlight=False, markup=False, emoji=False, legacy_windows=False,
        **SHOWN[shown],  # type: ignore[arg-type]
    )  # fmt: skip
    made = Screen(stream, width, shown if quick else None, lambda: console)
    for line in lines:
        if words:
            made.show_words(*line)
    if not words:
        made.show(lines, crop=crop)
    return stream.getvalue()


@pytest.mark.parametrize("shown", SHOWN)
@given(lines=LINES, width=st.integers(4, 40), crop=st.booleans())
@settings(max_examples=150, deadline=None)
def test_lines_are_written_as_rich_writes_them(shown: str, lines: list[Line], width: int, crop: bool) -> None:
    made = [printed(shown, width, lines, quick=quick, crop=crop) for quick in (True, False)]
    assert made[0] == made[1]


@pytest.mark.parametrize("shown", SHOWN)
@given(lines=LINES, width=st.integers(4, 40))
@settings(max_examples=150, deadline=None)
def test_words_are_written_as_rich_writes_them(shown: str, lines: list[Line], width: int) -> None:
    from rich.text import Text

    stream = StringIO()
    console = Console(
        file=stream, width=width, height=100, highlight=False, markup=False, emoji=False, legacy_windows=False,
        **SHOWN[shown],  # type: ignore[arg-type]
    )  # fmt: skip
    for line in lines:
        console.print(Text.assemble(*line))
    assert printed(shown, width, lines, quick=True, words=True) == stream.getvalue()


@pytest.mark.parametrize("style", STYLES)
def test_a_style_has_the_codes_of_rich(style: str) -> None:
    assert printed("colours", 20, [[("x", style)]], quick=True) == Style.parse(style).render("x") + "\n"


@pytest.mark.parametrize("version", ["auto", *VERSIONS])
def test_known_characters_have_the_width_of_every_version_of_unicode(version: str) -> None:
    for ranges, width in ((_NARROW, 1), (_WIDE, 2)):
        for first, last in ranges:
            found = {get_character_cell_size(chr(code), version) for code in range(first, last + 1)}
            assert found == {width}, (hex(first), version)


@given(TEXTS)
def test_a_text_is_as_wide_as_rich_says(text: str) -> None:
    if text.isprintable() or not text.isascii():
        assert cell_len(text) == rich_cell_len(text)


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("choice", ["auto", "always", "never"])
@pytest.mark.parametrize("kind", [StringIO, Terminal])
@pytest.mark.parametrize(
    "environment",
    [{}, {"COLUMNS": "70"}, {"COLUMNS": "x"}, {"COLUMNS": "0"}, {"COLUMNS": "20"}, {"TERM": "dumb"}, {"TERM": "unknown"}, {"TERM": ""},
     {"NO_COLOR": "1"}, {"NO_COLOR": ""}, {"FORCE_COLOR": "1"}, {"FORCE_COLOR": ""}, {"TTY_COMPATIBLE": "0"},
     {"COLORTERM": "truecolor"}, {"TERM": "dumb", "COLUMNS": "90"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}],
)  # fmt: skip
def test_a_screen_is_what_rich_would_be(
    choice: str, kind: type[StringIO], environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in ({"TERM": "xterm-256color"} | environment).items():
        monkeypatch.setenv(name, value)
    made = []
    for quick in (True, False):
        stream = kind()
        monkeypatch.setattr(sys, "stdout", stream)
        use_quick_ways(quick)
        try:
            on = screen(choice)
        finally:
            use_quick_ways(True)
        on.show([[("近三年产值", style), (" 12 ", "")] for style in STYLES])
        on.show_words(("x", "bold red"), ("y" * 70, "dim"))
        made.append((on.width, stream.getvalue()))
    assert made[0] == made[1]
