"""What is merged over several cells of a table: a figure is of none of them, a unit of all, a year of both."""

from __future__ import annotations

import pytest
from formats import Page, fods, html_page, ods, spreadsheetml, xls, xlsb, xlsx
from workbooks import codes, reading, values

YEARS = ["指标", "单位", "2022年", "2023年", "2024年", "2025年"]
OUTPUT = ["集群总产值", "亿元", 27, 31.5, 33.4]
each_format = pytest.mark.parametrize(
    "make", [xlsx, xls, xlsb, ods, fods, html_page, spreadsheetml], ids=lambda make: make.__name__
)


@each_format
@pytest.mark.parametrize("beneath", [None, 35.5])
def test_a_figure_over_two_years_is_of_neither(make, beneath: float | None) -> None:  # type: ignore[no-untyped-def]
    found = reading(make(Page([YEARS, [*OUTPUT, beneath]], merged=[(2, 5, 2, 6)])))
    seen = found.cluster.observations["total_output"]
    assert [seen[year].doubt is not None for year in (2022, 2023, 2024, 2025)] == [False, False, True, True]
    assert "C275" in codes(found)


@each_format
def test_a_figure_over_two_indicators_is_of_neither(make) -> None:  # type: ignore[no-untyped-def]
    rows = [YEARS, [*OUTPUT, 35.5], ["中小企业产值", "亿元", 20, 21, 22, None]]
    found = reading(make(Page(rows, merged=[(2, 6, 3, 6)])))
    assert codes(found) == ["C275"]
    assert [found.cluster.observations[id][2025].doubt for id in ("total_output", "sme_output")] == [
        "C275"
    ] * 2


def test_what_is_asked_once_may_stand_over_all_years() -> None:
    found = reading(
        xlsx(Page([YEARS, ["占地面积", "平方公里", 46.5], [*OUTPUT, 35.5]], merged=[(2, 3, 2, 6)]))
    )
    assert codes(found) == []
    assert values(found)["land_area"][2022] == "46.5"


@each_format
def test_a_unit_over_rows_is_that_of_each(make) -> None:  # type: ignore[no-untyped-def]
    rows = [YEARS, [*OUTPUT, 35.5], ["中小企业产值", None, 20, 21, 22, 23]]
    found = reading(make(Page(rows, merged=[(2, 2, 3, 2)])))
    assert codes(found) == []
    assert values(found)["sme_output"][2025] == "23"


@each_format
def test_a_year_over_two_columns_may_hide_the_newest(make) -> None:  # type: ignore[no-untyped-def]
    rows = [[*YEARS[:5], None], [*OUTPUT, 35.5]]
    found = reading(make(Page(rows, merged=[(1, 5, 1, 6)])))
    assert codes(found) == ["C121"]
    seen = found.cluster.observations["total_output"]
    assert {year: one.doubt for year, one in seen.items()} == {
        2022: None,
        2023: None,
        2024: "C121",
        2025: "C121",
    }
