"""What can be drawn over a plane or a line of inputs: the data, regions, a fit, a unit's map."""

from __future__ import annotations

import numpy as np

from engine.arrays import Array
from tutor.fitting.layers import chosen_unit, hidden_or_output
from tutor.fitting.look import Look
from tutor.fitting.run import LiveRun
from tutor.plots.axes import axis, ticks_up
from tutor.plots.canvas import Canvas
from tutor.plots.cells import Palette, Picture, Row, Span
from tutor.plots.images import image
from tutor.plots.pixels import half_blocks
from tutor.plots.regions import Extent, regions
from tutor.plots.scatter import class_key, scatter
from tutor.plots.shades import Pixels, blend

MOST_EXAMPLES = 600
"""Of large data sets, so many examples are drawn or looked into."""
_STEPS = 12


def in_plane(run: LiveRun) -> bool:
    """Whether the inputs as loaded are points of a plane."""
    return len(run.data.X) == 2


def class_names(run: LiveRun) -> list[str]:
    return list(run.data.class_names)


def some(run: LiveRun) -> Array:
    """Return the numbers of the training examples that are drawn, evenly spread."""
    return np.arange(0, run.data.m, -(-run.data.m // MOST_EXAMPLES))


def draw_regions(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    """The regions of the plane, with the training points over them."""
    classes = run.training.training_set.classes
    assert classes is not None
    chosen = some(run)
    extent = Extent.around(run.data.X)
    inputs = run.prepare.inputs(extent.places(width, height - 1))
    outputs = run.training.network.forward(inputs)
    plane = regions(
        outputs,
        extent,
        width,
        height - 1,
        look.palette,
        X=run.data.X[:, chosen],
        labels=classes[chosen],
        picked=None if look.example is None else run.data.X[:, [look.example % run.data.m]],
    )
    return [[*class_key(class_names(run)), Span("  hollow: wrong", "muted")], *plane]


def fit(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    """The curve that the network has learned, through the points it learns from."""
    X, Y = run.data.X, run.training.training_set.Y
    x, y = axis(X, max(2, width // 8)), axis(Y, ticks_up(height), loose=True)
    canvas = Canvas(x, y, width, height - 1)
    canvas.glyphs(X[0].tolist(), Y[0].tolist(), "·", "text")
    xs = np.linspace(x.low, x.high, 2 * width)
    outputs = run.training.network.forward(run.prepare.inputs(xs[None]))
    canvas.line(xs, y.plotted(outputs[0]), "series-1")
    return [[Span("· examples  ", "text"), Span("── network", "series-1")], *canvas.picture()]


def data(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    """A look at the examples: as points, as images, or their first two features."""
    if run.data.image_shape is not None:
        return _images(run, width, height, look.palette)
    classes = run.training.training_set.classes
    if len(run.data.X) < 2 or classes is None:
        values = run.data.X[0], run.data.Y[0] if len(run.data.X) < 2 else run.data.X[1]
        classes = np.zeros(run.data.m, dtype=int)
        names: list[str] = []
    else:
        values, names = (run.data.X[0], run.data.X[1]), class_names(run)
    chosen = some(run)
    labels = [*run.data.feature_names[:2], "target"]
    points = np.stack(values)[:, chosen]
    return scatter(
        points, classes[chosen], width, height, names=names, x_label=labels[0], y_label=labels[1]
    )


def _images(run: LiveRun, width: int, height: int, palette: Palette) -> Picture:
    """As many examples as there is room for, each under its class."""
    assert run.data.image_shape is not None
    channels, rows, columns = run.data.image_shape
    high, wide = -(-rows // 2) + 2, columns + 2
    across, down = max(width // wide, 1), max(height // high, 1)
    classes = run.training.training_set.classes
    drawn: Picture = []
    for first in range(0, across * down, across):
        band: list[Row] = [[] for _ in range(high - 1)]
        for number in range(first, min(first + across, run.data.m)):
            pixels = run.data.X[:, number].reshape(channels, rows, columns).mean(axis=0)
            name = "" if classes is None else class_names(run)[classes[number]]
            cells = [[Span(name[:columns].ljust(columns), "muted")], *image(pixels, palette)]
            for row, part in zip(band, cells, strict=True):
                row += [*part, Span("  ")]
        drawn += [*band, []]
    return drawn


def unit_map(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    """The activation of one unit at every place of the plane."""
    layer, unit = chosen_unit(run, look)
    extent = Extent.around(run.data.X)
    places = run.prepare.inputs(extent.places(width, height - 1))
    run.training.network.propagate(run.training.network.fit_inputs(places), training=False)
    values = layer.A[unit].reshape(2 * (height - 1), width)
    number = hidden_or_output(run).index(layer) + 1
    low, high = float(values.min()), float(values.max())
    title = f"layer {number} unit {unit + 1} {layer.activation.name}  from {low:.2f} to {high:.2f}"
    return [[Span(title, "muted")], *_shaded(values, look.palette)]


def _shaded(values: Array, palette: Palette) -> Picture:
    """Blue where positive, orange where negative; without colour by shades of brightness."""
    finite = np.where(np.isfinite(values), values, 0.0)
    if not palette.colour:
        return image(finite, palette)
    strongest = max(float(np.abs(finite).max()), 1e-12)
    level = np.rint(finite / strongest * _STEPS).astype(int) + _STEPS
    ends = [palette.negative] * _STEPS + [palette.positive] * (_STEPS + 1)
    amounts = [0.85 * abs(step - _STEPS) / _STEPS for step in range(2 * _STEPS + 1)]
    pairs = zip(ends, amounts, strict=True)
    ramp: Pixels = np.array([blend(palette.background, *pair) for pair in pairs], dtype=np.uint8)
    return half_blocks(ramp[level])
