"""A standard's file with faults: every fault, at its line and column, all at once, and nothing but faults."""

import contextlib
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clustercheck import catalogue
from clustercheck.catalogue import load
from clustercheck.catalogue.build import parse_standard, read_standard
from clustercheck.catalogue.cases import read_cases
from clustercheck.model.problems import BrokenStandard, ClusterCheckError, Problem, UnreadableFile
from clustercheck.texts.messages import LANGUAGES, message, use_language
from clustercheck.texts.problem_files import codes

BROKEN = Path(__file__).parent / "broken"
SOUND = (BROKEN / "sound.yaml").read_text(encoding="utf-8")

# Of each file: the code, line:column, and what stands there.
EXPECTED: dict[str, list[tuple[str, str, str]]] = {
    "sound": [],
    "empty": [("S102", "", "")],
    "list": [("S106", "2:1", "- id: broken")],
    "tabs": [("S101", "4:1", "\tzh: 甲")],
    "unclosed": [("S101", "5:1", "")],
    "alias": [("S101", "3:7", "*nobody")],
    "two-documents": [("S101", "3:1", "---")],
    "recursive": [("S122", "16:9", "a"), ("S103", "19:5", "criteria: *all")],
    "keys": [
        ("S105", "2:1", "id: broken"),
        ("S104", "11:1", "status: draft"),
        ("S103", "14:1", "sauce"),
        ("S103", "24:9", "wordng"),
        ("S104", "25:9", "wording"),
    ],
    "values": [
        ("S108", "6:8", "town"),
        ("S108", "10:9", "valid"),
        ("S106", "16:21", "three"),
        ("S106", "17:38", "02-30"),
        ("S106", "17:51", "每年3月15日前"),
        ("S106", "22:22", "yes"),
        ("S106", "27:5", "小节"),
    ],
    "dates": [("S119", "12:10", "2024-02-29"), ("S107", "13:10", "2023-02-29")],
    "undated": [("S105", "2:1", "id: broken"), ("S105", "2:1", "id: broken")],
    "clauses": [("S105", "16:5", "id: competitiveness"), ("S113", "19:13", "total_output")],
    "names": [
        ("S123", "2:5", "mended"),
        ("S123", "3:10", "'2024'"),
        ("S114", "17:10", "industry, clause: 第六条, text: {zh: 乙"),
        ("S118", "20:14", "competitivness"),
        ("S128", "24:3", "- id: competitiveness"),
        ("S118", "27:11", "indstry"),
        ("S114", "32:13", "total_output"),
        ("S118", "36:15", "green"),
    ],
    "kinds": [
        ("S122", "20:13", "total_output"),
        ("S122", "22:13", "sme_output_share"),
        ("S109", "26:13", "totl_output"),
        ("S109", "29:13", "gradient"),
        ("S122", "34:17", "patents_per_10k"),
    ],
    "requirements": [
        ("S112", "22:18", "近三年产值均在32亿元以上"),
        ("S111", "24:17", '"> 70 亿元"'),
        ("S112", "28:18", "主导产业产值占比高于70%"),
        ("S126", "30:17", '"> 8 %"'),
        ("S126", "33:17", '"<= 100 平方公里"'),
        ("S133", "33:17", '"<= 100 平方公里"'),
        ("S112", "37:18", "中小企业研发经费年均增长高于12%"),
        ("S105", "38:9", "id: patent_growth"),
    ],
    "years": [
        ("S133", "21:17", '"<= 100 平方公里"'),
        ("S133", "24:15", '">= 32 亿元"'),
        ("S132", "27:21", '">= 10 家"'),
        ("S132", "32:17", '"<= 1 家"'),
    ],
    "guidelines": [("S121", "22:18", "一般不超过100平方公里"), ("S121", "26:18", "产值年均增速不低于5%")],
    "readings": [
        ("S115", "22:28", "evry_year"),
        ("S115", "22:39", "geometric_base"),
        ("S116", "26:19", "[geometric_base"),
        ("S117", "30:19", "[every_year"),
    ],
    "counts": [
        ("S124", "22:16", "quality_enterprises"),
        ("S124", "23:16", "[little_giants]"),
        ("S124", "24:31", "[little_giants]"),
        ("S125", "26:13", "quality_enterprises"),
        ("S125", "30:13", "champions_and_giants"),
        ("S127", "38:11", "- id: patent_growth"),
    ],
    "ten-faults": [
        ("S105", "2:1", "id: broken"),
        ("S108", "6:8", "town"),
        ("S107", "12:10", "2026-13-01"),
        ("S103", "13:1", "sorce"),
        ("S111", "21:21", '">= 32 万元"'),
        ("S116", "22:19", "[every_year, every_year]"),
        ("S112", "23:18", "近三年产值均在30亿元以上"),
        ("S114", "24:13", "total_output"),
        ("S118", "27:15", "industry"),
        ("S124", "28:16", "[little_giants]"),
        ("S109", "29:13", "nonsense"),
        ("S122", "32:13", "attested"),
    ],
}
# Tried where the shapes of rule are that they are about, in tests/engine.
OF_SHAPES = {"S145", "S146", "S147", "S148", "S149"}
# What is wrong in `said-once`, each thing once.
SAID_ONCE = [
    ("S106", "14:10", "{id: rest"),
    ("S110", "21:21", '"32 亿元以上"'),
    ("S106", "24:17", "有运营管理机构"),
    ("S106", "27:18", "[]"),
]


def faults_of(path: Path) -> tuple[Problem, ...]:
    try:
        read_standard(path)
    except ClusterCheckError as fault:
        return fault.problems
    return ()


def faults_in(text: str) -> list[str]:
    """The codes of a text that takes the place of `sound.yaml`."""
    try:
        parse_standard(text, "sound.yaml", "broken", "sound")
    except BrokenStandard as fault:
        return [problem.code for problem in fault.problems]
    return []


@pytest.mark.parametrize("stem", EXPECTED)
def test_every_fault_is_found_where_it_stands(stem: str) -> None:
    path = BROKEN / f"{stem}.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    found = faults_of(path)
    assert [(p.code, p.where.within_file or "") for p in found] == [w[:2] for w in EXPECTED[stem]]
    for problem, (_, _, text) in zip(found, EXPECTED[stem], strict=True):
        assert problem.where.file == str(path)
        if text:
            assert problem.where.line is not None
            assert problem.where.column is not None
            assert lines[problem.where.line - 1][problem.where.column - 1 :].startswith(text)
        for language in LANGUAGES:
            use_language(language)
            assert message(problem)


def test_every_file_has_its_expectation() -> None:
    assert {path.stem for path in BROKEN.glob("*.yaml")} == {*EXPECTED, "said-once"}


def test_ten_different_faults_in_one_file_are_said_at_once() -> None:
    assert len({problem.code for problem in faults_of(BROKEN / "ten-faults.yaml")}) >= 10


def test_every_code_that_a_file_can_raise_is_tried() -> None:
    source = "".join(p.read_text(encoding="utf-8") for p in Path(catalogue.__file__).parent.glob("*.py"))
    raised = set(re.findall(r'"(S1\d\d)"', source))
    of_no_single_text = {
        "S100",
        "S120",
        "S130",
        "S134",
        "S135",
        "S150",
    } | OF_SHAPES  # below, in test_find, tests/engine, tests/cli/test_own_standards
    tried = {code for wanted in (*EXPECTED.values(), SAID_ONCE) for code, _, _ in wanted}
    of_own_figures = {"S160", "S161", "S162"}  # in tests/engine/test_own_figures
    assert raised <= tried | of_no_single_text | of_own_figures
    assert raised <= set(codes())


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", "名称：甲".encode("gb18030")])
@pytest.mark.parametrize("read", [read_standard, read_cases])
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes | None, read: object) -> None:
    path = tmp_path / "x.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableFile) as refused:
        read(path)  # type: ignore[operator]
    assert [p.code for p in refused.value.problems] == ["S100"]


def test_the_faults_of_all_files_of_a_folder_come_together(tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    for stem in ("readings", "guidelines"):
        (folder / f"{stem}.yaml").write_bytes((BROKEN / f"{stem}.yaml").read_bytes())
    with pytest.raises(BrokenStandard) as refused:
        load(tmp_path)
    wanted = len(EXPECTED["readings"]) + len(EXPECTED["guidelines"])
    assert len(refused.value.problems) == wanted
    assert len({p.where.file for p in refused.value.problems}) == 2


def test_a_byte_order_mark_and_windows_line_ends_are_nothing(tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    path = tmp_path / "broken" / "sound.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())
    assert read_standard(path).label == "broken@sound"


CASES = """as_of: 2025-06-30
years: [2022, 2023, 2024]
cluster: {total_output: [32, 32, 32]}
cases:
  - case: 甲
    expect: {total_output: met}
"""


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ("as_of: 2025-06-30", "as_of: 2025-06-31", [("S107", "1:8")]),
        ("[2022, 2023, 2024]", "[2022, x, 2024]", [("S106", "2:15")]),
        ("cluster:", "clusters:", [("S103", "3:1"), ("S105", "1:1")]),
        ("[32, 32, 32]}", "[[32], 32], total_output: 1}", [("S106", "3:25"), ("S104", "3:37")]),
        ("    expect: {total_output: met}", "    reading: lax", [("S108", "6:14"), ("S105", "5:5")]),
    ],
)
def test_faults_of_a_file_of_cases(tmp_path: Path, old: str, new: str, faults: list[tuple[str, str]]) -> None:
    path = tmp_path / "2024.cases.yaml"
    path.write_text(CASES, encoding="utf-8")
    assert len(read_cases(path).cases) == 1
    path.write_text(CASES.replace(old, new), encoding="utf-8")
    with pytest.raises(BrokenStandard) as refused:
        read_cases(path)
    assert sorted((p.code, p.where.within_file) for p in refused.value.problems) == sorted(faults)


# -- whatever the bytes, only these two come out

_YAML = st.text("[]{}?:-&*!|>'\"#%@`,~ \n\tab0甲\u2028\x85\ufeff", max_size=60)


@pytest.fixture(scope="module")
def somewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("any") / "broken"
    folder.mkdir()
    return folder / "sound.yaml"


def _only_faults(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with contextlib.suppress(BrokenStandard, UnreadableFile):
        read_standard(path)
        return
    problems = faults_of(path)
    assert problems
    assert all(message(problem) for problem in problems)


@settings(max_examples=150)
@given(content=st.one_of(st.binary(max_size=60), _YAML.map(str.encode)))
def test_any_bytes(somewhere: Path, content: bytes) -> None:
    _only_faults(somewhere, content)


@settings(max_examples=150)
@given(
    start=st.integers(0, len(SOUND)),
    length=st.integers(0, 40),
    put=st.one_of(st.binary(max_size=8), _YAML.map(str.encode)),
)
def test_a_sound_file_with_a_stretch_overwritten(
    somewhere: Path, start: int, length: int, put: bytes
) -> None:
    text = SOUND.encode()
    _only_faults(somewhere, text[:start] + put + text[start + length :])


@settings(max_examples=60)
@given(data=st.data())
def test_a_sound_file_with_a_value_of_another_kind(somewhere: Path, data: st.DataObject) -> None:
    """Each key in turn with a list, a mapping, a number, nothing, a tag, or an anchor that holds itself."""
    lines = SOUND.splitlines()
    number = data.draw(st.integers(1, len(lines) - 1))
    key = lines[number].partition(":")[0]
    value = data.draw(
        st.sampled_from(
            ["[]", "{}", "[[1]]", "-1", "", "null", "!!python/name:os.system x", "&a [*a]", "&a {b: *a}"]
        )
    )
    lines[number] = f"{key}: {value}"
    _only_faults(somewhere, "\n".join(lines).encode())


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200,
        "{a: " * 200,
        "- " * 200,
        "&a [*a]",
        "? &a [*a]\n: x",
        "&a\nid: *a\nsections: *a",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n? *c\n: x",
        "<<: {id: broken}",
        "id: \x00",
        "id: !!binary aGk=",
        "%YAML 9.9\n---\nid: x",
        "? " * 200,
        f"cycle: {{validity: {{years: {'9' * 5000}, clause: x}}}}",
    ],
    ids=lambda text: text[:24],
)
def test_hostile_yaml(somewhere: Path, text: str) -> None:
    _only_faults(somewhere, text.encode())
    assert faults_in(text)


def test_a_growth_of_absurd_size(somewhere: Path) -> None:
    much = "9" * 6000
    text = SOUND.replace('every_year: ">= 32 亿元"', f'growth: "> {much} %"')
    text = text.replace("id: total_output", "id: output_growth").replace("均在32亿元以上", f"高于{much}%")
    _only_faults(somewhere, text.encode())


def test_a_fault_is_said_once() -> None:
    found = faults_of(BROKEN / "said-once.yaml")
    assert [(p.code, p.where.within_file) for p in found] == [wanted[:2] for wanted in SAID_ONCE]


ATTESTATION = "      - id: management_body\n        attest: {zh: 有机构, en: A body}\n"
ALTERNATIVES = """      - id: patent_strength
        any_of:
          - id: patent_growth
            growth: ">= 5 %"
            wording: 有效发明专利年均增长率不低于5%
          - id: patents_per_10k
            latest: ">= 5 个"
            wording: 每万人有效发明专利拥有量不低于5个
"""


def test_what_the_table_below_adds_to_is_sound() -> None:
    assert faults_in(SOUND + ATTESTATION + ALTERNATIVES) == []


@pytest.mark.parametrize(
    "added",
    [
        "        veto: true\n",
        ATTESTATION + "        guideline: true\n",
        ATTESTATION + "        readings: [latest]\n",
        ATTESTATION + "        count: quality_enterprises\n",
        ALTERNATIVES + "        guideline: true\n",
        SOUND[SOUND.index("  - id: competitiveness") :],
    ],
    ids=[
        "veto of a threshold",
        "guideline of an attestation",
        "readings of an attestation",
        "count of an attestation",
        "guideline of alternatives",
        "two sections of one id",
    ],
)
def test_what_has_no_effect_is_a_fault(added: str) -> None:
    """“What is not understood would be passed over” (S103): the same goes for a key where it means nothing."""
    # The second section's criterion would be found as a duplicate of the first one's.
    added = added.replace("total_output", "sme_output_share").replace(
        'every_year: ">= 32 亿元"', 'latest: "> 60 %"'
    )
    added = added.replace("近三年产值均在32亿元以上", "占比高于60%")
    assert faults_in(SOUND + added)


def test_english_may_be_left_out(tmp_path: Path) -> None:
    """A bureau writes Chinese only: the report shows the Chinese where an English text is missing."""
    (tmp_path / "broken").mkdir()
    path = tmp_path / "broken" / "sound.yaml"
    path.write_text(re.sub(r", en: [^}]*", "", SOUND), encoding="utf-8")
    standard = read_standard(path)
    assert "en:" not in path.read_text(encoding="utf-8")
    for name in (standard.name, standard.jurisdiction, standard.document, standard.sections[0].name):
        assert name.en == name.zh
