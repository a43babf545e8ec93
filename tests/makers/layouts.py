"""The layouts that clerks and bureaus use, each as a workbook: one shape, one name, in turn in every format that is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from formats import EVERY, ErrorValue, Page, Percent, Unsaved

N = None
Row = list[object]
YEARS = (2022, 2023, 2024)
FIGURES: dict[str, tuple[str, tuple[object, ...]]] = {
    "集群总产值": ("亿元", (33, 35, 38)),
    "中小企业产值": ("亿元", (25, 26.5, 29)),
    "主导产业产值": ("亿元", (26, 28, 30.5)),
    "企业总数": ("家", (210, 214, 222)),
    "中小企业数量": ("家", (200, 204, 211)),
    "从业人员": ("人", (5200, 5300, 5400)),
}
PROFILE: list[Row] = [["集群名称", "甲集群"], ["所在地", "珠海市"], ["适用标准", "zhuhai"]]
CLUSTERS = ("甲集群", "乙集群")
_shapes: dict[str, Callable[[], Sequence[Page]]] = {}


def shape(make: Callable[[], Sequence[Page]]) -> Callable[[], Sequence[Page]]:
    _shapes[make.__name__] = make
    return make


def layouts() -> dict[str, bytes]:
    """The files by name: `years_down.ods`."""
    return dict(_files())


def _files() -> Iterator[tuple[str, bytes]]:
    # A text has one sheet.
    for number, (name, make) in enumerate(_shapes.items()):
        pages = make()
        suffixes = [each for each in EVERY if len(pages) == 1 or each not in ("csv", "html")]
        suffix = suffixes[number % len(suffixes)]
        yield f"{name}.{suffix}", EVERY[suffix](*pages)


def _lines(*, unit: bool = True, scale: float = 1) -> list[Row]:
    return [
        [name, *([of] if unit else []), *(each * scale if of == "亿元" else each for each in figures)]
        for name, (of, figures) in FIGURES.items()
    ]


def _table() -> list[Row]:
    return [["指标", "单位", *(f"{year}年" for year in YEARS)], *_lines()]


def _page(*rows: Row, **rest: object) -> list[Page]:
    return [Page([*PROFILE, [], *rows], **rest)]  # type: ignore[arg-type]


@shape
def plain() -> list[Page]:
    return _page(*_table())


@shape
def years_down() -> list[Page]:
    heads = [f"{name}（{unit}）" for name, (unit, _) in FIGURES.items()]
    return _page(
        ["年份", *heads],
        *([f"{year}年", *(of[at] for _, of in FIGURES.values())] for at, year in enumerate(YEARS)),
    )


@shape
def years_backwards() -> list[Page]:
    return _page(
        ["指标", "单位", *(f"{year}年" for year in reversed(YEARS))],
        *([name, unit, *reversed(of)] for name, (unit, of) in FIGURES.items()),
    )


@shape
def units_in_labels() -> list[Page]:
    return _page(["项目", *YEARS], *([f"{name}（{unit}）", *of] for name, (unit, of) in FIGURES.items()))


@shape
def unit_above() -> list[Page]:
    return _page(
        ["单位：万元、家、人"], ["指标", *(f"{year}年" for year in YEARS)], *_lines(unit=False, scale=10000)
    )


@shape
def units_in_headings() -> list[Page]:
    return _page(["指标", *(f"{year}年（亿元）" for year in YEARS)], *_lines(unit=False)[:3])


@shape
def years_merged_under_a_heading() -> list[Page]:
    top: Row = ["指标", "单位", "近三年", N, N]
    return _page(top, [N, N, *(f"{year}年" for year in YEARS)], *_lines(), merged=[(5, 3, 5, 5)])


@shape
def growth_beside() -> list[Page]:
    rows = [
        [name, unit, of[0], Percent(0.05), of[1], Percent(0.06), of[2], Percent(0.07)]
        for name, (unit, of) in FIGURES.items()
    ]
    top = ["指标", "单位", *(word for year in YEARS for word in (f"{year}年", N))]
    below = [N, N, *(word for _ in YEARS for word in ("数值", "同比增长"))]
    return _page(top, below, *rows, merged=[(5, 3, 5, 4), (5, 5, 5, 6), (5, 7, 5, 8)])


@shape
def plan_beside() -> list[Page]:
    return _page([*_table()[0], "2025年计划"], *([*row, 99] for row in _lines()))


@shape
def half_a_year_beside() -> list[Page]:
    return _page([*_table()[0], "2025年1-6月"], *([*row, 17] for row in _lines()))


@shape
def district_beside() -> list[Page]:
    return _page([*_table()[0], "全区2024年"], *([*row, 900] for row in _lines()))


@shape
def numbered_rows() -> list[Page]:
    head, *rows = _table()
    return _page(["序号", *head], *([number, *row] for number, row in enumerate(rows, 1)))


@shape
def grouped_rows() -> list[Page]:
    head, *rows = _table()
    groups = ["经济规模", N, N, "主体", N, N]
    return _page(
        ["类别", *head],
        *([group, *row] for group, row in zip(groups, rows, strict=True)),
        merged=[(6, 1, 8, 1), (9, 1, 11, 1)],
    )


@shape
def statistical_form() -> list[Page]:
    head, *rows = _table()
    return _page(
        [head[0], head[1], "代码", *head[2:]],
        ["甲", "乙", "丙", 1, 2, 3],
        *([row[0], row[1], f"{number:02}", *row[2:]] for number, row in enumerate(rows, 1)),
    )


@shape
def years_in_chinese() -> list[Page]:
    return _page(["指标", "单位", "二〇二二年", "二〇二三年", "二〇二四年"], *_lines())


@shape
def years_at_their_end() -> list[Page]:
    return _page(["指标", "单位", *(f"{year}年末" for year in YEARS)], *_lines())


@shape
def years_in_labels() -> list[Page]:
    return _page(
        ["指标", "数值", "单位"],
        *(
            [f"{year}年{name}", of[at], unit]
            for name, (unit, of) in FIGURES.items()
            for at, year in enumerate(YEARS)
        ),
    )


@shape
def title_and_signatures_about() -> list[Page]:
    return _page(
        ["中小企业特色产业集群情况表"],
        ["填报单位：某局", N, "第1页"],
        *_table(),
        ["填表人：张三", N, "审核：李四"],
    )


@shape
def notes_below() -> list[Page]:
    return _page(*_table(), ["注：产值为集群内全部企业。"], ["数据来源：统计部门"])


@shape
def parts_below() -> list[Page]:
    head, whole, *rest = _table()
    return _page(head, whole, ["其中：规上企业", "亿元", 20, 22, 24], *rest)


@shape
def two_tables() -> list[Page]:
    head, *rows = _table()
    return _page(["一、规模"], head, *rows[:3], [], ["二、主体"], head, *rows[3:])


@shape
def head_repeated() -> list[Page]:
    head, *rows = _table()
    return _page(head, *rows[:3], head, *rows[3:])


@shape
def side_by_side() -> list[Page]:
    head, *rows = _table()
    return _page(
        [*head, N, *head], *([*left, N, *right] for left, right in zip(rows[:3], rows[3:], strict=True))
    )


@shape
def pairs_in_one_row() -> list[Page]:
    return [
        Page(
            [
                ["集群名称", "甲集群", "所在地", "珠海市"],
                ["适用标准", "zhuhai", "联系人", "张三"],
                [],
                *_table(),
            ]
        )
    ]


@shape
def profile_below() -> list[Page]:
    return [Page([*_table(), [], *PROFILE])]


@shape
def profile_on_its_own_sheet() -> list[Page]:
    return [Page(PROFILE, "基本信息"), Page(_table(), "指标数据")]


@shape
def a_sheet_a_year() -> list[Page]:
    return [Page(PROFILE, "基本信息")] + [
        Page(
            [["指标", "单位", "数值"], *([name, unit, of[at]] for name, (unit, of) in FIGURES.items())],
            f"{year}年",
        )
        for at, year in enumerate(YEARS)
    ]


@shape
def hidden_sheet_of_others() -> list[Page]:
    return [Page([*PROFILE, [], *_table()], "报送"), Page([["草稿"], ["集群总产值", 1]], "旧", hidden=True)]


@shape
def hidden_row_and_column() -> list[Page]:
    head, *rows = _table()
    return [
        Page(
            [*PROFILE, [], [*head, "备注"], *([*row, "x"] for row in rows)],
            hidden_rows=[7],
            hidden_columns=[6],
        )
    ]


@shape
def figures_as_texts() -> list[Page]:
    return _page(_table()[0], *([name, unit, *(f"{each:,}" for each in of)] for name, unit, *of in _lines()))


@shape
def figures_with_their_units() -> list[Page]:
    return _page(
        ["指标", *(f"{year}年" for year in YEARS)],
        *([name, *(f"{each}{unit}" for each in of)] for name, unit, *of in _lines()),
    )


@shape
def no_figures_where_they_belong() -> list[Page]:
    head, *rows = _table()
    rows[0][2:] = ["约33", "-", 38]
    rows[1][2:] = [25, "未统计", N]
    return _page(head, *rows)


@shape
def formulas_that_failed() -> list[Page]:
    head, *rows = _table()
    rows[0][3], rows[1][4] = ErrorValue("#DIV/0!"), Unsaved("1+1")
    return _page(head, *rows)


@shape
def an_example_row() -> list[Page]:
    head, *rows = _table()
    return _page(head, ["例：集群总产值", "亿元", 1, 2, 3], *rows)


@shape
def list_of_clusters() -> list[Page]:
    return [
        Page(
            [
                ["产业集群汇总表"],
                ["序号", "集群名称", "所在地", "总产值（亿元）", N, N, "从业人员（人）", N, N],
                [N, N, N, *(f"{year}年" for year in (*YEARS, *YEARS))],
                [1, CLUSTERS[0], "珠海市", 33, 35, 38, 5200, 5300, 5400],
                [2, CLUSTERS[1], "广州市", 43, 45, 48, 6200, 6300, 6400],
                [N, "合计", N, 76, 80, 86, 11400, 11600, 11800],
            ],
            merged=[(2, 4, 2, 6), (2, 7, 2, 9)],
        )
    ]


@shape
def list_with_years_in_headings() -> list[Page]:
    heads = [f"{year}年总产值（亿元）" for year in YEARS]
    return [
        Page(
            [
                ["集群名称", "所在地", *heads],
                [CLUSTERS[0], "珠海市", 33, 35, 38],
                [CLUSTERS[1], "清远市", 43, 45, 48],
            ]
        )
    ]


@shape
def several_rows_a_cluster() -> list[Page]:
    rows: list[Row] = [["集群名称", "指标", "单位", *(f"{year}年" for year in YEARS)]]
    for cluster in CLUSTERS:
        rows += [[cluster if number == 0 else N, *row] for number, row in enumerate(_lines())]
    return [Page(rows)]


@shape
def an_indicator_a_sheet() -> list[Page]:
    return [
        Page(
            [
                [f"单位：{unit}"],
                ["集群名称", *(f"{year}年" for year in YEARS)],
                *([each, *of] for each in CLUSTERS),
            ],
            name,
        )
        for name, (unit, of) in FIGURES.items()
    ]


@shape
def clusters_across() -> list[Page]:
    return [
        Page(
            [["2024年"], ["指标", "单位", *CLUSTERS], *([row[0], row[1], row[4], row[4]] for row in _lines())]
        )
    ]
