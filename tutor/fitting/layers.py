"""What is seen of a network's layers: activations, filters, and one example all the way through."""

from __future__ import annotations

import numpy as np

from engine.arrays import Array
from engine.convolution import Conv2D
from engine.layer import Activated
from engine.layers import Dense
from engine.training import Training
from tutor.fitting.look import Look
from tutor.fitting.run import LiveRun
from tutor.plots.bars import Bar, bars
from tutor.plots.cells import Palette, Picture, Row, Span
from tutor.plots.histogram import histogram
from tutor.plots.images import image

_MOST_EXAMPLES = 600
_NAME, _NUMBER = 12, 7  # columns of a layer's name, and of an activation
_MOST_ROWS = 2  # of activations of a layer


def hidden(training: Training) -> list[Activated]:
    return [layer for layer in training.network.layers[:-1] if isinstance(layer, Activated)]


def hidden_or_output(run: LiveRun) -> list[Activated]:
    """Return the layers with units, the output last."""
    return [layer for layer in run.training.network.layers if isinstance(layer, Activated)]


def chosen_unit(run: LiveRun, look: Look) -> tuple[Activated, int]:
    """Return the layer and the unit that are looked at, or the nearest there are."""
    layers = hidden_or_output(run)
    layer = layers[min(look.layer, len(layers) - 1)]
    return layer, min(look.unit, layer.output_shape[0] - 1)


def next_unit(run: LiveRun, layer: int, unit: int, by: int) -> tuple[int, int]:
    """Return the layer and the unit after these, or before; beyond a layer's end the next layer."""
    units = [shown.output_shape[0] for shown in hidden_or_output(run)]
    all_units = [(place, number) for place, size in enumerate(units) for number in range(size)]
    here = all_units.index((layer, unit)) if (layer, unit) in all_units else -by
    return all_units[(here + by) % len(all_units)]


def activations(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    """How often the units of each hidden layer give which value."""
    X = run.training.training_set.X
    every = -(-X.shape[-1] // _MOST_EXAMPLES)
    run.training.network.propagate(np.ascontiguousarray(X[..., ::every]), training=False)
    layers = hidden(run.training)
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


def has_filters(run: LiveRun) -> bool:
    """Whether the first layer looks at images."""
    first = run.training.network.layers[0]
    return isinstance(first, Conv2D) or (
        isinstance(first, Dense) and run.data.image_shape is not None
    )


def filters(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    """The weights of the first layer's units as images; of a convolution its feature maps too."""
    first = run.training.network.layers[0]
    if isinstance(first, Conv2D):
        kernels = [first.W[unit].mean(axis=0) for unit in range(first.W.shape[0])]
        drawn = _gallery("filters", kernels, width, look.palette, scale=2)
        run.training.network.propagate(_one_example(run, look), training=False)
        maps = [first.A[unit, ..., 0] for unit in range(first.A.shape[0])]
        return [
            *drawn,
            *_gallery(f"feature maps of example {look.example or 0}", maps, width, look.palette),
        ]
    assert isinstance(first, Dense) and run.data.image_shape is not None
    images = [W.reshape(run.data.image_shape).mean(axis=0) for W in first.W]
    return _gallery("weights of the first layer's units", images, width, look.palette)


def _gallery(
    title: str, images: list[Array], width: int, palette: Palette, scale: int = 1
) -> Picture:
    """Rows of images side by side under a title, each on its own scale."""
    columns = images[0].shape[1] * scale + 2
    across = max(width // columns, 1)
    drawn: Picture = [[Span(title, "muted")]]
    for first in range(0, len(images), across):
        parts = [image(pixels, palette, scale=scale) for pixels in images[first : first + across]]
        rows: list[Row] = [[] for _ in parts[0]]
        for part in parts:
            for row, cells in zip(rows, part, strict=True):
                row += [*cells, Span("  ")]
        drawn += [*rows, []]
    return drawn


def _one_example(run: LiveRun, look: Look) -> Array:
    X = run.training.training_set.X
    number = min(look.example or 0, X.shape[-1] - 1)
    return np.ascontiguousarray(X[..., number : number + 1])


def inside(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    """One example: its inputs, the activations of each layer, what is predicted, what is true."""
    number = min(look.example or 0, run.data.m - 1)
    network = run.training.network
    output = network.propagate(_one_example(run, look), training=False)[..., 0].copy()
    inputs = [
        f"{name} {value:.3g}"
        for name, value in zip(run.data.feature_names, run.data.X[:, number].tolist(), strict=False)
    ]
    told = f"example {number}:  " + "  ".join(inputs[:6]) + (" …" if len(inputs) > 6 else "")
    drawn: Picture = [[Span(told, "text")]]
    for place, layer in enumerate(hidden_or_output(run)[:-1], start=1):
        A = layer.A[..., 0].reshape(layer.A.shape[0], -1).mean(axis=1)
        drawn += _numbers(A, f"{place} {layer.activation.name}", width, look)
    drawn.append([])
    return [*drawn, *_outputs(run, output, number, width)]


def _numbers(values: Array, name: str, width: int, look: Look) -> Picture:
    """Return the activations of a layer in a row or two, as many as there is room for."""
    columns = max((width - _NAME) // _NUMBER, 1)
    room = columns * _MOST_ROWS
    shown = values.tolist() if len(values) <= room else values.tolist()[: room - 2]
    spans = [
        Span(f"{value:>{_NUMBER}.2f}".replace("-", "−"), _role(value), bold=unit == look.unit)
        for unit, value in enumerate(shown)
    ]
    if len(shown) < len(values):
        spans.append(Span(f"  … {len(values) - len(shown)} more", "muted"))
    rows = [spans[first : first + columns] for first in range(0, len(spans), columns)]
    names = [name, *[""] * (len(rows) - 1)]
    pairs = zip(names, rows, strict=True)
    return [[Span(f"{title:<{_NAME}.{_NAME}}", "muted"), *row] for title, row in pairs]


def _role(value: float) -> str:
    return "muted" if not value else "negative" if value < 0 else "positive"


def _outputs(run: LiveRun, output: Array, number: int, width: int) -> Picture:
    names = list(run.data.class_names) or ["output"]
    classes = run.training.training_set.classes
    if classes is None:
        target = run.training.training_set.Y[:, number]
        pairs = zip(output.tolist(), target.tolist(), strict=True)
        return [[Span(f"output {a:.4g}, target {y:.4g}, error {a - y:+.4g}")] for a, y in pairs]
    chances = output.tolist() if len(output) > 1 else [1 - float(output[0]), float(output[0])]
    best, true = int(np.argmax(chances)), int(classes[number])
    entries = [
        Bar(name, chance, f"{chance:.3f}", "right" if place == true else "series-2")
        for place, (name, chance) in enumerate(zip(names, chances, strict=True))
    ]
    verdict = "✔ right" if best == true else f"✘ it is {names[true]}"
    role = "right" if best == true else "wrong"
    return [
        *bars(entries, width, largest=1.0),
        [Span(f"predicts {names[best]}  "), Span(verdict, role)],
    ]
