"""What keys do to a training run, in a lesson's part and in the playground alike."""

from __future__ import annotations

from abc import abstractmethod
from typing import Generic

from tutor.runs.goal import Goal
from tutor.runs.pace import Pace
from tutor.widgets.training import Run, TrainingView


class Transport(Generic[Run]):
    """The actions of whoever has a view of a run: train, pause, step, begin anew, faster."""

    pace: Pace
    """How fast the run goes on by itself."""

    @property
    @abstractmethod
    def training(self) -> TrainingView[Run]:
        """The view that trains."""

    @abstractmethod
    def new_run(self) -> Run:
        """Return a run from its start."""

    @abstractmethod
    def show_pace(self) -> None:
        """Say how fast it goes now."""

    def action_run(self) -> None:
        """Train, pause, or begin anew a run that has come to its end."""
        if self.training.running:
            self.training.pause()
            return
        if self.training.live.finished:
            self.training.live = self.new_run()
        self.training.train(self.pace.goal)

    def action_step(self) -> None:
        self.training.train(Goal(steps=1))

    def action_epoch(self) -> None:
        self.training.train(Goal(epochs=1))

    def action_reset(self) -> None:
        self.training.take(self.new_run())

    def action_speed(self, by: int) -> None:
        self.pace = self.pace.turned(by)
        if self.training.running:
            self.training.train(self.pace.goal)
        self.show_pace()

    def start_anew(self) -> None:
        """Begin a new run, and let it go on if the present one did."""
        running = self.training.running
        self.action_reset()
        if running:
            self.action_run()
