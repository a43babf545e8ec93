"""A reading that the bureau settled decides and is cited; one without its source decides nothing."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from forms import run
from openpyxl import load_workbook

from clustercheck.catalogue import find_standard
from clustercheck.engine.assessment import assess
from clustercheck.form import FormValues, render_form
from clustercheck.form.side_sheets import add_side_sheets
from clustercheck.model.cluster import Answer, Cluster
from clustercheck.model.findings import STRICT, Status
from clustercheck.planning.review import with_judgements
from clustercheck.tables.reader import read_cluster

AS_OF = date(2025, 6, 30)
ZHUHAI = find_standard("zhuhai", as_of=AS_OF)
# By 2021's figure 8.4 % a year, by the three years alone 7.7 %.
FIGURES = {"total_output": {2021: 34.3, 2022: 37.7, 2023: 40.3, 2024: 43.7}}


def workbook(**lines: tuple[object, ...]) -> bytes:
    content = render_form(
        ZHUHAI, (2021, 2022, 2023, 2024), FormValues(figures=FIGURES, profile={"name": "甲"}),
        add=lambda book: add_side_sheets(book, ZHUHAI),
    )  # fmt: skip
    book = load_workbook(BytesIO(content))
    for name in ("读法答复", "专家意见"):
        for row in book[name].iter_rows(min_row=3):
            for column, value in enumerate(lines.get(f"{name}_{row[0].value}", ()), start=2):
                row[column].value = value
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(**lines: tuple[object, ...]) -> Cluster:
    return read_cluster("a.xlsx", content=workbook(**lines))


def test_it_decides_and_is_cited() -> None:
    bare = assess(read(), ZHUHAI, as_of=AS_OF).finding("output_growth")
    assert bare is not None
    assert (bare.status, bare.sensitive) == (Status.MET, True)
    settled = read(读法答复_output_growth=("geometric_three", "某市工信局", date(2025, 3, 4)))
    for reading in ("default", STRICT):
        found = assess(settled, ZHUHAI, as_of=AS_OF, reading=reading)
        finding = found.finding("output_growth")
        assert finding is not None
        assert (finding.status, finding.sensitive, len(finding.outcomes)) == (Status.MISSED, False, 1)
        (cited,) = [one for one in found.problems if one.code == "A380"]
        assert (cited.facts["office"], cited.facts["day"]) == ("某市工信局", "2025-03-04")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("geometric_three", "", date(2025, 3, 4)), "A381"),
        (("geometric_three", "某市工信局", None), "A381"),
        (("geometric_three", "某市工信局", date(2025, 7, 1)), "A381"),
        (("水平法", "某市工信局", date(2025, 3, 4)), "A382"),
    ],
)
def test_without_its_source_it_decides_nothing(line: tuple[object, ...], code: str) -> None:
    found = assess(read(读法答复_output_growth=line), ZHUHAI, as_of=AS_OF)
    finding = found.finding("output_growth")
    assert finding is not None
    assert finding.sensitive
    assert code in {one.code for one in found.problems}


@pytest.mark.parametrize("name", ["guangdong", "national"])
def test_it_is_no_answer_on_another_standard(name: str) -> None:
    """The form's own bureau cannot settle the words of the province's text."""
    other = find_standard(name, as_of=AS_OF)
    line = ("geometric_three", "珠海市工信局", date(2025, 3, 4))
    bare = assess(read(), other, as_of=AS_OF).finding("output_growth")
    found = assess(read(读法答复_output_growth=line), other, as_of=AS_OF)
    finding = found.finding("output_growth")
    assert bare is not None
    assert finding is not None
    assert [one.reading for one in finding.outcomes] == [one.reading for one in bare.outcomes]
    assert [one.code for one in found.problems if one.code.startswith("A38")] == ["A381"]


def test_two_that_disagree_settle_nothing() -> None:
    cluster = read(读法答复_output_growth=("geometric_three", "某市工信局", date(2025, 3, 4)))
    (first,) = cluster.rulings
    for reading, sensitive in (("geometric_base", True), ("geometric_three", False)):
        both = cluster._replace(rulings=(first, first._replace(reading=reading)))
        found = assess(both, ZHUHAI, as_of=AS_OF)
        finding = found.finding("output_growth")
        assert finding is not None
        assert finding.sensitive is sensitive
        codes = [one.code for one in found.problems if one.code.startswith("A38")]
        assert codes == ["A381" if sensitive else "A380"] * 2


def test_one_not_yet_given_does_not_dispute_another() -> None:
    cluster = read(读法答复_output_growth=("geometric_three", "某市工信局", AS_OF))
    (first,) = cluster.rulings
    later = first._replace(reading="geometric_base", day=date(2025, 7, 1))
    found = assess(cluster._replace(rulings=(first, later)), ZHUHAI, as_of=AS_OF)
    finding = found.finding("output_growth")
    assert finding is not None
    assert finding.sensitive is False
    assert [one.code for one in found.problems if one.code.startswith("A38")] == ["A380", "A381"]


def test_two_experts_who_disagree_leave_the_condition_open() -> None:
    cluster = read(专家意见_brand_awareness=("是", "某评审组", date(2028, 5, 6)))
    (first,) = cluster.judgements
    answered = cluster._replace(answers={"brand_awareness": Answer(True, first.cell, "凭证")})
    judged, found = with_judgements(answered._replace(judgements=(first, first._replace(value=False))))
    assert judged.answers["brand_awareness"].value is None
    assert [(one.used, one.disputed) for one in found] == [(False, True)] * 2
    judged, found = with_judgements(answered._replace(judgements=(first, first)))
    assert judged.answers["brand_awareness"].value is True
    assert [(one.used, one.disputed) for one in found] == [(True, False)] * 2


def test_every_report_cites_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.xlsx").write_bytes(
        workbook(读法答复_output_growth=("geometric_three", "某市工信局", "2025-03-04"))
    )
    for format in ("text", "json", "md", "html"):
        assert "某市工信局" in run(capsys, "assess", "a.xlsx", "--as-of", "2025-06-30", "-f", format).out


def test_in_a_review_the_expert_goes_before_the_applicant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.xlsx").write_bytes(
        workbook(
            专家意见_brand_awareness=("否", "某评审组", "2028-05-06"),
            专家意见_chain_layout=("是", "", ""),
        )
    )
    Path("plan.json").write_text('{"targets": [{"indicator": "total_output", "year": 2024, "value": "43"}]}')
    made = run(capsys, "review", "a.xlsx", "--plan", "plan.json", "--as-of", "2025-06-30", "-f", "json").json
    statuses = {one["id"]: one["status"] for one in made["assessment"]["criteria"]}
    assert (statuses["brand_awareness"], statuses["chain_layout"]) == ("missed", "unknown")
    used = {one["criterion"]: (one["expert"], one["applicant"], one["used"]) for one in made["judgements"]}
    assert used == {"brand_awareness": (False, None, True), "chain_layout": (True, None, False)}
    # An ordinary assessment is the applicant's own.
    plain = run(capsys, "assess", "a.xlsx", "--as-of", "2025-06-30", "-f", "json").json
    assert {one["id"]: one["status"] for one in plain["criteria"]}["brand_awareness"] == "unknown"


def test_the_template_has_the_sheets_where_they_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(capsys, "template", "--city", "zhuhai", "--answers", "-o", "f.xlsx").code == 0
    assert load_workbook("f.xlsx").sheetnames[-2:] == ["读法答复", "专家意见"]
