"""What can be drawn over a plane or a line of inputs: the data, regions, a fit."""

from __future__ import annotations

import numpy as np

from engine.arrays import Array
from engine.metrics import predicted_classes
from engine.network import Network
from tutor.plots.arrange import fitted, row_width
from tutor.plots.axes import axis, upright
from tutor.plots.canvas import Canvas
from tutor.plots.cells import Picture, Row, Span
from tutor.plots.images import image
from tutor.plots.plane import LEFT, field_of, has_room_for_axes, in_axes
from tutor.plots.regions import PICKED, Extent, regions
from tutor.plots.scatter import class_key, scatter
from tutor.runs.look import Look
from tutor.runs.run import LiveRun
from tutor.runs.units import shown_inputs

MOST_EXAMPLES = 600
"""Of large data sets, so many examples are drawn or looked into."""


def in_plane(run: LiveRun) -> bool:
    """Whether the inputs as loaded are points of a plane."""
    return len(run.data.X) == 2


def some(run: LiveRun) -> Array:
    """Return the numbers of the training examples that are drawn, evenly spread."""
    return np.arange(0, run.data.m, -(-run.data.m // MOST_EXAMPLES))


def draw_regions(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    """The regions of the plane, with the training points over them."""
    return _draw_regions(run, run.training.network, width, height, look)


def regions_beside(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    """The regions of the network that is seen beside the run's, drawn in the same way."""
    run.stand_beside()
    return _draw_regions(run, run.beside, width, height, look)


def _draw_regions(
    run: LiveRun, network: Network | None, width: int, height: int, look: Look
) -> Picture:
    left, columns, rows = region_field(width, height)
    plane = bare_regions(run, columns, rows, look, network)
    extent = Extent.around(run.data.X)
    return [_key(run, width, look), *(in_axes(plane, extent, named=False) if left else plane)]


def bare_regions(
    run: LiveRun, columns: int, rows: int, look: Look, network: Network | None = None
) -> Picture:
    """The regions and the points alone, without axes and without a key."""
    network = network or run.training.network
    classes = run.training.training_set.classes
    assert classes is not None
    chosen = some(run)
    extent = Extent.around(run.data.X)
    points = run.data.X[:, chosen]
    X = np.concatenate([points, extent.places(columns, rows)], axis=1)
    outputs = network.forward(run.prepare.inputs(X))
    at_points, at_places = np.split(outputs, [len(chosen)], axis=1)
    return regions(
        at_places,
        extent,
        columns,
        rows,
        look.palette,
        X=points,
        labels=classes[chosen],
        right=predicted_classes(at_points) == classes[chosen],
        picked=None if look.example is None else run.data.X[:, [look.example % run.data.m]],
    )


def region_field(width: int, height: int) -> tuple[int, int, int]:
    """Return where the regions begin below their key, and in how many columns and rows they are."""
    if has_room_for_axes(width, height - 1):
        return LEFT, *field_of(width, height - 1, named=False)
    return 0, width, height - 1


def _key(run: LiveRun, width: int, look: Look) -> Row:
    """Return what the signs mean, as much of it as there is room for, the classes first."""
    row = class_key(run.data.class_names, width, look.palette)
    across, up = run.data.feature_names
    notes = ["hollow: wrong", f"{across} → {up} ↑"]
    if look.example is not None:
        notes.insert(0, f"{PICKED} example {look.example % run.data.m}")
    for note in notes:
        if row_width(row) + 2 + len(note) <= width:
            row = [*row, Span(f"  {note}", "muted")]
    return row


def fit(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    """The curve that the network has learned, through the points it learns from."""
    X, Y = run.data.X, run.training.training_set.Y
    canvas = fit_canvas(run, width, height)
    canvas.glyphs(X[0].tolist(), Y[0].tolist(), "·", "text")
    xs = np.linspace(canvas.x.low, canvas.x.high, 2 * width)
    outputs = run.training.network.forward(run.prepare.inputs(xs[None]))
    canvas.line(xs, canvas.y.plotted(outputs[0]), "series-1")
    seen = np.any((outputs[0] >= canvas.y.low) & (outputs[0] <= canvas.y.high))
    where = "" if seen else " (beyond the axes)"
    key = [Span("· examples  ", "text"), Span(f"── network{where}", "series-1")]
    if look.example is not None:
        number = look.example % run.data.m
        canvas.glyphs([float(X[0, number])], [float(Y[0, number])], PICKED, "accent")
        key.append(Span(f"  {PICKED} example {number}", "muted"))
    return [key, *canvas.picture()]


def fit_canvas(run: LiveRun, width: int, height: int) -> Canvas:
    """Return the axes of the fit."""
    x = axis(run.data.X, max(2, width // 8))
    y = upright(run.training.training_set.Y, Canvas.rows_of(height - 1))
    return Canvas(x, y, width, height - 1)


def data(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    """A look at the examples: as points, as images, or two of their features."""
    if run.data.image_shape is not None:
        return _images(run, width, height, look)
    chosen, points = plotted(run, look)
    classes = run.training.training_set.classes
    classified = len(run.data.X) > 1 and classes is not None
    labels = classes[chosen] if classified and classes is not None else np.zeros(len(chosen), int)
    x_label, y_label = _labels(run, look)
    return scatter(
        points,
        labels,
        width,
        height,
        names=list(run.data.class_names) if classified else [],
        x_label=x_label,
        y_label=y_label,
        picked=None if look.example is None else _point(run, look, look.example % run.data.m),
    )


def plotted(run: LiveRun, look: Look) -> tuple[Array, Array]:
    """Return the numbers of the examples drawn as points, and where they are (2, n)."""
    chosen = some(run)
    return chosen, np.stack([_across(run, look), _up(run, look)])[:, chosen]


def _point(run: LiveRun, look: Look, number: int) -> tuple[float, float]:
    return float(_across(run, look)[number]), float(_up(run, look)[number])


def _across(run: LiveRun, look: Look) -> Array:
    row: Array = run.data.X[shown_inputs(run, look)[0]]
    return row


def _up(run: LiveRun, look: Look) -> Array:
    row: Array = run.data.Y[0] if len(run.data.X) < 2 else run.data.X[shown_inputs(run, look)[1]]
    return row


def _labels(run: LiveRun, look: Look) -> tuple[str, str]:
    names = run.data.feature_names
    across, up = shown_inputs(run, look)
    more = "   f chooses two inputs" if len(names) > 2 else ""
    return f"{names[across]}{more}", "target" if len(names) < 2 else names[up]


def _images(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    """As many examples as there is room for around the one looked at, each under its class."""
    assert run.data.image_shape is not None
    channels, rows, columns = run.data.image_shape
    across, down = images_in(run, width, height)
    page = first_image(run, look, across * down)
    classes = run.training.training_set.classes
    drawn: Picture = []
    for first in range(page, page + across * down, across):
        band: list[Row] = [[] for _ in range(-(-rows // 2) + 1)]
        for number in range(first, min(first + across, run.data.m)):
            pixels = run.data.X[:, number].reshape(channels, rows, columns).mean(axis=0)
            name = "" if classes is None else run.data.class_names[classes[number]]
            picked = number == look.example
            title = Span(f"{PICKED} {name}" if picked else name, "accent" if picked else "muted")
            cells = [fitted([title], columns), *image(pixels, look.palette)]
            for row, part in zip(band, cells, strict=True):
                row += [*part, Span("  ")]
        drawn += [*band, []]
    return drawn


def images_in(run: LiveRun, width: int, height: int) -> tuple[int, int]:
    """Return how many examples that are images stand beside and below one another."""
    assert run.data.image_shape is not None
    _, rows, columns = run.data.image_shape
    return max(width // (columns + 2), 1), max((height + 1) // (-(-rows // 2) + 2), 1)


def first_image(run: LiveRun, look: Look, together: int) -> int:
    """Return the number of the first example shown, so that the one looked at is, too."""
    return (look.example or 0) % run.data.m // together * together
