"""What is known of a run, to draw its findings from: its curve, and looks inside now and then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

import numpy as np

from engine.arrays import Array
from engine.datasets import Dataset
from engine.datasets.preparation import Preparation
from engine.inspection import Inspection, inspect, times_predicted
from engine.training import Snapshot, Training

_EPOCHS = tuple(m * 10**e for e in range(7) for m in (1, 2, 5))
"""After which a run is looked into: so few that it does not slow down."""
_STEPS = 50  # before them nothing is said of what has not been learned
_LATE = 5  # the last fifth of the curve tells where a run stands
_STRUGGLING = 0.2  # of the loss that the best constant answer has


class Inspections:
    """The looks taken so far into one run."""

    def __init__(self) -> None:
        self.taken: list[Inspection] = []
        self._first: Array | None = None

    def due(self, epoch: int) -> bool:
        """Whether a look belongs at the end of this epoch."""
        return epoch == 0 or epoch in _EPOCHS

    def take(self, training: Training) -> None:
        """Look at the network as it stands, unless that was done at this step already."""
        if self._first is None:
            self._first = training.network.parameters.copy()
        sound = np.isfinite(training.network.parameters).all()
        if sound and not (self.taken and self.taken[-1].step >= training.step):
            self.taken.append(inspect(training, self._first))

    def forget_after(self, epoch: int) -> None:
        """Let go of what came after this epoch: the run takes another way from here."""
        self.taken = [look for look in self.taken if look.epoch <= epoch]


@dataclass(frozen=True, eq=False)
class Evidence:
    """All that findings are drawn from."""

    training: Training
    data: Dataset
    """The training examples as they were loaded."""
    prepare: Preparation
    snapshots: Sequence[Snapshot]
    inspections: Sequence[Inspection]

    @property
    def snapshot(self) -> Snapshot | None:
        return self.snapshots[-1] if self.snapshots else None

    @property
    def now(self) -> Inspection:
        return self.inspections[-1]

    @property
    def first(self) -> Inspection:
        return self.inspections[0]

    @property
    def began_untrained(self) -> bool:
        """Whether the first look came before the first step."""
        return self.first.step == 0

    @property
    def seasoned(self) -> bool:
        """Whether it has trained for so long that something should have been learned."""
        return self.now.step >= _STEPS

    @property
    def base(self) -> float:
        """The loss of the best answer that is the same for all examples."""
        return self.now.base

    @cached_property
    def losses(self) -> Array:
        """The losses without penalties after each epoch that was kept, (n,)."""
        penalty = self.training.network.penalty()
        return np.array([shot.loss for shot in self.snapshots if shot.epoch]) - penalty

    @cached_property
    def late(self) -> float:
        """Where the loss stands: the median of its last fifth."""
        if not self.losses.size:
            return self.now.loss
        return float(median(self.losses[-max(len(self.losses) // _LATE, 1) :].tolist()))

    @property
    def struggling(self) -> bool:
        """Whether it has had its time, and is still far from what can be reached."""
        reached = self.base or self.first.loss  # labels that are all alike have a base of 0
        return self.seasoned and not self.late < _STRUGGLING * reached

    @cached_property
    def rises(self) -> Array:
        """Which epochs of the later half ended with a loss 5 % higher than they began, (n,)."""
        half = self.losses[len(self.losses) // 2 :]
        with np.errstate(all="ignore"):
            rises: Array = half[1:] > 1.05 * half[:-1]
        return rises

    @cached_property
    def predicted(self) -> Array | None:
        """How often each class is predicted, (k,); None without classes."""
        return times_predicted(self.training)

    @property
    def is_regression(self) -> bool:
        return self.training.training_set.classes is None
