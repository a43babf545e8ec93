"""Shared strings that follow each other in copies of a form are known together, and read as the plain way reads them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from ways import at_the_limit, cells_in, recorded, small_caches, walked
from workbooks import parts, zipped

from clustercheck.formats.quick import strings
from clustercheck.model.speed import use_quick_ways

FORM = [f"第{number}项" for number in range(60)]


@pytest.fixture
def in_runs(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of each table of strings that was looked up in runs, whether it was taken."""
    return recorded(monkeypatch, strings, "_read_in_runs")


def workbook(texts: Sequence[str]) -> bytes:
    """A sheet with each of these strings in a row, which may hold markup of their own."""
    table = "".join([text if text.startswith("<") else f"<si><t>{text}</t></si>" for text in texts])
    rows = [
        f'<row r="{place + 1}"><c r="A{place + 1}" t="s"><v>{place}</v></c></row>'
        for place in range(len(texts))
    ]
    return zipped(parts("".join(rows), strings=table))


def changed(**by_place: str) -> list[str]:
    """The form with other strings at these places."""
    texts = list(FORM)
    for place, text in by_place.items():
        texts[int(place[1:])] = text
    return texts


OTHERS = [
    changed(_5="甲"),
    changed(_24="甲", _25="乙", _59="丙"),
    changed(_30="<si><r><t>甲</t></r><r><t>乙</t></r></si>"),
    changed(_30="<si><t>甲</t><rPh sb='0' eb='1'><t>x</t></rPh></si>"),
    changed(_12=" "),
    changed(_40="a &amp; _x4E59_"),
    FORM[:37],
    [*FORM[:20], *FORM[21:]],
    [*FORM[:20], "甲", *FORM[20:]],
    [*FORM, *FORM],
    [FORM[0], *reversed(FORM)],
    [FORM[0], *[f"别的{number}" for number in range(50)]],
]


def test_copies_with_other_strings(in_runs: list[bool]) -> None:
    contents = [workbook(texts) for texts in [FORM, FORM, FORM, *OTHERS, *OTHERS, FORM]]
    plain = [walked(content) for content in contents]
    use_quick_ways(True)
    assert [cells_in(content) for content in contents] == plain
    # The strings of the second file are kept, and the runs of the third.
    assert in_runs == [True] * (len(contents) - 3)


def test_with_caches_of_one() -> None:
    contents = [workbook(texts) for texts in [FORM, FORM, *OTHERS, FORM]]
    plain = [walked(content) for content in contents]
    with small_caches(1):
        assert [cells_in(content) for content in contents] == plain


def test_a_string_that_no_xml_has() -> None:
    contents = [workbook(FORM)] * 3 + [workbook(changed(_30="a & b"))]
    plain = [walked(content) for content in contents]
    use_quick_ways(True)
    assert [cells_in(content) for content in contents] == plain
    assert plain[-1] == "C103"


@pytest.mark.parametrize("limit", ["strings", "tags", "characters"])
def test_its_limits_are_those_of_the_plain_way(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = workbook(changed(_30="甲"))
    assert at_the_limit(content, limit, monkeypatch, lambda: cells_in(workbook(FORM))) == (True, False)


def test_a_first_string_of_many_forms(in_runs: list[bool]) -> None:
    """Of tables with one first string only some are kept; the others are read all the same."""
    tables = [[FORM[0], *[f"表{table}项{number}" for number in range(40)]] for table in range(8)]
    contents = [workbook(texts) for texts in tables for _ in range(3)]
    plain = [walked(content) for content in contents]
    use_quick_ways(True)
    assert [cells_in(content) for content in contents] == plain
    assert in_runs
    assert all(in_runs)
