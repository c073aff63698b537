"""One run under way, trained in bursts: so many epochs or steps, or until it is told to stop."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from threading import Lock
from time import monotonic
from typing import Any

import numpy as np

from engine.datasets import Dataset
from engine.datasets.preparation import Preparation
from engine.evaluation import Evaluation, examples_at_once
from engine.experiment import Experiment
from engine.network import Network
from engine.sweep import Result
from engine.training import Snapshot, Training
from tutor.plots.curves import Curve
from tutor.runs.changes import Change, Changes
from tutor.runs.checkpoints import Checkpoints
from tutor.runs.description import SIZES, described, sizes, steps_an_epoch
from tutor.runs.findings.evidence import Evidence, Inspections
from tutor.runs.findings.find import find
from tutor.runs.findings.finding import Finding
from tutor.runs.goal import Goal
from tutor.runs.history import History
from tutor.runs.norms import Norms
from tutor.runs.pacing import FRAMES_A_SECOND, draw, wait
from tutor.runs.watched import Watched

MEASURED = ("accuracy", "loss", "val_accuracy", "val_loss", "macro_f1", "top2", "ece")
FIGURES = (*MEASURED, *SIZES)
"""What the formula of a task may speak of, beside `epoch`."""

_SLOW_EPOCH = 0.03  # seconds; a longer one is taken step by step, to be able to stop within it


class LiveRun:
    """A training run, its curves so far, and whether it has reached what was asked for.

    What trains belongs to the thread that holds `lock`; anyone may read the snapshots.
    """

    def __init__(
        self, settings: Mapping[str, Any], when: str = "", changes: Iterable[Change] = ()
    ) -> None:
        self.settings = dict(settings)
        """What the run began with."""
        self.changes = Changes(changes)
        """What has changed since."""
        self.lock = Lock()
        self.history = History()
        self.checkpoints = Checkpoints()
        self.norms = Norms()
        self.inspections = Inspections()
        self.watched = Watched()
        self.seeds: tuple[Result, ...] = ()
        """The same run with further seeds, as far as they were trained."""
        self.seeds_asked = 0
        self.findings: tuple[Finding, ...] = ()
        """What is wrong with it, as far as was seen when it was last looked into."""
        self.snapshot: Snapshot | None = None
        """How the run stands; measured anew after each epoch, and where a burst ends."""
        self.reached: Snapshot | None = None
        """The first snapshot that the formula `when` is true of."""
        self._goal = Curve(when, "epoch", FIGURES) if when else None
        self._training: Training | None = None
        self._epoch_seconds = 0.0
        self._head = 0  # the last epoch of the way that the run took; it may have gone back

    @property
    def training(self) -> Training:
        """The engine's run, built when first asked for; raises ValueError where it cannot be."""
        if self._training is None:
            experiment = Experiment.of(**self.settings)
            self.data, self.held_out = experiment.split()
            self.prepare = experiment.preparation(self.data)
            validation = self.held_out and self.prepare(self.held_out)
            self._training = self.begun(experiment.start_on(self.prepare(self.data), validation))
            self._first = {
                "learning_rate": self._training.learning_rate,
                "batch_size": self._training.batch_size,
                "l1": experiment.network.l1,
                "l2": experiment.network.l2,
            }
            self._keep(self._measured())
        return self._training

    def begun(self, training: Training) -> Training:
        """Return the engine's run as it is to begin, anew or at a kept epoch."""
        return training

    beside: Network | None = None
    """Another network, to be seen beside this run's; `stand_beside` brings it to its epoch."""

    def stand_beside(self) -> None:
        """Let the network beside stand where this run stands; for the thread that trains."""

    data: Dataset
    """The training examples as they were loaded; like the next two, there once `training` is."""
    held_out: Dataset | None
    prepare: Preparation
    """What is done to inputs as loaded before the network sees them."""

    @property
    def descriptions(self) -> tuple[str, ...]:
        """The network and how it is trained at present, in ever fewer words; known once built."""
        return described(self._training) if self._training else ("",)

    @property
    def finished(self) -> bool:
        return self._training is not None and self._training.finished

    @property
    def went_back(self) -> bool:
        """Whether the run stands at an epoch before the last one it has trained."""
        return self._training is not None and self._training.epoch < self._head

    def change(self, name: str, value: float) -> None:
        """Go on with another value of a setting in LIVE; safe from any thread.

        What further seeds have shown was of the run without the change, and is let go.
        """
        self.changes.ask(name, value)
        self.seeds, self.seeds_asked = (), 0

    def seed_settings(self) -> list[dict[str, Any]]:
        """Return what further seeds are trained with."""
        return [self.present_settings()]

    def take_seeds(self, groups: Sequence[Sequence[Result]], asked: int) -> None:
        """Take the seeds that have been trained, of so many."""
        self.seeds, self.seeds_asked = tuple(groups[0]), asked

    def present_settings(self) -> dict[str, Any]:
        """Return the settings with what has changed since the start."""
        return self.settings | {change.name: change.value for change in self.changes.made}

    def burst(self, goal: Goal, stopped: Callable[[], bool], show: Callable[[], None]) -> None:
        """Train as far as the goal, until told to stop; calls `show` some times a second."""
        training = self.training
        if goal.back_to is not None:
            self._go_to(goal.back_to)
        if goal.goes_on or goal.epochs or goal.steps:
            self._take_this_way()
        self.changes.apply_due(training)
        began, next_frame, epochs = monotonic(), monotonic() + 1 / FRAMES_A_SECOND, 0
        while goal.epochs is None or epochs < goal.epochs:
            if self.finished or goal.steps is not None or not self._epoch(stopped):
                break
            epochs += 1
            if monotonic() >= next_frame:
                next_frame = draw(show)
            if goal.epochs_a_second and not wait(began + epochs / goal.epochs_a_second, stopped):
                break
        for _ in range(goal.steps or 0):
            if not self.finished:
                self._step_and_measure()
        self._sample_norms()
        if (goal.goes_on or goal.steps) and not self.finished:
            self._look_inside()

    def _look_inside(self) -> None:
        """Where few epochs have passed, or a burst ends: too seldom to slow the run down."""
        training = self.training
        if not self.went_back:
            self.inspections.take(training)
            snapshots, looks = self.history.snapshots, self.inspections.taken
            self.findings = find(Evidence(training, self.data, self.prepare, snapshots, looks))

    def _sample_norms(self) -> None:
        """Where a checkpoint is kept or a burst ends: too seldom to slow the run down."""
        training = self.training
        if training.step and not self.went_back:
            self.norms.take(training, training.epochs_done)

    def _epoch(self, stopped: Callable[[], bool]) -> bool:
        """Train to the end of the epoch; False when told to stop before it."""
        if stopped():
            return False
        training = self.training
        self.changes.apply_due(training)
        began = monotonic()
        change_at = self.changes.next_step()
        changes_within = change_at and change_at < training.step + steps_an_epoch(training)
        if self._epoch_seconds > _SLOW_EPOCH or changes_within:
            while training.take_step():
                self.changes.apply_due(training)
                if stopped():
                    self.snapshot = self._measured()
                    return False
        self._keep(next(training))
        self._epoch_seconds = monotonic() - began
        return True

    def step(self) -> None:
        """Take one step; the last one of an epoch ends it, and only this one is measured."""
        training = self.training
        if training.finished:
            return
        self.changes.apply_due(training)
        training.take_step()
        if self._at_end_of_epoch():
            self._keep(next(training))

    def _step_and_measure(self) -> None:
        """Take one step; one that breaks the run ends its epoch, which finds out where."""
        self.step()
        if not self._at_end_of_epoch():
            self.snapshot = self._measured()
            if not math.isfinite(self.snapshot.loss):
                self._keep(next(self.training))

    def _at_end_of_epoch(self) -> bool:
        return not self.training.has_steps_left

    def _go_to(self, epoch: int) -> None:
        """Be at the nearest kept epoch; what came after it stays in view until the run goes on."""
        here = self.training
        if here.epoch == self._head and not (self.snapshot and self.snapshot.diverged):
            self.checkpoints.add(here.checkpoint())
        self._training = self.begun(
            Training(
                here.network,
                here.training_set,
                here.config,
                here.validation_set,
                self.checkpoints[self.checkpoints.nearest(epoch)],
            )
        )
        self.changes.restore(self._training, self._first)
        self.snapshot = self._measured()

    def _take_this_way(self) -> None:
        """Let go of what came after the place that the run went back to, if it did."""
        epoch, step = self.training.epoch, self.training.step
        if self.went_back:
            self._head = epoch
            for kept in (self.history, self.checkpoints, self.norms, self.inspections):
                kept.forget_after(epoch)
            self.changes.forget_after(step)

    def _keep(self, snapshot: Snapshot) -> None:
        assert self._training is not None
        self.snapshot = snapshot
        self._head = snapshot.epoch
        self.history.add(snapshot)
        if self.checkpoints.due(snapshot.epoch) and not snapshot.diverged:
            self.checkpoints.add(self._training.checkpoint())
            self._sample_norms()
        if self.inspections.due(snapshot.epoch) or snapshot.final:
            self._look_inside()
        if self.reached is None and self._meets_goal(snapshot):
            self.reached = snapshot

    def _meets_goal(self, snapshot: Snapshot) -> bool:
        if self._goal is None or not snapshot.epoch:
            return False
        assert self._training is not None
        figures = {name: _number(getattr(snapshot, name)) for name in MEASURED}
        figures |= sizes(self._training)
        met = self._goal.at(float(snapshot.epoch), figures)
        return bool(met) and not math.isnan(met)

    def _measured(self) -> Snapshot:
        """Measure the run where it stands, also within an epoch."""
        training = self._training
        assert training is not None
        size = examples_at_once(training.network, training.batch_size)
        held_out = training.validation_set
        with np.errstate(all="ignore"):  # a loss may be infinite
            on_training = Evaluation(training.network, training.training_set, size)
            on_validation = Evaluation(training.network, held_out, size) if held_out else None
            return Snapshot(
                epoch=training.epoch,
                step=training.step,
                loss=on_training.loss,
                accuracy=on_training.accuracy(),
                val_loss=on_validation.loss if on_validation else None,
                val_accuracy=on_validation.accuracy() if on_validation else None,
                learning_rate=training.optimizer.learning_rate,
                seconds=training.seconds,
            )


def _number(value: float | None) -> float:
    return math.nan if value is None else value
