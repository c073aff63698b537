"""Points in a plane with axes, each class with a glyph of its own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tutor.plots.arrange import row_width, shortened
from tutor.plots.axes import Values, axis, upright
from tutor.plots.canvas import Canvas
from tutor.plots.cells import Palette, Picture, Row, Span
from tutor.plots.regions import PICKED, POINTS
from tutor.plots.shades import class_colour

_COLOURS = 4  # that have a role
_SHORTEST = 3  # letters of a name in a key


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
        canvas.glyphs(xs[chosen].tolist(), ys[chosen].tolist(), point(label), _role(label))
    if picked:
        canvas.glyphs([picked[0]], [picked[1]], PICKED, "accent")
    top = [_head(y_label, names, width)] if head else []
    bottom = [[Span(x_label.center(canvas.columns).rjust(canvas.left + canvas.columns), "muted")]]
    return [*top, *canvas.picture(), *(bottom if foot else [])]


def scatter_canvas(X: Values, width: int, height: int) -> Canvas:
    """Return the axes for points X (2, m)."""
    rows = max(height, 3)
    x = axis(X[0], max(2, width // 8), loose=True)
    return Canvas(x, upright(X[1], Canvas.rows_of(rows)), width, rows)


def class_key(names: Sequence[str], width: int, palette: Palette | None = None) -> Row:
    """Return the glyph and the name of each class, closer together and shorter where need be.

    With a palette the colours are those that the regions have.
    """
    longest = max(map(len, names), default=0)
    looser = [(" ", "  ", longest), ("", " ", longest)]
    shorter = [("", " ", most) for most in range(longest - 1, _SHORTEST - 1, -1)]
    keys = (_key(names, *how, palette) for how in (*looser, *shorter))
    fits = next((key for key in keys if row_width(key) <= width), None)
    least = min(longest, _SHORTEST)
    return fits or shortened(_key(names, "", " ", least, palette), width)


def _key(names: Sequence[str], after: str, between: str, most: int, palette: Palette | None) -> Row:
    """Return the key with names of so many letters at most."""
    row: Row = []
    for label, told in enumerate(_cut(names, most)):
        gap = between if label + 1 < len(names) else ""
        colour = class_colour(label, palette) if palette and label >= _COLOURS else _role(label)
        row.append(Span(f"{point(label)}{after}{told}{gap}", colour))
    return row


def _cut(names: Sequence[str], most: int) -> list[str]:
    """Return the names in so many letters, of which those are kept that tell them apart."""
    beginnings = [name if len(name) <= most else f"{name[: most - 1]}…" for name in names]
    ends = [name if len(name) <= most else f"…{name[1 - most :]}" for name in names]
    return ends if len(set(ends)) > len(set(beginnings)) else beginnings


def point(label: int) -> str:
    """Return the glyph of a class."""
    return POINTS[label % len(POINTS)]


def _role(label: int) -> str:
    return f"series-{label % _COLOURS + 1}"


def _head(y_label: str, names: Sequence[str], width: int) -> Row:
    key = class_key(names, width - len(y_label) - 1) if names else []
    gap = max(width - len(y_label) - row_width(key), 1)
    return [Span(y_label, "muted"), Span(" " * gap), *key]
