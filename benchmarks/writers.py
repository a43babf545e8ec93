"""The same forms as other programs save them: a folder of workbooks into another folder, the same ones every time."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

Writer: TypeAlias = Callable[[Sequence[Path], Path], None]
# Of npm, into a temporary folder.
_PACKAGES = ("exceljs@4.4.0", "xlsx@0.18.5")


class NotHere(Exception):
    """A program or package is not installed; says which."""


def saved_by(writer: str, sources: Sequence[Path], folder: Path, suffix: str = ".xlsx") -> list[Path]:
    """The workbooks as that writer saves them; raises `NotHere`."""
    targets = [folder / source.with_suffix(suffix).name for source in sources]
    lacking = [source for source, target in zip(sources, targets, strict=True) if not target.exists()]
    if lacking:
        folder.mkdir(parents=True, exist_ok=True)
        WRITERS[writer](lacking, folder)
    return targets


def _each(change: Callable[[bytes], bytes]) -> Writer:
    def write(sources: Sequence[Path], folder: Path) -> None:
        for source in sources:
            (folder / source.name).write_bytes(change(source.read_bytes()))

    return write


def _openpyxl(sources: Sequence[Path], folder: Path) -> None:
    script = Path(__file__).parent / "save_by_openpyxl.py"
    _run([sys.executable, str(script), str(folder), *map(str, sources)], OPENPYXL_LXML="True")


def _excel(content: bytes) -> bytes:
    """As Excel in Chinese saves strings: each followed by the properties of its phonetics."""

    def strings(part: str) -> str:
        return part.replace("</si>", '<phoneticPr fontId="1" type="noConversion"/></si>')

    return _changed(_xlsxwriter(content), "xl/sharedStrings.xml", strings)


def _with_ampersand(content: bytes) -> bytes:
    """A note in each sheet, below its table, that says R&D."""

    def noted(part: str) -> str:
        row = max(map(int, re.findall(r'<row r="(\d+)"', part))) + 2
        note = f'<c r="A{row}" t="inlineStr"><is><t>备注：R&amp;D 按统计口径</t></is></c>'
        return part.replace("</sheetData>", f'<row r="{row}">{note}</row></sheetData>')

    return _changed(content, "xl/worksheets/", noted)


def _changed(content: bytes, parts: str, change: Callable[[str], str]) -> bytes:
    """The archive with the parts whose names begin so changed."""
    packed = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, change(part.decode()) if name.startswith(parts) else part)
    return packed.getvalue()


def _xlsxwriter(content: bytes) -> bytes:
    """Every value with its number format."""
    import openpyxl  # not sooner: `forms` has to turn lxml off first

    stream = BytesIO()
    target = xlsxwriter.Workbook(stream, {"in_memory": True})
    formats: dict[str, object] = {}
    for source in openpyxl.load_workbook(BytesIO(content)).worksheets:
        sheet = target.add_worksheet(source.title)
        for row in source.iter_rows():
            for cell in row:
                if cell.value is not None:
                    code = cell.number_format
                    if code not in formats:
                        formats[code] = target.add_format({"num_format": code})
                    sheet.write(cell.row - 1, cell.column - 1, cell.value, formats[code])
    target.close()
    return stream.getvalue()


def _libreoffice(kind: str) -> Writer:
    def write(sources: Sequence[Path], folder: Path) -> None:
        program = shutil.which("soffice")
        if program is None:
            raise NotHere("soffice (LibreOffice)")
        profile = (folder.parent / "libreoffice").absolute().as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
        _run([*command, "--outdir", str(folder), *map(str, sources)])

    return write


def _node(package: str) -> Writer:
    def write(sources: Sequence[Path], folder: Path) -> None:
        if shutil.which("node") is None or shutil.which("npm") is None:
            raise NotHere("node and npm")
        installed = folder.parent / "npm"
        if not (installed / "node_modules" / package).exists():
            installed.mkdir(parents=True, exist_ok=True)
            _run(["npm", "install", "--silent", "--no-save", "--prefix", str(installed), *_PACKAGES])
        script = Path(__file__).parent / "save_by_node.cjs"
        names = [*map(str, sources)]
        _run(["node", str(script), package, str(folder), *names], NODE_PATH=str(installed / "node_modules"))

    return write


def _run(command: Sequence[str], **environment: str) -> None:
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotHere(f"{command[0]}: {done.stderr.strip()[-200:] or done.returncode}")


# By name; all but the first two save .xlsx.
WRITERS: dict[str, Writer] = {
    "ods": _libreoffice("ods"),
    "xls": _libreoffice("xls"),
    "openpyxl with lxml": _openpyxl,
    "LibreOffice": _libreoffice("xlsx"),
    "Excel in Chinese": _each(_excel),
    "exceljs": _node("exceljs"),
    "SheetJS": _node("xlsx"),
    "xlsxwriter": _each(_xlsxwriter),
    "R&D in each sheet": _each(_with_ampersand),
}
