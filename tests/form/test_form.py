"""The form of every standard: what it asks, how it is guarded, and that it comes back as it was written."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from own_standards import own_standard

from clustercheck.catalogue import load
from clustercheck.engine.assessment import assess
from clustercheck.form import FigureValue, FormValues, render_form, style
from clustercheck.form.notes import needs_of, spelled
from clustercheck.model.cluster import Cell, Cluster, Source
from clustercheck.model.findings import Status, Verdict
from clustercheck.model.indicators import INDICATORS, PROFILE, ProfileKind
from clustercheck.model.label_map import with_figures
from clustercheck.model.standard import Standard
from clustercheck.tables.reader import read
from clustercheck.tables.reading import ReadCluster

pytestmark = pytest.mark.slow

YEARS = (2021, 2022, 2023, 2024)
AS_OF = date(2025, 6, 1)
STANDARDS = {standard.label: standard for editions in load().values() for standard in editions}
ALL = pytest.mark.parametrize("standard", STANDARDS.values(), ids=STANDARDS.keys())


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def back(content: bytes, standard: Standard | None = None) -> ReadCluster:
    label_map = with_figures(None, standard.figures if standard else ())
    return read("form.xlsx", content=content, label_map=label_map)


def sheets(content: bytes) -> list[Worksheet]:
    """The three sheets that are filled in."""
    return opened(content).worksheets[1:]


def header_row(sheet: Worksheet) -> int:
    return next(row for row in range(1, 8) if code_column(sheet, row))


def code_column(sheet: Worksheet, row: int) -> int:
    """Where the codes stand, which is the last column; 0 in a row that is no header."""
    return sheet.max_column if sheet.cell(row, sheet.max_column).value == "编码" else 0


def header(sheet: Worksheet) -> list[object]:
    return [cell.value for cell in sheet[header_row(sheet)]]


def lines(sheet: Worksheet) -> Iterator[list[object]]:
    for row in sheet.iter_rows(min_row=header_row(sheet) + 1, values_only=True):
        yield list(row)


def codes(sheet: Worksheet) -> list[object]:
    return [line[-1] for line in lines(sheet) if line[-1] is not None]


def row_of(sheet: Worksheet, code: str) -> int:
    last = sheet.max_column
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, last).value == code)


def rules_at(sheet: Worksheet, ref: str) -> list[DataValidation]:
    return [rule for rule in sheet.data_validations.dataValidation if ref in rule.sqref]


def sample(standard: Standard) -> FormValues:
    """Every line, figure and answer filled with something of its own."""
    profile: dict[str, str | bool | date] = {"name": "示例集群", "operator": "示例管委会"}
    for id in standard.profile_items():
        by_kind: dict[ProfileKind, str | bool | date] = {
            ProfileKind.YES_NO: True,
            ProfileKind.CHOICE: "省级",
            ProfileKind.DATE: date(2024, 5, 31),
        }
        profile[id] = by_kind.get(PROFILE[id].kind, "说明")
    figures = {
        id: {year: Decimal(place + 1) if INDICATORS[id].is_count else Decimal(place) + Decimal("1.5")}
        for place, id in enumerate(standard.indicators())
        for year in YEARS[-1:]
    }
    answers = {
        each.id: (place % 2 == 0, f"材料{place}") for place, each in enumerate(standard.attestations())
    }
    return FormValues(profile, figures, answers)


@ALL
def test_form_asks_what_the_standard_needs_and_no_more(standard: Standard) -> None:
    book = opened(render_form(standard, YEARS))
    assert book.sheetnames == ["填报说明", "基本信息", "指标", "定性条件"]
    _, profile, figures, conditions = book.worksheets
    assert header(profile) == ["项目", "内容", "说明", "编码"]
    years = ["2021年", "2022年", "2023年", "2024年"]
    assert header(figures) == ["指标", "单位", *years, "数据来源", "说明", "编码"]
    assert header(conditions) == ["条件", "是否符合", "佐证材料", "说明", "编码"]
    assert profile.cell(row_of(profile, "standard"), 2).value == f"{standard.name.zh}　{standard.label}"
    always = ["standard", "name", "jurisdiction", "district", "dominant_industry", "operator"]
    assert codes(profile) == [*always, *standard.profile_items()]
    assert codes(figures) == list(standard.indicators())
    assert codes(conditions) == [attestation.id for attestation in standard.attestations()]


@ALL
def test_every_row_has_its_unit_its_note_and_its_guard(standard: Standard) -> None:
    profile, figures, conditions = sheets(render_form(standard, YEARS))
    clauses = {each.clause for each in standard.thresholds()}
    for code in standard.indicators():
        row = row_of(figures, code)
        assert figures.cell(row, 2).value == INDICATORS[code].unit.name
        note = str(figures.cell(row, 8).value)
        assert any(clause in note for clause in clauses)
        assert note.startswith(("必填：", "选填："))
        for column in "CDEF":
            (rule,) = rules_at(figures, f"{column}{row}")
            assert rule.type == ("whole" if INDICATORS[code].is_count else "decimal")
            assert (rule.formula1, rule.promptTitle) == ("0", INDICATORS[code].name.zh)
    for attestation in standard.attestations():
        row = row_of(conditions, attestation.id)
        assert attestation.clause in str(conditions.cell(row, 4).value)
        assert rules_at(conditions, f"B{row}")[0].formula1 == '"是,否"'
    for item in standard.profile_items():
        row = row_of(profile, item)
        wanted = {"choice": "list", "yes_no": "list", "date": "date"}.get(PROFILE[item].kind.value)
        assert rules_at(profile, f"B{row}")[0].type == wanted


@ALL
def test_texts_of_prompts_are_within_what_excel_takes(standard: Standard) -> None:
    for sheet in opened(render_form(standard, YEARS)).worksheets:
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.promptTitle) <= 32
            assert len(rule.prompt) <= 255
            assert len(rule.error or "") <= 255
        assert all((shape.height or 0) <= 409 for shape in sheet.row_dimensions.values())


@ALL
def test_sections_stand_as_titles_without_code(standard: Standard) -> None:
    sheet = opened(render_form(standard, YEARS))["定性条件"]
    titles = [line for line in lines(sheet) if line[-1] is None]
    headed = [s for s in standard.sections if any(c in s.criteria for c in standard.attestations())]
    assert [str(title[0]).split("　")[1] for title in titles] == [section.name.zh for section in headed]
    assert all(title[1:] == [None] * 4 for title in titles)


@ALL
def test_blank_form_is_read_without_a_problem_and_judged_in_nothing(standard: Standard) -> None:
    reading = back(render_form(standard, YEARS), standard)
    assert reading.cluster.problems == ()
    assert reading.ignored == ()
    assert reading.years == YEARS
    assert reading.cluster.text("standard") == standard.label
    assert all(seen.is_blank for row in reading.cluster.observations.values() for seen in row.values())
    assessed = assess(reading.cluster, standard, as_of=AS_OF)
    assert assessed.verdict is Verdict.INCOMPLETE
    assert {finding.status for finding in assessed.findings} == {Status.UNKNOWN}


@ALL
def test_filled_form_comes_back_as_it_was_written(standard: Standard) -> None:
    values = sample(standard)
    cluster = back(render_form(standard, YEARS, values), standard).cluster
    for item, value in values.profile.items():
        assert cluster.stated(item) == value
    for code, row in values.figures.items():
        for year, figure in row.items():
            assert cluster.observations[code][year].value == figure
    answers = {id: (answer.value, answer.evidence) for id, answer in cluster.answers.items()}
    assert answers == values.answers


@ALL
def test_same_input_gives_same_bytes(standard: Standard) -> None:
    assert render_form(standard, YEARS, sample(standard)) == render_form(standard, YEARS, sample(standard))


def test_bytes_do_not_hang_on_clock_hash_seed_or_order_of_years(tmp_path: Path) -> None:
    content = render_form(STANDARDS["zhuhai@2024"], [2024, 2022, 2023, 2021])
    program = (
        "import sys; from clustercheck.catalogue import load; from clustercheck.form import render_form\n"
        "sys.stdout.buffer.write(render_form(load()['zhuhai'][0], (2021, 2022, 2023, 2024)))"
    )
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": "Asia/Shanghai"}
        again = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, env=environment, check=True
        )
        assert hashlib.sha256(again.stdout).digest() == hashlib.sha256(content).digest()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_text_that_looks_like_a_formula_stays_text() -> None:
    standard = STANDARDS["zhuhai@2024"]
    shapes = ["=1+1", "+86", "-x", "@sum", "#N/A"]
    for text in shapes:
        values = FormValues(
            {"name": text},
            {"total_output": {2024: text}},
            {"chain_layout": (True, text)},
            {"employees": text},
        )
        profile, figures, conditions = sheets(render_form(standard, YEARS, values))
        filled = (
            profile.cell(row_of(profile, "name"), 2),
            figures.cell(row_of(figures, "total_output"), 6),
            conditions.cell(row_of(conditions, "chain_layout"), 3),
        )
        for cell in filled:
            assert (cell.value, cell.data_type) == (text, "s")
            assert bool(cell.quotePrefix) is (text != "#N/A")


def test_control_characters_are_dropped() -> None:
    content = render_form(STANDARDS["zhuhai@2024"], YEARS, FormValues({"name": "示例\x07集群"}))
    assert back(content).cluster.text("name") == "示例集群"


def test_percentages_are_written_as_excel_writes_them() -> None:
    figures: dict[str, dict[int, FigureValue]] = {
        "iiot_adoption_rate": {2024: Decimal("15.3")},
        "industrial_software_rate": {2024: 15},
    }
    values = FormValues(figures=figures, percent=frozenset({"iiot_adoption_rate"}))
    content = render_form(STANDARDS["zhuhai@2024"], YEARS, values)
    sheet = opened(content)["指标"]
    cell = sheet.cell(row_of(sheet, "iiot_adoption_rate"), 6)
    assert (cell.value, cell.number_format) == (0.153, "0.00%")
    observed = back(content).cluster.observations
    assert observed["iiot_adoption_rate"][2024].value == Decimal("15.3")
    assert observed["industrial_software_rate"][2024].value == Decimal(15)


def test_what_the_standard_does_not_ask_is_added_at_the_end() -> None:
    standard = STANDARDS["guangdong@2023"]
    values = FormValues(
        {"water_intensive": False},
        {"employees": {2024: 900}},
        {"chain_layout": (False, "")},
        {"employees": "年报"},
    )
    content = render_form(standard, YEARS, values)
    profile, figures, conditions = sheets(content)
    assert codes(figures)[-1] == "employees"
    assert list(lines(figures))[-1][-2] == "本标准不要求，供对照其他标准\n年报"
    assert codes(profile)[-1] == "water_intensive"
    assert codes(conditions) == ["chain_layout"]
    cluster = back(content).cluster
    assert cluster.observations["employees"][2024].value == 900
    assert cluster.stated("water_intensive") is False
    assert cluster.answers["chain_layout"].value is False


def test_title_heads_every_sheet() -> None:
    content = render_form(STANDARDS["zhuhai@2024"], YEARS, FormValues(title="虚构示例"))
    assert [sheet.cell(1, 1).value for sheet in opened(content).worksheets] == ["虚构示例"] * 4
    assert back(content).cluster.problems == ()


def test_cells_are_coloured_by_what_decides() -> None:
    sheet = opened(render_form(STANDARDS["zhuhai@2024"], YEARS))["指标"]

    def colours(code: str) -> list[str]:
        row = row_of(sheet, code)
        return [sheet.cell(row, column).fill.start_color.rgb for column in range(3, 7)]

    required, optional, none = (
        fill.start_color.rgb for fill in (style.REQUIRED, style.OPTIONAL, style.FIXED)
    )
    assert colours("land_area") == [none, none, none, required]
    assert colours("total_output") == [required] * 4
    assert colours("sme_output") == [none, optional, optional, required]
    assert colours("resident_population") == [none, none, none, optional]
    assert colours("industrial_software_rate") == [optional, required, required, required]


def test_notes_say_what_a_figure_is_for() -> None:
    needs = needs_of(STANDARDS["zhuhai@2024"], YEARS)
    assert "附件 二：近三年产值均在32亿元以上" in needs["total_output"].note
    assert "并作分母：中小企业产值占比、主导产业产值占比" in needs["total_output"].note
    assert "“工业互联网平台应用普及率”空着时" in needs["iiot_enterprises"].note
    assert "还可理解为有效发明专利拥有量÷常住人口" in needs["resident_population"].note
    assert "同一企业属于多类的只计一家。包括：国家级高新技术企业、" in needs["quality_enterprises"].note
    assert "具备其一即可" in needs["quality_enterprises"].note


def test_conditional_requirements_say_whom_they_bind() -> None:
    sheet = opened(render_form(STANDARDS["zhuhai@2024"], YEARS))["定性条件"]
    assert "仅限高耗能行业" in str(sheet.cell(row_of(sheet, "energy_efficiency"), 4).value)


def test_three_years_have_no_base_and_more_have_years_to_keep() -> None:
    standard = STANDARDS["zhuhai@2024"]
    for years, marks in (
        ((2022, 2023, 2024), ["近三年"] * 3),
        ((2020, 2021, 2022, 2023, 2024), ["备查", "基期", *["近三年"] * 3]),
    ):
        sheet = opened(render_form(standard, years))["指标"]
        above = header_row(sheet) - 1
        assert [sheet.cell(above, column).value for column in range(3, 3 + len(years))] == marks
        assert ("“基期”" in str(sheet.cell(2, 1).value)) is (len(years) > 3)


def test_sheets_are_set_up_for_print_and_screen() -> None:
    for sheet in sheets(render_form(STANDARDS["zhuhai@2024"], YEARS)):
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (9, 1)
        assert sheet.page_setup.orientation == ("landscape" if sheet.title == "指标" else "portrait")
        assert sheet.freeze_panes == f"{'C' if sheet.title == '指标' else 'B'}{header_row(sheet) + 1}"
        assert sheet.oddFooter is not None
        assert sheet.oddFooter.left.text == "适用标准 zhuhai@2024"
        assert str(header_row(sheet)) in str(sheet.print_title_rows)


@pytest.mark.parametrize(
    ("years", "values"),
    [((), FormValues()), (YEARS, FormValues(figures={"total_output": {2019: 1}}))],
    ids=["no year", "a year without a column"],
)
def test_what_cannot_be_placed_is_refused(years: tuple[int, ...], values: FormValues) -> None:
    with pytest.raises(ValueError, match="year"):
        render_form(STANDARDS["zhuhai@2024"], years, values)


def test_runs_of_years() -> None:
    assert spelled({2024}) == "2024年"
    assert spelled({2021, 2022, 2024}) == "2021—2022年、2024年"


@ALL
def test_the_first_sheet_says_what_to_do_in_three_steps(standard: Standard) -> None:
    guide = opened(render_form(standard, YEARS)).worksheets[0]
    texts = [str(cell.value) for row in guide.iter_rows() for cell in row if cell.value is not None]
    steps = [text for text in texts if text.startswith("第")]
    assert steps == ["第一步　填“基本信息”表", "第二步　填“指标”表", "第三步　填“定性条件”表"]
    assert standard.name.zh in texts[0]
    assert standard.document.zh in texts[1]
    # A row of several texts could be taken for the header of a table.
    assert all(sum(cell.value is not None for cell in row) <= 1 for row in guide.iter_rows())


@ALL
def test_only_what_is_filled_in_can_be_written_to(standard: Standard) -> None:
    guide, profile, figures, conditions = opened(render_form(standard, YEARS)).worksheets
    columns = {profile.title: "B", figures.title: "CDEFG", conditions.title: "BC"}
    for sheet in (guide, profile, figures, conditions):
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        open_cells = {
            cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked
        }
        wanted = {
            f"{column}{row_of(sheet, str(code))}"
            for column in columns.get(sheet.title, "")
            for code in codes(sheet)
            if code != "standard"
        }
        assert open_cells == wanted


def test_the_form_is_compressed() -> None:
    content = render_form(STANDARDS["zhuhai@2024"], YEARS)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sizes = {info.filename: (info.compress_size, info.file_size) for info in archive.infolist()}
    assert len(content) < 30_000
    assert all(small < large for name, (small, large) in sizes.items() if large > 1000), sizes


def test_where_a_figure_is_from_is_read_with_its_row() -> None:
    standard = STANDARDS["zhuhai@2024"]
    values = FormValues(
        figures={"total_output": {2024: 36}, "employees": {2024: 900}},
        sources={"total_output": "统计年报 第3页", "employees": " — "},
    )
    cluster = back(render_form(standard, YEARS, values), standard).cluster
    assert cluster.sources == {"total_output": (Source("统计年报 第3页", Cell("指标", "G6")),)}


@ALL
def test_a_form_as_it_was_before_is_read_to_the_same(standard: Standard) -> None:
    """Codes first, no 填报说明, no 数据来源, the standard by its label alone."""
    content = render_form(standard, YEARS, sample(standard))
    old, new = back(as_before(content, standard)).cluster, back(content).cluster
    assert old.profile.keys() == new.profile.keys()
    assert [entry.value for entry in old.profile.values()] == [entry.value for entry in new.profile.values()]
    assert [problem.code for problem in old.problems] == [problem.code for problem in new.problems]

    def figures(cluster: Cluster) -> list[tuple[object, ...]]:
        return [
            (seen.indicator, seen.year, seen.value, seen.text, seen.doubt)
            for row in cluster.observations.values()
            for seen in row.values()
        ]

    assert figures(old) == figures(new)
    assert [(id, each.value, each.evidence, each.question) for id, each in old.answers.items()] == [
        (id, each.value, each.evidence, each.question) for id, each in new.answers.items()
    ]


def as_before(content: bytes, standard: Standard) -> bytes:
    book = opened(content)
    book.remove(book["填报说明"])
    for sheet in book.worksheets:
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        head_row = header_row(sheet)
        head = rows[head_row - 1]
        dropped = head.index("数据来源") if "数据来源" in head else None
        for number, row in enumerate(rows, 1):
            kept = [value for place, value in enumerate(row[:-1]) if place != dropped]
            title = number < head_row and row[0] is not None
            moved = row if title else [row[-1], *kept]
            for column in range(1, len(head) + 1):
                sheet.cell(number, column).value = moved[column - 1] if column <= len(moved) else None
        if sheet.title == "基本信息":
            row = next(n for n in range(1, 9) if sheet.cell(n, 1).value == "standard")
            sheet.cell(row, 3).value = standard.label
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_numbers_by_kind_are_no_alternatives() -> None:
    standard = own_standard(
        """
        - id: rd
          name: {zh: 研发, en: R&D}
          by_kind:
            - {id: first, subject: sme_rd_growth, stage: application, growth: "> 5 %", wording: 高于5%}
            - {id: later, stage: review, attest: {zh: 研发有进展, en: R&D goes on}}
        """
    )
    sheet = opened(render_form(standard, YEARS))["定性条件"]
    (row,) = [row for row in sheet.iter_rows(values_only=True) if "later" in row]
    assert not any("具备其一" in str(cell) for cell in row)
    assert any("申请复核" in str(cell) for cell in row)
