"""A wheel's compiled standards are the standards themselves, and count only while the YAML beside them is unchanged."""

from datetime import date
from pathlib import Path

import pytest

from clustercheck import assess, read_cluster
from clustercheck.catalogue import shipped_folder, standard_files
from clustercheck.catalogue.build import read_standard
from clustercheck.catalogue.compiled import SUFFIX, compiled, read_compiled

SAMPLES, DAY = Path(__file__).parents[2] / "sample_data", date(2026, 1, 31)
FILES = {key: Path(path) for key, path in standard_files([shipped_folder()]).items()}


@pytest.fixture
def zhuhai(tmp_path: Path) -> Path:
    """A YAML file with what it was compiled to beside it."""
    return beside(FILES["zhuhai", "2024"], tmp_path)


def beside(source: Path, folder: Path) -> Path:
    path = folder / source.parent.name / source.name
    path.parent.mkdir()
    path.write_bytes(source.read_bytes())
    path.with_suffix(SUFFIX).write_text(compiled(read_standard(source), path.read_bytes()), encoding="utf-8")
    return path


@pytest.mark.parametrize("source", FILES.values(), ids=["@".join(key) for key in FILES])
def test_it_is_the_standard_to_the_last_field(source: Path, tmp_path: Path) -> None:
    path = beside(source, tmp_path)
    found = read_compiled(path)
    assert found == read_standard(path)
    assert found is not None
    assert list(found.thresholds()) == list(read_standard(path).thresholds())
    assert {type(c) for c in found.criteria} == {type(c) for c in read_standard(path).criteria}


@pytest.mark.parametrize("source", FILES.values(), ids=["@".join(key) for key in FILES])
def test_it_judges_as_the_standard_does(source: Path, tmp_path: Path) -> None:
    """No two equal records are told apart by being one object: those of a compiled standard never are."""
    path = beside(source, tmp_path)
    for sample in sorted(SAMPLES.glob("*.xlsx")):
        cluster = read_cluster(str(sample))
        found = [assess(cluster, one, as_of=DAY) for one in (read_standard(path), read_compiled(path)) if one]
        assert found[0].findings == found[1].findings


def test_an_edit_of_the_yaml_counts_at_once(zhuhai: Path) -> None:
    assert read_compiled(zhuhai) is not None
    zhuhai.write_text(zhuhai.read_text(encoding="utf-8").replace(">= 32", ">= 33"), encoding="utf-8")
    assert read_compiled(zhuhai) is None


def test_without_a_compiled_file_there_is_nothing(zhuhai: Path) -> None:
    zhuhai.with_suffix(SUFFIX).unlink()
    assert read_compiled(zhuhai) is None


@pytest.mark.parametrize(
    "damage", ["{}", '{"Nothing":[1]}', '{"Standard":["zhuhai"]}', '{"Decimal":"x"}', "["]
)
def test_a_damaged_one_is_passed_over(zhuhai: Path, damage: str) -> None:
    path = zhuhai.with_suffix(SUFFIX)
    key = path.read_text(encoding="utf-8").partition(",")[0]
    path.write_text(f"{key},{damage}]", encoding="utf-8")
    assert read_compiled(zhuhai) is None


def test_one_of_other_records_is_passed_over(zhuhai: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clustercheck.catalogue.compiled._FIELDS", 0)
    assert read_compiled(zhuhai) is None
