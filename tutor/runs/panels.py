"""The moving part of a live run's picture in a lesson: its panels side by side."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tutor.plots.arrange import beside
from tutor.plots.cells import Picture
from tutor.runs.look import Look
from tutor.runs.run import LiveRun
from tutor.runs.views import draw_view, views_of

_GAP = 2
_FLATTEST = 1.6  # how much wider than high the plane is drawn at most
_THREE_FROM = 108  # columns from which three panels stand side by side
_BESIDE_LOSS = ("regions", "fit", "network", "accuracy", "activations", "confusion", "reliability")


@dataclass(frozen=True, slots=True)
class Canvas:
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
        """Return the loss, and beside it one view or, where there is room, two."""
        panels = self.panels(run)
        height = self.height
        return beside(*(draw_view(name, run, w, height, self.look) for name, w in panels), gap=_GAP)

    def panels(self, run: LiveRun) -> list[tuple[str, int]]:
        """Return name and width of each view, from left to right."""
        width, height = self.width, self.height
        views = views_beside(self.views, views_of(run))
        beside_loss = min(2 if width >= _THREE_FROM else 1, len(views))
        chosen = [views[(self.turned + place) % len(views)] for place in range(beside_loss)]
        each = (width - _GAP * beside_loss) // (beside_loss + 1)
        widths = [min(each, widest(name, height)) for name in chosen]
        first = width - sum(widths) - _GAP * beside_loss
        shown = ["unit" if self.inside and name == "network" else name for name in chosen]
        return [("loss", first), *zip(shown, widths, strict=True)]

    def place_of(self, view: str, run: LiveRun) -> tuple[int, int] | None:
        """Return the first column and the width of a view, if it is shown."""
        left = 0
        for name, width in self.panels(run):
            if name == view:
                return left, width
            left += width + _GAP
        return None


def views_beside(wanted: Sequence[str], suitable: Collection[str]) -> list[str]:
    """Return the views that stand beside the loss: those wanted, else all that suit."""
    views = [name for name in wanted if name in suitable]
    return views or [name for name in _BESIDE_LOSS if name in suitable]


def widest(view: str, height: int) -> int:
    """Return how wide a view may get: the plane keeps its proportions, more or less."""
    return max(int(_FLATTEST * 2 * height), 24) if view == "regions" else 1000
