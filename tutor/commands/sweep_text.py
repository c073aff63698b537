"""What `nn-tutor sweep` writes while it is at work: the table as it fills, in place."""

from __future__ import annotations

import os
from time import monotonic
from typing import TextIO

from engine.sweep import Result, Trial
from tutor.playground.sweep_picture import Standing, sweep_picture
from tutor.playground.sweeping import Plan
from tutor.plots.ansi import ansi, terminal_palette
from tutor.plots.cells import plain

_FRAME = 0.25  # seconds
_ALL = 100_000  # rows: more than any table has


class LiveTable:
    """Draws over itself on a terminal, and writes nothing elsewhere."""

    def __init__(self, stream: TextIO, plan: Plan, trials: list[Trial], done: int) -> None:
        self._stream, self._plan, self._trials = stream, plan, trials
        self._terminal = stream.isatty()
        self._running: dict[int, Trial] = {}
        self._began, self._done_before = monotonic(), done
        self._drawn_at, self._rows = 0.0, 0

    def begun(self, trial: Trial) -> None:
        self._running[trial.number] = trial

    def ended(self, results: list[Result]) -> None:
        """Show the results, the last of which is new."""
        self._running.pop(results[-1].trial.number, None)
        if self._terminal and monotonic() - self._drawn_at > _FRAME:
            self._draw(results)

    def clear(self) -> None:
        """Take the table away."""
        if self._rows:
            self._stream.write(f"\x1b[{self._rows}F\x1b[J")
            self._stream.flush()
            self._rows = 0

    def _draw(self, results: list[Result]) -> None:
        width, height = os.get_terminal_size(self._stream.fileno())
        left = len(self._trials) - len(results)
        seconds = (monotonic() - self._began) / (len(results) - self._done_before) * left
        running = tuple(self._running.values())
        standing = Standing(self._trials, results, running, seconds)
        palette = terminal_palette()
        picture = sweep_picture(self._plan, standing, width - 1, height - 2, palette).picture
        picture = picture[: height - 2]
        self.clear()
        self._stream.write(ansi(picture, palette) + "\n")
        self._stream.flush()
        self._drawn_at, self._rows = monotonic(), len(picture)


def report(plan: Plan, trials: list[Trial], results: list[Result], width: int, colour: bool) -> str:
    """The whole table, and the best."""
    palette = terminal_palette()
    picture = sweep_picture(plan, Standing(trials, results), width, _ALL, palette).picture
    return ansi(picture, palette) if colour else plain(picture)
