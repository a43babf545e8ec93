"""The column with the units of a table's rows: how it may be headed, and ditto marks in it."""

import pytest
from workbooks import codes, excel, reading, values

YEARS = ["2022年", "2023年", "2024年"]
OUTPUT, SMALL, FIRMS = ["集群总产值", 30, 33, 36], ["中小企业产值", 20, 23, 26], ["企业总数", 180, 190, 201]


def table(heading: object, *rows: tuple[list[object], str | None]) -> dict[str, list[list[object]]]:
    return {"a": [["指标", heading, *YEARS], *([row[0], unit, *row[1:]] for row, unit in rows)]}


def read(
    heading: object, *rows: tuple[list[object], str | None]
) -> tuple[dict[str, list[str | None]], set[str]]:
    found = reading(excel(table(heading, *rows)))
    read = {id: [series[year] for year in (2022, 2023, 2024)] for id, series in values(found).items()}
    return read, {code for code in codes(found) if code in ("C207", "C208")}


def in_hundred_millions(heading: str, first: str | None, second: str | None) -> bool:
    figures, doubts = read(heading, (OUTPUT, first), (SMALL, second), (FIRMS, "家"))
    return (
        not doubts
        and figures["total_output"] == ["30", "33", "36"]
        and figures["sme_output"] == ["20", "23", "26"]
    )


@pytest.mark.parametrize(
    "heading",
    ["单位(亿元/家/%)", "计量单位（亿元、家）", "单位\n（亿元、家）", "单位【亿元、家】", "单位（见说明）", "指标单位（亿元或家）",
     "单位（亿元）", "计量单位[亿元]"],
)  # fmt: skip
def test_a_column_of_units_may_tell_in_brackets_what_it_holds(heading: str) -> None:
    assert in_hundred_millions(heading, "亿元", "亿元")


def test_the_unit_of_a_row_counts_and_not_the_first_in_brackets() -> None:
    figures, _ = read("计量单位（万元、家）", (OUTPUT, "亿元"), (SMALL, "亿元"), (FIRMS, "家"))
    assert figures["total_output"] == ["30", "33", "36"]


@pytest.mark.parametrize(
    ("heading", "units"),
    [
        ("单位（亿元）", (None, None)),  # whether it is that of all rows is not said
        ("单位（亿元）", ("万元", "亿元")),  # one of the two is wrong
        ("单位（亿元、家）", (None, None)),
        ("单位（企业）", ("亿元", "亿元")),  # a firm
        ("单位（盖章）", ("亿元", "亿元")),
        ("单位（责任部门）", ("统计局", "统计局")),
    ],
)
def test_no_unit_is_guessed_from_a_heading(heading: str, units: tuple[str | None, str | None]) -> None:
    assert not in_hundred_millions(heading, *units)


@pytest.mark.parametrize("mark", ["〃", "″", '"', "”", "同上", " 〃 "])
def test_a_ditto_mark_means_the_unit_above(mark: str) -> None:
    assert in_hundred_millions("单位", "亿元", mark)
    figures, doubts = read("单位", (OUTPUT, "亿元"), (["研发机构", 1, 2, 3], mark), (SMALL, mark))
    assert not doubts
    assert figures["sme_output"] == ["20", "23", "26"]


def test_a_ditto_mark_passes_over_rows_without_a_unit() -> None:
    figures, doubts = read("单位", (OUTPUT, "亿元"), (["效益"], None), (["说明", "—"], "—"), (SMALL, "〃"))
    assert not doubts
    assert figures["sme_output"] == ["20", "23", "26"]


def test_a_ditto_mark_means_the_unit_that_a_name_gives() -> None:
    """Not that of a row farther above."""
    rows = ((["主营业务收入", 1, 2, 3], "万元"), (["集群总产值（亿元）", 30, 33, 36], None), (SMALL, "〃"))
    assert read("单位", *rows)[0]["sme_output"] == ["20", "23", "26"]


def test_a_ditto_mark_below_no_unit_or_another_kind_of_unit_is_none() -> None:
    assert read("单位", (OUTPUT, "〃"), (SMALL, "亿元"))[1] == {"C208"}
    assert read("单位", (OUTPUT, "亿元"), (["从业人员期末人数", 500, 510, 520], "〃"))[1] == {"C208"}
    # A blank cell is no mark.
    assert read("单位", (OUTPUT, "亿元"), (SMALL, None))[1] == {"C207"}


def test_a_ditto_mark_below_an_unclear_unit_is_none() -> None:
    """Figures without a unit above it may be in that of the table; a name may contradict its row's unit."""
    firms: tuple[list[object], str] = (["企业总数", 180, 190, 201], "家")
    blank = ((["主营业务收入", 1, 2, 3], "亿元"), firms, ([*OUTPUT], None), (SMALL, "〃"))
    assert read("单位", *blank)[0]["sme_output"] == [None] * 3
    contradicted = ((["集群总产值（万元）", 30, 33, 36], "亿元"), (SMALL, "〃"))
    assert read("单位", *contradicted)[0].get("sme_output", [None] * 3) == [None] * 3


def test_a_ditto_mark_is_not_taken_from_another_table() -> None:
    rows = table("单位", (OUTPUT, "亿元"))["a"]
    below = table("单位", (SMALL, "〃"))["a"]
    found = reading(excel({"a": [*rows, [], *below]}))
    assert "C208" in codes(found)


def test_a_ditto_mark_is_no_figure() -> None:
    found = reading(excel(table("单位", (OUTPUT, "亿元"), (["中小企业产值", 20, "〃", "同上"], "亿元"))))
    assert values(found)["sme_output"] == {2022: "20", 2023: None, 2024: None}
    places = {problem.where.cell for problem in found.cluster.problems if problem.code == "C205"}
    assert places == {"D3", "E3"}


def test_ditto_marks_in_a_table_with_codes() -> None:
    rows = [["编码", "指标", "单位", *YEARS], ["total_output", OUTPUT[0], "亿元", *OUTPUT[1:]],
            ["sme_output", SMALL[0], "〃", *SMALL[1:]]]  # fmt: skip
    found = reading(excel({"a": rows}))
    assert values(found)["sme_output"] == {2022: "20", 2023: "23", 2024: "26"}
    assert "C208" not in codes(found)


@pytest.mark.parametrize("head", [None, "", " "])
def test_a_column_of_units_without_a_heading(head: object) -> None:
    figures, problems = read(head, (OUTPUT, "亿元"), (SMALL, "〃"))
    assert (figures["total_output"], figures["sme_output"]) == (["30", "33", "36"], ["20", "23", "26"])
    assert not problems & {"C207", "C208"}


def test_a_column_without_a_heading_where_other_words_stand_too() -> None:
    assert read(None, (OUTPUT, "亿元"), (SMALL, "工信局"))[1] == {"C207"}
    # Two such columns: neither is taken.
    rows = [["指标", None, None, *YEARS], [OUTPUT[0], "亿元", "家", *OUTPUT[1:]]]
    assert "C207" in codes(reading(excel({"a": rows})))
