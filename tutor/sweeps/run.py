"""A sweep under way: what has ended, what is running, and where the results are kept."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from threading import Lock
from time import monotonic
from typing import Any, Protocol, Self

from engine.sweep import Result, Trial, Workers, sweep
from tutor.progress.faults import StoreError
from tutor.sweeps.picture import SweepStanding
from tutor.sweeps.plan import Plan, key
from tutor.sweeps.processes import Processes
from tutor.sweeps.store import Sweeps

ENDED_ARE_KEPT = "All runs that had ended are kept; enter goes on with the others."
BROKEN = f"A process was ended from outside, perhaps because memory ran out. {ENDED_ARE_KEPT}"


class Pool(Workers, Protocol):
    """Workers for the time of a sweep, here or on a cluster, that can be told to give up."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *error: Any) -> bool | None: ...

    def end_now(self) -> None:
        """Give up what is under way; it may raise BrokenExecutor, or end as if it had not."""


class SweepRun:
    """Carries a plan out in a thread of its caller; every attribute may be read from others."""

    def __init__(self, plan: Plan, pool: Callable[[], Pool] = Processes) -> None:
        """Raises ValueError for a plan that cannot be carried out."""
        self.plan = plan
        self.trials = plan.trials()
        self.results: tuple[Result, ...] = ()
        self.running: tuple[Trial, ...] = ()
        self.stopping = False
        """Whether no run is begun any more."""
        self.trouble = ""
        """What went wrong beside the runs themselves."""
        self._new_pool = pool
        self._pool: Pool | None = None
        self._kept: Sweeps | None = None
        self._life = object()  # another one once it is begun anew
        self._lock = Lock()
        self._unkept: list[Result] = []
        self._began, self._done_before = 0.0, 0

    @property
    def unkept(self) -> int:
        """How many results could not be kept so far; each new one tries again."""
        return len(self._unkept)

    @property
    def done(self) -> bool:
        return len(self.results) == len(self.trials)

    def carry_out(self) -> None:
        """Run what has not ended yet, until all has or it is told to stop."""
        known = {key(result.trial) for result in self.results}
        missing = [trial for trial in self.trials if key(trial) not in known]
        self.trouble, life = "", self._life
        self._began, self._done_before = monotonic(), len(self.results)
        self._try(lambda kept: kept.begin(self.plan))
        with self._lock:
            self._keep_all()
        try:
            with self._new_pool() as self._pool:
                results = sweep(
                    missing,
                    self._pool,
                    at_once=os.cpu_count() or 1,
                    stopped=lambda: self.stopping,
                    begun=self._note,
                )
                for result in results:
                    self._take(result, life)
        except BrokenExecutor:
            if not self.stopping:
                self.trouble = BROKEN
        finally:
            self._pool, self.running = None, ()

    def end_now(self) -> None:
        """Stop, and give up the runs under way."""
        self.stopping = True
        if pool := self._pool:
            pool.end_now()

    def begin_anew(self) -> None:
        """Forget all results, those that are kept as well."""
        self.end_now()
        with self._lock:
            self._life = object()
            self.results, self.trouble, self._unkept = (), "", []
        self._try(lambda kept: kept.forget(self.trials))

    def keep_in(self, kept: Sweeps) -> None:
        """Keep results there from now on, and take those that are there already."""
        self._kept = kept
        found: list[Result] = []
        self._try(lambda kept: found.extend(kept.results(self.trials)))
        with self._lock:
            known = {key(result.trial) for result in self.results}
            self.results = (*self.results, *(r for r in found if key(r.trial) not in known))

    def standing(self) -> SweepStanding:
        """How far it is; the time left is reckoned from the runs that ended in this go."""
        ended = len(self.results) - self._done_before
        left = len(self.trials) - len(self.results)
        known = bool(self._pool) and ended > 0
        seconds = (monotonic() - self._began) / ended * left if known else None
        return SweepStanding(self.trials, self.results, self.running, seconds)

    def _note(self, trial: Trial) -> None:
        self.running = (*self.running, trial)

    def _take(self, result: Result, life: object) -> None:
        self.running = tuple(t for t in self.running if t.number != result.trial.number)
        with self._lock:
            if life is self._life:
                self.results = (*self.results, result)
                self._unkept.append(result)
                self._keep_all()

    def _keep_all(self) -> None:
        """Keep what is not kept yet, up to the first that cannot be."""
        while self._unkept and self._try(lambda kept: kept.keep(self._unkept[0])):
            del self._unkept[0]

    def _try(self, do: Callable[[Sweeps], None]) -> bool:
        """Do something where results are kept; what is wrong there stops no run."""
        try:
            if self._kept:
                do(self._kept)
        except StoreError as error:
            self.trouble = str(error)
            return False
        return True
