"""Says that a command waits for a named pipe, to which nobody may be writing."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterable
from pathlib import Path

from tutor.commands.output import tell

PATIENCE = 1.0  # seconds
_WAITING = "Waiting for data from {} (a pipe that nobody has written to yet); ctrl+c ends it."


def tell_of_waiting(options: Iterable[object]) -> None:
    """Where one of the options names a pipe, tell after a moment if it is still waited for."""
    if any(_is_pipe(option) for option in options):
        from threading import Timer, main_thread

        timer = Timer(PATIENCE, _tell, (main_thread().ident,))
        timer.daemon = True
        timer.start()


def _tell(thread: int) -> None:
    """Look at what a thread has in hand where it stands: while it opens or reads, the file."""
    frame = sys._current_frames().get(thread)
    in_hand = list(frame.f_locals.values()) if frame else []
    if waited_for := [each for each in in_hand if isinstance(each, Path) and _is_pipe(each)]:
        tell(_WAITING.format(waited_for[0]))


def _is_pipe(option: object) -> bool:
    try:
        return isinstance(option, str | Path) and stat.S_ISFIFO(Path(option).stat().st_mode)
    except (OSError, ValueError):
        return False
