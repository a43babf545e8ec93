"""The worker processes, which may die. Each has its own pipe, so that its death does not affect the others."""

from __future__ import annotations

import pickle
import sys
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from types import TracebackType

from clustercheck.batch.forked import Forking, may_fork
from clustercheck.model.hints import Any, Generic, Protocol, TypeVar
from clustercheck.model.speed import is_quick

# The number of tasks a worker gets ahead, so that it need not wait for the next chunk.
AHEAD = 2
# The bytes that a pipe of any system buffers.
_MOST_AHEAD = 4096
_ATTEMPTS = 5
# Seconds until a worker that was told to end is killed, and until a killed one is given up.
_SECONDS_TO_GO = 5.0
# From this number of tasks on, their answers would fragment the heap.
_MANY_TASKS = 32

# What holds the answers to some tasks, and the numbers of the settings in <malloc.h>.
_LARGE_BLOCK, _M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = 2 << 20, -1, -3

_T = TypeVar("_T")


class WorkerDied(RuntimeError):
    """The worker died at the task, or no worker can be started."""


class Process(Protocol):
    """A worker process. `send` and `receive` raise `OSError` or `EOFError` if it is dead."""

    @property
    def has_begun(self) -> bool:
        """Whether it may have worked at a task."""

    def send(self, message: bytes) -> None:
        """Send a task."""

    def receive(self) -> list[bytes]:
        """Wait for the answer to the first task: a pickle, and the buffers beside it."""

    def kill(self) -> None:
        """End the process at once."""

    def end(self) -> None:
        """Tell the process to end by closing its pipe, which it notices after its answer."""

    def bury(self, seconds: float) -> None:
        """Wait until the process has ended. Kill it if it does not, and do not wait for ever."""


class Start(Protocol):
    """A way to start worker processes."""

    def begun(self) -> Sequence[Process]:
        """One or more new processes."""

    def ready(self, processes: Iterable[Any]) -> Iterable[Process]:
        """Wait until some of the processes have answered or died, and return these."""

    def close(self) -> None:
        """Let all processes end that do not work."""


class Crew:
    """Worker processes. Leaving the `with` block by an exception ends them at once.

    The calling thread does everything and waits only for the workers' pipes. No dying worker can hold a lock, and no
    interrupt can leave a thread behind. Only the worker holds its end of the pipe, so a death during an answer ends
    the answer.
    """

    def __init__(self, workers: int, modules: Sequence[str] = ()) -> None:
        """Start nothing yet. `modules` are the modules that the work will import, so that they are imported only once."""
        self._start: Start = _start(modules, workers)
        self._most = workers
        self._workers: list[_Worker] = []
        self._waiting: deque[Answer[Any]] = deque()
        self._submitted = 0

    def submit(self, function: Callable[..., _T], /, *arguments: Any) -> Answer[_T]:
        """Give a task to the worker with the least to do, and replace a dead worker."""
        self._submitted += 1
        if self._submitted == _MANY_TASKS:
            _give_large_blocks_back()
        answer: Answer[_T] = Answer(self.listen, pickle.dumps((function, arguments)))
        self._waiting.append(answer)
        self._hand_out()
        return answer

    def listen(self) -> None:
        """Wait until a worker answers or dies, and handle that."""
        busy = {worker.process: worker for worker in self._workers if worker.given}
        for process in self._start.ready(busy) if busy else ():
            worker = busy[process]
            try:
                answer = process.receive()
            except (EOFError, OSError):
                self._lose(worker)
            else:
                worker.given.popleft().settle(answer)
        self._hand_out()

    def shutdown(self, *, at_once: bool = False) -> None:
        """End the workers: when they have answered, or at once."""
        if not at_once:
            while self._waiting or any(worker.given for worker in self._workers):
                self.listen()
        self._waiting.clear()
        try:
            for worker in self._workers:
                if at_once:
                    worker.process.kill()
                worker.process.end()
            for worker in self._workers:
                worker.process.bury(_SECONDS_TO_GO)
        finally:
            self._start.close()
        self._workers.clear()

    def __enter__(self) -> Crew:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shutdown(at_once=kind is not None)

    def _hand_out(self) -> None:
        """Give waiting tasks to the workers: one to work on and some ahead."""
        while self._waiting:
            try:
                worker = self._idlest()
            except WorkerDied as fault:
                self._waiting.popleft().fail(fault)
                continue
            if worker is None:
                return
            answer = self._waiting[0]
            # A worker that is answering does not read, so tasks ahead must fit into the pipe's buffer.
            if worker.given and len(answer.task) > _MOST_AHEAD:
                return
            try:
                worker.process.send(answer.task)
            except OSError:
                self._lose(worker)
            else:
                worker.given.append(self._waiting.popleft())

    def _idlest(self) -> _Worker | None:
        idlest = min(self._workers, key=lambda worker: len(worker.given), default=None)
        if len(self._workers) < self._most and (idlest is None or idlest.given):
            idlest, *others = [_Worker(process) for process in self._begun()]
            self._workers += [idlest, *others]
        return None if idlest is None or len(idlest.given) >= AHEAD else idlest

    def _begun(self) -> Sequence[Process]:
        """Start processes. If one dies during the start and breaks its pipe, start another."""
        for _attempt in range(_ATTEMPTS):
            try:
                return self._start.begun()
            except (BrokenPipeError, ConnectionError, EOFError) as fault:
                died = fault
        raise WorkerDied("no worker can be started") from died

    def _lose(self, worker: _Worker) -> None:
        """Handle the death of a worker: its first task has failed, and the others go to other workers.

        One that has not begun has not failed at anything.
        """
        self._workers.remove(worker)
        worker.process.kill()
        worker.process.end()
        worker.process.bury(_SECONDS_TO_GO)
        if worker.given and worker.process.has_begun:
            worker.given.popleft().fail(WorkerDied("the worker died"))
        self._waiting.extendleft(reversed(worker.given))


class _Worker:
    """A process and its unanswered tasks in order."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.given: deque[Answer[Any]] = deque()


class Answer(Generic[_T]):
    """The future answer of a task. Waiting for it listens to all workers."""

    def __init__(self, listen: Callable[[], None], task: bytes) -> None:
        self.task = task
        self._listen = listen
        self._found: tuple[bool, Any] | None = None

    def settle(self, answer: Sequence[bytes]) -> None:
        """Store what the worker has sent: whether the task succeeded, and its result or exception."""
        self._found = pickle.loads(answer[0], buffers=answer[1:])

    def fail(self, fault: Exception) -> None:
        """Store that there is no answer."""
        self._found = False, fault

    def result(self) -> _T:
        """The result, however long it takes. Raises what the task raised, and `WorkerDied`."""
        while self._found is None:
            self._listen()
        succeeded, found = self._found
        if not succeeded:
            raise found
        result: _T = found
        return result


def _start(modules: Sequence[str], workers: int) -> Start:
    """How processes are started here."""
    if is_quick() and may_fork():
        return Forking(modules, workers)
    from clustercheck.batch.spawned import Spawning

    return Spawning(modules)


def _give_large_blocks_back() -> None:
    """Keep glibc from raising the size of a large block, which it returns to the system when it is freed.

    glibc raises it with the first block of lines from a worker, and over 20,000 files the process grows by a tenth. The
    blocks of answers stay below it: memory that is asked for anew with each answer takes as long as the work on it.
    """
    if sys.platform == "linux":
        from ctypes import CDLL

        libc = CDLL(None)
        if hasattr(libc, "mallopt"):
            libc.mallopt(_M_MMAP_THRESHOLD, _LARGE_BLOCK)
            libc.mallopt(_M_TRIM_THRESHOLD, _LARGE_BLOCK)
