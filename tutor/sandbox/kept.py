"""Speaks with the keepers (keeper.py) from the process that wants code run (Linux)."""

from __future__ import annotations

import atexit
import select
import subprocess
import threading
import time
from collections.abc import Callable

from tutor.sandbox.frames import read_frame, write_frame
from tutor.sandbox.jobs import End, Ending, Job
from tutor.sandbox.processes import start
from tutor.sandbox.values import loads

_IDLE = 2  # keepers that wait for the next job
_GRACE = 30.0  # seconds that a keeper may take longer than its job: it starts, it clears up
_LOOK = 0.05  # seconds

_waiting: list[_Keeper] = []
_lock = threading.Lock()


def run(job: Job, stop: Callable[[], bool]) -> Ending | None:
    """Have a keeper do the job, until `stop` says so; None if the keeper was lost."""
    data = job.to_bytes()
    keeper = _take()
    try:
        ending = keeper.do(data, job.limits.seconds + _GRACE, stop)
    except BaseException:
        keeper.close()
        raise
    if ending is None:
        keeper.close()
    else:
        _give_back(keeper)
    return ending


def warm() -> None:
    """Start a keeper unless one waits."""
    with _lock:
        if not _waiting:
            _waiting.append(_Keeper())


class _Keeper:
    """A keeper's process and the pipes to it."""

    def __init__(self) -> None:
        self.process = start("tutor.sandbox.keeper")
        assert self.process.stdin and self.process.stdout and self.process.stderr
        self.process.stderr.close()
        self.jobs = self.process.stdin
        self.answers = self.process.stdout

    def do(self, job: bytes, seconds: float, stop: Callable[[], bool]) -> Ending | None:
        deadline = time.monotonic() + seconds
        stopped = False
        try:
            write_frame(self.jobs.fileno(), job)
            while not select.select([self.answers], [], [], _LOOK)[0]:
                if time.monotonic() > deadline:
                    return None
                if not stopped and stop():
                    stopped = True
                    write_frame(self.jobs.fileno(), b"")
        except BrokenPipeError:
            return None
        frames = [read_frame(self.answers.fileno()) for _ in range(3)]
        head, output, report = frames
        if head is None or output is None or report is None:
            return None
        told = loads(head)
        return Ending(End(told["end"]), told["code"], output, report)

    def close(self) -> None:
        """Let it go: its child is killed, its folder removed."""
        self.jobs.close()
        self.answers.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _take() -> _Keeper:
    with _lock:
        while _waiting:
            keeper = _waiting.pop()
            if keeper.process.poll() is None:
                return keeper
            keeper.close()
    return _Keeper()


def _give_back(keeper: _Keeper) -> None:
    with _lock:
        if len(_waiting) < _IDLE:
            _waiting.append(keeper)
            return
    keeper.close()


@atexit.register
def _close_all() -> None:
    with _lock:
        while _waiting:
            _waiting.pop().close()
