"""Writes what a learner does in a thread of its own: no key ever waits for the disk.

What cannot be written stays in memory, in its order, and is tried again until it is on disk.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from threading import Condition, Thread
from typing import Any, NamedTuple

from tutor.progress.faults import RowRefused, StoreError

PATIENCE = 1.0  # seconds until the learner is told that something could not be written yet
AGAIN = 0.05  # seconds between two tries


class TableRow(NamedTuple):
    """Something to be kept: a row of a table, by the names of its columns."""

    table: str
    values: dict[str, Any]


class Writer:
    """Takes rows from any thread; `write` is called in the writer's own, a row at a time."""

    def __init__(self, write: Callable[[TableRow], object]) -> None:
        self.tell: Callable[[str], object] | None = None
        """Told when rows cannot be written, and when they could be after all; in the thread."""
        self._write = write
        self._rows: deque[TableRow] = deque()
        self._refused: list[TableRow] = []
        self._changed = Condition()
        self._thread: Thread | None = None
        self._failing_since: float | None = None
        self._fault = ""
        self._until: float | None = None  # when it is closed: the time to give up

    @property
    def fault(self) -> str:
        """Why the oldest row is not written yet, "" if there is no reason to worry."""
        return self._fault

    @property
    def unwritten(self) -> list[TableRow]:
        """What is not on disk."""
        with self._changed:
            return [*self._refused, *self._rows]

    def put(self, row: TableRow) -> None:
        """Take a row, to be written soon."""
        with self._changed:
            self._rows.append(row)
            if self._thread is None:
                self._thread = Thread(target=self._work, name="progress", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def wait(self) -> None:
        """Wait until all is on disk, or until it has been told that it is not."""
        with self._changed:
            told_before = self._fault
            self._changed.wait_for(lambda: not self._rows or self._fault)
        if told_before and self._fault:
            self._say(_kept(self._fault))

    def settle(self, seconds: float) -> None:
        """Wait a moment for rows under way, and not at all for rows that are tried again."""
        with self._changed:
            self._changed.wait_for(lambda: not self._rows or self._failing_since, seconds)

    def close(self, seconds: float) -> list[TableRow]:
        """Try for so long to write what is left, then end; return what is not on disk."""
        with self._changed:
            self._until = time.monotonic() + seconds
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(seconds + PATIENCE)
        return self.unwritten

    def _work(self) -> None:
        while row := self._next():
            try:
                self._write(row)
            except RowRefused as error:
                self._refused.append(row)
                self._done(str(error))
            except StoreError as error:
                if not self._goes_on(error):
                    return
            else:
                self._done("")

    def _next(self) -> TableRow | None:
        """Wait for a row; None at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._rows or self._until is not None)
            return self._rows[0] if self._rows else None

    def _done(self, refusal: str) -> None:
        with self._changed:
            self._rows.popleft()
            told = refusal
            if self._fault and not self._rows:
                told = told or "What could not be saved before is saved now."
            if not self._rows:
                self._fault = ""
            self._failing_since = None
            self._changed.notify_all()
        self._say(told)

    def _goes_on(self, error: StoreError) -> bool:
        """Note that a row could not be written; wait a moment, and tell whether to try again."""
        now = time.monotonic()
        told = ""
        with self._changed:
            self._failing_since = self._failing_since or now
            if not self._fault and (now - self._failing_since >= PATIENCE or self._until):
                self._fault = str(error)
                told = _kept(self._fault)
            self._changed.notify_all()
            if self._until is not None and now >= self._until:
                return False
        self._say(told)
        time.sleep(AGAIN)
        return True

    def _say(self, text: str) -> None:
        if text and self.tell:
            self.tell(text)


def _kept(fault: str) -> str:
    return f"Could not be saved yet. It is kept in memory and tried again. {fault}"
