"""Further seeds of the run in view, trained in processes of their own while it stays at hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from textual import work
from textual.message import Message

from engine.sweep import Result
from tutor.sweeps.processes import Processes
from tutor.sweeps.run import Pool
from tutor.sweeps.seeds import SeedRuns
from tutor.widgets.picture import PictureView


class Seeded(Protocol):
    """What further seeds can be trained of: one run, or several side by side."""

    def seed_settings(self) -> Sequence[Mapping[str, Any]]:
        """Return the settings of each run."""

    def take_seeds(self, groups: Sequence[Sequence[Result]], asked: int) -> None:
        """Take what has come in of each run, of so many seeds asked for."""


class SeedTraining(PictureView):
    """Trains further seeds of what it shows, at a key; the same key gives them up."""

    pool: Callable[[], Pool] = Processes

    class SeedsCame(Message, bubble=False):
        """Some seeds of a run have been trained."""

        def __init__(self, run: Seeded, runs: SeedRuns) -> None:
            super().__init__()
            self.run = run
            self.runs = runs

    _seed_runs: SeedRuns | None = None

    def train_seeds(self, run: Seeded) -> None:
        """Begin, or give up what is under way."""
        if self._seed_runs is not None:
            self.give_up_seeds()
            return
        self._seed_runs = runs = SeedRuns(run.seed_settings(), pool=self.pool)
        self._hand_over(run, runs)
        self._carry_out(run, runs)

    def give_up_seeds(self) -> None:
        """End the seeds that are under way, if any are."""
        if self._seed_runs is not None:
            self._seed_runs.end_now()
            self._seed_runs = None

    def on_unmount(self) -> None:
        self.give_up_seeds()

    @work(thread=True, group="seeds", exit_on_error=False, description="carry out")
    def _carry_out(self, run: Seeded, runs: SeedRuns) -> None:
        runs.carry_out(lambda: self._tell(run, runs))
        self._tell(run, runs)

    def _tell(self, run: Seeded, runs: SeedRuns) -> None:
        self.post_message(self.SeedsCame(run, runs))

    def on_seed_training_seeds_came(self, event: SeedsCame) -> None:
        if event.runs.done and event.runs is self._seed_runs:
            self._seed_runs = None
        if not event.runs.stopping:
            self._hand_over(event.run, event.runs)

    def _hand_over(self, run: Seeded, runs: SeedRuns) -> None:
        run.take_seeds([runs.of(number) for number in range(runs.groups)], runs.count)
        self.seeds_came()

    def seeds_came(self) -> None:
        """Show what has come in of the run."""
