"""Decision regions: which class a classifier gives to every place of the plane, and how surely."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tutor.plots.axes import Values
from tutor.plots.cells import Palette, Picture, Span
from tutor.plots.pixels import half_blocks
from tutor.plots.shades import Pixels, blend, class_colour

# Class by class: a point that lies in its own region, one that does not, the region itself.
# Seven signs and four colours go round together only after 28 classes.
POINTS, HOLLOW = "●▲■◆★▼✦", "○△□◇☆▽✧"
PICKED = "✚"
_SIGNS = len(POINTS)
_HIT, _MISSED, _TEXTURES = (np.array(list(glyphs)) for glyphs in (POINTS, HOLLOW, "·-+~:=/"))

# Confidence is drawn in so many steps, so that its steps show as contours.
_STEPS = 6


@dataclass(frozen=True, slots=True)
class Extent:
    """The part of the plane that is drawn."""

    left: float
    right: float
    bottom: float
    top: float

    @staticmethod
    def around(X: Values) -> Extent:
        """Return the extent of the points X, shape (2, m), with a margin."""
        (left, bottom), (right, top) = X.min(axis=1), X.max(axis=1)
        across, up = 0.08 * (right - left) or 1.0, 0.08 * (top - bottom) or 1.0
        return Extent(left - across, right + across, bottom - up, top + up)

    def places(self, width: int, height: int) -> Values:
        """Return the places (2, 2 height width) at which a picture needs the outputs."""
        xs = self.left + (np.arange(width) + 0.5) / width * (self.right - self.left)
        ys = self.top - (np.arange(2 * height) + 0.5) / (2 * height) * (self.top - self.bottom)
        grid_x, grid_y = np.meshgrid(xs, ys)
        return np.stack([grid_x.ravel(), grid_y.ravel()])

    def pixels(
        self, X: Values, width: int, height: int
    ) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
        """Return row (of 2 height) and column of the pixel that holds each point of X, (2, m)."""
        across = (X[0] - self.left) / (self.right - self.left) * width
        down = (self.top - X[1]) / (self.top - self.bottom) * 2 * height
        whole_across, whole_down = across.astype(int), down.astype(int)
        return np.clip(whole_down, 0, 2 * height - 1), np.clip(whole_across, 0, width - 1)


def regions(
    outputs: Values,
    extent: Extent,
    width: int,
    height: int,
    palette: Palette,
    *,
    X: Values | None = None,
    labels: NDArray[np.int_] | None = None,
    right: NDArray[np.bool_] | None = None,
    picked: Values | None = None,
) -> Picture:
    """Return the classifier's `outputs` at `extent.places(width, height)` as a picture.

    `outputs` is (k, n): a probability for each class, or (1, n): that of class 1. Points X (2, m)
    with class `labels` (m,) are drawn over it, hollow where they are not `right` (m,), or without
    that where the region is not their class; of several in a cell one that is wrong is seen. A
    cross marks the points `picked` (2, n). Outputs that are not finite are drawn as no class.
    """
    chances = np.concatenate([1 - outputs, outputs]) if len(outputs) == 1 else outputs
    best, surety = _best(chances)
    best, surety = best.reshape(2 * height, width), surety.reshape(2 * height, width)
    glyphs = np.full((height, width), "", dtype="<U1")
    inks = np.zeros((height, width, 3), dtype=np.uint8)
    if X is not None and labels is not None:
        rows, columns = extent.pixels(X, width, height)
        right = best[rows, columns] == labels if right is None else right
        order = np.argsort(~right, kind="stable")
        rows, columns, labels = rows[order], columns[order], labels[order]
        glyphs[rows // 2, columns] = _glyphs(labels, right[order])
        inks[rows // 2, columns] = _inks(palette, int(labels.max(initial=0)) + 1)[labels]
    if picked is not None:
        rows, columns = extent.pixels(picked, width, height)
        glyphs[rows // 2, columns] = PICKED
        inks[rows // 2, columns] = palette.text
    if not palette.colour:
        return _textured(best, surety, glyphs)
    return half_blocks(_coloured(best, surety, palette), glyphs, inks)


def _best(chances: Values) -> tuple[NDArray[np.int_], Values]:
    """Return the likeliest class of each column, and how sure: 0 undecided, 1 certain."""
    known = np.isfinite(chances).all(axis=0)
    safe = np.where(known, chances, 0.0)
    least = 1 / len(chances)
    surety = np.clip((safe.max(axis=0) - least) / (1 - least), 0.0, 1.0)
    return safe.argmax(axis=0), np.where(known, np.ceil(surety * _STEPS) / _STEPS, 0.0)


def _coloured(best: NDArray[np.int_], surety: Values, palette: Palette) -> Pixels:
    amounts = [0.0, *(0.12 + 0.38 * step / _STEPS for step in range(1, _STEPS + 1))]
    classes = [class_colour(place, palette) for place in range(best.max() + 1)]
    ramps = [[blend(palette.background, end, amount) for amount in amounts] for end in classes]
    shade: Pixels = np.array(ramps, dtype=np.uint8)[best, np.rint(surety * _STEPS).astype(int)]
    return shade


def _glyphs(labels: NDArray[np.int_], right: NDArray[np.bool_]) -> NDArray[np.str_]:
    return np.where(right, _HIT[labels % _SIGNS], _MISSED[labels % _SIGNS])


def _inks(palette: Palette, classes: int) -> Pixels:
    strong = [blend(class_colour(n, palette), palette.text, 0.35) for n in range(classes)]
    return np.array(strong, dtype=np.uint8)


def _textured(best: NDArray[np.int_], surety: Values, glyphs: NDArray[np.str_]) -> Picture:
    """Draw without colour: each class has a texture, left blank where it is not sure."""
    texture = _TEXTURES[best[0::2] % _SIGNS]
    texture = np.where(surety[0::2] > 0.5, texture, " ")
    cells = np.where(glyphs != "", glyphs, texture)
    return [[Span("".join(row))] for row in cells]
