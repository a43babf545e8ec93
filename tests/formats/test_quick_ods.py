"""Rows of an OpenDocument spreadsheet that are known come out as those that are walked: the same cells, or the same refusal."""

from __future__ import annotations

import random

import pytest
from formats import ods_content, ods_file
from hypothesis import example, given
from hypothesis import strategies as st
from ways import cells_in, plain_way, walked

from clustercheck.formats.budget import Budget
from clustercheck.formats.cells import Workbook
from clustercheck.formats.ods_reader import OdsReader
from clustercheck.formats.quick import ods_cuts, ods_forms, ods_tags
from clustercheck.formats.quick.ods import quick_content
from clustercheck.formats.quick.rows import FormRow

BLANK = '<table:table-cell table:number-columns-repeated="16380"/>'
WORDS = '<table:table-cell table:style-name="ce1" office:value-type="string"><text:p>集群总产值</text:p></table:table-cell>'
NUMBER = (
    '<table:table-cell table:style-name="ce2" table:content-validation-name="val7" office:value-type="float" '
    'office:value="{}"><text:p>{}</text:p></table:table-cell>'
)
SHARE = '<table:table-cell office:value-type="percentage" office:value="0.155"><text:p>15.5%</text:p></table:table-cell>'
ERROR = NUMBER.format("6300", "6300").replace(
    'office:value="6300"', 'office:value="6300" calcext:value-type="error"'
)
STYLES = (
    '<number:number-style style:name="N1"><number:number number:decimal-places="0" number:display-factor="10000"/>'
    '<number:text>万</number:text></number:number-style><number:date-style style:name="N2"><number:year/></number:date-style>'
    '<style:style style:name="ce3" style:family="table-cell" style:data-style-name="N1"/>'
    '<style:style style:name="ce4" style:family="table-cell" style:data-style-name="N2"/>'
    '<style:style style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
)
VALIDATIONS = (
    "<table:content-validations><table:content-validation table:name='val7'><table:help-message><text:p>填数</text:p>"
    "</table:help-message></table:content-validation></table:content-validations>"
)


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row{attributes}>{''.join(cells)}{BLANK}</table:table-row>"


def table(*rows: str, before: str = "<table:table-column/>") -> str:
    return f'<table:table table:name="表">{before}{"".join(rows)}</table:table>'


def content(*tables: str) -> bytes:
    return ods_content(VALIDATIONS + "".join(tables), STYLES)


def is_quick(part: bytes) -> bool:
    return quick_content(part, OdsReader(Budget()))


def same(part: bytes, **more: bytes) -> None:
    """Both ways twice, so that the second time everything is known."""
    packed = ods_file(part, **more)
    plain = walked(packed)
    assert [cells_in(packed), cells_in(packed)] == [plain, plain]


CELLS = st.sampled_from(
    [
        WORDS, BLANK, SHARE, NUMBER.format("31.5", "31.5"), NUMBER.format("31.50", "31.5"), NUMBER.format("1234.5", "1,234.5"),
        NUMBER.format("31.5", "32"), NUMBER.format("1e3", "1000"), NUMBER.format("0", "0"), NUMBER.format("1.2.3", "1"),
        NUMBER.format("", ""), NUMBER.format("5", "5</text:p><text:p>6"), NUMBER.format("123456789012345678", "5"),
        NUMBER.format("35", "35").replace("ce2", "ce3"), NUMBER.format("45000", "45000").replace("ce2", "ce4"),
        NUMBER.format("2", "2").replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="3"'),
        NUMBER.format("2", "2").replace("<table:table-cell", '<table:table-cell table:formula="of:=1+1"'),
        NUMBER.format("2", "2").replace("float", "currency"), NUMBER.format("2", "2").replace("float", "percentage"),
        NUMBER.format("2", "2").replace("float", "boolean"), NUMBER.format("2", "2").replace("float", "string"),
        NUMBER.format("2", "2").replace("ce2", "ce2' a='"), NUMBER.format("2", "<text:span text:style-name='T1'>2</text:span>"),
        NUMBER.format("2", "2").replace("val7", 'val7" table:content-validation-name="val8'),
        "<table:table-cell><text:p> table:content-validation-name=\"val7\" office:value=\"5\"</text:p></table:table-cell>",
        "<table:table-cell office:value-type='string' office:string-value='甲'/>", "<table:covered-table-cell/>",
        ERROR,
        "<table:table-cell table:formula='of:=A1'/>",
        "<table:table-cell><text:p>a<text:s text:c='2'/>b<text:tab/></text:p></table:table-cell>",
        "<table:table-cell><text:p>35<text:span text:style-name='T1'>1</text:span></text:p></table:table-cell>",
        "<table:table-cell><office:annotation><text:p>9</text:p></office:annotation><text:p>35</text:p></table:table-cell>",
        "<table:table-cell table:number-columns-spanned='2' table:number-rows-spanned='2'><text:p>甲</text:p></table:table-cell>",
        "<table:table-cell office:value-type='date' office:date-value='2024-05-06'><text:p>2024年</text:p></table:table-cell>",
        "<table:table-cell><text:p>a&amp;b&#29664;</text:p></table:table-cell>",
        "<table:table-cell><text:p>a&b</text:p></table:table-cell>",
        "<table:table-cell><!-- x --><text:p>a</text:p></table:table-cell>", "<text:p>a</text:p>", "</table:table-cell>",
        "<table:table-cell>",
        table(row(WORDS)), "<table:table-cell table:number-columns-repeated='x'/>", "<table:table-cell a='1' a='2'/>",
        "<table:table-cell table:number-columns-repeated='200'><text:p>a</text:p></table:table-cell>", "</table:table-row>",
    ]
)  # fmt: skip
ROWS = st.builds(
    lambda cells, attributes: row(*cells, attributes=attributes),
    st.lists(CELLS, max_size=4),
    st.sampled_from(
        [
            "",
            "",
            ' table:visibility="filter"',
            ' table:number-rows-repeated="3"',
            ' table:number-rows-repeated="x"',
            ' table:default-cell-style-name="ce3"',
            ' table:default-cell-style-name="ce4"/><table:table-row',
        ]
    ),
)
BEFORE = st.sampled_from(
    [
        "<table:table-column/>", "", "<table:table-column table:visibility='collapse'/>", "<table:table-header-rows>",
        "<table:table-column table:number-columns-repeated='3' table:default-cell-style-name='ce3'/>",
        "<office:forms><table:table-row/></office:forms>", "<table:shapes><text:p>1</text:p></table:shapes>",
    ]
)  # fmt: skip


@given(
    st.lists(
        st.builds(lambda before, rows: table(*rows, before=before), BEFORE, st.lists(ROWS, max_size=4)),
        max_size=2,
    )
)
@example([table(row(WORDS, NUMBER.format("31.5", "31.5"), SHARE), row(WORDS))])
def test_known_rows_are_those_that_are_walked(tables: list[str]) -> None:
    same(content(*tables))


def test_an_error_with_a_number_beside_it_stays_an_error() -> None:
    part = content(table(row(WORDS, NUMBER.format("31.5", "31.5")), row(WORDS, ERROR)))
    same(part)
    read_quickly = cells_in(ods_file(part))
    assert isinstance(read_quickly, Workbook)
    assert [cell.kind for cell in read_quickly.sheets[0].cells.values()][-1] == "error"


def test_usual_rows_are_taken_quickly() -> None:
    part = content(table(row(WORDS, NUMBER.format("31.5", "31.5")), row(WORDS, SHARE)))
    assert is_quick(part)
    assert not is_quick(part.replace(b"<office:body>", b"<!-- --><office:body>"))
    assert not is_quick(part.replace(b'encoding="UTF-8"', b'encoding="GBK"'))
    assert not is_quick(content(table(row("<table:table-cell table:formula='of:=A1'/>"))))


def test_an_odd_row_is_walked_alone() -> None:
    known = row(WORDS, NUMBER.format("31.5", "31.5"))
    day = "<table:table-cell office:value-type='date' office:date-value='2024-05-06'><text:p>2024年</text:p></table:table-cell>"
    for odd in (
        row(day),
        row(day, attributes=' table:number-rows-repeated="3"'),
        row(day, attributes=' table:visibility="filter"'),
        row(NUMBER.format("-2", "-2")),
        row("<!-- --><table:table-cell/>"),
        row("<table:table-cell table:formula='of:=A1' office:value-type='string'/>"),
    ):
        assert is_quick(content(table(known, odd, known)))
        same(content(table(known, odd, known), table(odd)))
    few, many = [row(day)] * 20, [row(day)] * 40
    assert is_quick(content(table(known, *few)))
    assert not is_quick(content(table(known, *many)))


def test_a_row_that_is_repeated_has_no_form_of_one_row() -> None:
    cells = (WORDS, NUMBER.format("31.5", "31.5"))
    repeated = row(*cells, attributes=' table:number-rows-repeated="2"')
    found = cells_in(ods_file(content(table(row(*cells), repeated))))
    assert isinstance(found, Workbook)
    rows = found.sheets[0].rows
    assert [isinstance(each, FormRow) for each in rows.values()] == [True, False, False]
    assert rows[1] == rows[2] == rows[3]
    assert rows[1].form.number == 1


def test_rows_without_cells_before_others() -> None:
    known = row(WORDS, NUMBER.format("31.5", "31.5"))
    for blank in ("<table:table-row/>", '<table:table-row table:number-rows-repeated="3"/>'):
        for after in (known, row(WORDS), row(NUMBER.format("-2", "-2"))):
            assert is_quick(content(table(known, blank + after, known)))
            same(content(table(known, blank + after, known), table(blank, blank + after, after)))


def of_copy(*, height: int, number: int, value: str) -> bytes:
    """A copy of a form: the heights of its rows, the numbers of its validations and its figures are its own."""
    styles = "".join(
        f'<style:style style:name="ro{each}" style:family="table-row"><style:table-row-properties style:row-height="{height}in"/>'
        "</style:style>"
        for each in (1, 2)
    )
    around = '<style:style style:name="{}" style:family="{}"></style:style>'.format
    validation = (
        f'<table:content-validations><table:content-validation table:name="val{number}" table:condition="&gt;0">'
        "<table:help-message><text:p>填数</text:p></table:help-message></table:content-validation>"
        f'<table:content-validation table:name="val{number + 1}"/></table:content-validations>'
    ).replace('"/></', '"></table:content-validation></')
    figure = NUMBER.format(value, value).replace("val7", f"val{number}")
    return ods_content(
        validation + table(row(WORDS), row(WORDS, figure)),
        STYLES + around("co1", "table-column") + styles + around("ta1", "table"),
    )


def test_a_further_copy_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = of_copy(height=1, number=3, value="2"), of_copy(height=1, number=8, value="31.5")
    same(first)
    same(of_copy(height=2, number=3, value="2"))
    with plain_way():
        plain = cells_in(ods_file(second))
    assert is_quick(first)
    for module in (ods_tags, ods_forms, ods_cuts):
        monkeypatch.setattr(module, "walk", lambda *_: pytest.fail("a known part was parsed"))
    assert is_quick(second)
    assert cells_in(ods_file(second)) == plain


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('style:row-height="1in"/>', 'style:row-height="1in" style:row-height="1in"/>'),
        ('style:row-height="1in"/>', 'style:row-height="1in">'),
        ('style:row-height="1in"/>', '/><style:table-properties table:display="false"/>'),
        ('style:name="ro2"', 'style:name="ro2x"'),
        ('<style:style style:name="ta1"', '<style:table-properties table:display="false"/><style:style style:name="ta1"'),
        ('table:name="val3"', 'table:name="val"'),
        ('table:name="val3"', 'table:name="val3" table:name="val3"'),
        ('table:condition="&gt;0"', 'table:condition="&x;0"'),
        ("<text:p>填数</text:p>", "<text:p>填数"),
        ("<text:p>填数</text:p>", "<table:table table:name='a'/>"),
        ("<text:p>填数</text:p>", "<!-- </table:content-validation> -->"),
        ("<table:content-validations>", "<number:text><table:content-validations>"),
        ("<text:p>集群", '<text:p> table:content-validation-name="val5"集群'),
        ("</text:p></table:table-cell>", '</text:p></table:table-cell>  table:content-validation-name="val5"'),
    ],
)  # fmt: skip
def test_copies_that_are_not_as_usual(old: str, new: str) -> None:
    part = of_copy(height=1, number=3, value="2")
    assert old.encode() in part
    same(part)
    same(part.replace(old.encode(), new.encode()))
    same(part.replace(old.encode(), new.encode(), 1))


def test_rows_outside_a_sheet_and_in_what_is_passed_over() -> None:
    known = row(WORDS, NUMBER.format("31.5", "31.5"))
    for place in (
        known,
        f"<office:forms>{known}</office:forms>",
        table(f"<office:forms>{known}</office:forms>", known),
    ):
        same(content(place, table(known)))


@pytest.mark.parametrize("name", ["settings.xml", "styles.xml", "meta.xml"])
@pytest.mark.parametrize(
    "part",
    [
        b"<a><generator>gnumeric</generator></a>",
        b"<a><config-item config:name='ShowZeroValues'>false</config-item></a>",
        f"<a>{STYLES}<office:master-styles><style:master-page/></office:master-styles></a>".encode(),
        b"<a><text><office:master-styles><text:p/>1</office:master-styles></text></a>",
        b"<a><office:master-styles><text:p></office:master-styles></a>",
        b"<a>",
        b"<!DOCTYPE a><a/>",
        b"<office:meta><meta:generator>gnumeric</meta:generator></office:meta>",
        b"<office:meta><meta:generator>gnumeric</meta:generator><dc:title></office:meta>",
        b"<office:meta><meta:generator>a</meta:generator><meta:generator>gnumeric</meta:generator></office:meta>",
        b"<office:meta><dc:title><meta:generator>gnumeric</meta:generator>a</dc:title></office:meta>",
        b"<office:meta><!--<meta:generator>gnumeric</meta:generator>--></office:meta>",
        b"<office:meta><meta:generator>gnu&#109;eric</meta:generator></office:meta>",
        b"<office:meta><dc:title>gnumeric</dc:title><meta:generator/></office:meta>",
    ],
)
def test_parts_around_the_content(name: str, part: bytes) -> None:
    zero = '<table:table-cell table:formula="of:=A1" office:value-type="float" office:value="0"><text:p>0</text:p></table:table-cell>'
    rows = table(row(WORDS, NUMBER.format("0", "0").replace("ce2", "ce3")), row(zero))
    same(content(rows), **{name: part})
    same(content(rows), **{name: part, "styles.xml" if name != "styles.xml" else "meta.xml": part})


def test_changed_bytes() -> None:
    chance = random.Random(1)
    part = content(table(row(WORDS, NUMBER.format("31.5", "31.5")), row(WORDS, SHARE)), table(row(WORDS)))
    for _ in range(300):
        changed = bytearray(part)
        for _ in range(chance.choice((1, 1, 2, 4))):
            at = chance.randrange(len(changed))
            piece = part[chance.randrange(len(part)) :][: chance.choice((1, 5, 30))]
            changed[at : at + chance.choice((0, 1, 5, 30))] = piece
        same(bytes(changed))
