"""Who works on many files: processes of this machine, or the workers of a Dask cluster."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from clustercheck.batch.crew import Crew, WorkerDied
from clustercheck.batch.queue import Executor, workers_for
from clustercheck.model.hints import Any
from clustercheck.model.lean import module_named
from clustercheck.model.problems import UsageFault, Where, error
from clustercheck.model.records import NamedTuple

# Seconds until a Dask scheduler is taken for absent.
DASK_PATIENCE = 10.0


class Staff(NamedTuple):
    """Who does the work: processes of this machine, or the workers of a Dask cluster."""

    jobs: int
    dask: str | None


@contextmanager
def executor_for(
    staff: Staff, modules: Sequence[str], files: int
) -> Iterator[tuple[Executor, int, tuple[type[Exception], ...]]]:
    """Who works, how many they are, and the exceptions that tell of a dead worker; `modules` are what the work imports."""
    if staff.dask is None:
        workers = workers_for(files, staff.jobs)
        with Crew(workers, modules) as crew:
            yield crew, workers, (WorkerDied,)
        return
    try:
        distributed: Any = module_named("distributed")
    except ImportError as missing:
        raise UsageFault(error("U468", Where())) from missing
    try:
        client = distributed.Client(staff.dask, timeout=DASK_PATIENCE)
    except (OSError, ValueError) as fault:
        raise UsageFault(error("U469", Where(), address=staff.dask)) from fault
    with client, client.get_executor(pure=False) as executor:
        yield executor, max(1, sum(client.nthreads().values())), (Exception,)


def processors() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
