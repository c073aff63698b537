"""Settings that change while a run is under way, kept so that the run can be repeated exactly."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from engine.training import Training

LIVE: Mapping[str, type[int] | type[float]] = {
    "learning_rate": float,
    "batch_size": int,
    "l1": float,
    "l2": float,
}
"""The settings that a run can change without beginning anew, and what their values are."""


class Change(NamedTuple):
    """After this many steps, a setting of LIVE got another value."""

    step: int
    name: str
    value: float


class Changes:
    """What has changed so far, what is asked for now, and what is known to come."""

    def __init__(self, to_come: Iterable[Change] = ()) -> None:
        self.made: list[Change] = []
        self._to_come = sorted(to_come)
        self._asked: deque[tuple[str, float]] = deque()

    def ask(self, name: str, value: float) -> None:
        """Change a setting before the next step; safe from any thread."""
        self._asked.append((name, LIVE[name](value)))

    def next_step(self) -> int | None:
        """After how many steps the next change is known to come."""
        return self._to_come[0].step if self._to_come else None

    def apply_due(self, training: Training) -> None:
        """Make the changes that are due, between two steps."""
        while self._to_come and self._to_come[0].step <= training.step:
            self._make(training, self._to_come.pop(0))
        while self._asked:
            self._make(training, Change(training.step, *self._asked.popleft()))

    def restore(self, training: Training, first: Mapping[str, float]) -> None:
        """Give a run that went back the values it had there; `first` are those of its start."""
        then = {change.name: change.value for change in self.made if change.step <= training.step}
        for name, value in {**first, **then}.items():
            _apply(training, name, value)

    def forget_after(self, step: int) -> None:
        """The run takes another way from here."""
        self.made = [change for change in self.made if change.step <= step]

    def _make(self, training: Training, change: Change) -> None:
        _apply(training, change.name, change.value)
        same = (change.step, change.name)
        self.made = [kept for kept in self.made if (kept.step, kept.name) != same] + [change]


def _apply(training: Training, name: str, value: float) -> None:
    if name == "learning_rate":
        training.learning_rate = value
    elif name == "batch_size":
        training.batch_size = int(value)
    elif name == "l1":
        training.network.penalise(l1=value)
    else:
        training.network.penalise(l2=value)
