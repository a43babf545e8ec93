"""The workers of a Dask cluster come to the same lines."""

from __future__ import annotations

from pathlib import Path

import distributed
import pytest
from forms import AS_OF, MET, MISSED, OPEN, run

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]


def test_a_cluster_of_several_processes_comes_to_the_same_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "given").mkdir()
    for number in range(90):
        (tmp_path / "given" / f"c{number:02}.csv").write_bytes((MET, MISSED, OPEN, b"")[number % 4])
    # The workers stand elsewhere: the paths they are given must hold there too.
    local = tmp_path / "elsewhere"
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, local_directory=str(local)
    ) as cluster:
        by_dask = run(
            capsys, "batch", "given", "--dask", cluster.scheduler_address, "-o", "dask.jsonl", *AS_OF
        )
    here = run(capsys, "batch", "given", "-o", "here.jsonl", *AS_OF)
    assert by_dask.code == here.code == 2
    assert by_dask.out == here.out
    assert (tmp_path / "dask.jsonl").read_bytes() == (tmp_path / "here.jsonl").read_bytes()


def test_no_scheduler_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "m.csv").write_bytes(MET)
    monkeypatch.setattr("clustercheck.cli.staff.DASK_PATIENCE", 0.5)
    ended = run(capsys, "batch", tmp_path / "m.csv", "--dask", "tcp://127.0.0.1:1", *AS_OF)
    assert ended.code == 2
    assert "U469" in ended.err
