"""The same run with further seeds, each in a process: what of a result is luck."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import BrokenExecutor
from typing import Any

from engine.sweep import Result, Trial, run_with_curves, sweep
from tutor.sweeps.processes import Processes
from tutor.sweeps.run import Pool

USUAL = 20
"""So many seeds tell a difference of one spread from none."""


def seed_trials(settings: Sequence[Mapping[str, Any]], count: int) -> list[Trial]:
    """Return so many trials of each of the settings, seeds counted on from their own.

    The number of the settings is in the choice, under "of".
    """
    trials: list[Trial] = []
    for number, each in enumerate(settings):
        first = int(each.get("seed") or 0)
        for seed in range(first, first + count):
            trial = Trial(len(trials), {**each, "seed": seed}, {"of": number}, seed)
            trials.append(trial)
    return sorted(trials, key=lambda trial: (trial.seed, trial.number))


class SeedRuns:
    """Trains several seeds of one run or more; every attribute may be read from other threads."""

    def __init__(
        self,
        settings: Sequence[Mapping[str, Any]],
        count: int = USUAL,
        pool: Callable[[], Pool] = Processes,
    ) -> None:
        self.groups, self.count = len(settings), count
        """How many runs there are, and of how many seeds each."""
        self.trials = seed_trials(settings, count)
        self.results: tuple[Result, ...] = ()
        self.stopping = False
        """Whether no run is begun any more."""
        self.trouble = ""
        """Why not all came to their end."""
        self._new_pool = pool
        self._pool: Pool | None = None

    @property
    def done(self) -> bool:
        return len(self.results) == len(self.trials)

    def of(self, number: int) -> tuple[Result, ...]:
        """Return what has come in so far of the settings of this number."""
        return tuple(r for r in self.results if r.trial.choice["of"] == number)

    def carry_out(self, came: Callable[[], None] = lambda: None) -> None:
        """Train them all, until told to stop; tells `came` of each that has ended."""
        at_once = min(os.cpu_count() or 1, len(self.trials))
        try:
            with self._new_pool() as self._pool:
                try:
                    for result in self._results(at_once):
                        self.results = (*self.results, result)
                        came()
                finally:
                    self._pool.end_now()
        except BrokenExecutor:
            if not self.stopping:
                self.trouble = "A process was ended from outside, perhaps because memory ran out."
        finally:
            self._pool = None

    def _results(self, at_once: int) -> Any:
        assert self._pool is not None
        return sweep(
            self.trials,
            self._pool,
            at_once=at_once,
            stopped=lambda: self.stopping,
            run=run_with_curves,
        )

    def end_now(self) -> None:
        """Stop, and give up the runs under way."""
        self.stopping = True
        if pool := self._pool:
            pool.end_now()
