"""python -I -S spent.py COMMAND...: what a command took, its workers with it, as one line of JSON on standard error.

`cpu`: seconds of the processor, of the whole tree. `main`, `other`: the highest memory in MiB of the command itself and
of any process that it started. A process of its own and a small one, for a process inherits the peak of the one that
starts it. Linux: as their subreaper it gets the processes that the command leaves behind, such as a fork server. The
memory of processes that the command itself waits for, such as forked workers, is looked at while they run.
"""

import ctypes
import os
import sys
import time

_SET_CHILD_SUBREAPER = 36
_EVERY = 0.02  # seconds


def peaks(parent: int) -> dict[int, int]:
    """The highest KiB so far of a process and of its children, by their numbers."""
    found = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/status") as stream:
                said = dict(line.split(":", 1) for line in stream)
        except OSError:  # it has ended
            continue
        if "VmHWM" in said and parent in (int(name), int(said["PPid"])):
            found[int(name)] = int(said["VmHWM"].split()[0])
    return found


ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
command = os.fork()
if not command:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)
    os.execvp(sys.argv[1], sys.argv[1:])
cpu, main, other, ended, seen = 0.0, 0, 0, 0, 0
while True:
    try:
        pid, status, used = os.wait4(-1, os.WNOHANG)
    except ChildProcessError:
        break
    if not pid:
        now = peaks(command)
        seen = max(seen, now.pop(command, 0))
        other = max(other, *now.values(), 0)
        time.sleep(_EVERY)
        continue
    cpu += used.ru_utime + used.ru_stime
    if pid == command:
        # What the system says counts the children in that it has waited for.
        main, ended = seen if other else used.ru_maxrss, os.waitstatus_to_exitcode(status)
    else:
        other = max(other, used.ru_maxrss)
sys.stderr.write(f'{{"cpu": {cpu}, "main": {main / 1024}, "other": {other / 1024}, "ended": {ended}}}\n')
