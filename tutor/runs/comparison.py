"""Several runs that differ in one setting, trained by turns: same data, same seed, same pace."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from threading import Lock
from time import monotonic
from typing import Any

from engine.sweep import Result
from engine.training import Snapshot
from tutor.plots.curves import Curve
from tutor.runs.goal import Goal
from tutor.runs.pacing import FRAMES_A_SECOND, draw, wait
from tutor.runs.run import MEASURED, LiveRun


def figure_names(runs: int) -> tuple[str, ...]:
    """Return what a task may speak of, beside `epoch`: loss_1 of the first run, and so on."""
    return tuple(f"{name}_{number}" for number in range(1, runs + 1) for name in MEASURED)


class Comparison:
    """Runs side by side; each takes an epoch before any of them takes the next one.

    Like a single run it belongs to the thread that holds `lock`.
    """

    def __init__(
        self, settings: Mapping[str, Any], name: str, values: Sequence[Any], when: str = ""
    ) -> None:
        self.name, self.values = name, tuple(values)
        """The setting that differs, and its value in each run."""
        self.runs = tuple(LiveRun({**settings, name: value}) for value in values)
        self.lock = Lock()
        self.reached: Snapshot | None = None
        """Where the run that is least far stood when the formula `when` was first true."""
        self._goal = Curve(when, "epoch", figure_names(len(values))) if when else None

    @property
    def finished(self) -> bool:
        return all(run.finished for run in self.runs)

    @property
    def front(self) -> Snapshot | None:
        """Where the run stands that is next to train, or at the end the one that came furthest."""
        waiting = [run.snapshot for run in self.runs if run.snapshot and not run.finished]
        ended = [run.snapshot for run in self.runs if run.snapshot]
        by_epoch = attrgetter("epoch")
        return min(waiting, key=by_epoch) if waiting else max(ended, key=by_epoch, default=None)

    def burst(self, goal: Goal, stopped: Callable[[], bool], show: Callable[[], None]) -> None:
        """Train all runs as far as the goal, until told to stop; calls `show` between epochs."""
        for _ in range(goal.steps or 0):
            self._each(self._under_way(), Goal(steps=1), stopped)
        if goal.steps is not None:
            return
        began, next_frame, epochs = monotonic(), monotonic() + 1 / FRAMES_A_SECOND, 0
        while (goal.epochs is None or epochs < goal.epochs) and not (stopped() or self.finished):
            epoch = min(_epoch(run) for run in self._under_way())
            self._each([run for run in self._under_way() if _epoch(run) == epoch], _ONE, stopped)
            epochs += 1
            if monotonic() >= next_frame:
                next_frame = draw(show)
            if goal.epochs_a_second and not wait(began + epochs / goal.epochs_a_second, stopped):
                break

    def seed_settings(self) -> list[dict[str, Any]]:
        """Return what further seeds of each run are trained with."""
        return [settings for run in self.runs for settings in run.seed_settings()]

    def take_seeds(self, groups: Sequence[Sequence[Result]], asked: int) -> None:
        """Take the seeds of each run that have been trained, of so many."""
        for run, results in zip(self.runs, groups, strict=True):
            run.take_seeds([results], asked)

    def _under_way(self) -> list[LiveRun]:
        """Return the runs that have not come to their end; builds those that are not built."""
        return [run for run in self.runs if not run.training.finished]

    def _each(self, runs: Sequence[LiveRun], goal: Goal, stopped: Callable[[], bool]) -> None:
        for run in runs:
            run.burst(goal, stopped, lambda: None)
        snapshots = [run.snapshot for run in self.runs if run.snapshot]
        least = min(snapshots, key=lambda snapshot: snapshot.epoch)
        if self.reached is None and least.epoch and self._meets_goal(least.epoch, snapshots):
            self.reached = least

    def _meets_goal(self, epoch: int, snapshots: Sequence[Snapshot]) -> bool:
        if self._goal is None:
            return False
        values = [getattr(snapshot, name) for snapshot in snapshots for name in MEASURED]
        numbers = [math.nan if value is None else value for value in values]
        figures = dict(zip(figure_names(len(snapshots)), numbers, strict=True))
        met = self._goal.at(float(epoch), figures)
        return bool(met) and not math.isnan(met)


_ONE = Goal(epochs=1)


def _epoch(run: LiveRun) -> int:
    return run.training.epoch
