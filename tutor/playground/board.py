"""The panels of a run: which there are, how they share the room, and one of them alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tutor.fitting.look import Look
from tutor.fitting.run import LiveRun
from tutor.fitting.views import draw_view, views_of
from tutor.plots.arrange import beside, fitted, row_width
from tutor.plots.cells import Picture, Row, Span

FIRST = (
    "regions",
    "fit",
    "loss",
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
    "fit": "Fit",
    "loss": "Loss",
    "accuracy": "Accuracy",
    "activations": "Activations by layer",
    "confusion": "Confusion matrix",
    "reliability": "Reliability",
    "norms": "Gradients and weights by layer",
    "inside": "One example, all the way",
    "unit": "One unit",
    "filters": "Filters",
    "data": "Data",
}
_GAP = 3
_NARROWEST, _LOWEST = 38, 8  # columns and rows of a panel, where there are several
_MOST_COLUMNS, _MOST_ROWS = 3, 3
_TALL = 17  # rows from which a panel is high enough to share no more


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

    def shown(self, run: LiveRun) -> list[str]:
        """Return the view in each panel: those chosen, then others that suit the run."""
        suitable = views_of(run)
        chosen = [view for view in dict.fromkeys(self.views) if view in suitable]
        others = [view for view in dict.fromkeys([*FIRST, *suitable]) if view in suitable]
        shown = list(dict.fromkeys([*chosen, *others]))
        return shown[: self.panels]

    def draw(self, run: LiveRun) -> Picture:
        views = self.shown(run)
        if self.zoomed:
            view = views[min(self.selected or 0, len(views) - 1)]
            return self._panel(view, run, self.width, self.height, selected=True)
        down, across = self.shape
        bands: Picture = []
        for row, height in enumerate(_shares(self.height, down)):
            band = views[row * across : (row + 1) * across]
            widths = _shares(self.width - _GAP * (len(band) - 1), len(band))
            bands += self._band(band, row * across, run, widths, height)
        return bands

    def _band(
        self, views: list[str], first: int, run: LiveRun, widths: Sequence[int], height: int
    ) -> Picture:
        panels = [
            self._panel(view, run, width, height, selected=first + place == self.selected)
            for place, (view, width) in enumerate(zip(views, widths, strict=True))
        ]
        return beside(*panels, gap=_GAP) if panels else []

    def _panel(
        self, view: str, run: LiveRun, width: int, height: int, *, selected: bool
    ) -> Picture:
        title = _title(TITLES[view], width, selected)
        return [title, *draw_view(view, run, width, height - 2, self.look), [Span(" " * width)]]


def _title(text: str, width: int, selected: bool) -> Row:
    role = "accent" if selected else "muted"
    name = Span(
        f"▸ {text} " if selected else f"{text} ", "accent" if selected else "text", bold=True
    )
    return fitted([name, Span("─" * max(width - row_width([name]), 0), role)], width)


def _shares(whole: int, parts: int) -> list[int]:
    """Return the whole in equal parts, what is left over given to the first ones."""
    if not parts:
        return []
    return [whole // parts + (place < whole % parts) for place in range(parts)]
