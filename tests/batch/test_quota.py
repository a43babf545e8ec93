"""Who is above the line: nobody who misses, equals together, the same file once, and a reason for who is next."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest
from forms import AS_OF, MET, MISSED, OPEN, run
from jsonschema import Draft202012Validator

from clustercheck.batch.details import Details, Fault, Judged, Owed, packed, unpacked
from clustercheck.batch.details import FigureRow as Figures
from clustercheck.batch.overview import Batch, Overview, Some
from clustercheck.batch.quota import Standing, line, placed
from clustercheck.batch.results import Row
from clustercheck.model.findings import Verdict
from clustercheck.model.problems import Name
from clustercheck.reports.schemas import SCHEMAS
from clustercheck.reports.table import xlsx
from clustercheck.reports.wording.ranking import line_words, standing_words
from clustercheck.texts.messages import use_language

ABOVE, TIED, BELOW = Standing.ABOVE, Standing.TIED, Standing.BELOW
NOT_ELIGIBLE, SAME_FILE = Standing.NOT_ELIGIBLE, Standing.SAME_FILE


def row(place: int | None, verdict: Verdict | None = Verdict.MET, name: str = "", **more: object) -> Row:
    name = name or f"c{place}"
    found = Row(f"{name}.xlsx", None, name, "s", verdict, place, 10, 10, 5000, name_key=name)
    return found._replace(**more)  # type: ignore[arg-type]


def standings(rows: Sequence[Row], quota: int) -> list[Standing]:
    return [each.standing for each in placed(rows, quota)]


@pytest.mark.parametrize(
    ("places", "quota", "wanted"),
    [
        ([1, 2, 3], 2, [ABOVE, ABOVE, BELOW]),
        ([1, 2, 2, 4], 2, [ABOVE, TIED, TIED, BELOW]),
        ([1, 1, 3], 2, [ABOVE, ABOVE, BELOW]),
        ([1, 1, 1], 2, [TIED, TIED, TIED]),
        ([1], 5, [ABOVE]),
    ],
)
def test_equals_share_their_fate(places: list[int], quota: int, wanted: list[Standing]) -> None:
    rows = [row(place, name=f"c{number}") for number, place in enumerate(places)]
    assert standings(rows, quota) == wanted


def test_nobody_who_misses_is_recommended_be_there_room_or_not() -> None:
    rows = [row(1), row(2, Verdict.INCOMPLETE), row(3, Verdict.MISSED, decisive="x"), row(None, None)]
    assert standings(rows, 8) == [ABOVE, ABOVE, NOT_ELIGIBLE, NOT_ELIGIBLE]
    found = line(rows, 8)
    assert (found.above, found.tied, [each.row.place for each in found.next]) == (2, 0, [3, None])


def test_the_same_file_takes_one_place_and_a_namesake_is_said() -> None:
    twice = [row(1, digest=b"a"), row(1, digest=b"a"), row(3, digest=b"c")]
    assert standings(twice, 2) == [ABOVE, SAME_FILE, ABOVE]
    two = list(placed([row(1, digest=b"a", name="甲"), row(2, digest=b"b", name="甲")], 2))
    assert [each.standing for each in two] == [ABOVE, ABOVE]
    assert two[1].other == two[0].row


def test_clusters_of_one_row_of_a_file_are_two() -> None:
    """Clusters beside each other stand in one row."""
    beside = [row(1, digest=b"a", row=1, name="甲"), row(1, digest=b"a", row=1, name="乙")]
    assert standings(beside, 2) == [ABOVE, ABOVE]


def test_no_more_equals_are_held_than_find_room() -> None:
    """Twenty thousand untouched forms are equals: memory holds as many as the quota."""
    given = 0

    def rows() -> Iterator[Row]:
        nonlocal given
        for number in range(500):
            given += 1
            yield row(1, Verdict.INCOMPLETE, f"c{number}")

    found = placed(rows(), 8)
    assert next(found).standing is TIED
    assert given == 9
    assert {each.standing for each in found} == {TIED}


@pytest.mark.parametrize(
    ("rank", "next_one", "said"),
    [
        ("verdict", {"verdict": Verdict.INCOMPLETE, "thresholds_met": 9}, "incomplete; the last"),
        ("thresholds", {"verdict": Verdict.INCOMPLETE, "thresholds_met": 9}, "9/10 thresholds met"),
        ("verdict", {"thresholds_met": 9, "margin": 1}, "9/10 thresholds met"),
        ("margin", {"thresholds_met": 9, "margin": 1}, "mean margin 0.01 %"),
        ("verdict", {"margin": 4999}, "mean margin 49.99 %"),
        ("verdict", {"margin": None}, "mean margin -"),
    ],
)
def test_why_the_next_is_not_is_what_tells_it_apart_first(
    rank: str, next_one: dict[str, object], said: str
) -> None:
    use_language("en")
    above, below = placed([row(1), row(2, **next_one)], 1)  # type: ignore[arg-type]
    assert below.standing is BELOW
    assert said in standing_words(below, rank)
    assert "(c1)" in standing_words(below, rank)
    assert standing_words(above, rank) == ""


def test_the_line_in_words() -> None:
    use_language("en")
    assert line_words(line([row(1), row(2)], 1)) == "Quota 1: 1 above the line."
    assert "2 are tied" in line_words(line([row(1), row(1, name="b")], 1))
    assert "3 places stay free" in line_words(line([row(1)], 4))


DETAILS = Details(
    "珠海市",
    "香洲区",
    "打印耗材",
    "=1+1",
    "met",
    (
        Judged("a", "a", "产值", "亿元", "missed", "31.5", "31.5"),
        Judged("b", "c", "家数", "家", "unknown", "", "8-17"),
    ),
    (Figures("集群总产值", "亿元", {"2023": "35.2", "2024": "超38"}, "指标!D5–E5"),),
    (Fault("C201", "error", "指标!D5", "=坏"), Fault("C203", "warning", "", "奇怪")),
    (Owed("占地面积", "请填 指标!F6"),),
    (Owed("符合政策", "定性条件!E5"),),
)


def test_details_come_back_as_they_were() -> None:
    assert unpacked(packed(DETAILS)) == DETAILS
    assert unpacked(b"") == Details()
    assert (DETAILS.errors, DETAILS.warnings) == (1, 1)


def test_the_workbook_has_the_line_the_clusters_their_problems_and_figures() -> None:
    use_language("zh")
    overview = Overview(2, 2, 2, 0, {}, {}, (), "verdict", (), (), Some((), 0), Some((), 0), Some((), 0))
    rows = [row(1, details=DETAILS), row(2, details=DETAILS, verdict=Verdict.MISSED, decisive="未达标：产值")]
    stream = io.BytesIO()
    xlsx.render(
        Batch(
            overview, {"a": Name("甲", "A"), "b": Name("乙", "B")}, lambda: iter(rows), lambda: iter(rows), 1
        ),
        stream,
    )
    book = openpyxl.load_workbook(stream)
    assert book.sheetnames == ["推荐汇总", "总览", "问题", "指标"]
    for sheet in book:
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref
        assert int(sheet.page_setup.paperSize) == 8
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.row_dimensions[2].height or 0) >= 20
        assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    head, first, _second = book["总览"].iter_rows(values_only=True)
    found = dict(zip(head, first, strict=True))
    assert (found["所在地"], found["主导产业"], found["一票否决"]) == ("珠海市 香洲区", "打印耗材", "否")
    assert (found["错误"], found["提醒"]) == (1, 1)
    assert (found["产值（亿元）"], found["家数（家）"]) == (31.5, "8-17")
    fills = {cell.value: cell.fill.start_color.rgb for cell in book["总览"][2]}
    assert fills[31.5] != fills["8-17"] != fills["珠海市 香洲区"]
    assert [line[3:] for line in book["问题"].iter_rows(min_row=2, max_row=3, values_only=True)] == [
        ("C201", "错误", "=坏", "c1.xlsx"),
        ("C203", "提醒", "奇怪", "c1.xlsx"),
    ]
    figures = list(book["指标"].iter_rows(values_only=True))
    assert figures[0][4:6] == ("2023", "2024")
    assert figures[1][4:7] == (35.2, "超38", "指标!D5–E5")
    lines = list(book["推荐汇总"].iter_rows(min_row=2, values_only=True))
    assert [line[9:11] for line in lines[:2]] == [("线上", None), ("不推荐", "未达标：产值")]
    assert "名额 1 个" in str(lines[2][0])


@pytest.mark.slow
def test_the_summary_holds_to_its_schema_and_names_who_is_recommended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, content in {"a.csv": MET, "b.csv": MET, "c.csv": OPEN, "d.csv": MISSED}.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "e.xlsx").write_bytes(b"PK\x03\x04 and no more")
    for options in ((), ("--quota", "1"), ("--quota", "8", "--rank", "margin")):
        run(capsys, "batch", *(path.name for path in sorted(tmp_path.iterdir()) if path.suffix != ".json"),
            *options, "-o", "summary.json", "--lang", "en", *AS_OF)  # fmt: skip
        found = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
        assert [fault.message for fault in Draft202012Validator(SCHEMAS["summary"]).iter_errors(found)] == []
        assert ("quota" in found) == bool(options)
        assert found["verdicts"] == {"met": 2, "missed": 1, "incomplete": 1, "error": 1}
    quota = found["quota"]
    assert [each["file"] for each in quota["recommended"]] == ["a.csv", "c.csv"]
    assert {each["file"]: each["standing"] for each in quota["next"]}["d.csv"] == "not_eligible"


@pytest.mark.parametrize("rank", ["name", "input"])
def test_no_line_is_drawn_in_what_is_no_order_of_merit(rank: str, capsys: pytest.CaptureFixture[str]) -> None:
    ended = run(capsys, "batch", "nowhere", "--quota", "3", "--rank", rank)
    assert ended.code == 2
    assert "U541" in ended.err
