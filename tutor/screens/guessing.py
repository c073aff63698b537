"""A guess how the loss will go, made before the run and judged at its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual import work

from tutor.playground.foresight import verdict
from tutor.playground.task import Task
from tutor.plots.arrange import shortened
from tutor.plots.cells import Picture, Span
from tutor.runs.run import LiveRun
from tutor.screens.chooser import Chooser
from tutor.screens.inspection import InspectionScreen
from tutor.screens.playground_menus import shape_choices


class GuessingScreen(InspectionScreen):
    """Keeps what was guessed of a run, and says whether it went so."""

    def __init__(
        self,
        settings: Mapping[str, Any] | None = None,
        task: Task | None = None,
        run: LiveRun | None = None,
    ) -> None:
        super().__init__(settings, task, run)
        self._guess: tuple[LiveRun, str] | None = None
        self._verdict: tuple[LiveRun, Span] | None = None
        self._guessed_right: list[bool] = []

    @work
    async def action_guess(self) -> None:
        """Ask how the loss will go, run, and say whether it went so."""
        self.board_view.take(self.new_run())
        chooser = Chooser[str]("How will the loss go?", shape_choices())
        guess = await self.app.push_screen_wait(chooser)
        if guess:
            self._guess = self.run, guess
            self.action_run()

    def _report(self, width: int) -> Picture:
        """Return what is to be said of the run, at first whether the guess about it was right."""
        self._judge_guess()
        told = super()._report(width)
        if self._verdict is None or self._verdict[0] is not self.run:
            return told
        return [shortened([self._verdict[1]], width), *told]

    def _judge_guess(self) -> None:
        """Once the run has come to its end, find out whether the guess was right."""
        run, snapshot = self.run, self.run.snapshot
        if self._guess is None or self._guess[0] is not run or not (snapshot and snapshot.final):
            return
        losses = run.history.figures("loss")
        right, told = verdict(self._guess[1], losses, diverged=bool(snapshot.diverged))
        self._guess = None
        self._guessed_right.append(right)
        score = f"{sum(self._guessed_right)} of {len(self._guessed_right)} guesses right"
        sign, role = ("✔", "right") if right else ("✘", "wrong")
        self._verdict = run, Span(f"{sign} {told} {score}", role)
