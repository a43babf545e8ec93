"""Files to cells: what each kind of cell becomes, in every way a workbook may be written."""

import datetime
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from workbooks import STRICT_MAIN, STRICT_TYPES, excel, parts, raw, text, zipped

from clustercheck.formats.cells import cell_ref, column_number
from clustercheck.formats.detect import Workbook, read_workbook
from clustercheck.formats.number_formats import format_kind
from clustercheck.model.problems import UnreadableFile


def cells(content: bytes) -> dict[str, object]:
    (sheet,) = read_workbook("x", content).sheets
    return {cell_ref(*place): cell for place, cell in sheet.cells.items()}


def only(content: bytes):
    (cell,) = cells(content).values()
    return cell


def test_kinds_of_cells_as_openpyxl_writes_them() -> None:
    found = cells(excel({"a": [["字", 1.5, True, datetime.date(2023, 5, 10), None, "  "]]}))
    assert [c.kind for c in found.values()] == ["text", "number", "boolean", "date"]
    assert found["D1"].date == datetime.date(2023, 5, 10)
    assert found["C1"].text == "TRUE"


def test_numbers_are_taken_at_fifteen_digits() -> None:
    cell = only(raw('<row><c r="B2"><v>0.30000000000000004</v></c></row>'))
    assert cell.number == Decimal("0.3")
    assert cell.text == "0.3"


@pytest.mark.parametrize(
    ("sheet", "kind", "shown"),
    [
        ('<row><c t="e"><v>#DIV/0!</v></c></row>', "error", "#DIV/0!"),
        ("<row><c><f>A1+1</f></c></row>", "unsaved_formula", "=A1+1"),
        ("<row><c><f>A1+1</f><v></v></c></row>", "unsaved_formula", "=A1+1"),
        ("<row><c><f>A1+1</f><v>7</v></c></row>", "number", "7"),
        ('<row><c t="str"><f>A1</f><v>甲</v></c></row>', "text", "甲"),
        ('<row><c t="b"><v>0</v></c></row>', "boolean", "FALSE"),
        ('<row><c t="d"><v>2023-05-10T00:00:00</v></c></row>', "date", "2023-05-10"),
        ('<row><c t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c></row>', "text", "甲乙"),
        (
            '<row><c t="inlineStr"><is><t>甲</t><rPh sb="0" eb="1"><t>jia</t></rPh></is></c></row>',
            "text",
            "甲",
        ),
        ('<row><c t="str"><v>a_x000D_b_x005F_</v></c></row>', "text", "a\rb_"),
    ],
)
def test_what_a_cell_element_becomes(sheet: str, kind: str, shown: str) -> None:
    cell = only(raw(sheet))
    assert (cell.kind, cell.text) == (kind, shown)


def test_a_saved_empty_text_is_blank() -> None:
    assert cells(raw('<row><c t="str"><f>A1</f><v></v></c></row>')) == {}


def test_shared_strings_join_their_runs_and_skip_phonetics() -> None:
    strings = "<si><r><t>总</t></r><r><t>产值</t></r><rPh><t>x</t></rPh></si><si><t> </t></si>"
    found = cells(raw('<row r="4"><c r="C4" t="s"><v>0</v></c><c t="s"><v>1</v></c></row>', strings=strings))
    assert {ref: cell.text for ref, cell in found.items()} == {"C4": "总产值"}


def test_cells_and_rows_without_references_are_counted_on() -> None:
    sheet = '<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>'
    assert list(cells(raw(sheet))) == ["A1", "D1", "E1", "A2"]


STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;"/>'
    '</numFmts><cellStyleXfs><xf numFmtId="10"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/>'
    '<xf numFmtId="165"/><xf numFmtId="9"/><xf numFmtId="14"/><xf numFmtId="2"/></cellXfs>'
)


@pytest.mark.parametrize(
    ("style", "kind", "percent"),
    [(0, "number", False), (1, "number", True), (2, "date", False), (3, "number", True), (4, "date", False),
     (5, "number", False), (77, "number", False)],
)  # fmt: skip
def test_number_formats(style: int, kind: str, percent: bool) -> None:
    cell = only(raw(f'<row><c s="{style}"><v>45000.15</v></c></row>', styles=STYLES))
    assert (cell.kind, cell.percent, cell.number) == (kind, percent, Decimal("45000.15"))


@pytest.mark.parametrize(
    ("code", "kind"),
    [("0.00%", "percent"), ("0.0_%", "plain"), ("[Red]0.0", "plain"),
     ("[$-804]yyyy/m/d", "date"), ("[h]:mm", "date"), ("General", "plain"), ("#,##0.00", "plain"),
     ("[$¥-804]#,##0", "plain"), ("0.00E+00", "plain")],
)  # fmt: skip
def test_format_codes(code: str, kind: str) -> None:
    assert format_kind(code) == kind


@pytest.mark.parametrize(
    ("serial", "properties", "day"),
    [("45056", "", "2023-05-10"), ("1", "", "1900-01-01"), ("59", "", "1900-02-28"), ("61", "", "1900-03-01"),
     ("60", "", None), ("-3", "", None), ("0.5", "", None), ("43594", '<workbookPr date1904="1"/>', "2023-05-10")],
)  # fmt: skip
def test_date_systems(serial: str, properties: str, day: str | None) -> None:
    cell = only(raw(f'<row><c s="4"><v>{serial}</v></c></row>', styles=STYLES, properties=properties))
    assert (cell.date and cell.date.isoformat()) == day


def test_sheets_keep_order_names_and_hiding() -> None:
    sheets = "".join(
        f'<sheet name="{n}" sheetId="1" state="{s}" r:id="r1"/>'
        for n, s in (("二", "visible"), ("一", "hidden"), ("三", "veryHidden"))
    )
    book = read_workbook("x", raw("<row><c><v>1</v></c></row>", sheets=sheets))
    assert [(s.name, s.hidden) for s in book.sheets] == [("二", False), ("一", True), ("三", True)]


@pytest.mark.parametrize("absolute", [False, True])
def test_relationship_targets_absolute_or_relative(absolute: bool) -> None:
    assert only(raw("<row><c><v>1</v></c></row>", absolute=absolute)).text == "1"


def test_the_strict_namespace_reads_alike() -> None:
    assert only(raw("<row><c><v>1</v></c></row>", main=STRICT_MAIN, types=STRICT_TYPES)).text == "1"


def test_prefixed_tags_read_alike() -> None:
    sheet = '<x:worksheet xmlns:x="u"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    assert only(raw(sheet.encode())).text == "1"


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030-declared-as-none"])
def test_xml_in_utf_16(encoding: str) -> None:
    sheet = (
        '<?xml version="1.0" encoding="UTF-16"?><worksheet><row><c t="str"><v>产值</v></c></row></worksheet>'
    )
    if encoding != "utf-16":
        sheet = sheet.replace("UTF-16", "UTF-8")
        assert only(raw(sheet.encode())).text == "产值"
    else:
        assert only(raw(sheet.encode("utf-16"))).text == "产值"


def test_a_stored_archive_and_one_behind_a_stub() -> None:
    content = zipped(parts("<row><c><v>1</v></c></row>"), zipfile.ZIP_STORED)
    assert only(content).text == "1"
    assert only(b"PKstub" + content).text == "1"


def test_a_workbook_somewhere_else() -> None:
    found = parts("<row><c><v>1</v></c></row>")
    moved = {name.replace("xl/", "book/"): part for name, part in found.items()}
    moved["_rels/.rels"] = (
        b'<Relationships><Relationship Id="a" Type="t/officeDocument" Target="book/workbook.xml"/></Relationships>'
    )
    assert only(zipped(moved)).text == "1"


def test_chart_sheets_are_left_out() -> None:
    found = parts("<row><c><v>1</v></c></row>")
    links = found["xl/_rels/workbook.xml.rels"].replace(b"/worksheet", b"/chartsheet")
    assert read_workbook("x", zipped({**found, "xl/_rels/workbook.xml.rels": links})).sheets == ()


# -- text ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_encodings_and_delimiters(encoding: str, delimiter: str) -> None:
    content = text([["指标", "2023年", "2024年"], ["总产值（亿元）", "31,500", "33"]], delimiter)
    found = cells(content.decode().encode(encoding))
    assert found["A2"].text == "总产值（亿元）"
    assert found["B2"].text == "31,500"
    assert found["C2"].number == 33


def test_fields_are_the_cells_excel_would_make() -> None:
    found = cells(text([["15%", "-2.50", "1e3", "２", "", " \t", "007x"]]))
    assert found["A1"] == ("number", "15%", Decimal("0.15"), True, None, None)
    assert found["B1"].number == Decimal("-2.5")
    assert found["C1"].number == 1000
    assert found["D1"].kind == "text"
    assert set(found) == {"A1", "B1", "C1", "D1", "G1"}


def test_a_text_is_one_sheet_without_a_name() -> None:
    assert [s.name for s in read_workbook("x", b"a,b\n").sheets] == [""]


def test_tabs_at_the_end_of_every_field() -> None:
    assert cells("地区\t,2024年\t,\n北京\t,1\t,\n".encode())["B2"].number == 1


def test_columns_have_letters_and_back() -> None:
    for number in (1, 26, 27, 702, 703, 16384):
        assert column_number(cell_ref(1, number)[:-1]) == number


def test_a_formula_that_openpyxl_wrote_has_no_value() -> None:
    assert only(excel({"a": [["=1+1"]]})).kind == "unsaved_formula"


def test_real_openpyxl_file_with_many_formats() -> None:
    book = openpyxl.Workbook()
    assert isinstance(read_workbook("x", excel({"a": [[0.15]]}, {"A1": "0%"})), Workbook)
    assert only(excel({"a": [[0.153]]}, {"A1": "0.00%"})).text == "15.3%"
    book.close()


# -- merged and hidden --------------------------------------------------------------------------------------


def test_merged_ranges_and_what_is_hidden() -> None:
    sheet = (
        '<worksheet><cols><col min="2" max="3" hidden="1"/><col min="4" max="16384" hidden="0"/></cols><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>1</v></c></row>'
        '<row r="3" hidden="true"/></sheetData><mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="D9"/></mergeCells>'
        "</worksheet>"
    )
    (grid,) = read_workbook("x", raw(sheet.encode())).sheets
    assert grid.merged == ((1, 1, 2, 2), (9, 4, 9, 4))
    # Only what is filled can be used: column B and row 3 hold nothing.
    assert grid.hidden_columns == {3}
    assert grid.hidden_rows == {2}


@pytest.mark.parametrize("ref", ["", "A", "1", "A1:", "A1:B0", "A1:XFE2", "A1:B1048577", "A1:B2:C3", "A1:B٣"])
def test_a_merged_range_that_is_none(ref: str) -> None:
    sheet = f'<worksheet><mergeCells><mergeCell ref="{ref}"/></mergeCells></worksheet>'
    if ref == "A1:":
        assert read_workbook("x", raw(sheet.encode())).sheets[0].merged == ((1, 1, 1, 1),)
    else:
        with pytest.raises(UnreadableFile):
            read_workbook("x", raw(sheet.encode()))


@pytest.mark.parametrize(
    ("load", "kind"),
    [("", "number"), ('fullCalcOnLoad="1"', "unsaved_formula"), ('fullCalcOnLoad="0"', "number")],
)
def test_a_zero_that_waits_for_being_calculated_is_no_value(load: str, kind: str) -> None:
    # XlsxWriter stores 0 for every formula and asks for calculation when the file is opened.
    sheet = "<row><c><f>B1+1</f><v>0</v></c></row>"
    assert (
        only(raw(sheet, sheets=f'<sheet name="a" r:id="r1"/></sheets><calcPr {load}/><sheets>')).kind == kind
    )
    assert only(raw("<row><c><v>0</v></c></row>", properties='<calcPr fullCalcOnLoad="1"/>')).kind == "number"
    computed = "<row><c><f>B1+1</f><v>7</v></c></row>"
    assert only(raw(computed, properties='<calcPr fullCalcOnLoad="1"/>')).text == "7"


def test_a_row_may_be_covered_twice() -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2" t="str"><v>甲</v></c></row>'
    merged = '<mergeCells><mergeCell ref="A1:C3"/><mergeCell ref="A1:B2"/></mergeCells>'
    sheet = f"<worksheet><sheetData>{row}</sheetData>{merged}</worksheet>"
    assert list(cells(zipped(parts(sheet.encode())))) == ["A1"]
