"""What can be seen of a run: its loss, its regions, its accuracy, its activations, its mistakes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine import metrics
from engine.arrays import Array
from engine.evaluation import gives_probabilities
from engine.layer import Activated
from engine.training import Training
from tutor.fitting.run import LiveRun
from tutor.plots.arrange import fitted
from tutor.plots.axes import axis, ticks_up
from tutor.plots.canvas import Canvas
from tutor.plots.cells import Palette, Picture, Span
from tutor.plots.confusion import confusion_matrix
from tutor.plots.histogram import histogram
from tutor.plots.lines import Series, line_chart
from tutor.plots.regions import Extent, regions
from tutor.plots.reliability import reliability_diagram
from tutor.plots.scatter import class_key

Draw = Callable[[LiveRun, int, int, Palette], Picture]

# Of large data sets, so many examples are drawn or looked into.
_MOST_EXAMPLES = 600


def views_of(training: Training) -> list[str]:
    """Return the names of the views that suit the run's data, the most telling ones first."""
    examples, network = training.training_set, training.network
    sure = gives_probabilities(network)
    suitable = {
        "regions": examples.X.shape[:-1] == (2,) and examples.classes is not None and sure,
        "fit": examples.X.shape[:-1] == (1,) and examples.Y.shape[:-1] == (1,),
        "accuracy": examples.classes is not None,
        "activations": len(_hidden(training)) > 0,
        "confusion": examples.classes is not None,
        "reliability": examples.classes is not None and sure,
    }
    return [name for name, suits in suitable.items() if suits]


def draw_view(name: str, run: LiveRun, width: int, height: int, palette: Palette) -> Picture:
    """Return the view in just so many columns and rows."""
    with np.errstate(all="ignore"):
        drawn = _VIEWS[name](run, width, height, palette)
    rows = [fitted(row, width) for row in drawn[:height]]
    return rows + [fitted([], width)] * (height - len(rows))


def loss(run: LiveRun, width: int, height: int, log: bool) -> Picture:
    """Return the curves of the loss; of a validation set too, where there is one."""
    return _curves(run, "loss", width, height, log=log)


def _accuracy(run: LiveRun, width: int, height: int, palette: Palette) -> Picture:
    return _curves(run, "accuracy", width, height, limits=(0.0, 1.0))


def _curves(
    run: LiveRun,
    figure: str,
    width: int,
    height: int,
    *,
    log: bool = False,
    limits: tuple[float, float] | None = None,
) -> Picture:
    epochs = run.history.epochs()
    lines = [Series("training", epochs, run.history.figures(figure))]
    if run.training.validation_set is not None:
        lines.append(Series("validation", epochs, run.history.figures(f"val_{figure}")))
    last = float(run.training.config.epochs)
    return line_chart(
        lines,
        width,
        height,
        x_label="epoch",
        y_label=figure,
        log_y=log,
        x_range=(0.0, last),
        y_range=limits,
    )


def _regions(run: LiveRun, width: int, height: int, palette: Palette) -> Picture:
    """The regions of the plane, with the training points over them."""
    training = run.training
    X, classes = _some(training)
    assert classes is not None
    extent = Extent.around(training.training_set.X)
    outputs = training.network.forward(extent.places(width, height - 1))
    names = [str(number) for number in range(max(2, len(training.training_set.Y)))]
    key = [*class_key(names), Span("  hollow: wrong", "muted")]
    plane = regions(outputs, extent, width, height - 1, palette, X=X, labels=classes)
    return [key, *plane]


def _fit(run: LiveRun, width: int, height: int, palette: Palette) -> Picture:
    """The curve that the network has learned, through the points it learns from."""
    training = run.training
    X, Y = training.training_set.X, training.training_set.Y
    x, y = axis(X, max(2, width // 8)), axis(Y, ticks_up(height), loose=True)
    canvas = Canvas(x, y, width, height - 1)
    canvas.glyphs(X[0].tolist(), Y[0].tolist(), "·", "text")
    xs = np.linspace(x.low, x.high, 2 * width)
    canvas.line(xs, y.plotted(training.network.forward(xs[None])[0]), "series-1")
    key = [Span("· examples  ", "text"), Span("── network", "series-1")]
    return [key, *canvas.picture()]


def _activations(run: LiveRun, width: int, height: int, palette: Palette) -> Picture:
    """How often the units of each hidden layer give which value."""
    training = run.training
    training.network.propagate(_some(training)[0], training=False)
    layers = _hidden(training)
    rows = max(height // len(layers), 4)
    drawn: Picture = []
    for number, layer in enumerate(layers, start=1):
        A = layer.A.reshape(layer.A.shape[0], -1)
        title = f"layer {number} {layer.activation.name}  {_described(A)}"
        drawn += [[Span(title, "muted")], *histogram(A, width, rows - 1)]
    return drawn


def _described(A: Array) -> str:
    """Return what there is to say about activations (units, examples) in a few words."""
    if not np.isfinite(A).all():
        return "not finite"
    still = int((A.max(axis=1) - A.min(axis=1) < 1e-9).sum())
    words = f"mean {A.mean():.2f}, {np.mean(A == 0):.0%} are 0"
    return f"{words}, {still} of {len(A)} units never move" if still else words


def _confusion(run: LiveRun, width: int, height: int, palette: Palette) -> Picture:
    outputs, classes = _judged(run.training)
    counts = metrics.confusion_matrix(outputs, classes)
    names = [str(number) for number in range(len(counts))]
    return confusion_matrix(counts, names, width, palette)


def _reliability(run: LiveRun, width: int, height: int, palette: Palette) -> Picture:
    outputs, classes = _judged(run.training)
    if not np.isfinite(outputs).all():
        return [[Span("The outputs are not finite: nothing can be read off them.", "muted")]]
    found = metrics.calibration(outputs, classes)
    ece = f"ECE {found.ece:.3f}, the mean gap weighted by n"
    return [*reliability_diagram(found, width), [], [Span(ece, "muted")]]


def _judged(training: Training) -> tuple[Array, Array]:
    """Return outputs and classes of the validation set, or else of the training set."""
    examples = training.validation_set or training.training_set
    assert examples.classes is not None
    return training.network.forward(examples.X), examples.classes


def _some(training: Training) -> tuple[Array, Array | None]:
    """Return training examples and their classes, evenly thinned where they are very many."""
    examples = training.training_set
    every = -(-examples.m // _MOST_EXAMPLES)
    classes = None if examples.classes is None else examples.classes[::every]
    return np.ascontiguousarray(examples.X[..., ::every]), classes


def _hidden(training: Training) -> list[Activated]:
    return [layer for layer in training.network.layers[:-1] if isinstance(layer, Activated)]


_VIEWS: dict[str, Draw] = {
    "regions": _regions,
    "fit": _fit,
    "accuracy": _accuracy,
    "activations": _activations,
    "confusion": _confusion,
    "reliability": _reliability,
}
