"""Which standard a name means, in which edition, with the user's own laid over; and the schema for editors."""

from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from clustercheck.catalogue import find_standard, load, shipped_folder, standard_files, standard_for
from clustercheck.catalogue.standard_shape import json_schema
from clustercheck.engine.standard_notices import of_the_standard
from clustercheck.model.cluster import Cell, Cluster, ProfileEntry
from clustercheck.model.problems import BrokenStandard, UnknownStandard, Where
from clustercheck.model.standard import StandardStatus
from clustercheck.texts.messages import LANGUAGES, message, use_language

TODAY = date(2026, 1, 31)
SOUND = (Path(__file__).parent / "broken" / "sound.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("zhuhai", "zhuhai@2024"),
        ("Zhuhai", "zhuhai@2024"),
        ("ZHUHAI", "zhuhai@2024"),
        ("珠海", "zhuhai@2024"),
        (" 珠海市 ", "zhuhai@2024"),
        ("珠 海 市", "zhuhai@2024"),
        ("zhuhai@2024", "zhuhai@2024"),
        ("珠海市@2024", "zhuhai@2024"),
        ("香洲区", "zhuhai@2024"),
        ("珠海市香洲区", "zhuhai@2024"),
        ("广东省珠海市香洲区", "zhuhai@2024"),
        ("广东珠海", "zhuhai@2024"),
        ("横琴", "zhuhai@2024"),
        ("广东省广州市花都区", "guangzhou@2024"),
        ("清远市英德市", "qingyuan@2025"),
        ("广东", "guangdong@2023"),
        ("广东省", "guangdong@2023"),
        ("海南", "hainan@2023"),
        ("四川省", "sichuan@2023-draft"),
        ("sichuan@2023-draft", "sichuan@2023-draft"),
        ("national", "national@2022"),
        ("国家级", "national@2022"),
        ("National", "national@2022"),
    ],
)
def test_names_and_places(name: str, label: str) -> None:
    assert find_standard(name, as_of=TODAY).label == label


@pytest.mark.parametrize(
    ("name", "code", "facts"),
    [
        # near misses are named, never taken
        ("zuhai", "U401", {"near": "zhuhai"}),
        ("guangzou", "U401", {"near": "guangzhou"}),
        ("xyz", "U401", {"near": "-"}),
        ("", "U401", {"near": "-"}),
        ("珠", "U401", {}),
        # in a province that has a standard: that one would apply
        ("深圳市", "U402", {"id": "guangdong"}),
        ("深圳", "U402", {"id": "guangdong"}),
        ("广东省深圳市", "U402", {"id": "guangdong"}),
        ("成都市", "U402", {"id": "sichuan"}),
        ("海南省三亚市", "U402", {"id": "hainan"}),
        # anywhere else: the nation's
        ("杭州市", "U404", {"id": "national"}),
        ("浙江省", "U404", {"id": "national"}),
        ("邵东县", "U404", {"id": "national"}),
        # an edition that is not there
        ("zhuhai@2023", "U403", {"edition": "2023", "known": ["2024"]}),
        ("珠海@2030", "U403", {"known": ["2024"]}),
    ],
)
def test_unknown_names_get_suggestions(name: str, code: str, facts: dict[str, Any]) -> None:
    where = Where("data.xlsx", "基本信息", "C3")
    with pytest.raises(UnknownStandard) as refused:
        find_standard(name, as_of=TODAY, where=where)
    (problem,) = refused.value.problems
    assert (problem.code, problem.where) == (code, where)
    for key, value in facts.items():
        fact = problem.facts[key]
        assert (fact[0] if key == "near" else fact) == value
    for language in LANGUAGES:
        use_language(language)
        assert message(problem)


def test_a_place_of_another_province_is_not_taken_for_one_of_this() -> None:
    """海南藏族自治州 lies in Qinghai, which has no standard here."""
    with pytest.raises(UnknownStandard) as refused:
        find_standard("海南藏族自治州", as_of=TODAY)
    assert [p.facts["id"] for p in refused.value.problems] == ["national"]


def workbook(**profile: str) -> Cluster:
    return Cluster(
        "data.xlsx",
        {item: ProfileEntry(value, Cell("基本信息", "C3"), value) for item, value in profile.items()},
    )


@pytest.mark.parametrize(
    ("profile", "label"),
    [
        ({"standard": "hainan@2023", "jurisdiction": "珠海市"}, "hainan@2023"),
        ({"jurisdiction": "珠海市"}, "zhuhai@2024"),
        ({"standard": "", "jurisdiction": "广东省清远市"}, "qingyuan@2025"),
    ],
)
def test_what_a_workbook_asks_for(profile: dict[str, str], label: str) -> None:
    assert standard_for(workbook(**profile), as_of=TODAY).label == label


@pytest.mark.parametrize(
    ("profile", "code", "cell"),
    [
        ({"standard": "zuhai", "jurisdiction": "珠海市"}, "U401", "基本信息!C3"),
        ({"jurisdiction": "深圳市"}, "U402", "基本信息!C3"),
        ({}, "U406", None),
    ],
)
def test_a_workbook_that_asks_for_nothing_known(profile: dict[str, str], code: str, cell: str | None) -> None:
    with pytest.raises(UnknownStandard) as refused:
        standard_for(workbook(**profile), as_of=TODAY)
    (problem,) = refused.value.problems
    assert (problem.code, problem.where.within_file, problem.where.file) == (code, cell, "data.xlsx")


# -- editions, and the user's own standards


def put(folder: Path, id: str, edition: str, *changes: tuple[str, str]) -> None:
    """A standard of the user's own, made of the sound one."""
    text = SOUND.replace("id: broken", f"id: {id}").replace("edition: sound", f'edition: "{edition}"')
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / id).mkdir(exist_ok=True)
    (folder / id / f"{edition}.yaml").write_text(text, encoding="utf-8")


def dates(effective: str, expires: str | None = None) -> tuple[str, str]:
    return "effective: 2024-01-01", f"effective: {effective}" + (f"\nexpires: {expires}" if expires else "")


SUPERSEDED = ("status: in_force", "status: superseded")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    put(tmp_path, "jia", "2021", dates("2021-01-01", "2023-12-31"))
    put(tmp_path, "jia", "2024", dates("2024-01-01", "2025-12-31"))
    put(tmp_path, "jia", "2026", dates("2026-03-01"))
    return tmp_path


@pytest.mark.parametrize(
    ("day", "edition", "status", "code"),
    [
        ("2020-12-31", "2021", "not_yet_in_force", "A324"),
        ("2021-01-01", "2021", "in_force", None),
        ("2023-12-31", "2021", "in_force", None),
        ("2024-01-01", "2024", "in_force", None),
        ("2025-12-31", "2024", "in_force", None),
        ("2026-01-01", "2024", "expired", "A323"),
        ("2026-02-28", "2024", "expired", "A323"),
        ("2026-03-01", "2026", "in_force", None),
    ],
)
def test_the_edition_in_force_on_the_day(
    own: Path, day: str, edition: str, status: str, code: str | None
) -> None:
    on = date.fromisoformat(day)
    standard = find_standard("jia", as_of=on, own=own)
    assert (standard.edition, standard.status_on(on)) == (edition, status)
    said = [p.code for p in of_the_standard(standard, Where(), on)]
    assert said == [*([code] if code else []), "A325"]


def test_an_edition_by_name_whatever_the_day(own: Path) -> None:
    assert find_standard("jia@2021", as_of=TODAY, own=own).edition == "2021"
    assert find_standard("甲市@2026", as_of=TODAY, own=own).edition == "2026"


@pytest.mark.parametrize(
    ("name", "day", "status", "codes"),
    [
        ("zhuhai", "2024-10-20", StandardStatus.NOT_YET_IN_FORCE, ["A324"]),
        ("zhuhai", "2024-10-21", StandardStatus.IN_FORCE, []),
        ("zhuhai", "2027-10-20", StandardStatus.IN_FORCE, []),
        ("zhuhai", "2027-10-21", StandardStatus.EXPIRED, ["A323"]),
        ("sichuan", "2024-01-01", StandardStatus.DRAFT, ["A321"]),
        ("national", "2024-01-01", StandardStatus.IN_FORCE, ["A325"]),
    ],
)
def test_the_status_of_the_shipped_ones(
    name: str, day: str, status: StandardStatus, codes: list[str]
) -> None:
    on = date.fromisoformat(day)
    standard = find_standard(name, as_of=on)
    assert standard.status_on(on) is status
    assert [p.code for p in of_the_standard(standard, Where(), on)] == codes


def test_a_superseded_edition_is_used_with_a_notice(tmp_path: Path) -> None:
    put(tmp_path, "jia", "2021", SUPERSEDED)
    standard = find_standard("jia", as_of=TODAY, own=tmp_path)
    assert [p.code for p in of_the_standard(standard, Where(), TODAY)] == ["A322", "A325"]


@pytest.mark.parametrize(
    ("editions", "overlap"),
    [
        ([("a", dates("2024-01-01", "2024-12-31")), ("b", dates("2025-01-01"))], False),
        ([("a", dates("2024-01-01", "2025-01-01")), ("b", dates("2025-01-01"))], True),
        ([("a", dates("2024-01-01")), ("b", dates("2025-01-01"))], True),
        ([("a", SUPERSEDED), ("b", dates("2025-01-01"))], False),
        ([("a", ("status: in_force", "status: draft")), ("b", dates("2020-01-01"))], False),
    ],
    ids=["one after the other", "one day", "no end", "superseded", "draft"],
)
def test_editions_must_not_be_in_force_on_the_same_day(
    tmp_path: Path, editions: list[tuple[str, tuple[str, str]]], overlap: bool
) -> None:
    for edition, change in editions:
        put(tmp_path, "jia", edition, change)
    if not overlap:
        assert len(load(tmp_path)["jia"]) == 2
        return
    with pytest.raises(BrokenStandard) as refused:
        load(tmp_path)
    (problem,) = refused.value.problems
    assert (problem.code, problem.facts["one"], problem.facts["other"]) == ("S120", "a", "b")
    assert problem.where.file == str(tmp_path / "jia" / "b.yaml")


def test_an_own_file_lies_over_the_shipped_one(tmp_path: Path) -> None:
    shipped = (Path(shipped_folder()) / "zhuhai" / "2024.yaml").read_text(encoding="utf-8")
    (tmp_path / "zhuhai").mkdir()
    changed = shipped.replace('">= 32 亿元"', '">= 50 亿元"').replace("均在32亿元以上", "均在50亿元以上")
    (tmp_path / "zhuhai" / "2024.yaml").write_text(changed, encoding="utf-8")
    limits = [
        next(
            t.limit
            for t in find_standard("珠海", as_of=TODAY, own=folder).thresholds()
            if t.id == "total_output"
        )
        for folder in (None, tmp_path)
    ]
    assert limits == [32, 50]
    assert set(load(tmp_path)) == set(load())


def test_an_own_edition_stands_beside_the_shipped_ones(tmp_path: Path) -> None:
    put(tmp_path, "zhuhai", "2028", dates("2027-10-21"))
    assert [s.edition for s in load(tmp_path)["zhuhai"]] == ["2024", "2028"]
    assert find_standard("zhuhai", as_of=TODAY, own=tmp_path).edition == "2024"
    assert find_standard("zhuhai", as_of=date(2027, 10, 21), own=tmp_path).edition == "2028"


def test_an_own_place_is_found_by_its_names(tmp_path: Path) -> None:
    put(
        tmp_path,
        "jia",
        "2024",
        ("level: city", "level: city\nalso_called: [甲城]\nplaces: [乙区]\nunder: [guangdong]"),
    )
    for name in ("jia", "甲市", "甲城", "乙区", "广东省甲市乙区", "广东甲市"):
        assert find_standard(name, as_of=TODAY, own=tmp_path).id == "jia"


def test_an_own_name_in_capitals_is_found(tmp_path: Path) -> None:
    put(tmp_path, "jia", "2024", ("level: city", "level: city\nalso_called: [JiaCity]"))
    assert find_standard("JiaCity", as_of=TODAY, own=tmp_path).id == "jia"


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(BrokenStandard) as refused:
        load(tmp_path / "nowhere")
    assert [p.code for p in refused.value.problems] == ["S130"]


def test_a_broken_neighbour_does_not_stop_a_standard_that_is_named_by_id(tmp_path: Path) -> None:
    put(tmp_path, "jia", "2024", ("clause: 第一条\n", "claus: 第一条\n"))
    assert find_standard("zhuhai", as_of=TODAY, own=tmp_path).id == "zhuhai"
    with pytest.raises(BrokenStandard):
        find_standard("jia", as_of=TODAY, own=tmp_path)


# -- the JSON Schema for editors


class _AsEditorsRead(yaml.SafeLoader):
    """YAML without dates: an editor's JSON Schema sees them as text."""


_AsEditorsRead.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
SHIPPED = [Path(path) for path in standard_files([shipped_folder()]).values()]


def violations(text: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(json_schema())
    return [error.json_path for error in validator.iter_errors(yaml.load(text, Loader=_AsEditorsRead))]


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_shipped_file_is_valid_by_the_schema(path: Path) -> None:
    assert violations(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("level: city", "level: town", "$.level"),
        ("source: 虚构\n", "", "$"),
        ("source: 虚构\n", "source: 虚构\nsauce: x\n", "$"),
        ("clause: 第一条", "clause: []", "$.sections[0].clause"),
        ("wording: ", "wordng: ", "$.sections[0].criteria[0]"),
        ("en: A}\nlevel", "e: A}\nlevel", "$.jurisdiction"),
    ],
)
def test_the_schema_finds_what_the_reader_finds(old: str, new: str, at: str) -> None:
    assert violations(SOUND) == []
    assert at in violations(SOUND.replace(old, new, 1))


def test_a_level_above_that_does_not_exist_is_a_fault(tmp_path: Path) -> None:
    """A mistyped `under` would leave addresses with the province in front unfound."""
    folder = tmp_path / "broken"
    folder.mkdir()
    text = SOUND.replace("level: city", "level: city\nunder: [guangdon]")
    (folder / "sound.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BrokenStandard) as refused:
        load(tmp_path)
    assert [(p.code, p.facts["value"]) for p in refused.value.problems] == [("S135", "guangdon")]


@pytest.mark.parametrize(
    ("place", "id"),
    [("沈阳市", "liaoning"), ("辽宁省大连市", "liaoning"), ("楚雄州", "yunnan"), ("合肥市蜀山区", "anhui"), ("上海市浦东新区", "shanghai")],
)  # fmt: skip
def test_a_prefecture_lies_in_its_province(place: str, id: str) -> None:
    with pytest.raises(UnknownStandard) as caught:
        find_standard(place, as_of=date(2026, 11, 28))
    problem = caught.value.problems[0]
    assert (problem.code, problem.facts["id"]) == ("U402", id)
