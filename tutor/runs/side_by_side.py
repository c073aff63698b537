"""The moving part of a comparison: a curve of each run on the same axes, and a panel of each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tutor.plots.arrange import beside, first_fitting, fitted, row_width
from tutor.plots.cells import Picture, Row, Span
from tutor.plots.lines import Series, line_chart, line_sample, series_role
from tutor.plots.numbers import percent, shown
from tutor.runs.comparison import Comparison
from tutor.runs.curves import norm_ranges, reach, shades
from tutor.runs.description import architectures
from tutor.runs.look import Look
from tutor.runs.panels import views_beside, widest
from tutor.runs.run import LiveRun
from tutor.runs.views import draw_view, views_of

_WORDS = 40  # cells that a network's words about its units need
_GAP = 2
_NARROWEST = 22  # columns that a panel needs beside the curves
_LOWEST = 6  # rows of the curves above the panels, where there are as many; of a roomy panel


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Where a comparison is drawn, and what each run is called."""

    width: int
    height: int
    look: Look
    names: tuple[str, ...]
    figure: str = "loss"
    views: tuple[str, ...] = ()
    turned: int = 0
    """How many views further the learner has leafed."""

    def draw(self, comparison: Comparison) -> Picture:
        """Return curves and panels, next to each other where there is room; sizes in a last row."""
        runs = comparison.runs
        told = first_fitting(architectures([run.training for run in runs]), self.width)
        height, each = self.height - 1, (self.width - _GAP * len(runs)) // (len(runs) + 1)
        if each >= _NARROWEST:
            panels = self._panels(runs, each, height)
            chart = self._curves(runs, self.width - row_width(panels[0]) - _GAP, height)
            drawn = beside(chart, panels, gap=_GAP)
        else:
            each = (self.width + _GAP) // len(runs) - _GAP
            upper = min(max(2 * height // 5, _LOWEST), height - 3)
            panels = self._panels(runs, each, height - upper)
            drawn = [*self._curves(runs, self.width, upper), *panels]
        return [*drawn, fitted([Span(told, "muted")], self.width)]

    def _curves(self, runs: tuple[LiveRun, ...], width: int, height: int) -> Picture:
        log = self.look.log_loss and self.figure.endswith("loss")
        epochs = [run.history.epochs() for run in runs]
        values = [run.history.figures(self.figure) for run in runs]
        # The panels' headings name the lines.
        lines = [Series("", xs, ys) for xs, ys in zip(epochs, values, strict=True)]
        name = self.figure.replace("val_", "validation ") + " (log)" * log
        last = max(xs[-1] for xs in epochs)
        chart = line_chart(
            lines,
            width,
            height,
            x_label="epoch" if height > _LOWEST else "",
            whole_x=True,
            y_label=name,
            log_y=log,
            x_range=(0.0, reach(last, runs[0].training.config.epochs)),
            y_range=(0.0, 1.0) if self.figure.endswith("accuracy") else None,
            shades=[
                shade
                for place, run in enumerate(runs)
                for shade in shades(run.seeds, self.figure, series_role(place))
            ],
        )
        return [fitted(row, width) for row in chart[:height]]

    def _panels(self, runs: tuple[LiveRun, ...], width: int, height: int) -> Picture:
        """Return a panel of each run under its name and how well it does."""
        suitable = set.intersection(*(set(views_of(run)) for run in runs))
        if width < _WORDS:
            suitable.discard("network")
        if not self.views:
            suitable.discard(self.figure)  # its curves are there
        views = views_beside(self.views, suitable)
        view = views[self.turned % len(views)] if views else None
        if view:
            width = min(width, widest(view, height - 1))
        look = self.look
        if view == "norms":
            look = replace(look, norm_ranges=norm_ranges(runs, width))
        most = 2 if height > _LOWEST else 1
        headings = [self._heading(place, run, width)[:most] for place, run in enumerate(runs)]
        below = height - max(map(len, headings))
        panels = []
        for run, heading in zip(runs, headings, strict=True):
            drawn = draw_view(view, run, width, below, look) if view else []
            gap = [fitted([], width)] * (height - below - len(heading))
            panels.append([*heading, *gap, *drawn])
        return beside(*panels, gap=_GAP)

    def _heading(self, place: int, run: LiveRun, width: int) -> Picture:
        """Return the name of a run as its curve is drawn, and as many figures as there is room.

        They go into a second row where the first has no room for any.
        """
        name = [line_sample(place), Span(f" {self.names[place]}", series_role(place), bold=True)]
        told = _figures(run, self.figure)
        if any(row_width(name) + 2 + len(span.text) <= width for span in told):
            return [_as_many_as_fit(name, told, width)]
        return [fitted(name, width), _as_many_as_fit([], told, width)]


def _as_many_as_fit(row: Row, spans: Row, width: int) -> Row:
    """Return the row and of these spans those that it has room for."""
    for span in spans:
        if row_width(row) + 2 + len(span.text) <= width:
            row = [*row, Span("  "), span]
    return fitted(row, width)


def _figures(run: LiveRun, first: str) -> Row:
    """Return the figures of a run; those on the validation set first where its curve is drawn."""
    snapshot = run.snapshot
    assert snapshot is not None
    if snapshot.diverged:
        return [Span("✘ diverged", "wrong", bold=True)]
    shares = {"": snapshot.accuracy, "val ": snapshot.val_accuracy}
    names = sorted(shares, reverse=first.startswith("val"))
    told = [f"{name}{percent(share, 1)} %" for name in names if (share := shares[name]) is not None]
    loss = f"loss {shown(snapshot.loss)}"
    return [*(Span(share, bold=True) for share in told), Span(loss)]
