"""Number format codes (ECMA-376 18.8.31): the section for a number, and the digits that it shows.

The shown digits are worked out only for formats that show more than a number, a percentage or a day.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, TypeAlias

from clustercheck.model.patterns import pattern
from clustercheck.model.quantities import plain
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached

# A code has at most 255 characters in Excel.
_LONGEST = 1024
_TOKEN = pattern(
    r'(?P<quoted>"[^"]*"?)|(?P<escaped>[\\!].?)|(?P<padding>[_*].?)|\[(?P<bracket>[^\]]*)\]?'
    r"|(?P<general>General|G/通用格式)|(?P<exponent>E[+-])|(?P<noon>AM/PM|A/P|上午/下午)"
    r"|(?P<date>y+|e+|m+|d+|h+|s+|g+|aaaa?|b{2,4})|(?P<digit>[0#?])"
    r"|(?P<mark>[.,%/@;])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = pattern(r"\s*(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\s*", re.ASCII)
_ELAPSED = pattern("h+|m+|s+", re.IGNORECASE)
# Currency signs; they do not change the size of a figure.
YUAN = frozenset(("", "¥", "￥", "RMB", "CNY", "CN¥", "RMB¥"))

SectionKind: TypeAlias = Literal["number", "date", "text"]


class FormatSection(NamedTuple):
    """What one section of a format makes of a number.

    A number is shown as `before`, its digits, `after`; `power` is that of ten between what is shown and what is
    stored: -4 for `0!.0,`. `whole` and `decimals` are the placeholders before and behind the point, `grouped`
    whether thousands are parted. `percent`: by a % that is seen; `hidden_percent`: by one on a line below.
    `is_odd`: text stands amid the digits, so that they are no figure. A date has `codes` and `pieces`.
    """

    kind: SectionKind
    condition: tuple[str, Decimal] | None = None
    before: str = ""
    after: str = ""
    power: int = 0
    whole: str = ""
    decimals: str = ""
    grouped: bool = False
    percent: bool = False
    hidden_percent: bool = False
    is_odd: bool = False
    is_general: bool = False
    pieces: tuple[tuple[str, str], ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it shows only a number or a percentage, with nothing that could change its meaning."""
        if self.kind != "number" or self.is_odd or self.hidden_percent:
            return False
        after = self.after.strip()
        return (
            self.power == (2 if self.percent else 0)
            and self.before.strip() in YUAN
            and after == ("%" if self.percent else "")
        )

    @property
    def shows_zero(self) -> bool:
        """Whether it shows a digit for every number, including 0."""
        return self.is_general or "0" in self.whole or "0" in self.decimals

    @property
    def shows_only_year(self) -> bool:
        """Whether it shows only the year of a date."""
        codes = {code[0] for code, _ in self.pieces if code}
        return self.kind == "date" and bool(codes) and codes <= {"y", "e"}


# A code longer than Excel allows: what is shown is unknown.
_UNKNOWN = (FormatSection("number", whole="0", is_odd=True),)


def sections_of(code: str) -> tuple[FormatSection, ...]:
    """The sections of a format code for numbers, at most three."""
    return _sections(code) if len(code) <= _LONGEST else _UNKNOWN


@cached(256, 1024)
def _sections(code: str) -> tuple[FormatSection, ...]:
    parts: list[list[tuple[str, str]]] = [[]]
    for token in _TOKEN.finditer(code):
        name = token.lastgroup or "other"
        if name == "mark" and token[0] == ";":
            parts.append([])
        else:
            parts[-1].append((name, token["bracket"] if name == "bracket" else token[0]))
    # A last section with @ is for texts.
    if len(parts) > 1 and ("mark", "@") in parts[-1]:
        parts.pop()
    return tuple(_section(part) for part in parts[:3])


def falling_into(sections: tuple[FormatSection, ...], number: Decimal) -> FormatSection | None:
    """The section for a number; None if no section applies."""
    if not sections:
        return None
    first = sections[0]
    if len(sections) == 1:
        return first if first.condition is None or _holds(first.condition, number) else None
    second = sections[1]
    zero = Decimal(0)
    if first.condition is not None:
        of_first = _holds(first.condition, number)
    else:
        of_first = number > zero or (number == zero and len(sections) == 2 and second.condition is None)
    if of_first:
        return first
    if second.condition is not None:
        if _holds(second.condition, number):
            return second
        return sections[2] if len(sections) > 2 else None
    if len(sections) == 2:
        return second
    return second if number < zero else sections[2]


def reached(sections: tuple[FormatSection, ...]) -> tuple[FormatSection, ...]:
    """The sections that apply to numbers that are not negative."""
    if len(sections) < 2 or any(section.condition is not None for section in sections):
        return sections
    return (sections[0], *sections[2:])


def rendered(section: FormatSection, number: Decimal) -> str:
    """The digits that a section shows of a number, empty if none; the sign is part of its text."""
    scaled = abs(number.scaleb(section.power))
    if section.is_general:
        return plain(scaled)
    places = len(section.decimals)
    try:
        rounded = scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    except ArithmeticError:
        return plain(scaled)
    whole, _, decimals = f"{rounded:f}".partition(".")
    needed = section.decimals.rstrip("#?")
    while len(decimals) > len(needed) and decimals.endswith("0"):
        decimals = decimals[:-1]
    whole = whole.lstrip("0").rjust(section.whole.count("0"), "0")
    if section.grouped and whole:
        whole = f"{int(whole):,}" if not whole.startswith("0") else whole
    return f"{whole}.{decimals}" if decimals else whole


def _holds(condition: tuple[str, Decimal], number: Decimal) -> bool:
    sign, bound = condition
    if sign == "=":
        return number == bound
    if sign == "<>":
        return number != bound
    return (number < bound if "<" in sign else number > bound) or ("=" in sign and number == bound)


def _section(tokens: list[tuple[str, str]]) -> FormatSection:
    condition = next(
        (found for name, text in tokens if name == "bracket" and (found := _condition(text))), None
    )
    is_number = any(name in ("digit", "general") for name, _ in tokens)
    dated = any(
        name == "date" or (name == "bracket" and _ELAPSED.fullmatch(text) is not None)
        for name, text in tokens
    )
    if dated and not any(name == "general" for name, _ in tokens):
        return FormatSection("date", condition, pieces=tuple(_pieces(tokens)))
    if not is_number:
        # A number formatted as text is shown as stored.
        if any(token == ("mark", "@") for token in tokens):
            return FormatSection("number", condition, is_general=True)
        return FormatSection("text", condition, "".join(_literal(*token) for token in tokens))
    return _number_section(tokens, condition)


def _number_section(tokens: list[tuple[str, str]], condition: tuple[str, Decimal] | None) -> FormatSection:
    places = [i for i, (name, _) in enumerate(tokens) if name in ("digit", "general")]
    first, last = places[0], places[-1]
    # A point or commas behind the last placeholder belong to the digits, an exponent to the number.
    while last + 1 < len(tokens) and tokens[last + 1] in (("mark", "."), ("mark", ",")):
        last += 1
    while first > 0 and tokens[first - 1] == ("mark", "."):
        first -= 1
    inner = tokens[first : last + 1]
    if any(token[0] == "exponent" or token == ("mark", "/") for token in inner):
        return FormatSection("number", condition, is_general=True)
    before = "".join(_literal(*token) for token in tokens[:first])
    after = "".join(_literal(*token) for token in tokens[last + 1 :])
    percents = sum(token == ("mark", "%") for token in tokens)
    hidden = bool(percents) and "%" in after.partition("\n")[2] and "%" not in after.partition("\n")[0]
    whole, decimals, power, is_odd, grouped = _digits(inner)
    return FormatSection(
        "number",
        condition,
        before.rpartition("\n")[2] if percents else before,
        after.partition("\n")[0] if hidden else after,
        power + 2 * percents,
        whole,
        decimals,
        grouped,
        bool(percents) and not hidden,
        hidden,
        is_odd or (bool(percents) and "\n" in before),
        any(name == "general" for name, _ in tokens),
    )


def _digits(tokens: list[tuple[str, str]]) -> tuple[str, str, int, bool, bool]:
    """The placeholders before and after the point, the power of ten, and whether text or separators part the digits."""
    halves, power, is_odd, point, commas, grouped = ["", ""], 0, False, "", 0, False
    for name, text in tokens:
        if name == "digit":
            halves[bool(point)] += text
            grouped = grouped or commas > 0
            commas = 0
        elif (name, text) == ("mark", ","):
            commas += 1
        elif (name, text) == ("mark", "."):
            is_odd = is_odd or bool(point)
            point = "."
            power -= 3 * commas
            commas = 0
        elif name in ("quoted", "escaped", "other", "mark", "padding") and (shown := _literal(name, text)):
            # A point that is written as text shows the digits before it as the whole: 0!.0, shows 10,000 as 1.0.
            is_odd = is_odd or bool(point) or shown != "."
            point = "literal"
    if point == "literal" and not is_odd:
        power -= len(halves[1])
    return halves[0], halves[1], power - 3 * commas, is_odd, grouped and point != "literal"


def _pieces(tokens: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The parts of a date format: codes, each without text, and texts, each without code."""
    return [
        (text.lower(), "")
        if name in ("date", "noon")
        else ("", _literal(name, text))
        if name != "bracket" or not _ELAPSED.fullmatch(text)
        else (text.lower(), "")
        for name, text in tokens
    ]


def _condition(bracket: str) -> tuple[str, Decimal] | None:
    match = _CONDITION.fullmatch(bracket)
    return None if match is None else (match[1], Decimal(match[2]))


def _literal(name: str, text: str) -> str:
    """The literal text of a token."""
    if name == "quoted":
        return text.strip('"')
    if name == "escaped":
        return text[1:]
    if name == "padding":
        return " " if text[0] == "_" else ""
    if name == "bracket":
        return text[1:].partition("-")[0] if text.startswith("$") else ""
    if name == "mark":
        return text if text in "%/." else ""
    return text if name in ("other", "digit", "date", "exponent") else ""
