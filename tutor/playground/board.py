"""The panels of a run: which there are, how they share the room, and one of them alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tutor.plots.arrange import beside, first_fitting, fitted, row_width
from tutor.plots.cells import Picture, Row, Span
from tutor.runs.look import Look
from tutor.runs.run import LiveRun
from tutor.runs.views import draw_view, views_of

FIRST = (
    "regions",
    "beside",
    "fit",
    "loss",
    "network",
    "accuracy",
    "filters",
    "norms",
    "activations",
    "confusion",
    "data",
)
"""What is shown at first, in this order, as far as it suits the data and there is room."""

TITLES = {
    "regions": "Regions",
    "beside": "Regions of yours",
    "fit": "Fit",
    "network": "The network",
    "loss": "Loss",
    "accuracy": "Accuracy",
    "activations": "Activations by layer",
    "confusion": "Confusion matrix",
    "reliability": "Reliability",
    "norms": "Gradients and weights by layer",
    "inside": "One example, all the way",
    "unit": "One unit",
    "filters": "Filters and feature maps",
    "data": "Data",
}
_GAP = 3
_NARROWEST, _LOWEST = 38, 8  # columns and rows of a panel, where there are several
_MOST_COLUMNS, _MOST_ROWS = 3, 3
_TALL = 17  # rows from which a panel is high enough to share no more


@dataclass(frozen=True, slots=True)
class PanelPlace:
    """A cell of a panel's view."""

    panel: int
    view: str
    cell: tuple[int, int]
    """Column and row within the view."""
    size: tuple[int, int]
    """Width and height of the view."""


@dataclass(frozen=True, slots=True)
class Board:
    """How the panels are laid out and looked at; `draw` makes the picture of a run."""

    width: int
    height: int
    look: Look
    views: tuple[str, ...] = ()
    """The view of each panel in turn; fewer than there are panels: the rest as at first."""
    selected: int | None = None
    """The panel that has the learner's attention."""
    zoomed: bool = False

    @property
    def shape(self) -> tuple[int, int]:
        """How many panels are above and beside one another."""
        across = min(max((self.width + _GAP) // (_NARROWEST + _GAP), 1), _MOST_COLUMNS)
        down = min(max(self.height // _TALL, 1), _MOST_ROWS)
        if down == 1 and across == 1 and self.height >= 2 * _LOWEST:
            down = 2
        return down, across

    @property
    def panels(self) -> int:
        down, across = self.shape
        return down * across

    def views_in(self, run: LiveRun) -> list[str]:
        """Return the view in each panel: those chosen, then others that suit the run."""
        suitable = views_of(run)
        chosen = [view for view in dict.fromkeys(self.views) if view in suitable]
        others = [view for view in dict.fromkeys([*FIRST, *suitable]) if view in suitable]
        shown = list(dict.fromkeys([*chosen, *others]))
        return shown[: self.panels]

    def place_at(self, run: LiveRun, column: int, row: int) -> PanelPlace | None:
        """Return the panel drawn at a cell, and where in its view that is."""
        for panel, (left, top, width, height) in enumerate(self._frames(run)):
            x, y = column - left, row - top - 1
            if 0 <= x < width and -1 <= y < height - 1:
                number = self._alone(run) if self.zoomed else panel
                return PanelPlace(number, self.views_in(run)[number], (x, y), (width, height - 2))
        return None

    def _alone(self, run: LiveRun) -> int:
        """Return the number of the panel that is zoomed."""
        return min(self.selected or 0, len(self.views_in(run)) - 1)

    def _frames(self, run: LiveRun) -> Iterator[tuple[int, int, int, int]]:
        """Yield left, top, width and height of each panel that is drawn."""
        if self.zoomed:
            yield 0, 0, self.width, self.height
            return
        (down, across), views, top = self.shape, self.views_in(run), 0
        for band, height in enumerate(_shares(self.height, down)):
            count, left = len(views[band * across : (band + 1) * across]), 0
            for width in _shares(self.width - _GAP * (count - 1), count):
                yield left, top, width, height
                left += width + _GAP
            top += height

    def size_of(self, run: LiveRun, panel: int) -> tuple[int, int]:
        """Return the width and the height of the view in a panel."""
        frames = list(self._frames(run))
        _, _, width, height = frames[0 if self.zoomed else min(panel, len(frames) - 1)]
        return width, height - 2

    def draw(self, run: LiveRun) -> Picture:
        views = self.views_in(run)
        if self.zoomed:
            view = views[self._alone(run)]
            return self._panel(view, run, self.width, self.height, selected=True)
        across, frames = self.shape[1], list(self._frames(run))
        panels = [
            self._panel(view, run, width, height, selected=number == self.selected)
            for number, (view, (_, _, width, height)) in enumerate(zip(views, frames, strict=True))
        ]
        bands = (panels[first : first + across] for first in range(0, len(panels), across))
        return [row for band in bands for row in beside(*band, gap=_GAP)]

    def _panel(
        self, view: str, run: LiveRun, width: int, height: int, *, selected: bool
    ) -> Picture:
        title = _title(TITLES[view], width, selected)
        return [title, *draw_view(view, run, width, height - 2, self.look), [Span(" " * width)]]


def _title(text: str, width: int, selected: bool) -> Row:
    role = "accent" if selected else "muted"
    words = first_fitting((f"▸ {text} " if selected else f"{text} ",), width)
    name = Span(words, "accent" if selected else "text", bold=True)
    return fitted([name, Span("─" * max(width - row_width([name]), 0), role)], width)


def _shares(whole: int, parts: int) -> list[int]:
    """Return the whole in equal parts, what is left over given to the first ones."""
    if not parts:
        return []
    return [whole // parts + (place < whole % parts) for place in range(parts)]
