"""Ends the program well when it is told to from outside, and when its terminal is gone."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Thread

_LOOKS = 1.0  # seconds between two looks whether the terminal is still there
_GRACE = 3.0  # seconds to end in without a terminal
_PATIENCE = 8.0  # seconds to end in with one, which may have stopped taking what is drawn
_HANG_UP = 129
_STANDARD_INPUT = 0
_TOLD_FROM_OUTSIDE = 128  # and the number of the signal: the exit code that shells expect


def leave_when_told(leave: Callable[[int], object], save: Callable[[], object]) -> None:
    """Call `leave` with an exit code, in the running loop, when the program is to end.

    Where that does not end it, because nothing can be drawn any more, `save` is called instead and
    the process ends at once. A signal that was ignored from the start stays ignored.
    """

    def leave_in_time(code: int) -> None:
        leave(code)
        Thread(target=_end, args=(code, save, _PATIENCE), daemon=True).start()

    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            with suppress(NotImplementedError):  # on Windows
                loop.add_signal_handler(number, leave_in_time, _TOLD_FROM_OUTSIDE + number)
    if sys.platform != "win32":
        Thread(target=_watch, args=(loop, leave, save), daemon=True).start()


def _watch(
    loop: asyncio.AbstractEventLoop, leave: Callable[[int], object], save: Callable[[], object]
) -> None:
    """Wait for the end of the terminal: reading from it would then return at once, for ever."""
    while _is_there():
        time.sleep(_LOOKS)
    with suppress(RuntimeError):  # the loop has ended by itself
        loop.call_soon_threadsafe(leave, _HANG_UP)
    _end(_HANG_UP, save, _GRACE)


def _end(code: int, save: Callable[[], object], seconds: float) -> None:
    """End the process after so long, if it has not ended by itself."""
    time.sleep(seconds)
    save()
    os._exit(code)


def _is_there() -> bool:
    import termios

    try:
        termios.tcgetattr(_STANDARD_INPUT)
    except termios.error:
        return False
    return True
