"""Which example is meant by a click on a view: the nearest one that is drawn there."""

from __future__ import annotations

import numpy as np

from engine.arrays import Array
from tutor.plots.canvas import Canvas
from tutor.plots.regions import Extent
from tutor.plots.scatter import scatter_canvas
from tutor.runs.look import Look
from tutor.runs.planes import (
    first_image,
    fit_canvas,
    images_in,
    plotted,
    region_field,
    some,
)
from tutor.runs.run import LiveRun
from tutor.runs.unit_view import exciting_at

_CELL = 2  # how much higher than wide


def example_at(
    view: str, run: LiveRun, cell: tuple[int, int], size: tuple[int, int], look: Look
) -> int | None:
    """Return the training example nearest to a `cell` (column, row) of a view, if it shows any.

    `size` is the width and the height that the view is drawn in.
    """
    if view == "data" and run.data.image_shape is not None:
        return _image_at(run, cell, size, look)
    if view == "unit" and run.data.image_shape is not None:
        return exciting_at(run, cell, size, look)
    if view not in ("regions", "fit", "data"):
        return None
    numbers, columns, rows = _drawn(view, run, size, look)
    distance = np.hypot(columns - cell[0], _CELL * (rows - cell[1]))
    return int(numbers[np.argmin(distance)])


def asks_network(view: str) -> bool:
    """Whether it takes the network to know what a view shows, which only one thread may ask."""
    return view == "unit"


def _drawn(
    view: str, run: LiveRun, size: tuple[int, int], look: Look
) -> tuple[Array, Array, Array]:
    """Return number, column and row of each example that a view draws."""
    width, height = size
    if view == "regions":
        numbers = some(run)
        left, across, down = region_field(width, height)
        rows, columns = Extent.around(run.data.X).pixels(run.data.X[:, numbers], across, down)
        return numbers, left + columns, rows // 2 + 1
    if view == "fit":
        points = np.stack([run.data.X[0], run.training.training_set.Y[0]])
        return (np.arange(run.data.m), *_on(fit_canvas(run, width, height), points))
    numbers, points = plotted(run, look)
    return (numbers, *_on(scatter_canvas(points, width, height - 2), points))


def _on(canvas: Canvas, points: Array) -> tuple[Array, Array]:
    """Return columns and rows of points on axes that stand under one row of words."""
    columns = canvas.left + canvas.columns_of(points[0])
    return columns, canvas.rows - np.rint(canvas.y.position(points[1], canvas.rows))


def _image_at(run: LiveRun, cell: tuple[int, int], size: tuple[int, int], look: Look) -> int | None:
    assert run.data.image_shape is not None
    across, down = images_in(run, *size)
    column = cell[0] // (run.data.image_shape[2] + 2)
    row = cell[1] // (-(-run.data.image_shape[1] // 2) + 2)
    number = first_image(run, look, across * down) + row * across + column
    return number if column < across and row < down and number < run.data.m else None
