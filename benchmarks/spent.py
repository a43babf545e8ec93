"""python -I -S spent.py COMMAND...: what a command took, its workers with it, as one line of JSON on standard error.

`cpu`: seconds of the processor, of the whole tree. `main`, `other`: the highest memory in MiB of the command itself and
of any process that it started. A process of its own and a small one, for a process inherits the peak of the one that
starts it. Linux: as their subreaper it gets the processes that the command leaves behind, such as a fork server.
"""

import ctypes
import os
import sys

_SET_CHILD_SUBREAPER = 36

ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
command = os.fork()
if not command:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)
    os.execvp(sys.argv[1], sys.argv[1:])
cpu, main, other, ended = 0.0, 0, 0, 0
while True:
    try:
        pid, status, used = os.wait4(-1, 0)
    except ChildProcessError:
        break
    cpu += used.ru_utime + used.ru_stime
    if pid == command:
        main, ended = used.ru_maxrss, os.waitstatus_to_exitcode(status)
    else:
        other = max(other, used.ru_maxrss)
sys.stderr.write(f'{{"cpu": {cpu}, "main": {main / 1024}, "other": {other / 1024}, "ended": {ended}}}\n')
