"""Runs a job in a fresh process, which has waited for it with NumPy in memory (all but Linux).

The child is watched from this very process, and has less round it: no wall, and on Windows no
limit of memory or processes.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import IO

from tutor.sandbox.frames import read_frame, write_frame
from tutor.sandbox.jobs import End, Ending, Job
from tutor.sandbox.processes import start

_LOOK = 0.01  # seconds

_waiting: list[subprocess.Popen[bytes]] = []
_lock = threading.Lock()


def main() -> None:
    """Do one job, as the child: reports go where standard output was, output to standard error."""
    import numpy as np

    from tutor.sandbox.child import perform

    np.random.seed()
    write_frame(1, b"ready")
    folder, data = read_frame(0), read_frame(0)
    if folder is None or data is None:
        return
    reports = os.dup(1)
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    perform(Job.from_bytes(data), watcher=os.getppid(), folder=folder.decode(), reports=reports)


def run(job: Job, stop: Callable[[], bool]) -> Ending | None:
    """Do the job in a process that waits, or in a new one, until `stop` says so.

    None if there is no such process any more.
    """
    with _lock:
        process = _waiting.pop() if _waiting else start(__name__)
    # On Windows the child may hold its folder open a little longer than it lives.
    with tempfile.TemporaryDirectory(prefix="nn-tutor-", ignore_cleanup_errors=True) as folder:
        try:
            return _watch(process, job, folder, stop)
        finally:
            _kill(process)


def warm() -> None:
    """Start a process that waits, unless there is one."""
    with _lock:
        if not _waiting:
            _waiting.append(start(__name__))


def _watch(
    process: subprocess.Popen[bytes], job: Job, folder: str, stop: Callable[[], bool]
) -> Ending | None:
    assert process.stdin and process.stdout and process.stderr
    if read_frame(process.stdout.fileno()) is None:
        return None
    write_frame(process.stdin.fileno(), folder.encode())
    write_frame(process.stdin.fileno(), job.to_bytes())
    output = _PipeReader(process.stderr, job.limits.output, job.limits.cuts_output)
    report = _PipeReader(process.stdout, job.limits.report)
    deadline = time.monotonic() + job.limits.seconds
    end = End.ITSELF
    while process.poll() is None and end is End.ITSELF:
        if stop():
            end = End.STOP
        elif time.monotonic() > deadline:
            end = End.TIME
        elif output.full:
            end = End.OUTPUT
        elif report.full:
            end = End.REPORT
        output.join(_LOOK)
    code = process.poll() or 0
    _kill(process)
    return Ending(end, code, output.said(), report.said())


class _PipeReader(threading.Thread):
    """Reads a pipe to its end, or until it has read more than `most` bytes.

    One that `cuts` reads on, and keeps one byte more, so that this is seen.
    """

    def __init__(self, pipe: IO[bytes], most: int, cuts: bool = False) -> None:
        super().__init__(daemon=True)
        self.pipe = pipe
        self.most = most
        self.cuts = cuts
        self.data = bytearray()
        self.full = False
        self.start()

    def run(self) -> None:
        while not self.full and (part := self.pipe.read(1 << 16)):
            self.data += part
            if self.cuts:
                del self.data[self.most + 1 :]
            else:
                self.full = len(self.data) > self.most

    def said(self) -> bytes:
        """Return what was read; others who hold the pipe are not waited for."""
        self.join(1.0)
        return bytes(self.data if self.cuts else self.data[: self.most])


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and, where there are such, the others in its session."""
    if os.name == "posix":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


@atexit.register
def _end_all() -> None:
    with _lock:
        while _waiting:
            _kill(_waiting.pop())
