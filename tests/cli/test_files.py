"""How the workbooks below a folder are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from clustercheck.cli.files import workbooks


@pytest.mark.parametrize("named", [".", "./", "in", "./in", "in/", "in//deep", "in/../in", "absolute"])
def test_a_path_below_a_folder_is_as_short_as_the_folder_allows(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in" / "deep").mkdir(parents=True)
    for name in ("b.xlsx", "a.csv", "a.txt", "~$b.xlsx"):
        (tmp_path / "in" / "deep" / name).touch()
    folder = str(tmp_path) if named == "absolute" else named
    found = [one[0] for one in workbooks([folder]) if isinstance(one, tuple)]
    assert found == sorted(
        str(path) for path in Path(folder).rglob("*.*") if path.name in ("a.csv", "b.xlsx")
    )
