"""A process with NumPy in memory that forks a child for each job and watches over it (Linux).

Jobs come on its standard input; for each it answers with three frames: how the child ended, its
output, its report. An empty frame stops the job under way. When its input closes, whoever asked is
gone: it kills the child, clears up and leaves. It runs in a session of its own, so that keys like
ctrl+c and a terminal that closes do not reach it.
"""

from __future__ import annotations

import fcntl
import os
import select
import shutil
import signal
import sys
import tempfile
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import numpy as np

from tutor.sandbox.child import perform
from tutor.sandbox.frames import read_frame, write_frame
from tutor.sandbox.jobs import End, Ending, Job
from tutor.sandbox.limits import FILES, FOLDER, THREADS
from tutor.sandbox.values import dumps

_STDIN, _STDOUT, _STDERR, _REPORTS = 0, 1, 2, 3
_LOOK = 0.05  # seconds between looks at the clock, the folder and the threads
_AT_ONCE = 1 << 18  # bytes that a pipe holds


def main() -> None:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    np.random.seed()  # loads what a child would otherwise load for itself each time
    jobs, answers = os.dup(_STDIN), os.dup(_STDOUT)
    while (data := read_frame(jobs)) is not None:
        if not data:  # it came too late to stop anything
            continue
        ending = _do(Job.from_bytes(data), jobs)
        if ending is None:
            return
        write_frame(answers, dumps({"end": ending.end, "code": ending.code}))
        write_frame(answers, ending.output)
        write_frame(answers, ending.report)


def _leave(number: int, frame: object) -> None:
    sys.exit(1)  # by way of every `finally`, so that no child and no folder is left


def _do(job: Job, jobs: int) -> Ending | None:
    """Do one job; return None if whoever asked is gone."""
    with suppress(Exception):  # no child loads it after this one, which says what is wrong with it
        import_module(job.target.partition(":")[0])
    folder = tempfile.mkdtemp(prefix="nn-tutor-")
    try:
        child = _Child(job, folder)
        try:
            end = child.watch(jobs)
        finally:
            child.kill()
        return None if end is None else Ending(end, child.code, *child.said)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Child:
    """One child process, its output and its report."""

    def __init__(self, job: Job, folder: str) -> None:
        self.limits = job.limits
        self.folder = Path(folder)
        self.said = (bytearray(), bytearray())
        """Output and report."""
        self.code = 0
        self.ended = False
        self.deadline = time.monotonic() + job.limits.seconds
        output, output_end = os.pipe()
        report, report_end = os.pipe()
        self.pipes = [output, report]
        keeper = os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            _become_child(job, folder, keeper, output_end, report_end)
        os.close(output_end)
        os.close(report_end)
        for pipe in self.pipes:
            os.set_blocking(pipe, False)
            with suppress(OSError):  # a user may have no more than so much of all pipes
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _AT_ONCE)

    def watch(self, jobs: int) -> End | None:
        """Wait for the end; return why, or None if whoever asked is gone."""
        open_pipes = list(self.pipes)
        while True:
            wait = _LOOK if open_pipes else 0.005
            readable = select.select([jobs, *open_pipes], [], [], wait)[0]
            if jobs in readable:
                return None if read_frame(jobs) is None else End.STOP
            for pipe in readable:
                if not self._read(pipe):
                    open_pipes.remove(pipe)
            if broken := self._broken_limit():
                return broken
            if not open_pipes or not readable:
                self._look_after()
            if self.ended:
                return self._rest()

    def kill(self) -> None:
        """End the child, and what else is in its session; close the pipes."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        if not self.ended:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        for pipe in self.pipes:
            os.close(pipe)

    def _look_after(self) -> None:
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        if pid:
            self.ended = True
            self.code = os.waitstatus_to_exitcode(status)

    def _rest(self) -> End:
        """Read what is left in the pipes, without waiting for others who may hold them."""
        for pipe in self.pipes:
            while not self._broken_limit() and self._read(pipe, until_now=True):
                pass
        return self._broken_limit() or End.ITSELF

    def _read(self, pipe: int, until_now: bool = False) -> bool:
        """Read some of a pipe; return whether there may be more."""
        try:
            part = os.read(pipe, _AT_ONCE)
        except BlockingIOError:
            return not until_now
        self.said[self.pipes.index(pipe)].extend(part)
        if self.limits.cuts_output:
            del self.said[0][self.limits.output + 1 :]
        return bool(part)

    def _broken_limit(self) -> End | None:
        output, report = self.said
        if len(output) > self.limits.output and not self.limits.cuts_output:
            del output[self.limits.output :]
            return End.OUTPUT
        if len(report) > self.limits.report:
            return End.REPORT
        if time.monotonic() > self.deadline:
            return End.TIME
        if _threads(self.pid) > THREADS:
            return End.THREADS
        return End.FOLDER if _is_full(self.folder) else None


def _threads(pid: int) -> int:
    """Return how many threads a process has; 0 if it has ended."""
    try:
        return len(list(Path(f"/proc/{pid}/task").iterdir()))
    except OSError:
        return 0


def _is_full(folder: Path) -> bool:
    """Return whether the files in a folder without folders are too large or too many."""
    total = 0
    with os.scandir(folder) as entries:
        for count, entry in enumerate(entries, 1):
            with suppress(OSError):
                total += entry.stat(follow_symlinks=False).st_size
            if count > FILES or total > FOLDER:
                return True
    return False


def _become_child(job: Job, folder: str, keeper: int, output: int, report: int) -> None:
    """Leave nothing of the keeper's open but the two pipes, and do the job; never return."""
    try:
        os.setsid()
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        nothing = os.open(os.devnull, os.O_RDWR)
        for source, target in (
            (nothing, _STDIN),
            (output, _STDOUT),
            (output, _STDERR),
            (report, _REPORTS),
        ):
            os.dup2(source, target)
        os.closerange(_REPORTS + 1, os.sysconf("SC_OPEN_MAX"))
        perform(job, watcher=keeper, folder=folder, reports=_REPORTS)
    finally:
        os._exit(1)
