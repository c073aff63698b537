"""The spiral of the first minute: a small network that learns three arms before one's eyes."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.plots.arrange import fitted, row_width
from tutor.plots.cells import Palette, Picture, Row, Span
from tutor.plots.numbers import percent
from tutor.plots.regions import HOLLOW, POINTS
from tutor.runs.goal import Goal
from tutor.runs.look import Look
from tutor.runs.planes import bare_regions
from tutor.runs.run import LiveRun
from tutor.widgets.training import TrainingView

EPOCHS = 200
STOPS = (0, 20, EPOCHS)
"""The epochs that are shown where nothing is to move."""
_ARMS = 3
_GAP = 2
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
    """How the run is drawn: the plane alone, and below it what its signs mean and how it stands."""

    width: int
    height: int
    palette: Palette

    def draw(self, run: LiveRun) -> Picture:
        key, stands = _key(self.palette), _standing(run)
        gap = self.width - row_width(key) - len(stands)
        below = [[*key, Span(" " * gap + stands)]] if gap >= _GAP else [key, [Span(stands)]]
        plane = bare_regions(run, self.width, self.height - len(below), Look(self.palette))
        return [*plane, *(fitted(row, self.width) for row in below)]


def _key(palette: Palette) -> Row:
    """Return the signs of the three arms: full where the network is right, hollow where not."""
    signs = [
        [Span(f"{glyphs[place]} ", palette.series[place]) for place in range(_ARMS)]
        for glyphs in (POINTS, HOLLOW)
    ]
    return [*signs[0], Span("right   ", "muted"), *signs[1], Span("wrong", "muted")]


def _standing(run: LiveRun) -> str:
    snapshot = run.snapshot
    assert snapshot is not None
    sign = "✔" if run.finished else "▶"
    accuracy = percent(snapshot.accuracy or 0.0, 1)
    return f"{sign} epoch {snapshot.epoch} of {EPOCHS}   accuracy {accuracy} %"


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
