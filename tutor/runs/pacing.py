"""How a run shares its time: with drawing, and with the pace that it was asked to keep."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep

FRAMES_A_SECOND = 10
_DRAWING_SHARE = 1 / 16  # of the time at most is spent on drawing; painting takes as much again
_NAP = 0.02  # seconds; how long a paced run sleeps before it looks again whether to stop


def draw(show: Callable[[], None]) -> float:
    """Show how it stands; return when to do so again."""
    began = monotonic()
    show()
    now = monotonic()
    return max(began + 1 / FRAMES_A_SECOND, now + (now - began) / _DRAWING_SHARE)


def wait(until: float, stopped: Callable[[], bool]) -> bool:
    """Sleep until then; False when told to stop meanwhile."""
    while (rest := until - monotonic()) > 0:
        if stopped():
            return False
        sleep(min(rest, _NAP))
    return True
