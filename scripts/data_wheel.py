"""A wheel that carries files and no program: what the extras `page` and `docs` install."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path

ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def write_wheel(out: Path, extra: str, version: str, summary: str, files: Mapping[str, bytes]) -> Path:
    """Write the wheel of `clustercheck[extra]`: the package `clustercheck_extra` with these files. Same files, same bytes."""
    package = f"clustercheck_{extra}"
    info = f"{package}-{version}.dist-info"
    contents = {
        f"{package}/__init__.py": f'"""{summary}."""\n'.encode(),
        **{f"{package}/{name}": content for name, content in files.items()},
        f"{info}/METADATA": (
            f"Metadata-Version: 2.1\nName: clustercheck-{extra}\nVersion: {version}\n"
            f"Summary: {summary}\nLicense: Apache-2.0\n"
        ).encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: data_wheel\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(
        f"{name},sha256={_digest(content)},{len(content)}\n" for name, content in contents.items()
    )
    contents[f"{info}/RECORD"] = (record + f"{info}/RECORD,,\n").encode()
    target = out / f"{package}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            wheel.writestr(entry, content)
    return target


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
