"""One plotext figure of our own: quiet axes with round ticks, dots and glyphs in role colours."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike
from plotext._figure import _figure_class as figure_class

from tutor.plots import ansi
from tutor.plots.axes import Axis, Values
from tutor.plots.cells import Picture, Role

# Dots of a braille cell: two across, four down.
DOTS_X, DOTS_Y = 2, 4


class Canvas:
    """A figure of `width` columns and `height` rows, axes and tick labels included.

    plotext's module-level functions share one figure and would mix up drawings made in
    different threads; every Canvas has a figure to itself. All coordinates are plotted units.
    """

    def __init__(self, x: Axis, y: Axis, width: int, height: int) -> None:
        self.x, self.y = x, y
        self.left = max(map(len, y.labels), default=0) + 1
        self.columns, self.rows = max(width - self.left, 2), self.rows_of(height)
        self._figure = figure_class()
        self._figure._limit_size(False, False)
        self._figure.plot_size(self.left + self.columns, self.rows + 2)
        self._figure.theme("clear")
        self._figure.xaxes(True, False)
        self._figure.yaxes(True, False)
        self._figure.xlim(x.low, x.high)
        self._figure.ylim(y.low, y.high)
        self._figure.xticks(self._in_columns(x.ticks).tolist(), x.labels)
        self._figure.yticks(y.ticks, [label.rjust(self.left - 1) for label in y.labels])

    @staticmethod
    def rows_of(height: int) -> int:
        """Return how many rows are left to draw in: the axis and its labels take two."""
        return max(height - 2, 1)

    def line(self, xs: Values, ys: Values, role: Role) -> None:
        """Join the points; NaN leaves a gap."""
        xs, ys = _near(self.x, xs), _near(self.y, ys)
        self._figure.plot(xs.tolist(), ys.tolist(), marker="braille", color=ansi.code_of(role))

    def patterned(self, xs: Values, ys: Values, role: Role, pattern: str) -> None:
        """Join the points by a repeating pattern of dots, such as `##..` for dashes."""
        xs, ys = _near(self.x, xs), _near(self.y, ys)
        for run in _finite_runs(xs, ys):
            across = self.x.position(xs[run], self.columns * DOTS_X)
            up = self.y.position(ys[run], self.rows * DOTS_Y)
            steps = np.maximum(np.abs(np.diff(across)), np.abs(np.diff(up)))
            travelled = np.concatenate([[0.0], np.cumsum(steps)])
            dots = np.arange(int(travelled[-1]) + 1)
            dots = dots[[pattern[dot % len(pattern)] == "#" for dot in dots]]
            self.dots(
                np.interp(dots, travelled, xs[run]), np.interp(dots, travelled, ys[run]), role
            )

    def dots(self, xs: Values, ys: Values, role: Role) -> None:
        """Draw separate small dots."""
        self._figure.scatter(xs.tolist(), ys.tolist(), marker="braille", color=ansi.code_of(role))

    def shade(self, xs: Values, low: Values, high: Values, role: Role) -> None:
        """Fill between two curves over rising `xs` with dots so sparse that lines stand out."""
        across = np.arange(self.columns * DOTS_X)
        up = np.arange(self.rows * DOTS_Y)
        x = np.linspace(self.x.low, self.x.high, len(across))
        y = np.linspace(self.y.low, self.y.high, len(up))
        bottom = np.interp(x, xs, low, left=np.nan, right=np.nan)
        top = np.interp(x, xs, high, left=np.nan, right=np.nan)
        rare = (across[:, None] + 2 * up) % 3 == 0
        inside = (y >= bottom[:, None]) & (y <= top[:, None]) & rare
        columns, rows = np.nonzero(inside)
        self.dots(x[columns], y[rows], role)

    def glyphs(self, xs: Iterable[float], ys: Iterable[float], glyph: str, role: Role) -> None:
        """Draw one glyph for each point; points outside the axes are left out."""
        across = self._in_columns(list(xs)).tolist()
        self._figure.scatter(across, list(ys), marker=glyph, color=ansi.code_of(role))

    def words(self, x: Values, y: Values, text: str, role: Role) -> None:
        """Write text that begins at a point; nothing where the point is outside the axes."""
        x = self._in_columns(x)
        column, row = self.x.position(x, self.columns), self.y.position(y, self.rows)
        if -0.5 <= column < self.columns and -0.5 <= row < self.rows:
            room = self.columns - math.floor(column + 0.5)
            self._figure.text(
                text.rstrip()[:room], float(x), float(y), color=ansi.code_of(role), alignment="left"
            )

    def vertical(self, x: float) -> None:
        self._figure.vertical_line(float(self._in_columns(x)), color=ansi.code_of("muted"))

    def _in_columns(self, x: ArrayLike) -> Values:
        """Return values moved to the middle of the column that a line's dots for them fall in.

        A tick and a sign are a column wide, and rounded by themselves they would miss their line.
        """
        return self.x.low + self.columns_of(x) / (self.columns - 1) * self.x.span()

    def columns_of(self, x: ArrayLike) -> Values:
        """Return the columns, from the axis on, in which values are drawn."""
        dots = np.floor(self.x.position(np.asarray(x, float), self.columns * DOTS_X) + 0.5)
        return np.asarray(dots // DOTS_X)

    def row_of(self, y: float) -> int:
        """Return the row, counted from the top, in which a value is drawn."""
        dot = math.floor(float(self.y.position(np.array(y), self.rows * DOTS_Y)) + 0.5)
        return self.rows - 1 - min(max(dot // DOTS_Y, 0), self.rows - 1)

    def picture(self) -> Picture:
        """Build the drawing: `rows` rows of canvas, then the axis and its labels."""
        return ansi.parse(self._figure.build(), default="muted")


def _near(axis: Axis, values: Values) -> Values:
    """Return the values, those far beyond the axis not as far: a line is drawn dot by dot."""
    span = axis.high - axis.low
    near: Values = np.clip(values, axis.low - span, axis.high + span)
    return near


def _finite_runs(xs: Values, ys: Values) -> list[slice]:
    """Return the stretches in which both coordinates are finite."""
    finite = np.concatenate([[False], np.isfinite(xs) & np.isfinite(ys), [False]])
    starts = np.flatnonzero(finite[1:] & ~finite[:-1])
    ends = np.flatnonzero(finite[:-1] & ~finite[1:])
    return [slice(start, end) for start, end in zip(starts, ends, strict=True)]
