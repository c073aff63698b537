"""The spiral of the first minute: a small network that learns three arms before one's eyes."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.plots.arrange import fitted
from tutor.plots.cells import Palette, Picture, Span
from tutor.runs.look import Look
from tutor.runs.run import Goal, LiveRun
from tutor.runs.views import draw_view
from tutor.widgets.training import TrainingView

EPOCHS = 200
STOPS = (0, 20, EPOCHS)
"""The epochs that are shown where nothing is to move."""
_A_SECOND = 20  # epochs: ten seconds in all
SETTINGS = {
    "dataset": "spiral",
    "hidden": (32,),
    "learning_rate": 0.1,
    "batch_size": 64,
    "epochs": EPOCHS,
    "seed": 0,
}


@dataclass(frozen=True, slots=True)
class SpiralDrawing:
    """How the run is drawn: the plane, and below it how it stands."""

    width: int
    height: int
    palette: Palette

    def draw(self, run: LiveRun) -> Picture:
        plane = draw_view("regions", run, self.width, self.height - 1, Look(self.palette))
        snapshot = run.snapshot
        assert snapshot is not None
        sign = "✔" if run.finished else "▶"
        accuracy = 100 * (snapshot.accuracy or 0.0)
        stands = f"{sign} epoch {snapshot.epoch} of {EPOCHS}   accuracy {accuracy:.1f} %"
        return [*plane, fitted([Span(stands)], self.width)]


class Spiral(TrainingView[LiveRun]):
    """Trains slowly enough to be watched, or from stop to stop."""

    DEFAULT_CSS = "Spiral { width: 1fr; height: 1fr; }"

    def __init__(self) -> None:
        super().__init__(LiveRun(SETTINGS))

    def on_resize(self) -> None:
        width, height = self.size
        if width > 0 and height > 1:
            self.use(SpiralDrawing(width, height, self.palette()))

    def restyled(self) -> None:
        self.on_resize()

    def go_on(self) -> None:
        self.train(Goal(epochs_a_second=_A_SECOND))

    def to_next_stop(self) -> None:
        """Train at once to the next of the epochs that are shown."""
        snapshot = self.live.snapshot
        here = snapshot.epoch if snapshot else 0
        self.train(Goal(epochs=next((stop for stop in STOPS if stop > here), EPOCHS) - here))
