"""Workers that die: each costs the file that killed it, and nothing else; none outlives its master."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from judges import NamesSay, die, files_of_this_process, pid_of_a_slow_task

from clustercheck.batch import Done, Entry
from clustercheck.batch import crew as crew_module
from clustercheck.batch.crew import Crew, WorkerDied
from clustercheck.batch.queue import Task, chunk_size, work_through, workers_for
from clustercheck.batch.results import Results

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent


@pytest.fixture(params=["forked", "spawned"], autouse=True)
def start(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to start a worker. The threads of pytest-xdist hold nothing that a forked worker asks for."""
    monkeypatch.setattr(crew_module, "may_fork", lambda: request.param == "forked")
    warnings.filterwarnings("ignore", ".* is multi-threaded, use of fork", DeprecationWarning)
    how: str = request.param
    return how


def results(names: Sequence[str], workers: int = 2, size: int = 4, seconds: float = 5) -> list[Done]:
    entries = [Entry(name) for name in names]
    chunks = [entries[at : at + size] for at in range(0, len(entries), size)]
    with Crew(workers) as crew:
        found = work_through(chunks, Task(NamesSay(), seconds), crew, workers)
        return [done for chunk in found for results in chunk for done in results]


def codes(found: Sequence[Done]) -> dict[str, str]:
    return {done.entry.path: done.code for done in found if done.code}


def marked(marks: Path) -> dict[str, str]:
    """The number of the process that has judged each file so far."""
    return dict(line.split() for line in marks.read_text().splitlines()) if marks.exists() else {}


def gone(pid: int) -> bool:
    """Whether a process has ended, be it that nobody has asked how."""
    try:
        return "Z" in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True


def parent_of(pid: int) -> int:
    """The parent of a process; 0 if it has ended."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def test_results_come_in_order_whatever_the_number_of_workers() -> None:
    names = [f"slow{n}" if n % 5 == 0 else f"f{n}" for n in range(23)]
    for workers in (1, 2, 3):
        assert [done.entry.path for done in results(names, workers)] == names


@pytest.mark.parametrize("at", [0, 3, 9])
def test_a_file_that_kills_its_worker_costs_itself_alone(at: int) -> None:
    names = [f"f{n}" for n in range(10)]
    names[at] = "abort"
    found = results(names)
    assert [done.entry.path for done in found] == names
    assert codes(found) == {"abort": "C265"}


def test_several_that_kill_several_workers() -> None:
    names = ["abort1", "f", "abort2", "g", "h", "abort3", "abort4", "i", "abort5"]
    assert codes(results(names)) == {name: "C265" for name in names if name.startswith("abort")}


def test_a_file_that_hangs_is_given_up() -> None:
    begun = time.monotonic()
    found = results(["f", "hang", "g", "h", "i"], seconds=1)
    assert codes(found) == {"hang": "C266"}
    assert [done.entry.path for done in found] == ["f", "hang", "g", "h", "i"]
    assert time.monotonic() - begun < 20


def test_a_file_that_works_without_end_is_given_up_by_its_processor_time() -> None:
    found = results(["f", "spin", "g"], seconds=0.5)
    assert codes(found) == {"spin": "C266"}


def test_a_file_that_waits_for_its_turn_is_not() -> None:
    """As on a busy machine: the clock runs on, and the processor works for others."""
    assert codes(results(["slow1", "slow2"], seconds=0.1)) == {}


def test_what_is_given_ahead_to_a_worker_that_dies_is_somebody_elses(tmp_path: Path) -> None:
    """Only the task that it was at is doubted, and asked for again."""
    with Crew(1) as crew:
        died = crew.submit(os._exit, 3)
        ahead = crew.submit(os.getpid)
        assert isinstance(ahead.result(), int)
        with pytest.raises(WorkerDied):
            died.result()


def test_an_answer_that_breaks_off_is_no_answer() -> None:
    """A worker that dies while it sends more than a pipe holds."""
    with Crew(1) as crew:
        long = crew.submit(bytes, 50_000_000)
        worker = crew._workers[0]
        assert crew._start.ready([worker.process]) == [worker.process]
        worker.process.kill()
        with pytest.raises(WorkerDied):
            long.result()
        assert crew.submit(abs, -1).result() == 1


@pytest.mark.parametrize("fault", [BrokenPipeError, ConnectionResetError, EOFError])
def test_a_worker_that_dies_while_it_is_started_is_started_again(
    monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    """A broken pipe that came out would be taken for one of our own output, and end the run without a word."""
    begun: list[object] = []

    def dying() -> Sequence[crew_module.Process]:
        begun.append(None)
        if len(begun) < 3:
            raise fault
        return alive()

    with Crew(1) as crew:
        alive = crew._start.begun
        monkeypatch.setattr(crew._start, "begun", dying)
        assert crew.submit(abs, -1).result() == 1
    with Crew(1) as none:
        monkeypatch.setattr(none._start, "begun", lambda: (_ for _ in ()).throw(fault))
        with pytest.raises(WorkerDied):
            none.submit(abs, -1).result()


def test_tasks_larger_than_a_pipe_block_nobody() -> None:
    with Crew(2) as crew:
        sizes = [crew.submit(len, bytes(3_000_000)) for _ in range(8)]
        answers = [crew.submit(bytes, 3_000_000) for _ in range(8)]
        assert [size.result() for size in sizes] == [3_000_000] * 8
        assert [len(answer.result()) for answer in answers] == [3_000_000] * 8


def test_a_fault_of_the_program_is_one_files_too() -> None:
    assert codes(results(["f", "fail", "g"])) == {"fail": "C267"}


def test_results_known_already_are_passed_on_in_their_place() -> None:
    known = (Done(Entry("known"), None, None, b"known\n"),)
    with Crew(1) as crew:
        chunks = [[Entry("a"), known, Entry("b")], [known]]
        found = list(work_through(chunks, Task(NamesSay(), 5), crew, 1))
    assert [[done.entry.path for (done,) in chunk] for chunk in found] == [["a", "known", "b"], ["known"]]


def test_workers_that_cannot_begin_are_no_files_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clustercheck.batch.forked.serve", die)
    monkeypatch.setattr("clustercheck.batch.spawned._work", die)
    with pytest.raises(WorkerDied):
        results(["f", "g"], 1)


def test_another_executor_does_as_well() -> None:
    """Any executor is enough; a worker it loses is told by the exceptions that are named."""

    class Losing(Executor):
        def __init__(self) -> None:
            self.pool = ThreadPoolExecutor(1)

        def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
            lost: Future[list[Results]] = Future()
            lost.set_exception(LookupError("the worker is lost"))
            return lost

    entries = [Entry("f"), Entry("g")]
    found = list(work_through([entries], Task(NamesSay(), 5), Losing(), 1, (LookupError,)))
    assert [done.verdict for (done,) in found[0]] == ["met", "met"]


def test_workers_end_at_once_when_the_work_is_broken_off(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        _interrupted(Task(NamesSay(str(marks)), 60))
    assert time.monotonic() - begun < 20
    pids = {int(line.split()[1]) for line in marks.read_text().splitlines()}
    assert pids
    assert all(gone(pid) for pid in pids)


def _interrupted(task: Task) -> None:
    with Crew(2) as crew:
        chunks = [[Entry("f")], [Entry("g")], [Entry("hang")], [Entry("hang")]]
        for _done in work_through(chunks, task, crew, 1):
            raise KeyboardInterrupt


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
@pytest.mark.parametrize("first", ["", "[Entry('e')], "])
def test_workers_end_with_a_master_that_is_killed(tmp_path: Path, first: str) -> None:
    """Also the copies of the first worker, which has done a task then."""
    marks = tmp_path / "marks"
    program = (
        "from judges import NamesSay\n"
        "from clustercheck.batch import Entry\n"
        "from clustercheck.batch.crew import Crew\n"
        "from clustercheck.batch.queue import Task, work_through\n"
        "if __name__ == '__main__':\n"
        "    with Crew(2) as crew:\n"
        f"        chunks = [{first}[Entry('f'), Entry('hang')], [Entry('g'), Entry('hang')]]\n"
        f"        list(work_through(chunks, Task(NamesSay({str(marks)!r}), 60), crew, 2))\n"
    )
    script = tmp_path / "master.py"
    script.write_text(program)
    path = os.pathsep.join([str(HERE), str(HERE.parents[1])])
    master = subprocess.Popen([sys.executable, script], env={**os.environ, "PYTHONPATH": path})
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not {"f", "g"} <= set(marked(marks)):
        time.sleep(0.05)
    pids = {int(pid) for pid in marked(marks).values()}
    master.send_signal(signal.SIGKILL)
    master.wait()
    while time.monotonic() < deadline and not all(gone(pid) for pid in pids):
        time.sleep(0.05)
    assert len(pids) == 2
    assert all(gone(pid) for pid in pids)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for files in /proc")
def test_a_worker_holds_no_file_of_its_master(tmp_path: Path) -> None:
    """Neither what it writes, nor the pipes of other workers: a death there would then not be noticed."""
    with open(tmp_path / "open", "w") as _open, Crew(2) as crew:
        tasks = [crew.submit(files_of_this_process) for _ in range(2)]
        held = [set(task.result()) for task in tasks]
    assert not any(name.startswith(str(tmp_path)) for files in held for name in files)
    pipes, others = ({name for name in files if name.startswith(("pipe", "socket"))} for files in held)
    assert len(pipes & others) <= 4  # the leash, and what streams it began with


@pytest.mark.skipif(os.name != "posix", reason="sends signals")
def test_a_worker_can_be_ended_by_signals_that_its_master_handles() -> None:
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        with Crew(1) as crew:
            pid = crew.submit(os.getpid).result()
            told = crew.submit(time.sleep, 30)
            os.kill(pid, signal.SIGTERM)
            with pytest.raises(WorkerDied):
                told.result()
    finally:
        signal.signal(signal.SIGTERM, before)


def test_no_process_is_left() -> None:
    with Crew(2) as crew:
        pids = {crew.submit(os.getpid).result() for _ in range(4)}
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_as_many_workers_as_there_is_work_for() -> None:
    assert [workers_for(files, 8) for files in (1, 59, 60, 239, 240, 10_000)] == [1, 1, 2, 7, 8, 8]
    assert workers_for(10_000, 1) == 1
    assert all(10 <= chunk_size(files, workers) <= 16 for files in (0, 1, 99, 10_000) for workers in (1, 64))


@pytest.fixture
def _forked(start: str) -> None:
    if start != "forked":
        pytest.skip("others are not copied from the first")


def busy(crew: Crew, number: int) -> list[crew_module.Answer[int]]:
    """Tasks that no worker does beside another: each takes a while."""
    return [crew.submit(pid_of_a_slow_task) for _ in range(number)]


@pytest.mark.usefixtures("_forked")
def test_the_others_are_copies_of_the_first_worker_that_has_done_a_task() -> None:
    with Crew(3) as crew:
        first = crew.submit(os.getpid).result()
        pids = {answer.result() for answer in busy(crew, 6)}
        assert {parent_of(pid) for pid in pids} == {first, os.getpid()}
        assert len(pids) == 3
    assert all(gone(pid) for pid in pids)


@pytest.mark.usefixtures("_forked")
def test_where_processes_have_no_handles_the_caller_forks_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "pidfd_open")
    with Crew(3) as crew:
        crew.submit(os.getpid).result()
        pids = {answer.result() for answer in busy(crew, 6)}
        assert {parent_of(pid) for pid in pids} == {os.getpid()}


@pytest.mark.usefixtures("_forked")
def test_a_first_worker_that_hangs_keeps_nobody_waiting(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    entries = [[Entry("hang")], *([Entry(f"f{n}")] for n in range(6))]
    with Crew(2) as crew:
        found = work_through(entries, Task(NamesSay(str(marks)), 3), crew, 2)
        begun = time.monotonic()
        first = next(found)
        took = time.monotonic() - begun
        done_meanwhile = set(marked(marks))
        rest = [done.entry.path for chunk in found for (done,) in chunk]
    assert codes(first[0]) == {"hang": "C266"}
    assert took > 2.9
    assert {"f0", "f1"} <= done_meanwhile
    assert rest == [f"f{n}" for n in range(6)]


@pytest.mark.usefixtures("_forked")
@pytest.mark.parametrize("is_first", [True, False])
def test_one_that_is_killed_among_copies_costs_its_task_alone(is_first: bool) -> None:
    with Crew(3) as crew:
        first = crew.submit(os.getpid).result()
        pids = {answer.result() for answer in busy(crew, 6)}
        tasks = busy(crew, 9)
        os.kill(first if is_first else next(iter(pids - {first})), signal.SIGKILL)
        died = 0
        for task in tasks:
            try:
                pids.add(task.result())
            except WorkerDied:
                died += 1
        assert died == 1
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and not all(gone(pid) for pid in pids):
        time.sleep(0.05)  # the copies of a dead one are waited for by the system
    assert all(gone(pid) for pid in pids)


@pytest.mark.usefixtures("_forked")
def test_copies_that_hang_are_ended_with_the_work() -> None:
    crew = Crew(3)
    crew.submit(os.getpid).result()
    pids = {answer.result() for answer in busy(crew, 6)}
    for _ in pids:
        crew.submit(NamesSay(), Entry("hang"))
    time.sleep(0.3)
    crew.shutdown(at_once=True)
    assert len(pids) == 3
    assert all(gone(pid) for pid in pids)


@pytest.mark.usefixtures("_forked")
def test_copies_that_nobody_needs_end_too() -> None:
    with Crew(4) as crew:
        first = crew.submit(os.getpid).result()
        time.sleep(0.3)
        children = [
            pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if parent_of(pid) == first
        ]
    assert len(children) == 3
    assert all(gone(pid) for pid in (first, *children))
