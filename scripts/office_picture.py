"""Pages of a document as a picture: LibreOffice makes them, poppler draws them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

# What the fonts of Chinese offices are drawn with where they are not installed: the picture alone is meant.
_STAND_INS = {
    "方正小标宋简体": "Noto Serif CJK SC:bold",
    "黑体": "Noto Sans CJK SC:medium",
    "仿宋_GB2312": "Noto Serif CJK SC",
    "仿宋": "Noto Serif CJK SC",
    "楷体_GB2312": "Noto Serif CJK SC",
    "楷体": "Noto Serif CJK SC",
}
_DPI = 90


def is_possible() -> bool:
    """Whether LibreOffice and poppler are installed."""
    return shutil.which("soffice") is not None and shutil.which("pdftoppm") is not None


def photograph(document: Path, page: int, height: int = 0) -> bytes:
    """A page of a document, or of a PDF, as PNG; its upper part alone if a height is given, in dots."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        printed = document if document.suffix == ".pdf" else _printed(document, folder)
        part = ["-x", "0", "-y", "0", "-W", "10000", "-H", str(height)] if height else []
        shot = ["pdftoppm", "-png", "-r", str(_DPI), *part, "-f", str(page), "-l", str(page), str(printed)]
        return subprocess.run(shot, check=True, capture_output=True).stdout


def _printed(document: Path, folder: Path) -> Path:
    rules = folder / "fonts.conf"
    rules.write_text(_font_rules(), encoding="utf-8")
    profile = f"-env:UserInstallation={folder.as_uri()}/office"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(document),
    ]
    environment = {**os.environ, "FONTCONFIG_FILE": str(rules)}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return folder / f"{document.stem}.pdf"


def _font_rules() -> str:
    rules = ""
    for family, face in _STAND_INS.items():
        other, _, weight = face.partition(":")
        edit = f'<edit name="family" mode="assign" binding="strong"><string>{other}</string></edit>'
        if weight:
            edit += f'<edit name="weight" mode="assign"><const>{weight}</const></edit>'
        rules += f'<match target="pattern"><test name="family"><string>{family}</string></test>{edit}</match>'
    return f'<?xml version="1.0"?><fontconfig><include>/etc/fonts/fonts.conf</include>{rules}</fontconfig>'
