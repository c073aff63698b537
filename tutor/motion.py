"""Whether things may move: as the learner wants it, and not where the terminal answers slowly.

This is the one place that decides; all that moves asks for the app's `animation_level`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from time import monotonic

SLOW = 0.1
"""Seconds; where the terminal takes longer to answer, as over a far line, pictures come late."""
_QUESTION = "\x1b[6n"  # where is the cursor? Every terminal knows it
_TIMES = 3  # the quickest answer counts: others may have waited for us


class Line:
    """The line to the terminal: how long it takes to answer a question."""

    def __init__(
        self, clock: Callable[[], float] = monotonic, environ: Mapping[str, str] = os.environ
    ) -> None:
        self.quickest: float | None = None
        """Seconds from a question to its answer; None while there is none."""
        self._clock = clock
        self._forbidden = bool(environ.get("NO_MOTION"))
        self._asked_at: float | None = None
        self._left = _TIMES

    def ask(self, write: Callable[[str], object]) -> None:
        """Ask the terminal, unless it has answered often enough."""
        if self._left and self._asked_at is None:
            self._left -= 1
            self._asked_at = self._clock()
            write(_QUESTION)

    def answered(self) -> None:
        """Note that the answer is here."""
        if self._asked_at is not None:
            took = self._clock() - self._asked_at
            self.quickest = min(took, took if self.quickest is None else self.quickest)
            self._asked_at = None

    @property
    def is_measured(self) -> bool:
        return not self._left and self._asked_at is None

    @property
    def is_slow(self) -> bool:
        return self.is_measured and self.quickest is not None and self.quickest > SLOW

    def may_move(self, wanted: str) -> bool:
        """Whether things may move where the setting `motion` has this value."""
        return wanted == "on" and not self._forbidden and not self.is_slow

    def said(self, wanted: str) -> str:
        """Return why nothing moves although it is wanted; empty where it moves."""
        if wanted != "on" or self.may_move(wanted):
            return ""
        if self._forbidden:
            return "NO_MOTION is set where the program was started, so nothing moves."
        waited = round(1000 * (self.quickest or 0.0))
        return f"The terminal takes {waited} ms to answer, as over a far line, so nothing moves."
