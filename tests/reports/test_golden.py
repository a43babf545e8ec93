"""Whole outputs held against files in `golden/`; `CLUSTERCHECK_UPDATE_GOLDEN=1 pytest tests/reports` writes them anew.

Look at what changed before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from clustercheck.cli import main

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
AS_OF = ("--as-of", "2026-11-21")
ZHUHAI = "sample_data/zhuhai_printing.xlsx"
HUADU = "sample_data/real_huadu_leather.xlsx"

CASES = {
    "assess_zhuhai.zh.80.txt": ("assess", ZHUHAI, "--all", *AS_OF),
    "assess_zhuhai.zh.100.txt": ("assess", ZHUHAI, "--all", *AS_OF),
    "assess_zhuhai.zh.160.txt": ("assess", ZHUHAI, "--all", *AS_OF),
    "assess_zhuhai.en.100.txt": ("assess", ZHUHAI, "--all", *AS_OF),
    "assess_zhuhai_strict.zh.100.txt": ("assess", ZHUHAI, "--reading", "strict", "--all", *AS_OF),
    "assess_zhuhai_coloured.zh.100.txt": ("assess", ZHUHAI, "--color", "always", "--all", *AS_OF),
    "assess_guangzhou.zh.100.txt": ("assess", "sample_data/guangzhou_cosmetics.xlsx", "--all", *AS_OF),
    "assess_qingyuan.zh.100.txt": ("assess", "sample_data/qingyuan_ceramics.xlsx", "--all", *AS_OF),
    "assess_sichuan.zh.100.txt": ("assess", "sample_data/sichuan_tea.xlsx", "--all", *AS_OF),
    "assess_hainan.en.100.txt": ("assess", "sample_data/hainan_seafood.xlsx", "--all", *AS_OF),
    "assess_huadu.zh.100.txt": ("assess", "sample_data/real_huadu_leather.xlsx", "--all", *AS_OF),
    "assess_shaodong.en.100.txt": ("assess", "sample_data/real_shaodong_lighters.xlsx", "--all", *AS_OF),
    "assess_many.zh.100.txt": ("assess", "sample_data", *AS_OF),
    "short_zhuhai.zh.100.txt": ("assess", ZHUHAI, *AS_OF),
    "short_zhuhai.en.80.txt": ("assess", ZHUHAI, *AS_OF),
    "short_zhuhai_coloured.zh.100.txt": ("assess", ZHUHAI, "--color", "always", *AS_OF),
    "short_huadu.zh.100.txt": ("assess", HUADU, *AS_OF),
    "short_sichuan.en.100.txt": ("assess", "sample_data/sichuan_tea.xlsx", *AS_OF),
    "quiet_many.zh.160.txt": ("assess", "sample_data", "-q", *AS_OF),
    "batch_samples.zh.80.txt": ("batch", "sample_data", "sample_data/README.md", *AS_OF),
    "batch_samples.en.100.txt": ("batch", "sample_data", "sample_data/README.md", *AS_OF),
    "assess_zhuhai.zh.100.json": ("assess", ZHUHAI, "-f", "json", *AS_OF),
    "assess_many.en.100.jsonl": ("assess", "sample_data", "-f", "jsonl", *AS_OF),
    "check_many.zh.80.txt": ("check", "sample_data", *AS_OF),
    "check_many.en.100.txt": ("check", "sample_data", *AS_OF),
    "check_statistics.zh.100.txt": ("check", "sample_data", "--statistics", *AS_OF),
    "check_huadu.zh.160.txt": ("check", HUADU, *AS_OF),
    "check_huadu_coloured.zh.100.txt": ("check", HUADU, "--color", "always", *AS_OF),
    "check_huadu.en.100.json": ("check", HUADU, ZHUHAI, "-f", "json", *AS_OF),
    "check_huadu.zh.100.json": ("check", HUADU, ZHUHAI, "-f", "json", *AS_OF),
    "check_huadu.en.100.github": ("check", HUADU, ZHUHAI, "-f", "github", *AS_OF),
    "check_huadu.zh.100.github": ("check", HUADU, ZHUHAI, "-f", "github", *AS_OF),
    "check_huadu.en.100.xml": ("check", HUADU, ZHUHAI, "-f", "junit", *AS_OF),
    "check_huadu.zh.100.xml": ("check", HUADU, ZHUHAI, "-f", "junit", *AS_OF),
    "check_huadu.en.100.sarif": ("check", HUADU, ZHUHAI, "-f", "sarif", *AS_OF),
    "check_huadu.zh.100.sarif": ("check", HUADU, ZHUHAI, "-f", "sarif", *AS_OF),
    "rule.zh.80.txt": ("rule",),
    "rule.en.100.txt": ("rule",),
    "rule_c231.zh.100.txt": ("rule", "C231"),
    "rule_c231.en.80.txt": ("rule", "C231"),
    "read_zhuhai.zh.100.txt": ("read", ZHUHAI),
    "read_huadu.en.100.json": ("read", "sample_data/real_huadu_leather.xlsx", "-f", "json"),
    "explain_growth.zh.100.txt": ("explain", ZHUHAI, "output_growth", *AS_OF),
    "explain_gradient.en.100.txt": ("explain", ZHUHAI, "enterprise_gradient", *AS_OF),
    "explain_share.zh.100.json": ("explain", ZHUHAI, "sme_output_share", "-f", "json", *AS_OF),
    "standards_list.zh.100.txt": ("standards", "list", *AS_OF),
    "standards_list.en.160.txt": ("standards", "list", *AS_OF),
    "standards_show_sichuan.zh.100.txt": ("standards", "show", "sichuan", *AS_OF),
    "standards_show_zhuhai.en.100.txt": ("standards", "show", "zhuhai", *AS_OF),
    "schema.en.100.json": ("schema",),
}


@pytest.mark.parametrize("name", CASES)
def test_output_is_the_golden_file(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    _stem, language, width, _suffix = name.rsplit(".", 3)
    monkeypatch.setenv("COLUMNS", width)
    with pytest.raises(SystemExit):
        main([*CASES[name], "--lang", language])
    found = capsys.readouterr().out
    path = GOLDEN / name
    if os.environ.get("CLUSTERCHECK_UPDATE_GOLDEN"):
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in CASES if name.endswith(".txt")])
def test_no_line_is_wider_than_the_terminal(name: str) -> None:
    from rich.cells import cell_len
    from rich.text import Text

    width = int(name.rsplit(".", 3)[2])
    lines = (GOLDEN / name).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if cell_len(Text.from_ansi(line).plain) > width] == []


def test_every_golden_file_belongs_to_a_case() -> None:
    assert sorted(path.name for path in GOLDEN.iterdir()) == sorted(CASES)
