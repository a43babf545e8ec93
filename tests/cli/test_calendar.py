"""`calendar`: what is due by each document, what the documents leave open, and the iCalendar file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from forms import run
from icalendar import Calendar
from openpyxl import Workbook

from clustercheck.planning.duties import months_after, working_days_after
from clustercheck.reports.schemas import SCHEMAS

HEAD = ("集群名称", "适用标准", "认定日期", "有效期至", "已报年份", "变更日期", "备案日期")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def events(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    done = run(capsys, "calendar", *arguments, "--lang", "en", "-f", "json")
    assert done.code == 0, done.err
    jsonschema.validate(done.json, SCHEMAS["calendar"])
    return list(done.json["events"])


def of_kind(found: list[dict[str, Any]], kind: str) -> list[tuple[str | None, str | None, str]]:
    return [(one["due"], one["remind"], one["status"]) for one in found if one["kind"] == kind]


def test_a_day_before_which_it_is_due_is_too_late_itself(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--city", "qingyuan", "--recognised-on", "2025-06-01")
    for day, status in (("2026-03-14", "due"), ("2026-03-15", "overdue")):
        found = of_kind(events(capsys, *asked, "--as-of", day), "report")
        assert found[0] == ("2026-03-15", "2026-03-14", status)


@pytest.mark.parametrize(
    ("city", "first", "says"),
    [
        ("guangzhou", "2026-02-28", ""),
        ("sichuan", "2026-03-10", "department above"),
        ("qingyuan", "2026-03-15", ""),
        ("hainan", "2026-03-30", "department above"),
        ("zhuhai", None, "names no day"),
    ],
)
def test_reports_by_each_document(
    capsys: pytest.CaptureFixture[str], city: str, first: str | None, says: str
) -> None:
    found = events(capsys, "--city", city, "--recognised-on", "2025-06-01", "--as-of", "2025-07-01")
    reports = [one for one in found if one["kind"] == "report"]
    assert len(reports) == 3
    assert reports[0]["due"] == first
    assert says in reports[0]["note"]
    assert {one["status"] for one in reports} == ({"due"} if first else {"open"})


def test_the_term_is_reckoned_and_said_to_be(capsys: pytest.CaptureFixture[str]) -> None:
    found = events(capsys, "--city", "zhuhai", "--recognised-on", "2025-01-02", "--as-of", "2028-01-02")
    assert of_kind(found, "expiry") == [("2028-01-01", "2027-10-03", "overdue")]
    assert "no text names the first day" in next(one for one in found if one["kind"] == "expiry")["note"]
    stated = events(
        capsys,
        "--city",
        "zhuhai",
        "--recognised-on",
        "2025-01-02",
        "--until",
        "2027-12-31",
        "--as-of",
        "2027-12-31",
    )
    assert of_kind(stated, "expiry") == [("2027-12-31", "2027-10-02", "due")]


def test_a_change_is_filed_within_a_month_where_the_text_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--recognised-on", "2025-01-02", "--changed-on", "2026-01-31", "--as-of", "2026-03-01")
    assert of_kind(events(capsys, "--city", "sichuan", *asked), "change") == [
        ("2026-02-28", "2026-02-21", "overdue")
    ]
    (undated,) = of_kind(events(capsys, "--city", "qingyuan", *asked), "change")
    assert undated[0] is None
    assert undated[2] == "open"


def written(kind: str) -> str:
    rows = [
        ("甲集群", "清远", "2025-06-01", "", "2026", "", ""),
        ("乙集群", "sichuan", date(2025, 5, 4), "2027年12月", "", date(2026, 1, 5), "2026-02-01"),
    ]
    if kind == "xlsx":
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.append(["已认定集群名单"])
        sheet.append(list(HEAD))
        for row in rows:
            sheet.append(list(row))
        book.save("list.xlsx")
    elif kind == "csv":
        lines = [",".join(HEAD), *(",".join(map(str, row)) for row in rows)]
        Path("list.csv").write_text("\n".join(lines), "utf-8")
    else:
        Path("list.yaml").write_text(
            "- {cluster: 甲集群, standard: 清远, recognised_on: 2025-06-01, reported: [2026]}\n"
            "- {cluster: 乙集群, standard: sichuan, recognised_on: 2025-05-04, until: 2027年12月, reported: [],"
            " changed_on: 2026-01-05, filed_on: 2026-02-01}\n",
            "utf-8",
        )
    return f"list.{kind}"


@pytest.mark.parametrize("kind", ["xlsx", "csv", "yaml"])
def test_a_list_of_clusters(capsys: pytest.CaptureFixture[str], kind: str) -> None:
    found = events(capsys, written(kind), "--as-of", "2026-06-01")
    mine = {(one["cluster"], one["kind"], one["due"]): one["status"] for one in found}
    assert mine["甲集群", "report", "2026-03-15"] == "done"
    assert mine["乙集群", "report", "2026-03-10"] == "overdue"
    assert mine["乙集群", "expiry", "2027-12-31"] == "due"
    assert mine["乙集群", "change", "2026-02-05"] == "done"


def test_the_ics_has_days_without_a_time_and_folded_lines(capsys: pytest.CaptureFixture[str]) -> None:
    name = written("xlsx")
    done = run(capsys, "calendar", name, "--as-of", "2026-06-01", "-o", "a.ics", "-o", "b.ics")
    assert done.code == 0
    content = Path("a.ics").read_bytes()
    assert content == Path("b.ics").read_bytes()
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    entries = Calendar.from_ical(content).walk("VEVENT")
    assert {type(entry["DTSTART"].dt) for entry in entries} == {date}
    assert all(entry["DTEND"].dt.toordinal() == entry["DTSTART"].dt.toordinal() + 1 for entry in entries)
    assert any("乙集群" in entry["SUMMARY"] for entry in entries)


def test_working_days_are_known_or_said_not_to_be(capsys: pytest.CaptureFixture[str]) -> None:
    # 2025-09-28 was worked for the holiday from 1 to 8 October.
    assert working_days_after(date(2025, 9, 26), 7) == date(2025, 10, 13)
    assert working_days_after(date(2099, 1, 1), 7) is None
    found = events(
        capsys,
        "--city",
        "guangzhou",
        "--recognised-on",
        "2025-09-30",
        "--published-on",
        "2099-01-01",
        "--as-of",
        "2025-10-01",
    )
    (unknown,) = [one for one in found if one["kind"] == "publicity"]
    assert (unknown["due"], unknown["status"]) == (None, "open")


def test_months_end() -> None:
    assert months_after(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert months_after(date(2025, 12, 31), 2) == date(2026, 2, 28)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report(capsys: pytest.CaptureFixture[str], language: str) -> None:
    done = run(
        capsys,
        "calendar",
        written("csv"),
        "--as-of",
        "2026-06-01",
        "--lang",
        language,
        "-o",
        "c.xlsx",
        "-o",
        "c.docx",
    )
    assert "2026-03-10" in done.out
    assert ("逾期" if language == "zh" else "overdue") in done.out


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("名称,数\n甲,3\n", "U520"),
        ("集群名称,认定日期\n甲,不详\n", "U521"),
        ("集群名称,认定日期\n甲,2025-01-01\n", "U513"),
    ],
)
def test_what_cannot_be_read_is_said(capsys: pytest.CaptureFixture[str], text: str, code: str) -> None:
    Path("list.csv").write_text(text, "utf-8")
    done = run(capsys, "calendar", "list.csv", "--lang", "en")
    assert done.code == 2
    assert {"U520": "集群名称", "U521": "不详", "U513": "--city"}[code] in done.err
    assert run(capsys, "calendar").code == 2
    assert json.dumps(done.out) == '""'
