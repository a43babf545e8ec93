"""What the heading of a column contributes to the figures below it, from all the cells that stand over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from clustercheck.model.indicators import ProfileItem
from clustercheck.model.words import folded
from clustercheck.tables.kinds import Kind, is_neutral, names_part, says_another_subject
from clustercheck.tables.labels import Label, dated, labelled, native_parts, outlined
from clustercheck.tables.meanings import Meaning, meaning_of
from clustercheck.tables.parts import is_of_section, may_stand_under, part_named
from clustercheck.tables.roles import Role
from clustercheck.tables.vocabulary import Known


class Column(NamedTuple):
    """A column's heading taken apart.

    `words` are those that were not understood beside, below or within what gives the year and the name: they keep the
    figures from being taken. `over` are unknown words above them, which only sort. `kind` and `is_other_subject` say
    that the figures are no results, or not the cluster's.
    """

    number: int
    text: str = ""
    role: Role | None = None
    item: ProfileItem | None = None
    year: int | None = None
    relative: int | None = None
    unit: str = ""
    label: Label | None = None
    kind: Kind = ""
    is_other_subject: bool = False
    cluster: str = ""
    words: str = ""
    over: str = ""
    is_part: bool = False

    @property
    def may_be_taken(self) -> bool:
        """Whether the figures below are of the cluster and of a whole year that is over, as far as the heading says."""
        return not self.kind and not self.is_other_subject and not self.words

    @property
    def names_figures(self) -> bool:
        """Whether it is headed by a year or an indicator."""
        return self.role is None and (
            self.year is not None or self.relative is not None or self.label is not None
        )


def column_of(number: int, parts: Sequence[Meaning], texts: Sequence[str], known: Known) -> Column:
    """What the cells over a column say, from top to bottom."""
    shown = " / ".join(part.text for part in parts if part.text)
    mapped = known.year(shown)
    if mapped is not None:
        return Column(number, shown, year=mapped)
    # A translation stands in the last cells.
    kept = len(native_parts(texts)) or len(texts)
    parts, texts = parts[:kept], texts[:kept]
    years: dict[int, None] = {}
    relative, unit, cluster = None, "", ""
    kind: Kind = ""
    pieces: list[tuple[Meaning, str]] = []
    dated_at, other = -1, False
    for part, text in zip(parts, texts, strict=True):
        mapped = known.year(text)
        if mapped is not None:
            years[mapped] = None
            dated_at = len(pieces)
            continue
        if part.names_year:
            years[part.year or 0] = None
        if part.names_year or part.relative is not None:
            dated_at = len(pieces)
        relative = part.relative if part.relative is not None else relative
        unit = unit or (part.unit if part.label is None else "")
        cluster = part.cluster or cluster
        kind = kind or part.kind
        other = other or part.is_other_subject
        other = other or (part.role == "others" and len(parts) > 1 and says_another_subject(text))
        if (
            part.label is not None
            or part.words
            or part.item is not None
            or part.role is not None
            or part.is_part
        ):
            pieces.append((part, text))
    label, words, over = _named(pieces, dated_at, known)
    role: Role | None = None
    item = None
    if label is None:
        joined = meaning_of("".join(text for _, text in zip(parts, texts, strict=True)))
        last = parts[-1]
        first = next((part.role for part in parts if part.role is not None), None)
        role = None if years or relative is not None else joined.role or first
        item = joined.item or last.item
        if role is not None or item is not None:
            words = ""
    if len(years) > 1 or (label is not None and label.year is not None and years.keys() - {label.year}):
        kind = kind or "other_year"
    year = next(iter(years), None) if label is None or label.year is None else label.year
    return Column(
        number, shown, role, item, year, relative, unit, label, kind, other, cluster, words, over,
        any(part.is_part for part in parts),
    )  # fmt: skip


def _named(
    pieces: Sequence[tuple[Meaning, str]], dated_at: int, known: Known
) -> tuple[Label | None, str, str]:
    """The indicator that the words over a column name, the words that keep it from being known, and those that sort.

    Words above the year (the pieces before `dated_at`) only sort; those in it and below it tell its figures apart.
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


def _sorted(own: Label, over: Sequence[Meaning], joined: str) -> tuple[Label | None, str, str]:
    """An indicator under words that sort it, or that say of what part it is."""
    for part in over:
        bare = outlined(part.words or part.text)[0]
        if part.is_part or names_part(bare):
            found = part_named(own.indicator, bare)
            if found is not None:
                own = Label(found, own.unit, own.year)
            elif not is_of_section(own.indicator, bare):
                return None, joined, ""
    return own, "", "".join(part.words for part in over)


def _whole_of(pieces: Sequence[tuple[Meaning, str]], known: Known) -> Label | None:
    """The indicator that the words above name, if they name one together or one of them does."""
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


def with_wholes(columns: Mapping[int, Column]) -> dict[int, Column]:
    """Columns in which one that is marked as a part (其中：) is of the indicator before it."""
    found: dict[int, Column] = {}
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


def is_plain_value(column: Column) -> bool:
    """Whether a heading says only that the figure itself stands below: 数值, 本年实际, 指标值（亿元）, a cluster's name."""
    if column.role not in (None, "content") or column.item is not None or column.label is not None:
        return False
    says_nothing = not column.text or is_neutral(column.text.replace(" / ", ""))
    return column.may_be_taken and (
        says_nothing or bool(column.unit or column.cluster) or column.relative is not None
    )
