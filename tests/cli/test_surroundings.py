"""What a command needs of the machine: few modules, no network."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SAMPLE = "sample_data/zhuhai_printing.xlsx"
AS_OF = ("--as-of", "2026-11-21")

_RUN = """
import sys
{before}
from clustercheck.cli import main
try:
    main({arguments!r})
except SystemExit:
    pass
loaded = set(sys.modules)
sys.stderr.write("LOADED " + " ".join(sorted(name for name in {watched!r} if name in loaded)))
"""
_NO_NETWORK = """
import socket
def refused(*_arguments, **_options):
    raise AssertionError("a network connection was tried")
socket.socket = socket.create_connection = socket.getaddrinfo = refused
"""


def run(arguments: list[str], watched: tuple[str, ...] = (), before: str = "") -> tuple[str, list[str]]:
    code = _RUN.format(arguments=arguments, watched=watched, before=before)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert "Traceback" not in done.stderr
    said, _, loaded = done.stderr.rpartition("LOADED ")
    assert "fault of clustercheck" not in said
    return done.stdout, loaded.split()


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["--help"], ("rich", "yaml", "openpyxl", "clustercheck.tables.reader", "clustercheck.catalogue")),
        (["assess", SAMPLE, *AS_OF], ("openpyxl", "docx", "lxml", "pandas", "numpy", "pydantic", "jinja2")),
        (["assess", SAMPLE, "-f", "md", *AS_OF], ("rich", "openpyxl", "docx", "clustercheck.cli.outputs")),
        (["assess", SAMPLE, "-f", "json", *AS_OF], ("rich", "openpyxl", "pandas", "pydantic", "jinja2")),
        (["check", SAMPLE, *AS_OF], ("openpyxl", "pandas", "numpy", "pydantic", "jinja2")),
        (["check", SAMPLE, "-f", "json", *AS_OF], ("rich", "openpyxl", "pydantic", "jinja2")),
        (["check", SAMPLE, "-f", "github", *AS_OF], ("rich", "openpyxl", "pydantic", "jinja2")),
        (["rule", "-f", "json"], ("rich", "yaml", "openpyxl", "clustercheck.tables.reader")),
        (["assess", SAMPLE, "-f", "html", *AS_OF], ("rich", "openpyxl", "pandas", "pydantic")),
        (["read", SAMPLE, "-f", "json"], ("rich", "openpyxl", "pydantic")),
        (
            ["read", SAMPLE],
            tuple(
                f"clustercheck.tables.reader.{name}"
                for name in ("compound", "xls", "xlsb", "ods", "markup", "html_tables")
            ),
        ),
    ],
)
def test_a_command_imports_only_what_it_needs(arguments: list[str], absent: tuple[str, ...]) -> None:
    printed, loaded = run(arguments, absent)
    assert printed
    assert loaded == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["assess", SAMPLE, *AS_OF],
        ["check", SAMPLE, *AS_OF],
        ["assess", SAMPLE, "-f", "html", *AS_OF],
        ["explain", SAMPLE, "output_growth", *AS_OF],
        ["read", SAMPLE],
        ["standards", "show", "zhuhai"],
    ],
)
def test_no_command_opens_a_network_connection(arguments: list[str]) -> None:
    printed, _loaded = run(arguments, before=_NO_NETWORK)
    assert printed


def test_a_working_folder_that_is_gone_has_no_settings(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    code = (
        f"import os\nos.mkdir({str(gone)!r})\nos.chdir({str(gone)!r})\nos.rmdir({str(gone)!r})\n"
        f"from clustercheck.cli import main\nmain({['check', str(ROOT / SAMPLE), '-f', 'sarif', *AS_OF]!r})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0
    assert "U4" not in done.stderr
    assert (ROOT / SAMPLE).as_uri() in done.stdout


def test_without_a_folder_for_temporary_files_it_is_said_what_to_set(tmp_path: Path) -> None:
    """openpyxl writes each sheet into such a file first."""
    words = ["template", "--city", "zhuhai", "-o", str(tmp_path / "form.xlsx"), "--lang", "en"]
    none = "import tempfile\ntempfile._candidate_tempdir_list = lambda: []"
    said = subprocess.run(
        [sys.executable, "-c", f"{none}\nfrom clustercheck.cli import main\nmain({words!r})"],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert said.returncode == 2
    assert "set TMPDIR" in said.stderr
