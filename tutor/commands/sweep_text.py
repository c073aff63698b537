"""What `nn-tutor sweep` writes while it is at work: the table as it fills, in place."""

from __future__ import annotations

import os
from time import monotonic
from typing import TextIO

from engine.sweep import Result, Trial
from tutor.plots.ansi import ansi, terminal_palette
from tutor.plots.cells import plain
from tutor.sweeps.picture import SweepStanding, sweep_picture
from tutor.sweeps.plan import Plan

_FRAME = 0.25  # seconds
_ALL = 100_000  # rows: more than any table has


class LiveTable:
    """Draws over itself on a terminal, and writes nothing elsewhere.

    The results are the caller's list, to which each is added before it is told of.
    """

    def __init__(
        self, stream: TextIO, plan: Plan, trials: list[Trial], results: list[Result]
    ) -> None:
        self._stream, self._plan, self._trials, self._results = stream, plan, trials, results
        self._terminal = stream.isatty()
        self._running: dict[int, Trial] = {}
        self._began, self._done_before = monotonic(), len(results)
        self._drawn_at, self._rows = 0.0, 0
        self._told = ""

    def begun(self, trial: Trial) -> None:
        self._running[trial.number] = trial
        self._draw_in_time()

    def ended(self, result: Result) -> None:
        self._running.pop(result.trial.number, None)
        self._draw_in_time()

    def clear(self) -> None:
        """Take the table away."""
        if self._rows:
            self._stream.write(f"\x1b[{self._rows}F\x1b[J")
            self._stream.flush()
            self._rows = 0

    def say(self, text: str) -> bool:
        """Say something once, under the table or in its place; true from then on."""
        if text != self._told:
            self.clear()
            print(text, file=self._stream, flush=True)
            self._told = text
        return True

    def _draw_in_time(self) -> None:
        if self._terminal and monotonic() - self._drawn_at > _FRAME:
            self._draw()

    def _draw(self) -> None:
        width, height = os.get_terminal_size(self._stream.fileno())
        ended = len(self._results) - self._done_before
        left = len(self._trials) - len(self._results)
        seconds = (monotonic() - self._began) / ended * left if ended else None
        running = tuple(self._running.values())
        standing = SweepStanding(self._trials, self._results, running, seconds)
        palette = terminal_palette()
        picture = sweep_picture(self._plan, standing, width - 1, height - 2, palette)
        picture = picture[: height - 2]
        self.clear()
        self._stream.write(ansi(picture, palette) + "\n")
        self._stream.flush()
        self._drawn_at, self._rows = monotonic(), len(picture)


def report(plan: Plan, trials: list[Trial], results: list[Result], width: int, colour: bool) -> str:
    """The whole table, and the best."""
    palette = terminal_palette()
    picture = sweep_picture(plan, SweepStanding(trials, results), width, _ALL, palette)
    return ansi(picture, palette) if colour else plain(picture)
