"""Points in a plane with axes, each class with a glyph of its own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tutor.plots.axes import Values, axis, ticks_up
from tutor.plots.canvas import Canvas
from tutor.plots.cells import Picture, Row, Span
from tutor.plots.regions import PICKED, POINTS


def scatter(
    X: Values,
    labels: NDArray[np.int_],
    width: int,
    height: int,
    *,
    names: Sequence[str] = (),
    x_label: str = "",
    y_label: str = "",
    picked: tuple[float, float] | None = None,
) -> Picture:
    """Return the points X (2, m), each drawn by the glyph of its class `labels` (m,).

    A cross stands at the point `picked`.
    """
    head, foot = bool(y_label or names), bool(x_label)
    canvas = scatter_canvas(X, width, height - head - foot)
    xs, ys = canvas.x.plotted(X[0]), canvas.y.plotted(X[1])
    for label in np.unique(labels).tolist():
        chosen = labels == label
        role = f"series-{label % 4 + 1}"
        canvas.glyphs(xs[chosen].tolist(), ys[chosen].tolist(), POINTS[label % 4], role)
    if picked:
        canvas.glyphs([picked[0]], [picked[1]], PICKED, "accent")
    top = [_head(y_label, names, width)] if head else []
    bottom = [[Span(x_label.center(canvas.columns).rjust(canvas.left + canvas.columns), "muted")]]
    return [*top, *canvas.picture(), *(bottom if foot else [])]


def scatter_canvas(X: Values, width: int, height: int) -> Canvas:
    """Return the axes for points X (2, m)."""
    rows = max(height, 3)
    x = axis(X[0], max(2, width // 8), loose=True)
    return Canvas(x, axis(X[1], ticks_up(rows), loose=True), width, rows)


def class_key(names: Sequence[str]) -> Row:
    """Return the glyph and the name of each class."""
    gaps = ["  "] * (len(names) - 1) + [""]
    return [
        Span(f"{POINTS[label % 4]} {name}{gap}", f"series-{label % 4 + 1}")
        for label, (name, gap) in enumerate(zip(names, gaps, strict=True))
    ]


def _head(y_label: str, names: Sequence[str], width: int) -> Row:
    key = class_key(names) if names else []
    gap = max(width - len(y_label) - sum(len(span.text) for span in key), 1)
    return [Span(y_label, "muted"), Span(" " * gap), *key]
