"""Milliseconds a file as bars: one for each writer, and what reads the same files beside it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from table import Line

_WIDTH, _LABELS, _HIGH, _STEP = 760, 290, 16, 22


def draw(table: Sequence[Line], under: str) -> str:
    """An SVG of no more than plain rectangles and text."""
    bars: dict[str, tuple[float, str]] = {}
    for line in table:
        row = line.row
        if row.of != "cpu" or not row.top.name.startswith("batch") or row.files.startswith("100"):
            continue
        if row.cores == 1:
            bars.setdefault(f"{row.files}: {row.top.name}", (line.takes, "#0e7c86"))
        if row.files == "ours" and row.under is not None and line.under is not None:
            bars.setdefault(f"ours: {row.under.name}", (line.under, "#9aa4ad"))
    most = max((takes for takes, _ in bars.values()), default=1)
    parts = []
    for number, (label, (takes, colour)) in enumerate(bars.items()):
        top, long = 8 + number * _STEP, (_WIDTH - _LABELS - 60) * takes / most
        middle = f'y="{top + _HIGH - 4}"'
        parts += [
            f'<text x="{_LABELS - 8}" {middle} text-anchor="end">{escape(label)}</text>',
            f'<rect x="{_LABELS}" y="{top}" width="{long:.1f}" height="{_HIGH}" fill="{colour}"/>',
            f'<text x="{_LABELS + long + 5:.1f}" {middle}>{takes:.2f}</text>',
        ]
    foot = 8 + len(bars) * _STEP + 14
    parts.append(f'<text x="8" y="{foot}">milliseconds of the processor a file</text>')
    parts.append(f'<text x="8" y="{foot + 14}" font-size="8">{escape(under)}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {foot + 22}" font-family="sans-serif" font-size="12">\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )
