"""Files that are broken: only `UnreadableFile` or cells ever come out. Bounds are proven in `test_limits`."""

import functools
import io
import struct
import time
import zipfile
import zlib

import pytest
from formats import contained, ods_content
from hypothesis import given, settings
from hypothesis import strategies as st
from workbooks import HEADER, OUTPUT, excel, parts, raw, reading, zipped

from clustercheck.formats.cells import MAX_COLUMN, MAX_ROW, Refused, block, cell_ref
from clustercheck.formats.detect import read_workbook
from clustercheck.model.problems import UnreadableFile
from clustercheck.tables.reader import read_cluster
from clustercheck.texts.messages import message

pytestmark = pytest.mark.slow


@functools.cache
def form() -> bytes:
    rows = [HEADER, OUTPUT, ["iiot_adoption_rate", "普及率", "%", 0.15, 0.2, 0.3]]
    return excel(
        {"指标": rows, "基本信息": [["编码", "项目", "内容"], ["name", "集群名称", "甲"]]}, {"D3": "0%"}
    )


def refusal(content: bytes) -> str:
    began = time.process_time()
    with pytest.raises(UnreadableFile) as refused:
        read_cluster("x.xlsx", content=content)
    assert time.process_time() - began < 6
    (problem,) = refused.value.problems
    assert problem.where.file == "x.xlsx"
    assert message(problem)
    return problem.code


def test_the_corners_of_a_sheet_are_cells() -> None:
    assert block(f"A1:{cell_ref(MAX_ROW, MAX_COLUMN)}") == (1, 1, MAX_ROW, MAX_COLUMN)
    for ref in (f"A{MAX_ROW + 1}", f"{cell_ref(1, MAX_COLUMN + 1)}"):
        with pytest.raises(Refused):
            block(ref)


@pytest.mark.parametrize(
    "ref",
    [
        "XFE1",
        "A1048577",
        "A0",
        "A",
        "1",
        "",
        "AAAA1",
        "A-1",
        "A01048576",
        "Ä1",
        "A１",
        "A1:B2",
    ],
)
def test_absurd_references(ref: str) -> None:
    assert refusal(raw(f'<row><c r="{ref}"><v>1</v></c></row>')) == "C103"


@pytest.mark.parametrize("row", ["0", "-1", "1048577", "x", ""])
def test_absurd_rows(row: str) -> None:
    assert refusal(raw(f'<row r="{row}"><c><v>1</v></c></row>')) == "C103"


def test_rows_and_columns_counted_past_the_end() -> None:
    assert refusal(raw('<row r="1048576"/><row><c><v>1</v></c></row>')) == "C103"
    assert refusal(raw('<row><c r="XFD1"><v>1</v></c><c><v>1</v></c></row>')) == "C103"


@pytest.mark.parametrize("index", ["1", "-1", "x", "", "1e3"])
def test_shared_strings_out_of_range(index: str) -> None:
    content = raw(f'<row><c t="s"><v>{index}</v></c></row>', strings="<si><t>a</t></si>")
    if index:
        assert refusal(content) == "C103"
    else:
        assert read_workbook("x", content).sheets[0].cells == {}


def test_document_types_are_refused_at_the_door() -> None:
    """Every entity that could grow without end needs one."""
    assert refusal(raw(b"<!DOCTYPE a><worksheet/>")) == "C112"
    assert refusal(raw(b"<!DOCTYPE a [ ]><worksheet><row><c><v>1</v></c></row></worksheet>")) == "C112"


@pytest.mark.parametrize("sheet", [b"", b"<worksheet>", b"no xml", b"<a></b>", b'<?xml version="1.0" encoding="foo"?><a/>',
                                   b'<?xml version="1.0" encoding="gb2312"?><a/>', b"<a>\xff\xfe</a>", b"<a>&b;</a>"])  # fmt: skip
def test_bad_xml(sheet: bytes) -> None:
    assert refusal(raw(sheet)) == "C103"


@pytest.mark.parametrize("part", ["xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"])
def test_missing_parts(part: str) -> None:
    found = parts("<row/>")
    del found[part]
    assert refusal(zipped(found)) == "C105"


def test_missing_strings_and_styles_are_only_missed_when_used() -> None:
    found = parts('<row><c s="1"><v>1</v></c></row>', strings="<si/>", styles="<a/>")
    del found["xl/sharedStrings.xml"], found["xl/styles.xml"]
    assert len(read_workbook("x", zipped(found)).sheets[0].cells) == 1


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "C109"),
        (b" \r\n\0", "C109"),
        (OLE + b"\0" * 600, "C103"),
        (contained(b"", "EncryptedPackage"), "C106"),
        (contained(b"", "WordDocument"), "C131"),
        (contained(b"", "Contents"), "C108"),
        (contained(b""), "C103"),
        (zipped({"content.xml": b"<a/>", "mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "C109"),
        (zipped({"content.xml": ods_content("").replace(b":spreadsheet", b":text")}), "C131"),
        (zipped({"content.xml": b"sealed", "META-INF/manifest.xml": b"<a><m:encryption-data/></a>"}), "C106"),
        (zipped({"word/document.xml": b"<a/>"}), "C131"),
        (zipped({"a.csv": b"1,2"}), "C108"),
        (zipped({"xl/workbook.bin": b"x"}), "C105"),
        (zipped({"xl/workbook.xml": b"<w:document/>"}), "C108"),
        (b"%PDF-1.4", "C131"),
        (b"\x89PNG\r\n\x1a\n", "C131"),
        (b"MIME-Version: 1.0\n", "C108"),
        (b"\x09\x04\x06\x00\0\0\x10\0\0\0", "C108"),
        (b"\n\n<!-- x -->\n<html><table>", "C132"),
        (b"<p>1</p><table><tr><td>&nbsp;</td></tr></table>", "C132"),
        (b"<?xml version='1.0'?><Workbook/>", "C132"),
        (b"<?xml version='1.0'?><w:wordDocument xmlns:w='w'/>", "C131"),
        (b"a,b\0c", "C104"),
        (b"\x81\x02\xff\xfe\xfd", "C104"),
        (b"\xff\xfea", "C104"),
        (b"PK\3\4", "C103"),
        (b"PK", "C103"),
    ],
)  # fmt: skip
def test_what_is_no_workbook(content: bytes, code: str) -> None:
    assert refusal(content) == code


def _patched(content: bytes, signature: bytes, offset: int, value: bytes) -> bytes:
    at = content.index(signature) + offset
    return content[:at] + value + content[at + len(value) :]


def test_declared_sizes_are_not_believed() -> None:
    content = raw("<row><c><v>1</v></c></row>")
    small = _patched(content, b"PK\1\2", 24, struct.pack("<L", 1))
    assert read_workbook("x", small).sheets
    assert refusal(_patched(content, b"PK\1\2", 20, struct.pack("<L", len(content)))) == "C103"
    assert refusal(_patched(content, b"PK\1\2", 16, b"\1\2\3\4")) == "C103"
    assert refusal(_patched(content, b"PK\1\2", 10, struct.pack("<H", 14))) == "C103"
    assert refusal(_patched(content, b"PK\1\2", 8, struct.pack("<H", 1))) == "C106"
    assert refusal(_patched(content, b"PK\1\2", 42, struct.pack("<L", len(content)))) == "C103"


def test_zip64_is_read() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts("<row><c><v>1</v></c></row>").items():
            with archive.open(name, "w", force_zip64=True) as target:
                target.write(part)
    content = stream.getvalue()
    at = content.index(b"PK\5\6")
    end = struct.unpack_from("<4s4H2LH", content, at)
    wide = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, end[3], end[4], end[5], end[6])
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, at, 1)
    full = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert len(read_workbook("x", content[:at] + wide + locator + full).sheets[0].cells) == 1
    assert refusal(content[:at] + b"\0" * 56 + locator + full) == "C103"


def test_truncated_anywhere() -> None:
    content = form()
    for length in range(0, len(content) - 1, 37):
        with pytest.raises(UnreadableFile):
            read_cluster("x", content=content[:length])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(form()) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_mutated_bytes(changes: list[tuple[int, int]]) -> None:
    content = bytearray(form())
    for place, byte in changes:
        content[place] = byte
    _reads_or_refuses(bytes(content))


@functools.cache
def _form_parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(form())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_mutated_parts_in_a_sound_archive(data: st.DataObject) -> None:
    found = dict(_form_parts())
    name = data.draw(st.sampled_from([n for n in found if n.startswith("xl/")]))
    part = bytearray(found[name])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(part) - 1))
        part[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=6))
    _reads_or_refuses(zipped({**found, name: bytes(part)}))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes(content: bytes) -> None:
    _reads_or_refuses(content)


CELL_TEXTS = st.sampled_from(
    ["编码", "指标", "单位", "内容", "是否符合", "2022年", "2023", "2024年", "总产值", "集群总产值（亿元）", "total_output",
     "sme_output", "totl_output", "亿元", "%", "集群名称", "30", "15%", "约3", "-1", "—", "是", "#REF!", "普及率", "从业人数",
     "1e999", "nan", "Infinity", "٣", "²", "认定日期", "2023-02-30"]
) | st.text(max_size=6)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.lists(CELL_TEXTS, max_size=7), max_size=9))
def test_any_table(rows: list[list[str]]) -> None:
    from workbooks import text

    _reads_or_refuses(text(rows))


def _reads_or_refuses(content: bytes) -> None:
    try:
        found = reading(content)
    except UnreadableFile as refused:
        problems = refused.problems
    else:
        problems = found.cluster.problems
    for problem in problems:
        assert message(problem)


def test_checksums_are_held() -> None:
    assert zlib.crc32(b"") == 0
    content = zipped(parts("<row><c><v>12345</v></c></row>"), zipfile.ZIP_STORED)
    assert refusal(content.replace(b"12345", b"54321")) == "C103"


def _with_wide_entry(extra: bytes) -> bytes:
    """A stored archive whose first directory entry gives its packed size and place as zip64 fields."""
    content = zipped(parts("<row><c><v>1</v></c></row>"), zipfile.ZIP_STORED)
    at = content.index(b"PK\1\2")
    entry = bytearray(content[at : at + 46])
    name_length = struct.unpack_from("<H", entry, 28)[0]
    name = content[at + 46 : at + 46 + name_length]
    packed, place = struct.unpack_from("<L", entry, 20)[0], struct.unpack_from("<L", entry, 42)[0]
    field = extra or b"\x99\0\1\0x" + struct.pack("<2H2Q", 1, 16, packed, place)
    struct.pack_into("<L", entry, 20, 0xFFFFFFFF)
    struct.pack_into("<L", entry, 42, 0xFFFFFFFF)
    struct.pack_into("<H", entry, 30, len(field))
    grown = content[:at] + bytes(entry) + name + field + content[at + 46 + name_length :]
    end = grown.index(b"PK\5\6")
    size = struct.unpack_from("<L", grown, end + 12)[0]
    return grown[: end + 12] + struct.pack("<L", size + len(field)) + grown[end + 16 :]


def test_zip64_entries_are_read() -> None:
    assert len(read_workbook("x", _with_wide_entry(b"")).sheets[0].cells) == 1


@pytest.mark.parametrize("extra", [b"\1\0\x10\0", b"\1\0\0\0", b"\2\0\0\0", b"\1\0\xff\xff"])
def test_zip64_entries_that_lie(extra: bytes) -> None:
    assert refusal(_with_wide_entry(extra)) == "C103"
