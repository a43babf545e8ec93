"""Pages of the Word report of a sample as a picture: LibreOffice makes them, poppler draws them."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory

from clustercheck.model.findings import Assessment
from clustercheck.reports import Material, document

# What the fonts of Chinese offices are drawn with where they are not installed: the picture alone is meant.
_STAND_INS = {
    "方正小标宋简体": "Noto Serif CJK SC:bold",
    "黑体": "Noto Sans CJK SC:medium",
    "仿宋_GB2312": "Noto Serif CJK SC",
    "仿宋": "Noto Serif CJK SC",
    "楷体_GB2312": "Noto Serif CJK SC",
    "楷体": "Noto Serif CJK SC",
}
_PAGES = (1, 3, 5)
_DPI = 62


def photograph(assessment: Assessment) -> bytes | None:
    """Pages of the Word report side by side as PNG; None where LibreOffice or poppler is not installed."""
    office, pages = shutil.which("soffice"), shutil.which("pdftoppm")
    if office is None or pages is None:
        return None
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.docx").write_bytes(document("docx", [assessment], Material({})).content)
        (folder / "fonts.conf").write_text(_font_rules(), encoding="utf-8")
        convert = [
            office,
            f"-env:UserInstallation={folder.as_uri()}/office",
            "--headless",
            "--convert-to",
            "pdf",
        ]
        environment = {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}
        subprocess.run(
            [*convert, "--outdir", name, f"{name}/report.docx"],
            check=True,
            capture_output=True,
            env=environment,
        )
        shots = []
        for page in _PAGES:
            shot = [pages, "-gray", "-r", str(_DPI), "-f", str(page), "-l", str(page), f"{name}/report.pdf"]
            shots.append(_grey(subprocess.run(shot, check=True, capture_output=True).stdout))
    return _png(_side_by_side(shots))


def _font_rules() -> str:
    rules = ""
    for family, face in _STAND_INS.items():
        other, _, weight = face.partition(":")
        edit = f'<edit name="family" mode="assign" binding="strong"><string>{other}</string></edit>'
        if weight:
            edit += f'<edit name="weight" mode="assign"><const>{weight}</const></edit>'
        rules += f'<match target="pattern"><test name="family"><string>{family}</string></test>{edit}</match>'
    return f'<?xml version="1.0"?><fontconfig><include>/etc/fonts/fonts.conf</include>{rules}</fontconfig>'


def _grey(pgm: bytes) -> list[bytes]:
    """The lines of a picture as pdftoppm writes it."""
    _magic, size, _most, dots = pgm.split(b"\n", 3)
    width = int(size.split()[0])
    return [dots[start : start + width] for start in range(0, len(dots), width)]


def _side_by_side(shots: list[list[bytes]]) -> list[bytes]:
    """Pages in a row on grey, a rim around each."""
    rim, height = 12, max(len(shot) for shot in shots)
    lines = []
    for line in range(-rim, height + rim):
        row = b""
        for shot in shots:
            inside = 0 <= line < len(shot)
            row += b"\xd0" * rim + (shot[line] if inside else b"\xd0" * len(shot[0]))
        lines.append(row + b"\xd0" * rim)
    return lines


def _png(lines: list[bytes]) -> bytes:
    """Grey lines as PNG, sixteen shades: text needs no more."""
    packed = b""
    for line in lines:
        even = line + b"\xff" * (len(line) % 2)
        packed += b"\0" + bytes(
            (left & 0xF0) | (right >> 4) for left, right in zip(even[::2], even[1::2], strict=True)
        )
    head = struct.pack(">2L5B", len(lines[0]), len(lines), 4, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(packed, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))
        for kind, data in chunks
    )
