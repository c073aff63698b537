"""Processes to train in, which end when they are told to and never outlive the one that began them.

Shutting a `ProcessPoolExecutor` down waits for the work under way, and its processes stay for ever
when their parent is killed. So each holds the reading end of a pipe that nobody writes to: once
the writing end is closed, by `end_now` or by the end of the parent, reading ends, and so do they.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager, redirect_stderr
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from threading import Lock, Thread
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Processes(ProcessPoolExecutor):
    """As many processes as there are processors unless told otherwise, each a fresh Python."""

    def __init__(self, number: int = 0) -> None:
        # What keeps watch over processes is handed the error stream, which the app has put
        # another in place of that is no file.
        with redirect_stderr(sys.__stderr__):
            resource_tracker.ensure_running()
        context = get_context("spawn")
        leash, self._leash = context.Pipe(duplex=False)
        self._ending = Lock()
        super().__init__(number or os.cpu_count() or 1, context, _begin, (leash,))

    def submit(self, do: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """As any executor's; a process that is begun for it never hears of ctrl+c."""
        with _deaf_to_ctrl_c():
            future = super().submit(do, *args, **kwargs)
        future.add_done_callback(self._end_if_broken)
        return future

    def end_now(self) -> None:
        """End all processes, whatever they are at; what is under way raises BrokenExecutor.

        A pool that breaks does so in a thread of its own, maybe as its owner ends it too: of two
        that close one pipe, the second would close whatever was opened since under its number.
        """
        with self._ending:
            self._leash.close()

    def _end_if_broken(self, future: Future[Any]) -> None:
        """End all once one was killed: Python overlooks what it begins at that moment.

        It would wait for it for ever, as it does for the lock that the killed one held.
        """
        if not future.cancelled() and isinstance(future.exception(), BrokenExecutor):
            self.end_now()


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Put ctrl+c off, as processes begun meanwhile do for good: theirs would end in a traceback.

    Windows cannot; there a process is deaf from `_begin` on.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(leash: Connection) -> None:
    """Leave ctrl+c to the parent and the first turn to its keys, and end with the leash."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(5)
    Thread(target=_end_with, args=(leash,), daemon=True).start()


def _end_with(leash: Connection) -> None:
    try:
        leash.recv()
    except (EOFError, OSError):
        os._exit(1)
