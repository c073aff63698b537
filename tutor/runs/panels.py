"""The moving part of a live run's picture in a lesson: its panels, side by side or stacked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from tutor.plots.arrange import beside
from tutor.plots.cells import Picture
from tutor.runs.look import Look
from tutor.runs.run import LiveRun
from tutor.runs.views import draw_view, views_of

_GAP = 2
_FLATTEST = 1.6  # how much wider than high the plane is drawn at most
_STEEPEST = 0.7  # how many columns for each row a panel has at least, else panels are stacked
_THREE_FROM = 108  # columns from which there are three panels
_BESIDE_LOSS = ("regions", "fit", "network", "accuracy", "activations", "confusion", "reliability")


class Panel(NamedTuple):
    """A view and the place that it is drawn in."""

    view: str
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PanelSpace:
    """Where a run is drawn: how large, how it is looked at, and which views come first."""

    width: int
    height: int
    look: Look
    views: tuple[str, ...] = ()
    """The views to choose from; none: all that suit the data."""
    turned: int = 0
    """How many views further the learner has leafed."""
    inside: bool = False
    """Whether the chosen unit of the network is looked into, in place of the network."""

    def draw(self, run: LiveRun) -> Picture:
        """Return the loss, and with it one view or, where there is room, two."""
        columns: list[Picture] = []
        for _, panels in groupby(self.panels(run), key=lambda panel: panel.left):
            drawn = (draw_view(p.view, run, p.width, p.height, self.look) for p in panels)
            columns.append([row for picture in drawn for row in picture])
        return beside(*columns, gap=_GAP)

    def panels(self, run: LiveRun) -> list[Panel]:
        """Return the views and their places, from left to right and from above down."""
        views = views_beside(self.views, views_of(run))
        count = min(2 if self.width >= _THREE_FROM else 1, len(views))
        chosen = [views[(self.turned + place) % len(views)] for place in range(count)]
        shown = ["unit" if self.inside and name == "network" else name for name in chosen]
        each = (self.width - _GAP * count) // (count + 1)
        if shown and each < _STEEPEST * 2 * self.height:
            return self._stacked(*shown)
        widths = [min(each, widest(name, self.height)) for name in shown]
        row = [("loss", self.width - sum(widths) - _GAP * count), *zip(shown, widths, strict=True)]
        lefts = [sum(width + _GAP for _, width in row[:place]) for place in range(len(row))]
        return [
            Panel(name, left, 0, width, self.height)
            for (name, width), left in zip(row, lefts, strict=True)
        ]

    def _stacked(self, view: str, other: str = "") -> list[Panel]:
        """Return the view large, below the loss, or where there are three at the right of both."""
        if not other:
            loss = self.height // 3
            rest = self.height - loss
            width = min(self.width, widest(view, rest))
            return [Panel("loss", 0, 0, self.width, loss), Panel(view, 0, loss, width, rest)]
        width = min(widest(view, self.height), self.width * 3 // 5)
        left = self.width - width
        half = self.height // 2
        return [
            Panel("loss", 0, 0, left - _GAP, half),
            Panel(other, 0, half, left - _GAP, self.height - half),
            Panel(view, left, 0, width, self.height),
        ]

    def place_of(self, view: str, run: LiveRun) -> Panel | None:
        """Return where a view is drawn, if it is shown."""
        return next((panel for panel in self.panels(run) if panel.view == view), None)


def views_beside(wanted: Sequence[str], suitable: Collection[str]) -> list[str]:
    """Return the views that stand beside the loss: those wanted, else all that suit."""
    views = [name for name in wanted if name in suitable]
    return views or [name for name in _BESIDE_LOSS if name in suitable]


def widest(view: str, height: int) -> int:
    """Return how wide a view may get: the plane keeps its proportions, more or less."""
    return max(int(_FLATTEST * 2 * height), 24) if view == "regions" else 1000
