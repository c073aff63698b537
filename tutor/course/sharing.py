"""Shares work out to processes; does it in this one where no other is worth its start or is had."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import suppress
from functools import partial
from typing import Self, TypeVar

from tutor.sweeps.processes import Processes

WORTH_ONE = 6  # pieces of work that are worth the start of a process: two thirds of a second

T = TypeVar("T")
R = TypeVar("R")


class Sharing:
    """Does pieces of work at once, in no more processes than there are processors and it pays.

    What is to be done, and what comes of it, goes from process to process: it must be picklable.
    """

    def __init__(self, pieces: int) -> None:
        number = min(_processors(), pieces // WORTH_ONE)
        self._pool: Processes | None = None
        if number > 1:
            # There are systems without what processes speak through.
            with suppress(ImportError, NotImplementedError, OSError):
                self._pool = Processes(number)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        """Wait for the processes to end; those of work that was broken off end at once."""
        if self._pool:
            if kind:
                self._pool.end_now()
            self._pool.shutdown(cancel_futures=True)

    def later(self, do: Callable[..., R], *arguments: object) -> Callable[[], R]:
        """Begin a piece of work; what is given back waits for what comes of it."""
        here = partial(do, *arguments)
        if self._pool is None:
            return here
        try:
            return partial(_result, self._pool.submit(do, *arguments), here)
        except (OSError, RuntimeError):  # no process can be begun, or they were ended
            return here

    def map(self, do: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Yield what is made of each, in their order; all are begun at once."""
        waiting = [self.later(do, item) for item in items]
        return (result() for result in waiting)


def _result(future: Future[R], here: Callable[[], R]) -> R:
    try:
        return future.result()
    except BrokenExecutor:  # a process was ended from outside, perhaps because memory ran out
        return here()


def _processors() -> int:
    """Return how many processors this process may use, where the system says so."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
