"""Where and with what was measured, in a line."""

from __future__ import annotations

import json
import os
import platform
from datetime import date
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

_PACKAGES = ("clustercheck", "typer", "rich", "openpyxl", "python-calamine", "xlsxwriter")


def machine(day: date) -> str:
    """Processor, cores, Python, versions and the load there was from others."""
    cores = len(os.sched_getaffinity(0))
    python = f"{platform.python_implementation()} {platform.python_version()}"
    load = os.getloadavg()[0]
    return f"{_processor()}, {cores} cores (load {load:.1f}), {day}, {python}, {', '.join(map(_version, _PACKAGES))}"


def _version(package: str) -> str:
    try:
        found = distribution(package)
    except PackageNotFoundError:
        return f"no {package}"
    origin = json.loads(found.read_text("direct_url.json") or "{}")
    editable = origin.get("dir_info", {}).get("editable")
    return f"{package} {found.version}" + (" (installed with -e: starts slower)" if editable else "")


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
