"""What is set before a run: the hyperparameters of training."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from engine.augmentation import Augmentation
from engine.optimizers import Optimizer, optimizer
from engine.regularization import EarlyStopping
from engine.schedules import Schedule, schedule


@dataclass(frozen=True, slots=True)
class TrainingConfig:
    """The hyperparameters of a run. Optimizer and schedule are given by name or made beforehand."""

    epochs: int = 200
    batch_size: int = 64
    optimizer: str | Optimizer = "sgd"
    learning_rate: float | None = None
    """None: the rate of the optimizer that was given, or 0.1 for one given by name."""
    seed: int = 0
    """Of the order of the examples, and of augmentation."""
    schedule: str | Schedule = "constant"
    validation_split: float = 0.0
    """The share of the examples that is set aside, by the seed, not to be learned from."""
    early_stopping: EarlyStopping | None = None
    augmentation: Augmentation | None = None
    trace_every: int = 0
    """After how many steps one is kept for `Training.trace`, beginning with the first; 0: none."""

    def __post_init__(self) -> None:
        if self.epochs < 1 or self.batch_size < 1:
            raise ValueError("epochs and batch_size are whole numbers from 1 up")
        if self.trace_every < 0:
            raise ValueError("trace_every is a number of steps, or 0 for no trace")
        if not 0 <= self.validation_split < 1:
            raise ValueError("validation_split is a share of the examples: at least 0, less than 1")

    def make_optimizer(self) -> Optimizer:
        """An optimizer for one run; raises ValueError for an unknown name."""
        if isinstance(self.optimizer, str):
            return optimizer(
                self.optimizer, 0.1 if self.learning_rate is None else self.learning_rate
            )
        made = deepcopy(self.optimizer)
        if self.learning_rate is not None:
            made.learning_rate = self.learning_rate
        return made

    def make_schedule(self) -> Schedule:
        """The schedule; raises ValueError for an unknown name."""
        return schedule(self.schedule) if isinstance(self.schedule, str) else self.schedule
