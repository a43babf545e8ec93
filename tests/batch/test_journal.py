"""The journal: whatever is done to a run on the way, what comes out in the end is the same."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercheck.batch import Done, Entry
from clustercheck.batch.journal import PARTIAL, STATE, Journal
from clustercheck.batch.results import Results, stamp_of
from clustercheck.model.problems import UsageFault

pytestmark = pytest.mark.slow

SETTINGS = {"--city": "zhuhai"}


def judged(entry: Entry) -> Results:
    """Results that say what the file holds, so that an old one is told from a new one; of some files several."""
    path = Path(entry.path)
    text = path.read_text() if path.exists() else None
    found = []
    for row in (None,) if int(path.name[1:]) % 5 else (2, 3, 4):
        line = f"{path.name} {entry.city} {text} {row}\n".encode()
        verdict = None if text is None else "met"
        stamp = stamp_of(entry.path)
        found.append(
            Done(entry, *stamp, line, verdict, cluster=path.name, standard="s", code="C101", row=row)
        )
    return tuple(found)


def expected(entries: list[Entry]) -> bytes:
    return b"".join(result.line for entry in entries for result in judged(entry))


def run(target: Path, entries: list[Entry], *, stop_after: int | None = None, resume: bool = True) -> int:
    """A run that is killed after so many chunks; returns how many files it judged itself."""
    counted = 0
    with Journal(target) as journal:
        journal.plan(entries)
        journal.start(SETTINGS, resume=resume and journal.is_unfinished)
        for number, chunk in enumerate(journal.chunks(3)):
            if number == stop_after:
                return counted
            counted += sum(isinstance(piece, Entry) for piece in chunk)
            journal.add([judged(piece) if isinstance(piece, Entry) else piece for piece in chunk])
        journal.finish()
        journal.forget()
    return counted


def write(folder: Path, number: int, text: str) -> Entry:
    path = folder / f"f{number}"
    path.write_text(text)
    return Entry(str(path), "zhuhai" if number % 3 == 0 else None)


def interrupted(folder: Path, files: int, *, stop_after: int) -> tuple[Path, list[Entry]]:
    """The target of a run that was killed after so many chunks, and the files it was to go through."""
    target, entries = folder / "all.jsonl", [write(folder, number, "x") for number in range(files)]
    run(target, entries, stop_after=stop_after)
    return target, entries


def beside(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir() if path.name.startswith("all.jsonl"))


def test_a_run_leaves_the_lines_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "all.jsonl"
    entries = [write(tmp_path, number, "x") for number in range(10)]
    assert run(target, entries) == 10
    assert target.read_bytes() == expected(entries)
    assert beside(target) == ["all.jsonl"]


def test_an_unfinished_run_is_gone_on_with(tmp_path: Path) -> None:
    target = tmp_path / "all.jsonl"
    entries = [write(tmp_path, number, "x") for number in range(10)]
    assert run(target, entries, stop_after=2) == 6
    assert beside(target) == ["all.jsonl.partial", "all.jsonl.state"]
    assert target.with_name("all.jsonl.partial").read_bytes() == expected(entries[:6])
    assert run(target, entries) == 4
    assert target.read_bytes() == expected(entries)


def test_without_resume_all_is_done_anew(tmp_path: Path) -> None:
    target, entries = interrupted(tmp_path, 10, stop_after=2)
    assert run(target, entries, resume=False) == 10
    assert target.read_bytes() == expected(entries)


def test_a_changed_file_alone_is_done_again(tmp_path: Path) -> None:
    target, entries = interrupted(tmp_path, 12, stop_after=3)
    write(tmp_path, 4, "changed")
    os.utime(tmp_path / "f6", ns=(1, 1))
    assert run(target, entries) == 2 + 3
    assert target.read_bytes() == expected(entries)


def test_a_line_that_is_torn_is_done_again(tmp_path: Path) -> None:
    target, entries = interrupted(tmp_path, 12, stop_after=3)
    partial = target.with_name(target.name + PARTIAL)
    partial.write_bytes(partial.read_bytes()[:-3])
    assert run(target, entries) == 3 + 1
    assert target.read_bytes() == expected(entries)


def test_a_line_that_the_state_does_not_know_is_cut_off(tmp_path: Path) -> None:
    target, entries = interrupted(tmp_path, 12, stop_after=2)
    with target.with_name(target.name + PARTIAL).open("ab") as stream:
        stream.write(b"half a li")
    run(target, entries)
    assert target.read_bytes() == expected(entries)


def test_a_line_that_was_overwritten_is_not_believed(tmp_path: Path) -> None:
    target, entries = interrupted(tmp_path, 12, stop_after=3)
    partial = target.with_name(target.name + PARTIAL)
    content = bytearray(partial.read_bytes())
    content[5] ^= 1
    partial.write_bytes(content)
    run(target, entries)
    assert target.read_bytes() == expected(entries)


@pytest.mark.parametrize("lost", [PARTIAL, STATE])
def test_one_without_the_other_is_no_unfinished_run(tmp_path: Path, lost: str) -> None:
    target, entries = interrupted(tmp_path, 7, stop_after=1)
    target.with_name(target.name + lost).unlink()
    assert run(target, entries) == 7
    assert target.read_bytes() == expected(entries)


def test_two_runs_do_not_write_the_same(tmp_path: Path) -> None:
    target = tmp_path / "all.jsonl"
    with Journal(target) as first:
        first.start(SETTINGS, resume=False)
        with pytest.raises(UsageFault) as held:
            Journal(target)
    assert held.value.problems[0].code == "U465"


def test_a_file_that_is_no_state_is_not_touched(tmp_path: Path) -> None:
    target = tmp_path / "all.jsonl"
    target.with_name("all.jsonl.state").write_bytes(b"a letter to my aunt" * 50)
    with pytest.raises(UsageFault) as refused:
        Journal(target)
    assert refused.value.problems[0].code == "U466"
    assert target.with_name("all.jsonl.state").read_bytes().startswith(b"a letter")


def test_a_journal_that_was_not_begun_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "all.jsonl"
    with Journal(target) as journal:
        journal.plan([])
    assert beside(target) == []


# A run: after how many chunks it is killed, which files are changed before the next, and which are left out of it.
RUNS = st.lists(
    st.tuples(
        st.integers(0, 5), st.sets(st.integers(0, 11), max_size=3), st.sets(st.integers(0, 11), max_size=2)
    ),
    max_size=4,
)


@given(RUNS, st.lists(st.integers(0, 11), min_size=1, max_size=14))
def test_whatever_happens_on_the_way_the_end_is_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    runs: list[tuple[int, set[int], set[int]]],
    order: list[int],
) -> None:
    """Killed at any chunk, files changed, gone, come back, named twice: the lines are those of one run at the end."""
    folder = tmp_path_factory.mktemp("run")
    target = folder / "all.jsonl"
    entries = {number: write(folder, number, "0") for number in range(12)}
    for round_, (stop_after, changed, left_out) in enumerate(runs, 1):
        given_now = [entries[number] for number in order if number not in left_out]
        run(target, given_now, stop_after=stop_after)
        for number in changed:
            if number % 4 == round_ % 4:
                Path(entries[number].path).unlink(missing_ok=True)
            else:
                write(folder, number, "0" * round_)
    wanted = [entries[number] for number in order]
    run(target, wanted)
    assert target.read_bytes() == expected(wanted)
    assert beside(target) == ["all.jsonl"]


def test_lines_are_given_back_whole(tmp_path: Path) -> None:
    line = f"{'集群' * 10_000}\n".encode()
    with Journal(tmp_path / "all.jsonl") as journal:
        journal.plan([Entry("f1"), Entry("f2"), Entry("f3")])
        journal.start(SETTINGS, resume=False)
        journal.add([(Done(Entry(f"f{number}"), None, None, line, "met"),) for number in (1, 2, 3)])
        assert "".join(piece.decode() for piece in journal.lines()).encode() == line * 3
