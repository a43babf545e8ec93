"""A map of labels: drafted, filled in, read strictly; and sheets with several clusters on the command line."""

from pathlib import Path

import jsonschema
import pytest
from forms import AS_OF, form, run

from clustercheck.catalogue.label_maps import read_label_map
from clustercheck.model.problems import UsageFault

Capsys = pytest.CaptureFixture[str]

ODD = """单位：万元
项目,2022年,2023年,2024年,2025年预计
工业产值(现价),315000,330000,360000,1
研发费用,5000,5100,5200,1
用工人数,800,810,820,1
降水,1,2,3,1
"""
LIST = """集群名称,所在地,2024年总产值（亿元）,2024年企业总数（家）
甲集群,珠海市,36,110
乙集群,清远市,46,120
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "odd.csv").write_text(ODD, encoding="utf-8")
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "form.csv").write_bytes(form("zhuhai"))
    return tmp_path


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_draft_is_a_map_that_passes_everything_over(folder: Path, capsys: Capsys, language: str) -> None:
    assert run(capsys, "read", "odd.csv").code == 2
    drafted = run(capsys, "read", "odd.csv", "--draft-map", "map.yaml", "--lang", language)
    assert (drafted.code, drafted.out) == (0, "")
    assert "map.yaml" in drafted.err
    draft = (folder / "map.yaml").read_text(encoding="utf-8")
    assert "sme_rd_spending" in draft.split("研发费用")[1].split("\n")[1]
    assert '#   - heading: "2025年预计"' in draft
    label_map = read_label_map(folder / "map.yaml")
    assert [one.label for one in label_map.labels] == ["工业产值(现价)", "研发费用", "用工人数", "降水"]
    assert {one.indicator for one in label_map.labels} == {None}
    ended = run(capsys, "read", "odd.csv", "--map", "map.yaml")
    assert ended.code == 2
    assert "C146" not in ended.err


def test_a_draft_filled_in_is_gone_by(folder: Path, capsys: Capsys) -> None:
    run(capsys, "read", "odd.csv", "--draft-map", "map.yaml")
    draft = (folder / "map.yaml").read_text(encoding="utf-8")
    for id in ("total_output", "sme_rd_spending", "employees"):
        draft = draft.replace("indicator: ignore", f"indicator: {id}", 1)
    draft = draft.replace("# unit: 人", "unit: 人", 1)
    (folder / "map.yaml").write_text(draft, encoding="utf-8")
    ended = run(capsys, "read", "odd.csv", "--map", "map.yaml", "-f", "json")
    found = {(seen["indicator"], seen["year"]): seen["value"] for seen in ended.json["observations"]}
    assert found[("total_output", 2024)] == "36"
    assert found[("sme_rd_spending", 2022)] == "5000"
    assert found[("employees", 2023)] == "810"
    assert len(found) == 9
    assessed = run(capsys, "assess", "odd.csv", "--map", "map.yaml", "--city", "zhuhai", "-f", "json", *AS_OF)
    output = next(one for one in assessed.json["criteria"] if one["id"] == "total_output")
    assert output["observed"]["series"] == {"2022": "31.5", "2023": "33", "2024": "36"}
    explained = run(
        capsys, "explain", "odd.csv", "total_output", "--map", "map.yaml", "--city", "zhuhai", *AS_OF
    )
    assert "31.5" in explained.out


def test_years_and_single_figures_by_the_map(folder: Path, capsys: Capsys) -> None:
    (folder / "x.csv").write_text("去年工业产值,36\n\n项目,上年实绩\n人员规模,820\n", encoding="utf-8")
    (folder / "map.yaml").write_text(
        "labels:\n  - {label: 去年工业产值, indicator: total_output, unit: 亿元, year: 2024}\n"
        "  - {label: 人员规模, indicator: employees, unit: 人}\nyears:\n  - {heading: 上年实绩, year: 2024}\n",
        encoding="utf-8",
    )
    ended = run(capsys, "read", "x.csv", "--map", "map.yaml", "-f", "json")
    assert [(o["indicator"], o["year"], o["value"]) for o in ended.json["observations"]] == [
        ("employees", 2024, "820"), ("total_output", 2024, "36"),
    ]  # fmt: skip


def test_the_unit_of_the_map_goes_before_that_of_the_sheet(folder: Path, capsys: Capsys) -> None:
    (folder / "map.yaml").write_text(
        "labels:\n  - {label: 工业产值(现价), indicator: total_output, unit: 亿元}\n", encoding="utf-8"
    )
    ended = run(capsys, "read", "odd.csv", "--map", "map.yaml", "-f", "json")
    assert ended.json["observations"][0]["value"] == "315000"


def test_a_line_of_the_map_without_a_label_in_the_workbook(folder: Path, capsys: Capsys) -> None:
    (folder / "map.yaml").write_text(
        "labels:\n  - {label: 没有这个, indicator: employees}\n  - {label: 总产值, indicator: ignore, sheet: 别的表}\n",
        encoding="utf-8",
    )
    ended = run(capsys, "read", "form.csv", "--map", "map.yaml")
    assert ended.code == 0
    assert ended.err.count("C148") == 2
    assert "map.yaml:2:13" in ended.err


def test_a_label_of_the_map_that_is_a_title_beside_a_table(folder: Path, capsys: Capsys) -> None:
    # A single cell heads no table, so that nothing is taken by this line of the map.
    (folder / "beside.csv").write_text(
        "2024年集群统计表,,,,集群名称,2024年总产值（亿元）,2024年企业总数（家）\n"
        ",,,,甲集群,36,110\n,,,,乙集群,46,120\n",
        encoding="utf-8",
    )
    (folder / "map.yaml").write_text(
        "labels:\n  - {label: 2024年集群统计表, indicator: employees, unit: 人}\n", encoding="utf-8"
    )
    ended = run(capsys, "read", "beside.csv", "--map", "map.yaml")
    assert ended.err.count("C148") == 1


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("labels:\n  - label: x\n", "S105", "2:5"),
        ("labels:\n  - {label: x, indicator: totl_output}\n", "S108", "2:27"),
        ("labels:\n  - {label: x, indicator: employees, unit: 亿元}\n", "U423", "2:44"),
        ("labels:\n  - {label: x, indicator: employees, year: 24}\n", "S106", "2:44"),
        (
            "labels:\n  - {label: x, indicator: employees}\n  - {label: x, indicator: ignore}\n",
            "S114",
            "3:13",
        ),
        ("label:\n  - {label: x, indicator: employees}\n", "S103", "1:1"),
        ("years:\n  - {heading: x, year: abc}\n", "S106", "2:24"),
        ("labels: [\n", "S101", ""),
        ("# nothing\n", "U424", ""),
        ("", "U424", ""),
    ],
)
def test_faults_of_a_map(folder: Path, capsys: Capsys, text: str, code: str, place: str) -> None:
    (folder / "map.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageFault) as refused:
        read_label_map(folder / "map.yaml")
    assert [problem.code for problem in refused.value.problems] == [code]
    ended = run(capsys, "assess", "form.csv", "--map", "map.yaml")
    assert ended.code == 2
    assert f"map.yaml:{place}" in ended.err if place else code in ended.err


def test_a_map_that_is_not_there(folder: Path, capsys: Capsys) -> None:
    ended = run(capsys, "read", "form.csv", "--map", "none.yaml")
    assert ended.code == 2
    assert "none.yaml" in ended.err


def test_a_draft_writes_over_nothing(folder: Path, capsys: Capsys) -> None:
    (folder / "map.yaml").write_text("mine", encoding="utf-8")
    ended = run(capsys, "read", "odd.csv", "--draft-map", "map.yaml")
    assert ended.code == 2
    assert (folder / "map.yaml").read_text(encoding="utf-8") == "mine"


def test_a_draft_where_nothing_is_unknown(folder: Path, capsys: Capsys) -> None:
    assert run(capsys, "read", "form.csv", "--draft-map", "map.yaml").code == 0
    assert not (folder / "map.yaml").exists()


# -- several clusters -----------------------------------------------------------------------------------------


def test_an_object_a_cluster(folder: Path, capsys: Capsys) -> None:
    ended = run(capsys, "assess", "list.csv", "form.csv", "-f", "json", *AS_OF)
    assert [(one["file"], one.get("row"), one["cluster"]["name"]) for one in ended.json] == [
        ("list.csv", 2, "甲集群"), ("list.csv", 3, "乙集群"), ("form.csv", None, "甲集群"),
    ]  # fmt: skip
    assert list(ended.json[0])[:3] == ["schema", "file", "row"]
    assert [one["standard"]["id"] for one in ended.json] == ["zhuhai", "qingyuan", "zhuhai"]
    jsonschema.validate(ended.json, run(capsys, "schema").json)
    lines = run(capsys, "assess", "list.csv", "-f", "jsonl", *AS_OF).out.splitlines()
    assert len(lines) == 2


def test_a_cluster_without_a_standard_does_not_keep_the_others_back(folder: Path, capsys: Capsys) -> None:
    (folder / "list.csv").write_text(LIST.replace("清远市", "火星市"), encoding="utf-8")
    ended = run(capsys, "assess", "list.csv", "-f", "json", *AS_OF)
    assert ended.code == 2
    assert [(one["row"], one["verdict"] == "error") for one in ended.json] == [(2, False), (3, True)]
    jsonschema.validate(ended.json, run(capsys, "schema").json)


def test_clusters_on_a_terminal(folder: Path, capsys: Capsys) -> None:
    ended = run(capsys, "assess", "list.csv", *AS_OF)
    for word in ("甲集群", "乙集群", "list.csv 第 2 行", "list.csv 第 3 行", "2 个集群"):
        assert word in ended.out
    read = run(capsys, "read", "list.csv").out
    assert "甲集群 第 2 行" in read
    assert "C3" in read


def test_a_reading_a_cluster(folder: Path, capsys: Capsys) -> None:
    found = run(capsys, "read", "list.csv", "-f", "json").json
    assert [(one["row"], len(one["observations"])) for one in found] == [(2, 2), (3, 2)]
    jsonschema.validate(found, run(capsys, "schema", "reading").json)


@pytest.mark.parametrize("wanted", ["3", "乙集群", " 乙集群 "])
def test_one_cluster_explained(folder: Path, capsys: Capsys, wanted: str) -> None:
    ended = run(capsys, "explain", "list.csv", "total_output", "--row", wanted, "-f", "json", *AS_OF)
    assert (ended.json["row"], ended.json["cluster"]["name"]) == (3, "乙集群")


@pytest.mark.parametrize("options", [[], ["--row", "9"], ["--row", "丙集群"]])
def test_which_cluster_is_to_be_explained(folder: Path, capsys: Capsys, options: list[str]) -> None:
    ended = run(capsys, "explain", "list.csv", "total_output", *options)
    assert (ended.code, ended.out) == (2, "")
    assert "3 乙集群" in ended.err
    assert run(capsys, "explain", "form.csv", "total_output", *AS_OF).code == 0


def test_a_row_of_several_clusters_does_not_choose(folder: Path, capsys: Capsys) -> None:
    beside = ["指标,单位,甲集群,,乙集群,", ",,2023年,2024年,2023年,2024年", "集群总产值,亿元,37.2,41,38,42"]
    (folder / "two.csv").write_text("\n".join(beside), "utf-8")
    ended = run(capsys, "explain", "two.csv", "total_output", "--row", "1")
    assert (ended.code, "U420" in ended.err, "甲集群" in ended.err) == (2, True, True)
    lines = run(capsys, "assess", "two.csv", "--city", "zhuhai", "-q", *AS_OF).out.splitlines()
    assert [name in line for name, line in zip(("甲集群", "乙集群"), lines, strict=True)] == [True, True]
