"""What ctrl+c does to a command that trains: it ends well, and reports what it has."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event


@contextmanager
def interrupts(stop: Callable[[], None] | None = None) -> Iterator[Event]:
    """Let the first ctrl+c set the event and call `stop`; the second one raises as usual."""
    interrupted = Event()

    def interrupt(*_: object) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        interrupted.set()
        if stop:
            stop()

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield interrupted
    finally:
        signal.signal(signal.SIGINT, before)
