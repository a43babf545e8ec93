"""`check` and `rule`: what is found, what the exit code says, and every format held against its schema."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from forms import AS_OF, MET, Run, form, put, run
from hypothesis import given
from hypothesis import strategies as st

from clustercheck.model.problems import Where, error, warning
from clustercheck.reports.check.check import Check, Checked, in_order, place_of
from clustercheck.reports.check.github import render as as_commands
from clustercheck.reports.check.junit import render as as_junit
from clustercheck.reports.check.sarif import render as as_sarif
from clustercheck.texts.messages import message
from clustercheck.texts.problem_files import codes

Capsys = pytest.CaptureFixture[str]
# What Jenkins' xunit plugin takes: by element its attributes, those it must have, and what may stand in it.
_COUNTS = {"tests", "failures", "errors", "skipped", "time"}
JUNIT: dict[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": ({"name", *_COUNTS}, set(), {"testsuite"}),
    "testsuite": ({"name", "timestamp", "hostname", "id", *_COUNTS}, {"name", "tests"}, {"testcase"}),
    "testcase": (
        {"name", "classname", "time", "assertions", "status"},
        {"name"},
        {"failure", "error", "skipped", "system-out", "system-err"},
    ),
    "failure": ({"type", "message"}, set(), set()),
    "error": ({"type", "message"}, set(), set()),
    "skipped": ({"type", "message"}, set(), set()),
    "system-out": (set(), set(), set()),
}


def assert_junit(text: str) -> None:
    """Hold a document against the form, and its counts against what is in it."""
    root = ElementTree.fromstring(text)
    assert root.tag == "testsuites"
    for element in root.iter():
        known, needed, inside = JUNIT[element.tag]
        assert needed <= set(element.keys()) <= known
        assert {child.tag for child in element} <= inside
    for whole in (root, *root.iter("testsuite")):
        assert int(whole.get("tests", "")) == sum(1 for _ in whole.iter("testcase"))
        for counted, tag in (("failures", "failure"), ("errors", "error")):
            assert int(whole.get(counted, "")) == sum(1 for _ in whole.iter(tag))


BARE = "指标,单位,2022年,2023年,2024年\n集群总产值,亿元,31,33,36\n".encode()
WRONG = form("zhuhai", sme_output=[50, 60, 70, 80], invention_patents=[1, 2, 3, -4])
JUMPING = form("zhuhai", special_impact="有影响")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, met=MET, wrong=WRONG, warned=JUMPING, bare=BARE, empty=b"")
    return tmp_path


def found(ended: Run, file: int = 0) -> list[tuple[str, str]]:
    return [(one["code"], one["severity"]) for one in ended.json["files"][file]["problems"]]


def checked(capsys: Capsys, *arguments: object) -> Run:
    return run(capsys, "check", *arguments, *AS_OF)


@pytest.mark.parametrize(
    ("names", "fail_on", "code"),
    [
        (["met.csv"], "error", 0),
        (["met.csv"], "warning", 0),
        (["warned.csv"], "error", 0),
        (["warned.csv"], "warning", 1),
        (["wrong.csv"], "error", 1),
        (["wrong.csv"], "never", 0),
        (["met.csv", "wrong.csv"], "error", 1),
        (["empty.csv", "wrong.csv"], "error", 2),
        (["empty.csv"], "never", 2),
        (["nosuch.csv", "met.csv"], "error", 2),
        (["."], "error", 2),
    ],
)
@pytest.mark.parametrize("format", ["text", "json", "github", "junit", "sarif"])
def test_the_exit_code(
    files: Path, capsys: Capsys, names: list[str], fail_on: str, code: int, format: str
) -> None:
    assert checked(capsys, *names, "--fail-on", fail_on, "-f", format).code == code


def test_the_data_alone_is_checked_where_no_standard_is_known(files: Path, capsys: Capsys) -> None:
    alone = checked(capsys, "bare.csv", "-f", "json")
    assert alone.json["files"][0]["standard"] is None
    assert alone.json["files"][0]["no_standard"]["code"] == "U406"
    assert found(alone) == []
    assert "没有写明适用标准" in checked(capsys, "bare.csv").out
    held = checked(capsys, "bare.csv", "--city", "sichuan", "-f", "json")
    assert held.json["files"][0]["standard"] == {"id": "sichuan", "edition": "2023-draft"}
    assert ("A321", "warning") in found(held)


def test_a_place_without_a_standard_is_no_fault_of_the_workbook(files: Path, capsys: Capsys) -> None:
    put(
        files,
        far="项目,内容\n所在地,拉萨市\n\n".encode() + BARE,
        slip="项目,内容\n适用标准,珠诲\n\n".encode() + BARE,
    )
    far = checked(capsys, "far.csv", "-f", "json")
    assert (far.code, found(far), far.json["files"][0]["no_standard"]["code"]) == (0, [], "U404")
    slip = checked(capsys, "slip.csv", "-f", "json")
    assert (slip.code, found(slip)) == (1, [("U401", "error")])
    assert slip.json["files"][0]["problems"][0]["cell"] == "B2"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], {"C201", "C204", "A330"}),
        (["--select", "C2"], {"C201", "C204"}),
        (["--select", "C201,a330"], {"C201", "A330"}),
        (["--select", "C201", "--select", "C204"], {"C201", "C204"}),
        (["--ignore", "C204"], {"C201", "A330"}),
        (["--select", "C2", "--ignore", "C201"], {"C204"}),
        (["--select", "C1"], set()),
    ],
)
def test_codes_are_selected_and_passed_over(
    files: Path, capsys: Capsys, options: list[str], expected: set[str]
) -> None:
    spoiled = WRONG.replace("凭证".encode(), b"", 1)
    put(files, wrong=spoiled)
    ended = checked(capsys, "wrong.csv", *options, "-f", "json")
    assert {code for code, _severity in found(ended)} == expected
    assert ended.code == (1 if expected & {"C201", "C204"} else 0)


def test_a_file_that_cannot_be_read_is_never_passed_over(files: Path, capsys: Capsys) -> None:
    ended = checked(capsys, "empty.csv", "--ignore", "C1", "-f", "json")
    assert (ended.code, found(ended)) == (2, [("C109", "error")])


@pytest.mark.parametrize(
    "wrong",
    [["--select", "X9"], ["--ignore", "C2O1"], ["--fail-on", "missed"], ["-f", "html"], ["-o", "x.docx"],
     ["--city", "nowhere"], ["--as-of", "heute"], ["--standards", "nosuch"]],
)  # fmt: skip
def test_a_mistaken_call(files: Path, capsys: Capsys, wrong: list[str]) -> None:
    ended = run(capsys, "check", "met.csv", *wrong)
    assert ended.code == 2
    assert ended.out == ""
    assert ended.err


def test_stdin_and_folders(files: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(WRONG)

    monkeypatch.setattr(sys, "stdin", Stdin())
    ended = checked(capsys, "-", "-f", "json")
    assert ended.json["files"][0]["file"] == "-"
    assert ended.code == 1
    (files / "empty.csv").unlink()
    names = [one["file"] for one in checked(capsys, ".", "-f", "json").json["files"]]
    assert names == ["bare.csv", "met.csv", "warned.csv", "wrong.csv"]


def test_the_suffix_picks_the_format(files: Path, capsys: Capsys) -> None:
    ended = checked(
        capsys, "wrong.csv", "empty.csv", "-o", "a.json", "-o", "b.xml", "-o", "c.sarif", "-f", "github"
    )
    assert ended.out.startswith("::error ")
    assert json.loads(Path("a.json").read_text())["schema"] == "clustercheck/check/1"
    assert_junit(Path("b.xml").read_text(encoding="utf-8"))
    hold_against_sarif(json.loads(Path("c.sarif").read_text()))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "names", [["met.csv"], ["wrong.csv", "empty.csv"], ["bare.csv", "nosuch.csv"], ["."]]
)
def test_json_is_what_its_schema_says(files: Path, capsys: Capsys, names: list[str], language: str) -> None:
    schema = run(capsys, "schema", "check").json
    jsonschema.Draft202012Validator.check_schema(schema)
    made = checked(capsys, *names, "-f", "json", "--lang", language).json
    jsonschema.validate(made, schema)
    for file in made["files"]:
        for problem in file["problems"]:
            assert problem["cell"] is None or problem["cell"].endswith(
                f"{letters(problem['column'])}{problem['row']}"
            )


def letters(column: int) -> str:
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


@pytest.mark.parametrize("fail_on", ["error", "warning", "never"])
def test_junit_is_what_its_schema_says_and_fails_where_the_run_does(
    files: Path, capsys: Capsys, fail_on: str
) -> None:
    ended = checked(
        capsys, "wrong.csv", "warned.csv", "empty.csv", "met.csv", "-f", "junit", "--fail-on", fail_on
    )
    assert_junit(ended.out)
    root = ElementTree.fromstring(ended.out)
    failures = {suite.get("name"): len(suite.findall("*/failure")) for suite in root}
    warned = 1 if fail_on == "warning" else 0
    wrong = 0 if fail_on == "never" else 5
    assert failures == {"wrong.csv": wrong, "warned.csv": warned, "empty.csv": 0, "met.csv": 0}
    assert [len(suite.findall("*/error")) for suite in root] == [0, 0, 1, 0]
    assert root.get("failures") == str(sum(failures.values()))
    assert [int(suite.get("tests", "0")) for suite in root] == [len(suite) for suite in root]


# Of the SARIF 2.1.0 schema what this output uses, with everything else refused.
def _closed(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {})},
        "additionalProperties": False,
    }


_TEXT = {"type": "string", "minLength": 1}
_SAID = _closed({"text": _TEXT})
_COUNT = {"type": "integer", "minimum": 1}
_RULE = _closed(
    {"id": _TEXT, "name": _TEXT, "shortDescription": _SAID, "fullDescription": _SAID, "help": _SAID}
)
_LOCATION = _closed(
    {
        "physicalLocation": _closed(
            {
                "artifactLocation": _closed(
                    {"uri": {"type": "string", "format": "uri-reference", "minLength": 1}}
                )
            },
            {"region": _closed({"startLine": _COUNT}, {"startColumn": _COUNT})},
        )
    },
    {
        "logicalLocations": {
            "type": "array",
            "items": _closed(
                {"name": _TEXT, "fullyQualifiedName": _TEXT, "kind": {"enum": ["member", "module"]}}
            ),
        }
    },
)
_RESULT = _closed(
    {
        "ruleId": _TEXT,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": _SAID,
        "locations": {"type": "array", "items": _LOCATION, "minItems": 1},
        "partialFingerprints": {"type": "object", "additionalProperties": _TEXT},
    }
)
_RUN = _closed(
    {
        "tool": _closed(
            {
                "driver": _closed(
                    {
                        "name": _TEXT,
                        "version": _TEXT,
                        "semanticVersion": {"type": "string", "pattern": r"^\d+\.\d+\.\d+$"},
                        "language": {"type": "string", "pattern": "^[a-z]{2}(-[A-Z]{2})?$"},
                        "rules": {"type": "array", "items": _RULE, "uniqueItems": True},
                    }
                )
            }
        ),
        "language": {"type": "string", "pattern": "^[a-z]{2}(-[A-Z]{2})?$"},
        "invocations": {"type": "array", "items": _closed({"executionSuccessful": {"type": "boolean"}})},
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": {"type": "array", "items": _RESULT},
    }
)
SARIF = _closed({"version": {"const": "2.1.0"}, "runs": {"type": "array", "items": _RUN, "minItems": 1}})


def hold_against_sarif(made: dict[str, Any]) -> None:
    jsonschema.validate(made, SARIF)
    for one in made["runs"]:
        rules = one["tool"]["driver"]["rules"]
        assert all(result["ruleId"] == rules[result["ruleIndex"]]["id"] for result in one["results"])
        prints = [tuple(result["partialFingerprints"].values()) for result in one["results"]]
        assert len(set(prints)) == len(prints)


def test_sarif_keeps_to_its_schema_and_its_fingerprints(files: Path, capsys: Capsys) -> None:
    def results(*options: str) -> list[dict[str, Any]]:
        made = checked(capsys, "wrong.csv", "empty.csv", "-f", "sarif", *options).json
        hold_against_sarif(made)
        return made["runs"][0]["results"]

    def prints(of: list[dict[str, Any]]) -> list[object]:
        return [result["partialFingerprints"] for result in of]

    before = results("--lang", "zh")
    put(files, wrong=form("zhuhai", sme_output=[51, 60, 71, 82], invention_patents=[1, 2, 3, -5]))
    after = results("--lang", "en")
    assert prints(before) == prints(after)
    assert before != after
    first = before[0]["locations"][0]
    assert first["physicalLocation"]["artifactLocation"] == {"uri": "wrong.csv"}
    assert first["physicalLocation"]["region"]["startLine"] > 1
    assert before[-1]["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}


def test_sarif_names_files_by_uri(files: Path, capsys: Capsys) -> None:
    (files / "甲 集群#1").mkdir()
    path = files / "甲 集群#1" / "100%:表.csv"
    path.write_bytes(WRONG)
    uris = []
    for name in ("甲 集群#1/100%:表.csv", path):
        made = checked(capsys, name, "-f", "sarif").json
        hold_against_sarif(made)
        uris.append(
            made["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        )
    assert uris == ["%E7%94%B2%20%E9%9B%86%E7%BE%A4%231/100%25%3A%E8%A1%A8.csv"] * 2
    assert (
        as_sarif(Check((Checked("/elsewhere/x.csv", (error("C101", Where("x")),)),))).count("file:///") == 1
    )


_ANY_TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)


@given(file=_ANY_TEXT, sheet=_ANY_TEXT, text=_ANY_TEXT)
def test_no_text_breaks_a_format(file: str, sheet: str, text: str) -> None:
    problems = (
        error("C101", Where(file)),
        warning("C124", Where(file, sheet), sheet=sheet),
        error("C217", Where(file, sheet, "AB12"), text=text),
    )
    check = Check((Checked(file, problems), Checked("y", problems[:1], unread=True)), "warning", True)
    assert_junit(as_junit(check))
    hold_against_sarif(json.loads(as_sarif(check)))
    lines = as_commands(check).split("\n")
    assert lines.pop() == ""
    assert len(lines) == 4
    for line in lines:
        match = re.fullmatch("::(error|warning) ([^:]*)::(.*)", line)
        assert match
        assert {part.partition("=")[0] for part in match[2].split(",")} <= {"file", "line", "col", "title"}
        for escape in re.findall("%..", line):
            assert escape in ("%25", "%0A", "%0D", "%3A", "%2C")


def test_a_command_is_escaped() -> None:
    where = Where("a,b:100%.csv", "甲\n乙", "B7")
    (line,) = as_commands(
        Check((Checked(where.file or "", (error("C217", where, text="是\r\n50%,:"),)),), "error", True)
    ).splitlines()
    assert line.startswith("::error file=a%2Cb%3A100%25.csv,line=7,col=2,title=C217 甲%0A乙!B7 ")
    assert "是%0D%0A50%25,:" in line


@pytest.mark.parametrize(
    ("variable", "terminal", "format", "github"),
    [
        ("true", False, None, True),
        ("true", True, None, False),
        ("true", False, "text", False),
        ("false", False, None, False),
        (None, False, None, False),
    ],
)
def test_a_log_of_github_gets_its_commands_unasked(
    files: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch, variable: str | None, terminal: bool,
    format: str | None, github: bool,
) -> None:  # fmt: skip
    if variable is not None:
        monkeypatch.setenv("GITHUB_ACTIONS", variable)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal, raising=False)
    out = checked(capsys, "wrong.csv", *(["-f", format] if format else [])).out
    assert out.startswith("::error ") is github


def test_a_log_shows_figures_only_when_told_to(files: Path, capsys: Capsys) -> None:
    hidden = checked(capsys, "wrong.csv", "-f", "github")
    assert "…" in hidden.out
    assert "80 亿元" not in hidden.said()
    assert "-4" not in hidden.said()
    shown = checked(capsys, "wrong.csv", "-f", "github", "--show-figures")
    assert "80 亿元" in shown.out
    assert "…" not in shown.out


def test_the_text_goes_by_sheet_and_cell() -> None:
    wheres = [
        Where("x", "乙", "B2"),
        Where("x"),
        Where("x", "甲", "C10"),
        Where("x", "甲", "AA9"),
        Where("x", "乙"),
    ]
    ordered = [one.where for one in in_order([error("C101", where) for where in wheres])]
    assert [str(where) for where in ordered] == ["x", "x[乙]", "x[乙]!B2", "x[甲]!AA9", "x[甲]!C10"]
    assert place_of(Where("x", "甲", "AA9")) == ("甲", 9, 27)
    assert place_of(Where("z.yaml", line=4, column=9)) == (None, 4, 9)


def test_text_of_several_files(files: Path, capsys: Capsys) -> None:
    ended = checked(capsys, "wrong.csv", "met.csv", "empty.csv")
    assert "met.csv" not in ended.out
    assert "无问题 1 个" in ended.out
    assert "检查文件 3 个；错误 5 处，提醒 0 处；1 个文件无法读取" in ended.out
    assert "C109" in ended.err


def test_a_form_for_another_standard_and_a_place_elsewhere(files: Path, capsys: Capsys) -> None:
    assert {"A346", "A347"} <= {
        code for code, _severity in found(checked(capsys, "met.csv", "--city", "hainan", "-f", "json"))
    }
    assert found(checked(capsys, "met.csv", "--city", "guangdong", "--select", "A346", "-f", "json")) == []
    assert found(checked(capsys, "met.csv", "-f", "json")) == []


def test_a_problem_says_the_same_in_check_and_assess(files: Path, capsys: Capsys) -> None:
    judged = run(capsys, "assess", "wrong.csv", "-f", "json", *AS_OF).json["problems"]
    looked_at = checked(capsys, "wrong.csv", "-f", "json").json["files"][0]["problems"]
    for problem in judged:
        assert any(problem.items() <= one.items() for one in looked_at)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_rule_explains_and_lists(capsys: Capsys, language: str) -> None:
    one = run(capsys, "rule", "C201", "--lang", language)
    assert (one.code, one.err) == (0, "")
    assert "集群总产值" in one.out
    by_name = run(capsys, "rule", "part_over_whole", "--lang", language)
    assert by_name.out == one.out
    listed = run(capsys, "rule", "-f", "json", "--lang", language).json
    assert [rule["code"] for rule in listed] == list(codes())
    in_lines = run(capsys, "rule", "--lang", language).out
    assert all(code in in_lines for code in codes())
    unknown = run(capsys, "rule", "C299")
    assert unknown.code == 2
    assert "C29" in unknown.err or "C2" in unknown.err
    assert message(error("U425", Where(), value="C299", near=["-"]))
