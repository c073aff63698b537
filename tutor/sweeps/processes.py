"""Processes to train in, which end when they are told to and never outlive the one that began them.

Shutting a `ProcessPoolExecutor` down waits for the work under way, and its processes stay for ever
when their parent is killed. So each holds the reading end of a pipe that nobody writes to: once
the writing end is closed, by `end_now` or by the end of the parent, reading ends, and so do they.
"""

from __future__ import annotations

import os
import signal
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stderr
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from threading import Thread


class Processes(ProcessPoolExecutor):
    """As many processes as there are processors unless told otherwise, each a fresh Python."""

    def __init__(self, number: int = 0) -> None:
        # What keeps watch over processes is handed the error stream, which the app has put
        # another in place of that is no file.
        with redirect_stderr(sys.__stderr__):
            resource_tracker.ensure_running()
        context = get_context("spawn")
        leash, self._leash = context.Pipe(duplex=False)
        super().__init__(number or os.cpu_count() or 1, context, _begin, (leash,))

    def end_now(self) -> None:
        """End all processes, whatever they are at; what is under way raises BrokenExecutor."""
        self._leash.close()


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
