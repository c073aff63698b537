"""The run of a case of the training doctor: it trains before the learner's eyes, untold of."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tutor.plots.captions import caption
from tutor.plots.cells import Picture, Row
from tutor.runs.look import Look
from tutor.runs.pace import Pace
from tutor.runs.panels import PanelSpace
from tutor.runs.run import LiveRun
from tutor.runs.words import status_row
from tutor.widgets.training_part import LOOKING, TrainingPart

MakeRun = Callable[[], LiveRun]


class Patient(TrainingPart[LiveRun], can_focus=True):
    """Shows the symptoms of a run; what the tutor finds of it is not said here."""

    HINT = "space trains it, v shows another symptom, o the loss on a log scale."

    BINDINGS: ClassVar[list[BindingType]] = [
        *LOOKING,
        Binding("o", "log", "log scale", tooltip="The loss on a logarithmic scale."),
    ]

    class Ended(Message):
        """A run has come to its end, or could not be begun."""

        def __init__(self, run: LiveRun, error: str) -> None:
            super().__init__()
            self.run = run
            self.error = error

    def __init__(self, make: MakeRun, views: tuple[str, ...]) -> None:
        self._make, self._views = make, views
        self._treatment = ""
        self._log = False
        self._told_of: LiveRun | None = None
        super().__init__()

    def new_run(self) -> LiveRun:
        run = self._make()
        self.pace = Pace.suiting(int(run.settings.get("epochs", 200)))
        return run

    def treat(self, make: MakeRun, treatment: str) -> None:
        """Train it anew with a treatment, which is told above the symptoms."""
        self._make, self._treatment = make, treatment
        self._told_of = None
        self.action_reset()
        self.pace = self.pace.turned(1)
        self.action_run()

    def action_log(self) -> None:
        self._log = not self._log
        self._choose_canvas()

    def watch_frame(self, frame: Picture) -> None:
        super().watch_frame(frame)
        self._tell_end()

    def watch_error(self) -> None:
        self._tell_end()

    def _tell_end(self) -> None:
        """Say once of each run that it has ended."""
        run = self.live
        if run is not self._told_of and (self.error or (run.finished and not self.running)):
            self._told_of = run
            self.post_message(self.Ended(run, self.error))

    def watch_running(self, running: bool) -> None:
        super().watch_running(running)
        self._tell_end()

    def _canvas(self, width: int, rows: int) -> PanelSpace:
        return PanelSpace(width, rows, Look(self.palette(), self._log), self._views, self._view)

    def _status(self, pace: str, width: int) -> Row:
        return status_row(self.live, self.running, pace, width, self.error)

    def _report(self, width: int) -> Picture:
        if self.error:
            return caption(f"✘ {self.error}", width, "wrong")
        return caption(f"with: {self._treatment}", width, "accent") if self._treatment else [[]]
