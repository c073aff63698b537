"""The plane of the two inputs: the points, the line, and the side that is answered with 1."""

from __future__ import annotations

import numpy as np

from tutor.live.perceptron.run import Run, SeparatingLine
from tutor.plots.axes import Values
from tutor.plots.cells import Palette, Picture, Span
from tutor.plots.numbers import shown
from tutor.plots.paths import Path, PathLayer
from tutor.plots.pixels import half_blocks
from tutor.plots.plane import field_of, in_axes
from tutor.plots.regions import Extent
from tutor.plots.shades import Pixels, blend

_REACH = 100.0  # half the length of the line that is drawn, in widths of the plane
_SIDES = 0.03, 0.25  # how much of their colour the sides of 0 and of 1 have
_MARGIN = 1.1  # around the points, in parts of their spread
_SIDE_OF_1 = "·"  # its texture where there is no colour


def plane(run: Run, step: int, width: int, height: int, palette: Palette) -> Picture:
    """Return the plane after `step` examples; where the last one moved the line, also from where.

    A point is drawn as its target, 1 or 0; the one just looked at stands in brackets.
    """
    columns, rows = field_of(width, height)
    extent, line = _extent(run.X), run.line(step)
    reach = _REACH * (extent.right - extent.left)
    layer = PathLayer(extent, columns, rows, palette)
    moved = step > 0 and run.corrections[step - 1].mistaken
    before = [Path(run.line(step - 1).ends(reach), number=1)] if moved else []
    layer.draw([*before, Path(line.ends(reach))])
    _draw_points(layer, run, step, extent, palette)
    ones = _answered_1(line, extent, columns, rows)
    if palette.colour:
        field = half_blocks(_shaded(ones, palette), layer.glyphs, layer.inks)
    else:
        texture = np.where(ones[0::2], _SIDE_OF_1, " ")
        cells = np.where(layer.glyphs != "", layer.glyphs, texture)
        field = [[Span("".join(row))] for row in cells]
    return in_axes(field, extent, "x1", "x2")


def _extent(X: Values) -> Extent:
    """Return the part of the plane around the points, as high as it is wide."""
    middle = (X.max(axis=1) + X.min(axis=1)) / 2
    spread = float(np.ptp(X, axis=1).max()) or 1.0
    half = spread * (0.5 + _MARGIN)
    (x, y) = middle.tolist()
    return Extent(x - half, x + half, y - half, y + half)


def _answered_1(line: SeparatingLine, extent: Extent, columns: int, rows: int) -> Values:
    """Return for each pixel (2 rows, columns) whether it is answered with 1."""
    x1, x2 = extent.places(columns, rows)
    z = line.w1 * x1 + line.w2 * x2 + line.b
    return np.asarray(z >= 0).reshape(2 * rows, columns)


def _shaded(ones: Values, palette: Palette) -> Pixels:
    sides = [blend(palette.background, palette.series[0], amount) for amount in _SIDES]
    shades: Pixels = np.array(sides, dtype=np.uint8)
    shaded: Pixels = shades[ones.astype(int)]
    return shaded


def _draw_points(layer: PathLayer, run: Run, step: int, extent: Extent, palette: Palette) -> None:
    rows, columns = layer.glyphs.shape
    down, across = extent.pixels(run.X, columns, rows)
    looked_at = run.corrections[step - 1].example if step else None
    for example, (row, column) in enumerate(
        zip((down // 2).tolist(), across.tolist(), strict=True)
    ):
        sign = shown(run.Y[0, example])
        word = f"[{sign}]" if example == looked_at else f" {sign} "
        for place, glyph in enumerate(word, start=column - 1):
            if 0 <= place < columns:
                layer.glyphs[row, place] = glyph
                layer.inks[row, place] = palette.text
