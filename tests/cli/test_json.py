"""Real `-f json` and `-f jsonl` held against the schemas that `clustercheck schema` prints."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from forms import AS_OF, DISCRETIONARY, MET, MISSED, OPEN, form, put, run

from clustercheck.catalogue import load
from clustercheck.model.findings import Status

Capsys = pytest.CaptureFixture[str]

EVERY_STANDARD = [standard.id for editions in load().values() for standard in editions]
_NUMBER = re.compile(r"-?\d+(\.\d*[1-9])?")
RECOGNISED = form("zhuhai", land_area="120", recognised_level="国家级", recognised_on="2024-01-10")
OUT_OF_TERM = form("zhuhai", recognised_level="省级", recognised_on="2020-01-10")
BLANK = form(
    "zhuhai", **dict.fromkeys(("total_output", "sme_output", "employees", "quality_enterprises"), "-")
)
VETOED = form("zhuhai", no_major_incidents="否")
WRONG = form("zhuhai", sme_output=[50, 60, 70, 80], invention_patents=[1, 2, 3, -4])
TARGETS = form("zhuhai").replace("2024年".encode(), "2025年".encode())


_validators: dict[str, jsonschema.Draft202012Validator] = {}


def schema(capsys: Capsys, of: str = "assessment") -> jsonschema.Draft202012Validator:
    """The schema as the command prints it, once a run of the tests."""
    if of not in _validators:
        found = run(capsys, "schema", of).json
        jsonschema.Draft202012Validator.check_schema(found)
        _validators[of] = jsonschema.Draft202012Validator(found, format_checker=jsonschema.FormatChecker())
    return _validators[of]


def test_the_schema_refuses_what_is_no_assessment(files: Path, capsys: Capsys) -> None:
    made = run(capsys, "assess", "missed.csv", "-f", "json", *AS_OF).json
    criterion = next(one for one in made["criteria"] if "gap" in one)
    for spoiled in (
        {**made, "verdict": "passed"},
        {**made, "criteria": [{**criterion, "status": "ok"}]},
        {**made, "criteria": [{**criterion, "gap": {**criterion["gap"], "amount": 20}}]},
        {key: value for key, value in made.items() if key != "years"},
    ):
        assert not schema(capsys).is_valid(spoiled)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, met=MET, missed=MISSED, open=OPEN, discretionary=DISCRETIONARY, recognised=RECOGNISED)
    put(
        tmp_path, out_of_term=OUT_OF_TERM, blank=BLANK, vetoed=VETOED, wrong=WRONG, targets=TARGETS, empty=b""
    )
    return tmp_path


STEMS = {
    "met": ("met", "thresholds"),
    "missed": ("missed", "thresholds"),
    "open": ("incomplete", "thresholds"),
    "discretionary": ("discretionary", "thresholds"),
    "recognised": ("met", "recognised_from_above"),
    "out_of_term": ("incomplete", "thresholds"),  # no renewal is stated
    "blank": ("incomplete", "thresholds"),
    "vetoed": ("missed", "thresholds"),
    "wrong": ("incomplete", "thresholds"),
    "targets": ("met", "thresholds"),  # the area of the current year is a state, and counts
}


@pytest.mark.parametrize(("reading", "language"), [("default", "zh"), ("strict", "en")])
@pytest.mark.parametrize("stem", STEMS)
def test_one_file_is_one_object(files: Path, capsys: Capsys, stem: str, reading: str, language: str) -> None:
    ended = run(
        capsys, "assess", f"{stem}.csv", "-f", "json", "--reading", reading, "--lang", language, *AS_OF
    )
    made = ended.json
    schema(capsys).validate(made)
    assert made["schema"] == "clustercheck/assessment/1"
    assert made["file"] == f"{stem}.csv"
    if reading == "default":
        assert (made["verdict"], made["route"]) == STEMS[stem]
    assert ended.err.strip(), "the closing line of a machine format goes to stderr"
    check_object(made)


@pytest.mark.parametrize("stem", ["missed", "blank"])
@pytest.mark.parametrize("city", EVERY_STANDARD)
def test_a_form_can_be_held_against_any_standard(files: Path, capsys: Capsys, stem: str, city: str) -> None:
    made = run(capsys, "assess", f"{stem}.csv", "--city", city, "-f", "json", *AS_OF).json
    schema(capsys).validate(made)
    assert made["standard"]["id"] == city
    check_object(made)


def each_criterion(criteria: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in criteria:
        yield one
        yield from each_criterion(one.get("branches", []))


def each_value(found: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(found, dict):
        for name, value in found.items():
            yield from each_value(value, name)
    elif isinstance(found, list):
        for value in found:
            yield from each_value(value, key)
    else:
        yield key, found


def check_object(made: dict[str, Any]) -> None:
    """What the contract says of an object beyond its shape."""
    assert sum(made["counts"].values()) == len(made["criteria"])
    assert set(made["counts"]) == {status.value for status in Status}
    for one in each_criterion(made["criteria"]):
        is_threshold = one["kind"] == "threshold"
        assert ("branches" in one) is (one["kind"] == "any_of")
        assert ("requirement" in one) is ("readings" in one) is ("observed" in one) is is_threshold
        if one["status"] in ("missed", "discretionary"):
            assert ("gap" in one) is (one["kind"] != "attestation")
        else:
            assert "gap" not in one
        if one["sensitive"] and is_threshold:
            assert {"met", "missed"} <= {reading["status"] for reading in one["readings"]}
        assert one["clause"]
        assert one["wording"]
    for key, value in each_value(made):
        assert not isinstance(value, float)
        if key in ("amount", "value") and value is not None:
            assert _NUMBER.fullmatch(value), "decimal strings, without exponent or idle zeros"
    assert all(problem["message"] and problem["code"] for problem in made["problems"])


def test_the_example_of_the_contract(files: Path, capsys: Capsys) -> None:
    output = [30, 31.5, 33, 36]
    rest = {id: [25, 26, 27, 28] for id in ("sme_output", "dominant_output")}
    put(files, example=form("zhuhai", total_output=output, management_body="-", **rest))
    made = run(capsys, "assess", "example.csv", "-f", "json", *AS_OF).json
    assert made["cluster"] == {"name": "甲集群", "jurisdiction": "珠海市"}
    assert (made["standard"]["id"], made["standard"]["edition"]) == ("zhuhai", "2024")
    assert made["standard"]["status"] == "in_force"
    assert (made["years"], made["base_year"]) == ([2022, 2023, 2024], 2021)
    found = {one["id"]: one for one in each_criterion(made["criteria"])}
    one = found["total_output"]
    assert one["requirement"] == {"over": "every_year", "op": ">=", "value": "32", "unit": "亿元"}
    assert one["observed"] == {"value": "31.5", "series": {"2022": "31.5", "2023": "33", "2024": "36"}}
    gap = {key: one["gap"][key] for key in ("amount", "unit", "year", "equivalents")}
    assert gap == {"amount": "0.5", "unit": "亿元", "year": 2022, "equivalents": []}
    assert one["readings"] == [{"id": "every_year", "status": "missed", "value": "31.5"}]
    # Each of the three cells, as the workbook names them.
    lines = (files / "example.csv").read_text(encoding="utf-8").splitlines()
    number = next(n for n, line in enumerate(lines, 1) if line.startswith("total_output"))
    assert one["cells"] == [f"{column}{number}" for column in "EFG"]
    trend = found["co2_intensity_trend"]["requirement"]
    assert (trend["over"], "op" in trend, "value" in trend) == ("falling", False, False)
    assert found["enterprise_gradient"]["branches"][0]["id"] == "champions_and_giants"
    assert found["management_body"]["status"] == "unknown"


ALL = ["met.csv", "empty.csv", "missed.csv", "absent.xlsx", "open.csv"]


def test_several_files_are_an_array_in_input_order(files: Path, capsys: Capsys) -> None:
    for order in (ALL[:3], ALL[::-1]):
        made = run(capsys, "assess", *order, "-f", "json", *AS_OF).json
        schema(capsys).validate(made)
        assert [one["file"] for one in made] == order


def test_a_file_that_could_not_be_read_is_an_object_too(files: Path, capsys: Capsys) -> None:
    made = run(capsys, "assess", "absent.xlsx", "-f", "json").json
    schema(capsys).validate(made)
    assert set(made) == {"schema", "file", "verdict", "problems"}
    assert (made["schema"], made["file"], made["verdict"]) == (
        "clustercheck/assessment/1",
        "absent.xlsx",
        "error",
    )
    assert [(p["code"], p["severity"], p["cell"]) for p in made["problems"]] == [("C101", "error", None)]


def test_jsonl_is_one_object_a_line(files: Path, capsys: Capsys) -> None:
    lines = run(capsys, "assess", *ALL, "-f", "jsonl", *AS_OF).out.splitlines()
    assert lines == [json.dumps(json.loads(line), ensure_ascii=False) for line in lines]
    array = run(capsys, "assess", *ALL, "-f", "json", *AS_OF).json
    assert [json.loads(line) for line in lines] == array
    one = run(capsys, "assess", "met.csv", "-f", "jsonl", *AS_OF).out
    assert one.count("\n") == 1


def test_a_written_file_holds_what_stdout_would(files: Path, capsys: Capsys) -> None:
    shown = run(capsys, "assess", *ALL, "-f", "json", *AS_OF).out
    run(capsys, "assess", *ALL, "-o", "out.json", "-o", "out.jsonl", *AS_OF)
    assert (files / "out.json").read_text(encoding="utf-8") == shown
    assert len((files / "out.jsonl").read_text(encoding="utf-8").splitlines()) == len(ALL)


def test_the_same_call_gives_the_same_bytes(files: Path, capsys: Capsys) -> None:
    assert len({run(capsys, "assess", *ALL, "-f", "json", *AS_OF).out for _ in range(2)}) == 1


@pytest.mark.parametrize("stem", STEMS)
def test_reading_json(files: Path, capsys: Capsys, stem: str) -> None:
    made = run(capsys, "read", f"{stem}.csv", "-f", "json").json
    schema(capsys, "reading").validate(made)
    assert (made["schema"], made["file"]) == ("clustercheck/reading/1", f"{stem}.csv")
    last = 2025 if stem == "targets" else 2024
    assert made["years"] == [2021, 2022, 2023, last]
    figures = {(one["indicator"], one["year"]): one for one in made["observations"]}
    seen = figures["resident_population" if stem == "discretionary" else "total_output", 2022]
    assert seen["unit"]
    assert re.fullmatch(r"[A-Z]+\d+", seen["cell"])
    if stem == "blank":
        assert seen["value"] is None
    for key, value in each_value(made):
        assert not isinstance(value, float)
        if key == "value" and isinstance(value, str) and value[:1].isdigit() and "-" not in value:
            assert _NUMBER.fullmatch(value)


def test_reading_names_what_is_not_judged(files: Path, capsys: Capsys) -> None:
    made = run(capsys, "read", "wrong.csv", "-f", "json").json
    assert {"C201", "C204"} <= {problem["code"] for problem in made["problems"]}
    assert all(re.fullmatch(r"[A-Z]+\d+", problem["cell"]) for problem in made["problems"])


def test_what_a_cell_holds_is_data_and_never_markup(files: Path, capsys: Capsys) -> None:
    name = '[bold]甲[/bold] {x} %s \\ " '
    put(files, odd=form("zhuhai", name=name + "\u202e"))
    ended = run(capsys, "assess", "odd.csv", "-f", "json", *AS_OF)
    assert ended.json["cluster"]["name"].startswith(name.strip())
    shown = run(capsys, "assess", "odd.csv", *AS_OF).out
    assert "[bold]甲[/bold]" in shown
    assert not {"\x1b", "\u202e"} & set(shown)
