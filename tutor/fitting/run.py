"""One run under way, trained in bursts: so many epochs or steps, or until it is told to stop."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from threading import Lock
from time import monotonic, sleep
from typing import Any

from engine.evaluation import Evaluation
from engine.experiment import Experiment
from engine.layer import Weighted
from engine.training import Snapshot, Training
from tutor.fitting.history import History
from tutor.plots.curves import Curve

FRAMES_A_SECOND = 10
_DRAWING_SHARE = 1 / 9  # of the time at most is spent on drawing, on a slow machine too
FIGURES = ("accuracy", "loss", "val_accuracy", "val_loss", "macro_f1", "top2", "ece")
"""What the formula of a task may speak of, beside `epoch`."""

_SLOW_EPOCH = 0.03  # seconds; a longer one is taken step by step, to be able to stop within it
_NAP = 0.02  # seconds; how long a paced run sleeps before it looks again whether to stop


@dataclass(frozen=True, slots=True)
class Goal:
    """How far a burst goes: to the end, or so many epochs or steps, and how fast at most."""

    epochs: int | None = None
    steps: int | None = None
    epochs_a_second: float | None = None

    @property
    def goes_on(self) -> bool:
        """Whether it goes on to the end of the run."""
        return self.epochs is None and self.steps is None


DRAW_ONLY = Goal(epochs=0)


class LiveRun:
    """A training run, its curves so far, and whether it has reached what was asked for.

    What trains belongs to the thread that holds `lock`; anyone may read the snapshots.
    """

    def __init__(
        self, settings: dict[str, Any], when: str = "", figures: tuple[str, ...] = ()
    ) -> None:
        self.settings = settings
        self.lock = Lock()
        self.history = History()
        self.snapshot: Snapshot | None = None
        """How the run stands; measured anew after each epoch, and where a burst ends."""
        self.reached: Snapshot | None = None
        """The first snapshot that the formula `when` is true of."""
        self.description = ""
        """The network and how it is trained, in a line; known once the run is built."""
        self._goal = Curve(when, "epoch", FIGURES) if when else None
        self._training: Training | None = None
        self._epoch_seconds = 0.0

    @property
    def training(self) -> Training:
        """The engine's run, built when first asked for; raises ValueError where it cannot be."""
        if self._training is None:
            self._training = Experiment.of(**self.settings).start()
            self.description = _described(self._training)
            self._keep(self._measured())
        return self._training

    @property
    def finished(self) -> bool:
        return self._training is not None and self._training.finished

    def set_learning_rate(self, rate: float) -> None:
        """Go on with another learning rate; safe from any thread."""
        self.settings = {**self.settings, "learning_rate": rate}
        if self._training is not None:
            self._training.learning_rate = rate

    def burst(self, goal: Goal, stopped: Callable[[], bool], show: Callable[[], None]) -> None:
        """Train as far as the goal, until told to stop; calls `show` some times a second."""
        training = self.training
        began, next_frame, epochs = monotonic(), monotonic() + 1 / FRAMES_A_SECOND, 0
        while goal.epochs is None or epochs < goal.epochs:
            if training.finished or goal.steps is not None or not self._epoch(stopped):
                break
            epochs += 1
            if monotonic() >= next_frame:
                next_frame = _shown(show)
            if goal.epochs_a_second and not _waited(began + epochs / goal.epochs_a_second, stopped):
                break
        for _ in range(goal.steps or 0):
            self._step()

    def _epoch(self, stopped: Callable[[], bool]) -> bool:
        """Train to the end of the epoch; False when told to stop before it."""
        if stopped():
            return False
        began = monotonic()
        if self._epoch_seconds > _SLOW_EPOCH:
            while self.training.take_step():
                if stopped():
                    self.snapshot = self._measured()
                    return False
        self._keep(next(self.training))
        self._epoch_seconds = monotonic() - began
        return True

    def _step(self) -> None:
        """Take one step; the last one of an epoch ends it."""
        training = self.training
        if training.finished:
            return
        training.take_step()
        if training.step % steps_an_epoch(training) == 0:
            self._keep(next(training))
        else:
            self.snapshot = self._measured()

    def _keep(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.history.add(snapshot)
        if self.reached is None and self._meets_goal(snapshot):
            self.reached = snapshot

    def _meets_goal(self, snapshot: Snapshot) -> bool:
        if self._goal is None or not snapshot.epoch:
            return False
        figures = {name: _number(getattr(snapshot, name)) for name in FIGURES}
        met = self._goal.at(float(snapshot.epoch), figures)
        return bool(met) and not math.isnan(met)

    def _measured(self) -> Snapshot:
        """Measure the run where it stands, also within an epoch."""
        training = self._training
        assert training is not None
        size = training.config.batch_size
        on_training = Evaluation(training.network, training.training_set, size)
        held_out = training.validation_set
        on_validation = Evaluation(training.network, held_out, size) if held_out else None
        return Snapshot(
            epoch=training.epoch,
            step=training.step,
            loss=on_training.loss,
            accuracy=on_training.accuracy(),
            val_loss=on_validation.loss if on_validation else None,
            val_accuracy=on_validation.accuracy() if on_validation else None,
            learning_rate=training.learning_rate,
            seconds=training.seconds,
        )


def steps_an_epoch(training: Training) -> int:
    """Return the number of mini-batches in an epoch; the last one may be smaller."""
    return -(-int(training.training_set.m) // training.config.batch_size)


def _described(training: Training) -> str:
    layers = [layer for layer in training.network.layers if isinstance(layer, Weighted)]
    sizes = [training.network.input_shape, *(layer.output_shape for layer in layers)]
    units = "-".join(str(prod(size)) for size in sizes)
    hidden = f" {layers[0].activation.name}" if len(layers) > 1 else ""
    return (
        f"{units}{hidden}, {training.network.parameters.size:,} parameters. "
        f"{training.optimizer.name}, learning rate {training.learning_rate:g}, "
        f"batches of {training.config.batch_size}: {steps_an_epoch(training)} steps an epoch."
    )


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _shown(show: Callable[[], None]) -> float:
    """Show how it stands; return when to do so again."""
    began = monotonic()
    show()
    now = monotonic()
    return max(began + 1 / FRAMES_A_SECOND, now + (now - began) / _DRAWING_SHARE)


def _waited(until: float, stopped: Callable[[], bool]) -> bool:
    """Sleep until then; False when told to stop meanwhile."""
    while (rest := until - monotonic()) > 0:
        if stopped():
            return False
        sleep(min(rest, _NAP))
    return True
