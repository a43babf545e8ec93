"""Several files as one workbook: what a sheet's own name says, what its file's, and which cell is whose."""

from __future__ import annotations

from pathlib import Path

import pytest
from workbooks import codes, excel, values

from clustercheck.tables.reader import read_together
from clustercheck.tables.reading import ReadCluster

HEAD = ["指标", "单位", "2022年", "2023年", "2024年"]
OUTPUT, FIRMS = ["集群总产值", "亿元", 33, 34, 35], ["企业数量", "家", 300, 310, 320]
READ = {
    "total_output": {2022: "33", 2023: "34", 2024: "35"},
    "enterprises": {2022: "300", 2023: "310", 2024: "320"},
}
INFORMATION = [["项目", "内容"], ["集群名称", "某区某产业集群"]]
FORM = {"基本信息": INFORMATION, "指标": [HEAD, OUTPUT]}


def together(folder: Path, **files: bytes) -> ReadCluster:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (found,) = read_together([(str(folder / name), None) for name in files])
    return found


@pytest.mark.parametrize("suffix", [".xlsx", ".et", ""])
@pytest.mark.parametrize("stem", ["a{}", "{}年"])
def test_the_name_of_a_file_says_the_year(tmp_path: Path, stem: str, suffix: str) -> None:
    files = {
        stem.format(year) + suffix: excel(
            {"表": [["指标", "单位", "数值"], ["集群总产值", "亿元", year - 1989]]}
        )
        for year in (2022, 2023, 2024)
    }
    found = together(tmp_path, **files)
    assert values(found) == {"total_output": READ["total_output"]}
    place = found.cluster.observations["total_output"][2023].cell
    assert str(place) == f"{stem.format(2023)}{suffix}/表!C2"


@pytest.mark.parametrize("name", ["a.xlsx", "a", "某区某产业集群.xlsx"])
def test_what_stands_beside_a_form_is_told_by_its_tab(tmp_path: Path, name: str) -> None:
    targets = [["指标", "单位", "2025年", "2026年"], ["集群总产值", "亿元", 93, 94]]
    shown = [HEAD, ["企业数量", "家", 9, 9, 9]]
    answers = [["编码", "读法", "答复单位"], ["output_growth", "geometric_three", "某市工信局"]]
    first = excel(FORM | {"三年发展规划": targets, "填报示例": shown, "读法答复": answers})
    found = together(tmp_path, **{name: first, "b.xlsx": excel({"表": [HEAD, FIRMS]})})
    assert values(found) == READ
    assert [(ruling.criterion, str(ruling.cell)) for ruling in found.cluster.rulings] == [
        ("output_growth", f"{name}/读法答复!B2")
    ]
    assert codes(found) == ["C258"]


def test_tabs_that_name_two_clusters_are_seen(tmp_path: Path) -> None:
    first = excel({"甲产业集群": [HEAD, OUTPUT], "乙产业集群": [HEAD, FIRMS]})
    found = together(tmp_path, a=first, b=excel({"表": [HEAD, ["从业人员", "人", 1, 2, 3]]}))
    assert "C153" in codes(found)


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    for folder, row in (("first", OUTPUT), ("second", FIRMS)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.xlsx").write_bytes(excel({"表": [HEAD, row]}))
    paths = [str(tmp_path / folder / "a.xlsx") for folder in ("first", "second")]
    (found,) = read_together([(path, None) for path in paths])
    assert values(found) == READ
    assert found.sheets == tuple(f"{path}/表" for path in paths)
    assert found.cluster.file == " + ".join(paths)
