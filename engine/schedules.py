r"""Learning-rate schedules: what the rate is multiplied by in each epoch, counted from 0.

constant      1
step          factor^floor(epoch / every)
exponential   rate^epoch
cosine        end + (1 - end) (1 + cos(pi epoch / epochs)) / 2
warmup        (epoch + 1) / length at first, then another schedule
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from math import cos, pi
from typing import Any

from engine.arguments import check_real, check_whole
from engine.names import look_up


class Schedule(ABC):
    """A factor for the learning rate, epoch by epoch."""

    @abstractmethod
    def factor(self, epoch: int, epochs: int) -> float:
        """The factor in epoch 0, 1, ... of a run of `epochs` epochs."""


@dataclass(frozen=True, slots=True)
class Constant(Schedule):
    """The same rate throughout."""

    def factor(self, epoch: int, epochs: int) -> float:
        return 1.0


@dataclass(frozen=True, slots=True)
class StepDecay(Schedule):
    """Multiplied by `drop` after every `every` epochs."""

    every: int = 50
    drop: float = 0.5

    def __post_init__(self) -> None:
        check_whole(every=self.every)
        check_real(drop=self.drop)
        if self.every < 1:
            raise ValueError(f"a step schedule needs at least one epoch a step, got {self.every}")

    def factor(self, epoch: int, epochs: int) -> float:
        return float(self.drop ** (epoch // self.every))


@dataclass(frozen=True, slots=True)
class ExponentialDecay(Schedule):
    """Multiplied by `rate` after every epoch."""

    rate: float = 0.99

    def __post_init__(self) -> None:
        check_real(rate=self.rate)

    def factor(self, epoch: int, epochs: int) -> float:
        return float(self.rate**epoch)


@dataclass(frozen=True, slots=True)
class Cosine(Schedule):
    """Half a cosine wave from 1 down to `end`, which it would reach after the last epoch."""

    end: float = 0.0

    def __post_init__(self) -> None:
        check_real(end=self.end)

    def factor(self, epoch: int, epochs: int) -> float:
        return self.end + (1.0 - self.end) * (1.0 + cos(pi * epoch / epochs)) / 2.0


@dataclass(frozen=True, slots=True)
class WarmUp(Schedule):
    """Rises in equal steps to the full rate in `length` epochs, then follows `then`."""

    length: int = 5
    then: Schedule = Constant()

    def __post_init__(self) -> None:
        check_whole(length=self.length)

    def factor(self, epoch: int, epochs: int) -> float:
        if epoch < self.length:
            return (epoch + 1) / self.length
        return self.then.factor(epoch - self.length, max(epochs - self.length, 1))


SCHEDULES: dict[str, type[Schedule]] = {
    "constant": Constant,
    "step": StepDecay,
    "exponential": ExponentialDecay,
    "cosine": Cosine,
    "warmup": WarmUp,
}


def schedule(name: str, **options: Any) -> Schedule:
    """The schedule called `name`; raises ValueError that suggests the nearest."""
    return look_up("schedule", name, SCHEDULES)(**options)
