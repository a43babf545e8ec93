"""What a shell is offered after a TAB, asked of the program as bash asks it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = str(Path(__file__).parents[2] / "sample_data" / "zhuhai_printing.xlsx")


def offered(line: str, lang: str = "zh_CN.UTF-8") -> list[str]:
    """The words offered at the end of a line; nothing may come out of it but these."""
    asked = subprocess.run(
        [sys.executable, "-c", "from clustercheck.cli import main; main([])"],
        env={
            **os.environ,
            "LC_ALL": lang,
            "_CLUSTERCHECK_COMPLETE": "complete_bash",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(line.split(" ")) - 1),
        },
        capture_output=True,
        check=False,
    )
    assert asked.stderr == b""
    return asked.stdout.decode().split()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("clustercheck ass", ["assess"]),
        ("clustercheck assess x.xlsx --city zh", ["zhuhai", "zhuhai@2024"]),
        ("clustercheck assess x.xlsx --city 珠", ["珠海市"]),
        ("clustercheck template --city sichuan@", ["sichuan@2023-draft"]),
        ("clustercheck standards show q", ["qingyuan", "qingyuan@2025"]),
        ("clustercheck assess x.xlsx --reading s", ["strict"]),
        ("clustercheck assess x.xlsx -f js", ["json", "jsonl"]),
        ("clustercheck assess x.xlsx --fail-on ", ["open", "missed", "never"]),
        ("clustercheck assess x.xlsx --color a", ["auto", "always"]),
        ("clustercheck assess x.xlsx --lang ", ["zh", "en"]),
        ("clustercheck schema assess", ["assessment"]),
        (f"clustercheck explain {SAMPLE} sme", ["sme_output_share", "sme_rd_growth"]),
        (f"clustercheck explain {SAMPLE} champ", ["champions_and_giants"]),
        (f"clustercheck explain {SAMPLE} 每万", ["每万人有效发明专利拥有量"]),
        ("clustercheck explain x.xlsx --city sichuan dominant_output_g", ["dominant_output_growth"]),
    ],
)
def test_words_are_offered(line: str, expected: list[str]) -> None:
    assert offered(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "clustercheck explain none.xlsx s",
        "clustercheck explain x.xlsx --city 火星 s",
        "clustercheck assess --city 火",
    ],
)
def test_nothing_is_offered_where_nothing_is_known(line: str) -> None:
    assert offered(line) == []


def test_every_standard_is_offered() -> None:
    assert offered("clustercheck assess --city ", "en_US.UTF-8") == [
        "anhui", "beijing", "guangdong", "guangzhou", "hainan", "liaoning", "national", "qingyuan", "shanghai", "sichuan",
        "yunnan", "zhuhai",
    ]  # fmt: skip


def test_broken_standards_of_the_user_do_not_break_the_line(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "2026.yaml").write_text("id: [", encoding="utf-8")
    assert offered(f"clustercheck assess x.xlsx --standards {tmp_path} --city z") == []
