"""Every JSON that goes out holds to its schema, and the schemas in the docs are those of the program."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from forms import run
from jsonschema import Draft202012Validator

from clustercheck.reports.schemas import SCHEMAS

ROOT = Path(__file__).parents[2]
ZHUHAI = str(ROOT / "sample_data" / "zhuhai_printing.xlsx")
HUADU = str(ROOT / "sample_data" / "real_huadu_leather.xlsx")
CALLS = {
    "assessment": ("assess", ZHUHAI),
    "check": ("check", HUADU),
    "explanation": ("explain", ZHUHAI, "enterprise_gradient"),
    "reading": ("read", HUADU),
    "standards": ("standards", "list"),
    "one_standard": ("standards", "show", "sichuan"),
    "difference": ("standards", "diff", "zhuhai", "hainan", "--on", ZHUHAI),
    "rule": ("rule", "C201"),
    "settings": ("config", "show"),
    "plan": ("plan", ZHUHAI),
    "comparison": ("compare", ZHUHAI),
}


@pytest.mark.parametrize("name", CALLS)
def test_what_goes_out_holds_to_its_schema(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    made = json.loads(run(capsys, *CALLS[name], "-f", "json").out)
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert [fault.message for fault in Draft202012Validator(SCHEMAS[name]).iter_errors(made)] == []


def test_every_schema_has_an_address_of_its_own() -> None:
    ids = [schema["$id"] for schema in SCHEMAS.values()]
    assert len(set(ids)) == len(ids)
    assert set(SCHEMAS) >= set(CALLS)


def test_the_files_are_those_of_the_program() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/write_schemas.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")
