"""What a single cell says as a heading: a role, a year, a unit, an indicator, whose figures, of what kind.

Nothing here knows where the cell stands. `Heading.words` is what was not understood of it.
"""

from __future__ import annotations

import re
from decimal import Decimal

from clustercheck.formats.cells import GridCell
from clustercheck.model.indicators import ProfileItem
from clustercheck.model.patterns import pattern
from clustercheck.model.records import NamedTuple
from clustercheck.model.speed import cached
from clustercheck.model.units import is_unit
from clustercheck.model.words import LONGEST_WRITTEN, fold
from clustercheck.tables.kinds import Kind, is_neutral, is_of_another_subject, kind_in
from clustercheck.tables.known_names import item_of
from clustercheck.tables.label_parts import native_parts
from clustercheck.tables.labels import Label, line_name, name_of
from clustercheck.tables.roles import Role, role_named
from clustercheck.tables.year_words import FIRST_YEAR, LAST_YEAR, may_name_year, years_in

_new = tuple.__new__
LONGEST_HEADING = 60
_IN_BRACKETS = pattern(r"[(\[【](?:计量|度量)?(?:单位)?:?([^()\[\]【】]+)[)\]】]")
_CLOSING = frozenset(")]】")
_PLAIN = ("", "年", "年度")
NO_YEAR = ("growth", "share", "rank", "score", "average")
_CLUSTER = "集群"
_CLUSTER_NAME = pattern(r"(?:[一二三四五六七八九十\d]+[、.])?([^、,:;。()]{1,40}集群)(?:[(].*[)])?")
_OWN_CLUSTER = pattern("(?:本|该|全|整个|某|产业|特色产业|中小企业特色产业|中小企业产业|各|推荐|申报)*集群")
# A line that says something of the whole sheet: a key and its value, a number of a page or a document, a bracketed remark.
_BASE_YEAR = pattern(r"(?:基期|基年|基准年|基准期)(?:年度?)?:\d{4}")
_LINE = pattern(r".*:.+|附[件表].{0,6}|续?表[\d一二三四五六七八九十]*|第.{1,3}页.*|.*[〔\[]\d{4}[〕\]].*")
# One of these stands in each.
_IN_LINES = pattern(r"[:附表第〔[]")
_MONTH = pattern(r"\d{4}(?:年|[-./])(?:1[0-2]|0?[1-9])月?", re.ASCII)
_LONGEST_MONTH = 8
_FIRST, _LAST = Decimal(FIRST_YEAR), Decimal(LAST_YEAR)


class Heading(NamedTuple):
    """What a cell says as a heading, or all cells over a column together (`columns`).

    `relative` is a year told by its distance (上年: -1), `cluster` a cluster's own name. `kind` and `is_other_subject` say
    that the figures are no results, or not the cluster's. `words` were not understood: they keep the figures of a column
    from being taken. `number` is the column's, `over` the unknown words above its year or name, which only sort.
    """

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
    is_line: bool = False
    is_part: bool = False
    over: str = ""
    number: int = 0

    @property
    def is_result(self) -> bool:
        """Whether nothing in it says another kind or another subject."""
        return not self.kind and not self.is_other_subject

    @property
    def may_be_taken(self) -> bool:
        """Whether the figures below are of the cluster and of a whole year that is over, as far as the heading says."""
        return not self.kind and not self.is_other_subject and not self.words

    @property
    def names_year(self) -> bool:
        """Whether it is a year, as against a growth or a rank of one, or an indicator with its year."""
        return self.year is not None and self.label is None and self.kind not in NO_YEAR

    @property
    def names_figures(self) -> bool:
        """Whether it is headed by a year or an indicator."""
        return self.role is None and (
            self.year is not None or self.relative is not None or self.label is not None
        )

    @property
    def says_nothing(self) -> bool:
        """Whether it adds nothing to what stands about it: 数值, 近三年完成情况."""
        return self == Heading(self.text)


@cached(4096)
def meaning_of(text: str) -> Heading:
    """What a text says as a heading."""
    # Nearly all headings of a form are plain years.
    if (
        text[:2] in ("19", "20")
        and text[4:] in _PLAIN
        and text[:4].isdecimal()
        and int(text[:4]) >= FIRST_YEAR
    ):
        return Heading(text, year=int(text[:4]))
    if len(text) > LONGEST_WRITTEN:
        return Heading(text, words=text, is_line=True)
    native, name = text, None
    if "\n" in text:
        native = "".join(native_parts(text.split("\n")))
        shown, bare = fold(text), fold(native)
    elif len(text) > LONGEST_HEADING:
        shown = bare = fold(text)
    else:
        name = line_name(text)
        shown = bare = name.whole
    if not bare:
        return Heading(shown)
    if len(bare) > LONGEST_HEADING:
        return Heading(shown, words=bare, is_line=True)
    role = role_named(bare)
    if role is not None:
        return Heading(shown, role=role)
    if is_unit(bare):
        return Heading(shown, unit=bare)
    _, key, named, is_part, label, _, _ = name or name_of(native, bare)
    if label is not None:
        year, unit = label.year, label.unit
        return _new(
            Heading, (shown, None, None, year, None, unit, label, "", False, "", "", False, is_part, "", 0)
        )
    item = item_of(key)
    if item is not None:
        return Heading(shown, item=item)
    if is_part:
        return _taken_apart(shown, named, True)
    if _IN_LINES.search(bare) and _LINE.fullmatch(bare) and not _BASE_YEAR.match(bare):
        return Heading(shown, words=bare, is_line=True)
    return _taken_apart(shown, bare, False)


def _taken_apart(shown: str, bare: str, is_part: bool) -> Heading:
    """A heading that is no single thing: its year, its unit, and what its words say."""
    unit, rest = "", bare
    if bare[-1:] in _CLOSING:
        opening = max(bare.rfind("("), bare.rfind("["), bare.rfind("【"))
        bracketed = None if opening < 0 else _IN_BRACKETS.fullmatch(bare, opening)
        if bracketed is not None and is_unit(bracketed[1]):
            unit = bracketed[1]
            rest = bare = bare[:opening]
    year = relative = None
    if may_name_year(bare):
        years = years_in(bare)
        if years.is_date:
            return Heading(shown, unit=unit, kind="part_year", words=bare, is_line=True)
        if len(years.years) > 1:
            return Heading(shown, unit=unit, kind="other_year", words=bare)
        year, relative = years.only, years.relative
        if years.years or years.is_span or relative is not None:
            rest = years.rest
    said = fold(rest)
    kind = kind_in(said)
    cluster = ""
    is_own = False
    if _CLUSTER in rest:
        is_own = _OWN_CLUSTER.fullmatch(rest) is not None
        if not kind and year is None and not is_own and _CLUSTER_NAME.fullmatch(rest):
            cluster = rest
    words = "" if is_own or cluster or is_neutral(rest) else rest
    other = not cluster and is_of_another_subject(said)
    return _new(
        Heading,
        (shown, None, None, year, relative, unit, None, kind, other, cluster, words, False, is_part, "", 0),
    )


def names_indicator(cell: GridCell) -> bool:
    """Whether a cell is the name of an indicator as a heading, like `Heading.label`."""
    if cell.kind == "text" and "\n" not in cell.text and line_name(cell.text).label is None:
        return False
    return cell_meaning(cell).label is not None


def year_in(cell: GridCell) -> int | None:
    """The whole year that a heading names, whatever says that it is over: `2024年`, `2024年度（实际）`, 2024."""
    if cell.kind == "text":
        text = cell.text
        if len(text) > LONGEST_HEADING:
            return None
        found = meaning_of(text)
    elif cell.kind == "number" and cell.shown is None:
        return _stored_year(cell)
    else:
        found = cell_meaning(cell)
    if found.year is None or found.label is not None or found.words or not found.is_result:
        return None
    return found.year


def cell_meaning(cell: GridCell) -> Heading:
    """What a cell says as a heading; a number or a date says a year at most, as it is shown."""
    if cell.kind == "text":
        return meaning_of(cell.text)
    shown = cell.text if cell.shown is None else cell.shown.text
    if cell.kind == "number" and cell.shown is None:
        year = _stored_year(cell)
        if year is not None:
            return Heading(cell.text, year=year)
        return meaning_of(shown) if is_month(cell) else Heading(cell.text, words=cell.text)
    found = meaning_of(shown)
    if found.year is not None and found.label is None and found.is_result and not found.words:
        return found
    if cell.kind == "date" and cell.date is not None:
        if cell.shown is None and (cell.date.month, cell.date.day) in ((1, 1), (12, 31)):
            return Heading(cell.text, year=cell.date.year)
        return Heading(cell.text, kind="part_year", words=cell.text, is_line=True)
    return Heading(cell.text, words=cell.text)


def is_month(cell: GridCell) -> bool:
    """Whether a cell is a month of a year, or a day, as a heading: `2022.12`, `2022年12月`, a date."""
    if cell.kind == "date":
        return True
    text = cell.text
    return text[:2] in ("19", "20") and len(text) <= _LONGEST_MONTH and _MONTH.fullmatch(text) is not None


def names_year(cell: GridCell) -> bool:
    """Whether a cell is a year as a heading, like `Heading.names_year`."""
    if cell.kind == "number" and cell.shown is None:
        return _stored_year(cell) is not None
    return cell_meaning(cell).names_year


def _stored_year(cell: GridCell) -> int | None:
    """The year that a number without a text of its own is."""
    number = cell.number
    if number is None or cell.percent or not _FIRST <= number <= _LAST or number != int(number):
        return None
    return int(number)
