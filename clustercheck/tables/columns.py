"""What the heading of a column says about the figures below it, from all cells above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clustercheck.model.indicators import ProfileItem
from clustercheck.model.words import folded, is_usual
from clustercheck.tables.kinds import Kind, is_neutral, names_part, says_another_subject
from clustercheck.tables.known_names import profile_item
from clustercheck.tables.label_parts import native_parts, outlined
from clustercheck.tables.labels import Label, dated, labelled, line_name
from clustercheck.tables.meanings import NO_YEAR, Heading, meaning_of
from clustercheck.tables.parts import is_of_section, may_stand_under, part_named
from clustercheck.tables.roles import Role
from clustercheck.tables.vocabulary import Known

_new = tuple.__new__


class _Stack:
    """The combined content of the cells over a column, from top to bottom."""

    def __init__(self) -> None:
        self.years: dict[int, None] = {}
        self.pieces: list[tuple[Heading, str]] = []
        # How many pieces stand above the last year.
        self.dated_at = -1
        self.relative: int | None = None
        self.unit = self.cluster = ""
        self.kind: Kind = ""
        self.is_other = False

    def add(self, part: Heading, text: str, stands_alone: bool) -> None:
        if part.names_year:
            self.years[part.year or 0] = None
        if part.names_year or part.relative is not None:
            self.dated_at = len(self.pieces)
        self.relative = part.relative if part.relative is not None else self.relative
        self.unit = self.unit or (part.unit if part.label is None else "")
        self.cluster = part.cluster or self.cluster
        self.kind = self.kind or part.kind
        others = part.role == "others" and not stands_alone and says_another_subject(text)
        self.is_other = self.is_other or part.is_other_subject or others
        if (
            part.label is not None
            or part.words
            or part.item is not None
            or part.role is not None
            or part.is_part
        ):
            self.pieces.append((part, text))

    def add_year(self, year: int) -> None:
        """Add a cell that the user's map declares a year."""
        self.years[year] = None
        self.dated_at = len(self.pieces)


def column_of(number: int, parts: Sequence[Heading], texts: Sequence[str], known: Known) -> Heading:
    """The combined content of the cells over a column, from top to bottom."""
    shown = " / ".join(part.text for part in parts if part.text)
    mapped = known.year(shown)
    if mapped is not None:
        return Heading(shown, year=mapped, number=number)
    # A translation stands in the last cells.
    native = len(native_parts(texts)) or len(texts)
    parts, texts = parts[:native], texts[:native]
    stack = _Stack()
    for part, text in zip(parts, texts, strict=True):
        mapped = known.year(text)
        if mapped is not None:
            stack.add_year(mapped)
        else:
            stack.add(_with_own(part, text, known), text, len(parts) == 1)
    years, kind = stack.years, stack.kind
    label, words, over = _indicator_over(stack.pieces, stack.dated_at, known)
    role, item = (None, None) if label is not None else _role_and_item(parts, texts, stack)
    if role is not None or item is not None:
        words = ""
    year = None if label is None else label.year
    if len(years) > 1 or (year is not None and years.keys() - {year}):
        kind = kind or "other_year"
    if year is None:
        year = next(iter(years), None)
    return Heading(
        shown, role, item, year, stack.relative, stack.unit, label, kind, stack.is_other, stack.cluster, words, False,
        any(part.is_part for part in parts), over, number,
    )  # fmt: skip


def column_of_text(number: int, text: str, said: Heading) -> Heading:
    """Like `column_of`, of a single cell of text and its meaning, without a map."""
    shown, role, item, year, relative, unit, label, kind, is_other, cluster, words, is_line, is_part, _, _ = (
        said
    )
    if item is not None or is_line or "\n" in text:
        return column_of(number, [said], [text], Known())
    if role is not None:
        return Heading(shown, role, number=number)
    if label is not None:
        label = line_name(text).as_written or label
        year, relative, unit, kind, is_other, cluster, words = label.year, None, "", "", False, "", ""
    elif year is not None and kind in NO_YEAR:
        year = None
    if label is None and (words or is_part) and year is None and relative is None:
        words = shown
    return _new(
        Heading,
        (shown, None, None, year, relative, unit, label, kind, is_other, cluster, words, False, is_part, "", number),
    )  # fmt: skip


def _with_own(part: Heading, text: str, known: Known) -> Heading:
    """A cell that names a standard's own figure. Words with another meaning are part of the name (龙头 of 龙头企业数)."""
    own = known.own_label(text)
    if own is None:
        return part
    return Heading(part.text, year=own.year, unit=own.unit, label=own, is_part=part.is_part)


def _role_and_item(
    parts: Sequence[Heading], texts: Sequence[str], stack: _Stack
) -> tuple[Role | None, ProfileItem | None]:
    """The role or the line of 基本信息 in the heading of a column without an indicator."""
    words = "".join(texts)
    if (stack.years or stack.relative is not None) and is_usual(words) and profile_item(words) is None:
        return None, parts[-1].item
    joined = meaning_of(words)
    first = next((part.role for part in parts if part.role is not None), None)
    role = None if stack.years or stack.relative is not None else joined.role or first
    return role, joined.item or parts[-1].item


def _indicator_over(
    pieces: Sequence[tuple[Heading, str]], dated_at: int, known: Known
) -> tuple[Label | None, str, str]:
    """The indicator that the words over a column name, the words that prevent it, and the grouping words.

    Words above the year (the pieces before `dated_at`) only group columns. Words in it and below it distinguish
    figures.
    """
    last_of_all = pieces[-1] if pieces else None
    bare = [
        each for each in pieces if each[0].role is None and (each[0].item is None or each is not last_of_all)
    ]
    if not bare:
        return None, "", ""
    joined = "".join(text for _, text in bare)
    label = known.label(joined) or labelled(joined) or dated(joined) or _outlined(joined, known)
    if label is not None:
        return label, "", ""
    if known.mapped(joined) is not None:
        return None, joined, ""
    last, text = bare[-1]
    over = [part for part, _ in bare[:-1]]
    own = known.label(text) or last.label
    whole = _whole_of(bare[:-1], known)
    if own is None and whole is not None:
        part = part_named(whole.indicator, outlined(folded(text))[0])
        if part is not None:
            return Label(part, whole.unit, whole.year), "", ""
        if not last.words:
            return whole, "", ""
        return None, folded(joined), ""
    if own is None:
        if dated_at >= 0:
            above = pieces[:dated_at]
            strict = "".join(part.words for part, _ in pieces[dated_at:] if part.role is None)
            return None, strict, "".join(part.words for part, _ in above if part.role is None)
        return None, folded(joined), ""
    if whole is not None:
        if last.is_part and may_stand_under(own.indicator, whole.indicator):
            return Label(own.indicator, own.unit or whole.unit, own.year or whole.year), "", ""
        return (own, "", "") if whole.indicator is own.indicator else (None, folded(joined), "")
    return _sorted(own, over, folded(joined))


def _sorted(own: Label, over: Sequence[Heading], joined: str) -> tuple[Label | None, str, str]:
    """An indicator under words that group it, or that name its part."""
    for part in over:
        bare = outlined(part.words or part.text)[0]
        if part.is_part or names_part(bare):
            found = part_named(own.indicator, bare)
            if found is not None:
                own = Label(found, own.unit, own.year)
            elif not is_of_section(own.indicator, bare):
                return None, joined, ""
    return own, "", "".join(part.words for part in over)


def _whole_of(pieces: Sequence[tuple[Heading, str]], known: Known) -> Label | None:
    """The indicator that the words above name, together or one of them alone."""
    if not pieces:
        return None
    joined = "".join(text for _, text in pieces)
    found = known.label(joined) or labelled(joined) or dated(joined)
    if found is not None:
        return found
    named = [part.label for part, _ in pieces if part.label is not None]
    return named[-1] if named else None


def _outlined(text: str, known: Known) -> Label | None:
    bare, is_part = outlined(text)
    return known.label(bare) or dated(bare) if is_part else None


def with_wholes(columns: Mapping[int, Heading]) -> dict[int, Heading]:
    """The columns, with one that is marked as a part (其中：) assigned to the indicator before it."""
    found: dict[int, Heading] = {}
    whole: Label | None = None
    has_whole = False
    for number, column in columns.items():
        if column.is_part and has_whole and column.role is None:
            label = _part_of(whole, column.label, outlined(column.words)[0])
            words = "" if label is not None else column.words or column.text
            other = column.is_other_subject and label is None
            column = column._replace(label=label, words=words, is_other_subject=other)
        elif column.role is None and (column.label is not None or column.words):
            whole, has_whole = column.label, True
        found[number] = column
    return found


def _part_of(whole: Label | None, own: Label | None, bare: str) -> Label | None:
    if whole is None:
        return None
    if own is None:
        part = part_named(whole.indicator, bare)
        return None if part is None else Label(part, whole.unit, whole.year)
    return own if may_stand_under(own.indicator, whole.indicator) else None


def is_plain_value(column: Heading) -> bool:
    """Whether a heading says only that the figure stands below: 数值, 本年实际, 指标值（亿元）, a cluster's name."""
    if column.role not in (None, "content") or column.item is not None or column.label is not None:
        return False
    says_nothing = not column.text or is_neutral(column.text.replace(" / ", ""))
    return column.may_be_taken and (
        says_nothing or bool(column.unit or column.cluster) or column.relative is not None
    )
