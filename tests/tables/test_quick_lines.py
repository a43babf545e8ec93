"""What is taken the short way comes out as it does the long way, and what is kept of one file is nowhere in another."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ways import plain_way
from workbooks import HEADER, OUTPUT, excel, parts, zipped

from clustercheck.model.indicators import INDICATORS
from clustercheck.model.problems import UnreadableFile
from clustercheck.tables import indicator_rows
from clustercheck.tables.quick.lines import quick_columns
from clustercheck.tables.reader import read_all
from clustercheck.tables.reading import ReadCluster
from clustercheck.tables.table import Table

NUMBERS = st.one_of(
    st.integers(-3, 10**16),
    st.floats(0, 200, allow_nan=False),
    st.sampled_from([0, 0.5, 1, 100, 100.5, 1e-16, 1e15, 1e17, 1e300, 0.1 + 0.2, 15.0]),
)
CELLS = st.one_of(
    NUMBERS,
    NUMBERS,
    st.sampled_from([None, "", "—", "超30", "30亿元", "15%", "12.5", "是", True, "#N/A", "约 3", "2024年"]),
)
NAMES = st.sampled_from([None, "同名", "（亿元）", " ", "集群总产值", "其中：中小企业", "集群总产值（万元）"])
UNITS = st.sampled_from(
    [None, "同", "亿元", "万元", "人", "%", "‰", "家", "件", "平方公里", "亩", "—", "元/人", "万"]
)
CODES = st.sampled_from([*INDICATORS, *INDICATORS, "TOTAL_OUTPUT", "total_outptu", "code", "3", None])
FORMATS = st.sampled_from(["General", "0.00%", "#,##0", "yyyy"])


@dataclass
class Row:
    code: str | None
    name: str | None
    unit: str | None
    cells: list[object]
    format: str

    def written(self) -> list[object]:
        indicator = INDICATORS.get(self.code or "")
        name = indicator.name.zh if indicator and self.name == "同名" else self.name
        unit = indicator.unit.name if indicator and self.unit == "同" else self.unit
        return [self.code, name, unit, *self.cells]


ROWS = st.builds(Row, CODES, NAMES, UNITS, st.lists(CELLS, min_size=3, max_size=4), FORMATS)


def read(content: bytes, name: str = "x.xlsx") -> tuple[ReadCluster, ...] | tuple[str, ...]:
    try:
        return read_all(name, content=content)
    except UnreadableFile as refused:
        return tuple(problem.code for problem in refused.problems)


def both_ways(content: bytes) -> tuple[object, object]:
    short = read(content)
    with plain_way():
        return short, read(content)


@given(
    st.lists(ROWS, min_size=1, max_size=6),
    st.sampled_from([HEADER, [*HEADER[:3], 2024, 2023, 2022], [*HEADER[:5], "2023年"], [*HEADER, "分组"]]),
)
@example([Row("total_output", "同名", "同", [1, 2, 3], "General")] * 2, HEADER)
@example([Row("iiot_adoption_rate", "同名", "同", [0.15, 1, 1.5], "0.00%")], HEADER)
@example([Row("employees", "同名", "同", [2.5, 3, 1e15], "General")], HEADER)
def test_the_short_way_comes_to_what_the_long_way_comes_to(rows: list[Row], header: list[object]) -> None:
    formats = {f"{column}{number}": row.format for number, row in enumerate(rows, 2) for column in "DEF"}
    short, long = both_ways(excel({"表": [header, *(row.written() for row in rows)]}, formats))
    assert short == long


@pytest.mark.parametrize(
    "header", [["编码", "指标", 2022, 2023, 2024], ["编码", "指标", 2022, 2023, 2024, "说明"]]
)
def test_the_unit_above_a_table_without_units_of_its_own_holds(header: list[object]) -> None:
    rows = [["单位：千家"], header, ["enterprises", "企业总数", 3, 4, 5]]
    short, long = both_ways(excel({"表": rows}))
    assert short == long
    (found,) = short
    assert found.cluster.observations["enterprises"][2024].value == 5000


def test_plain_lines_are_taken_the_short_way() -> None:
    """Else the test above would compare the long way with itself."""
    seen: list[object] = []

    def noted(table: Table) -> object:
        seen.append(quick_columns(table))
        return seen[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(indicator_rows, "quick_columns", noted)
        patch.setattr(indicator_rows, "_read_row", lambda *_: pytest.fail("a plain line went the long way"))
        (reading,) = read_all("x.xlsx", content=excel({"表": [HEADER, OUTPUT]}))
    assert seen != [None]
    assert len(reading.cluster.observations["total_output"]) == 3


def test_what_is_kept_of_a_file_names_the_file_that_is_read() -> None:
    rows = [["编码", "条件", "是否符合", "佐证材料"], ["c1", "某条件", "也许", "#REF!"]]
    profile = [["编码", "项目", "内容"], ["recognised_on", "认定日期", "去年"]]
    content = excel({"基本信息": profile, "定性条件": rows, "表": [HEADER, OUTPUT]})
    for name in ("first.xlsx", "second.xlsx"):
        (reading,) = read_all(name, content=content)
        codes = {problem.code: str(problem.where) for problem in reading.cluster.problems}
        assert codes["C217"] == f"{name}[定性条件]!C2"
        assert codes["C209"] == f"{name}[定性条件]!D2"
        assert codes["C218"] == f"{name}[基本信息]!C2"


def test_rows_of_one_form_keep_their_own_values() -> None:
    row = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>甲</t></is></c><c r="B{0}"><v>{1}</v></c></row>'
    first = zipped(parts(row.format(1, 5) + row.format(2, 7)))
    second = zipped(parts(row.format(1, 6) + row.format(2, 5)))
    from clustercheck.formats.detect import read_workbook

    texts = [
        [cell.text for row in read_workbook("x", each).sheets[0].rows.values() for _, cell in row]
        for each in (first, second, first)
    ]
    assert texts == [["甲", "5", "甲", "7"], ["甲", "6", "甲", "5"], ["甲", "5", "甲", "7"]]


def test_a_column_without_a_heading_between_the_newest_year_and_the_remarks_is_asked_about() -> None:
    header = [*HEADER[:3], "2022年", "2023年", "2024年", None, "备注"]
    short, long = both_ways(
        excel({"表": [header, ["total_output", "集群总产值", "亿元", 30, 31, 32, 35, None]]})
    )
    assert short == long
    (found,) = short
    assert [problem.code for problem in found.cluster.problems] == ["C257"]
