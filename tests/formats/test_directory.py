"""The directory of an archive that was met before is read at once, and says what it says entry by entry."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

import pytest
from ways import plain_way

from clustercheck.formats import directory as module
from clustercheck.formats.cells import Refused
from clustercheck.formats.directory import Fields, directory
from clustercheck.model.speed import use_quick_ways


def archive(names: Mapping[str, bytes], *, comment: bytes = b"", extra: bytes = b"") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in names.items():
            info = zipfile.ZipInfo(name)
            info.compress_type, info.comment, info.extra = zipfile.ZIP_DEFLATED, comment, extra
            packed.writestr(info, part)
    return stream.getvalue()


def said(content: bytes) -> dict[str, Fields] | str:
    try:
        return directory(content)
    except Refused as refused:
        return refused.code
    except struct.error:
        return "cut"


def plainly(content: bytes) -> dict[str, Fields] | str:
    with plain_way():
        return said(content)


PARTS = {"[Content_Types].xml": b"a" * 40, "xl/workbook.xml": b"b" * 900, "xl\\Sheet1.xml": b"c"}
OTHERS = [
    archive(PARTS),
    archive({name: part + b"more" for name, part in PARTS.items()}),
    archive(dict(reversed(PARTS.items()))),
    archive({name.replace("Sheet1", "Sheet2"): part for name, part in PARTS.items()}),
    archive(PARTS, comment=b"four"),
    archive(PARTS, extra=struct.pack("<2H", 0x9999, 0)),
    b"before" + archive(PARTS),
    archive(PARTS).replace(b"PK\1\2", b"PK\1\3", 1),
    archive(PARTS)[:-30],
    archive({}),
]


@pytest.mark.parametrize("first", OTHERS)
def test_any_directory_after_any_other(first: bytes) -> None:
    plain = [plainly(content) for content in OTHERS]
    use_quick_ways(True)
    for content, found in zip(OTHERS, plain, strict=True):
        for _ in range(3):
            said(first)
            assert said(content) == found


def test_a_directory_that_was_met_is_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    use_quick_ways(True)
    content, other = OTHERS[:2]
    said(content)
    monkeypatch.setattr(module, "_ENTRY", None)  # what reads one entry
    assert said(other) == plain_of(other)


def plain_of(content: bytes) -> dict[str, Fields]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {
            each.filename.lower().replace("\\", "/"): (
                each.flag_bits, each.compress_type, each.CRC, each.compress_size, each.file_size, each.header_offset
            )
            for each in packed.infolist()
        }  # fmt: skip


def test_sizes_that_stand_elsewhere_are_read_one_by_one() -> None:
    """Their field is full and the number is in a further field."""
    content = archive(PARTS, extra=struct.pack("<2HQ", 1, 8, 12))
    at = content.rfind(b"PK\1\2")
    wide = content[: at + 20] + b"\xff\xff\xff\xff" + content[at + 24 :]
    plain = plainly(wide)
    assert 12 in [fields[3] for fields in plain.values()]  # type: ignore[union-attr]
    use_quick_ways(True)
    for _ in range(3):
        said(content)
        assert said(wide) == plain


def test_two_parts_of_one_name() -> None:
    content = archive({"a": b"1", "A": b"2"})
    plain = plainly(content)
    assert len(plain) == 1
    use_quick_ways(True)
    assert [said(content) for _ in range(3)] == [plain] * 3
