"""The moving part of a live run's picture: its panels side by side."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.fitting.run import LiveRun
from tutor.fitting.views import draw_view, loss, views_of
from tutor.plots.arrange import beside
from tutor.plots.cells import Palette, Picture

_GAP = 2
_FLATTEST = 1.6  # how much wider than high the plane is drawn at most
_THREE_FROM = 108  # columns from which three panels stand side by side


@dataclass(frozen=True, slots=True)
class Canvas:
    """Where a run is drawn: how large, in which colours, and which views come first."""

    width: int
    height: int
    palette: Palette
    views: tuple[str, ...] = ()
    """The views to choose from; none: all that suit the data."""
    turned: int = 0
    """How many views further the learner has leafed."""
    log_loss: bool = False


def panels(run: LiveRun, canvas: Canvas) -> Picture:
    """Return the loss, and beside it one view or, where there is room, two."""
    width, height = canvas.width, canvas.height
    suitable = views_of(run.training)
    views = [name for name in canvas.views if name in suitable] or suitable
    beside_loss = min(2 if width >= _THREE_FROM else 1, len(views))
    chosen = [views[(canvas.turned + place) % len(views)] for place in range(beside_loss)]
    each = (width - _GAP * beside_loss) // (beside_loss + 1)
    widths = [min(each, _widest(name, height)) for name in chosen]
    first = width - sum(widths) - _GAP * beside_loss
    pairs = zip(chosen, widths, strict=True)
    drawn = [draw_view(name, run, wide, height, canvas.palette) for name, wide in pairs]
    return beside(loss(run, first, height, canvas.log_loss), *drawn, gap=_GAP)


def _widest(view: str, height: int) -> int:
    """Return how wide a view may get: the plane keeps its proportions, more or less."""
    return max(int(_FLATTEST * 2 * height), 24) if view == "regions" else 1000
