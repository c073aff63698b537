"""The layers of a network that have units, and the unit of them that is looked at."""

from __future__ import annotations

import numpy as np

from engine.arrays import Array
from engine.convolution import Conv2D
from engine.layer import Activated, Weighted
from engine.layers import BatchNorm, Dense
from engine.training import Training
from tutor.runs.look import Look
from tutor.runs.run import LiveRun

_MOST_EXAMPLES = 600


def with_units(training: Training) -> list[Activated]:
    """Return the layers with units, the output last; batch norm counts with the layer before it."""
    layers = training.network.layers
    units = []
    for layer, after in zip(layers, [*layers[1:], None], strict=True):
        if isinstance(layer, Activated) and not isinstance(after, BatchNorm):
            units.append(layer)
    return units


def hidden(training: Training) -> list[Activated]:
    return with_units(training)[:-1]


def weights_of(training: Training, layer: Activated) -> Weighted:
    """Return the layer whose weights feed these units: itself, or the one before batch norm."""
    layers = training.network.layers
    before = layers[: layers.index(layer) + 1]
    return next(found for found in reversed(before) if isinstance(found, Weighted))


def chosen_unit(run: LiveRun, look: Look) -> tuple[int, Activated, int]:
    """Return number and layer and unit that are looked at, counted from 0, or the nearest."""
    layers = with_units(run.training)
    number = min(look.layer, len(layers) - 1)
    return number, layers[number], min(look.unit, layers[number].output_shape[0] - 1)


def next_unit(run: LiveRun, look: Look, by: int) -> tuple[int, int]:
    """Return layer and unit after the one looked at, or before; beyond an end the next layer."""
    units = [layer.output_shape[0] for layer in with_units(run.training)]
    everything = [(place, number) for place, size in enumerate(units) for number in range(size)]
    layer, _, unit = chosen_unit(run, look)
    return everything[(everything.index((layer, unit)) + by) % len(everything)]


def next_layer(run: LiveRun, look: Look, by: int) -> int:
    """Return the layer after the one looked at, or before; after the last one the first."""
    return (chosen_unit(run, look)[0] + by) % len(with_units(run.training))


def is_convolutional(run: LiveRun) -> bool:
    """Whether some of the units are filters, each with many answers to one example."""
    return any(isinstance(layer, Conv2D) for layer in run.training.network.layers)


def has_filters(run: LiveRun) -> bool:
    """Whether the first layer looks at images."""
    first = run.training.network.layers[0]
    return isinstance(first, Conv2D) or (
        isinstance(first, Dense) and run.data.image_shape is not None
    )


def in_filters(run: LiveRun, look: Look) -> bool:
    """Whether the unit looked at is one of those whose filters are shown."""
    number, layer, _ = chosen_unit(run, look)
    weights = weights_of(run.training, layer)
    return has_filters(run) and (isinstance(weights, Conv2D) or number == 0)


def shown_inputs(run: LiveRun, look: Look) -> tuple[int, int]:
    """Return the inputs that go across and up; the first two where the wanted ones are not."""
    last = len(run.data.X) - 1
    return look.inputs if max(look.inputs) <= last else (0, min(1, last))


def one_example(run: LiveRun, look: Look) -> Array:
    """Return the example looked at as the network takes it, the only column."""
    number = picked(run, look)
    return np.ascontiguousarray(run.training.training_set.X[..., number : number + 1])


def picked(run: LiveRun, look: Look) -> int:
    """Return the number of the example looked at, or the nearest there is."""
    return min(look.example or 0, run.data.m - 1)


def sampled(run: LiveRun) -> Array:
    """Propagate training examples, of very many some; return their numbers.

    What the layers gave is in their A afterwards.
    """
    every = -(-run.data.m // _MOST_EXAMPLES)
    X = run.training.training_set.X[..., ::every]
    run.training.network.propagate(np.ascontiguousarray(X), training=False)
    return np.arange(0, run.data.m, every)
