"""Where the balls roll: a cost as a curve over one parameter, or as a map over two."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.descent import Cost, DescentPoint
from tutor.plots.axes import Values
from tutor.plots.cells import Palette, Picture
from tutor.plots.contour import contour
from tutor.plots.lines import Mark, Series, line_chart, series_role
from tutor.plots.paths import Path
from tutor.plots.plane import field_of
from tutor.plots.regions import POINTS, Extent

Descent = tuple[int, list[DescentPoint]]
"""The number of a ball among all balls, and where it was."""
Ends = tuple[float, float]
_MOST_PLACES = 25  # places of a path that are drawn on a curve: the last ones


def curve_field(
    cost: Cost,
    descents: Sequence[Descent],
    over: dict[str, Ends],
    range_: Ends | None,
    width: int,
    height: int,
) -> Picture:
    """Return the curve with each ball at its place, and where it came from."""
    ((name, (low, high)),) = over.items()
    xs = np.linspace(low, high, 2 * width)
    heights = cost(xs[None])
    bottom, top = range_ or _ends(heights)
    lines = [Series("", xs, heights, "text", "solid")]
    marks: list[Mark] = []
    for number, path in descents:
        role, glyph = series_role(number), POINTS[number % 4]
        ws, Js = _last_places(path, (low, high), (bottom, top))
        lines.append(Series("", ws, Js, role, "dotted"))
        glyphs = ["•"] * (len(ws) - 1) + [glyph]
        marks += [Mark(w, J, sign, role) for w, J, sign in zip(ws, Js, glyphs, strict=True)]
    return line_chart(
        lines,
        width,
        height,
        x_label=name,
        y_label="J",
        x_range=(low, high),
        y_range=(bottom, top),
        marks=marks,
    )


def _ends(heights: Values) -> Ends:
    """Return the range of the heights with a little room above and below."""
    finite = heights[np.isfinite(heights)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    room = 0.04 * (high - low) or 0.5
    return low - room, high + room


def _last_places(
    path: list[DescentPoint], across: Ends, up: Ends
) -> tuple[list[float], list[float]]:
    """Return the last places and their costs; what is far outside is drawn nearer."""
    known = [place for place in path[-_MOST_PLACES:] if place.finite]
    ws = np.array([place.parameters[0] for place in known])
    Js = np.array([place.cost for place in known])
    return _nearer(ws, across).tolist(), _nearer(Js, up).tolist()


def _nearer(values: Values, ends: Ends) -> Values:
    low, high = ends
    return np.clip(values, 2 * low - high, 2 * high - low)


def map_field(
    cost: Cost,
    descents: Sequence[Descent],
    over: dict[str, Ends],
    width: int,
    height: int,
    palette: Palette,
) -> Picture:
    """Return the cost seen from above with the path of each ball."""
    (across, (left, right)), (up, (bottom, top)) = over.items()
    extent = Extent(left, right, bottom, top)
    paths = [
        Path(np.stack([place.parameters for place in path], axis=1), number)
        for number, path in descents
    ]
    return contour(
        cost(extent.places(*field_of(width, height))),
        extent,
        width,
        height,
        palette,
        paths=paths,
        x_label=across,
        y_label=up,
    )
