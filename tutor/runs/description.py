"""A run's network and how it is trained, in numbers and in a line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from engine.counted import counted
from engine.layer import Activated, Weighted
from engine.layers import BatchNorm
from engine.training import Training
from tutor.plots.numbers import shown

SIZES = ("hidden_units", "hidden_layers", "parameters")


def sizes(training: Training) -> dict[str, float]:
    """Return how large a network is, by the names in SIZES."""
    network = training.network
    hidden = [layer for layer in network.layers[:-1] if isinstance(layer, Weighted)]
    units = sum(layer.output_shape[0] for layer in hidden)
    figures = (units, len(hidden), network.parameters.size)
    return dict(zip(SIZES, map(float, figures), strict=True))


def steps_an_epoch(training: Training) -> int:
    """Return the number of mini-batches in an epoch as they are now; the last may be smaller."""
    return -(-int(training.training_set.m) // training.batch_size)


def architecture(training: Training) -> str:
    """Return the sizes of the layers, such as 2-8-1, and how many parameters they have."""
    return f"{_layers(training)}, {training.network.parameters.size:,} parameters"


def architectures(trainings: Sequence[Training]) -> tuple[str, ...]:
    """Return the different networks among these in a line; then in ever shorter ones."""
    told = [*dict.fromkeys(map(architecture, trainings))]
    counts = [*dict.fromkeys(f"{training.network.parameters.size:,}" for training in trainings)]
    lines = ["  ·  ".join(told).replace(" parameters", "", len(told) - 1)]
    if len({_units(training) for training in trainings}) == len(counts) == 1:
        hidden = dict.fromkeys(", ".join(_hidden_activations(training)) for training in trainings)
        lines += [f"{_units(trainings[0])} {' or '.join(hidden)}, {counts[0]} parameters"]
    return (*lines, f"{'  ·  '.join(counts)} parameters")


def described(training: Training) -> tuple[str, ...]:
    """Return what is trained and how, in a line; then in ever shorter ones."""
    steps, size = steps_an_epoch(training), training.batch_size
    name, rate = training.optimizer.name, shown(training.learning_rate, 6)
    scheduled = training.optimizer.learning_rate
    now = f", now {shown(scheduled, 3)}" if scheduled != training.learning_rate else ""
    network = architecture(training)
    return (
        f"{network}. {name}, learning rate {rate}{now}, "
        f"batches of {size}: {counted(steps, 'step')} an epoch.",
        f"{network}. {name} at {rate}{now}, batches of {size}",
        f"{network}. {name} at {rate}{now}",
        f"{network}. {name} at {rate}",
        network,
        _layers(training),
    )


def _layers(training: Training) -> str:
    """Return the sizes of the layers and the activations of the hidden units."""
    return f"{_units(training)} {', '.join(_hidden_activations(training))}".rstrip()


def _units(training: Training) -> str:
    """Return the sizes of the layers; those of images as channels@rows×columns."""
    layers = [layer for layer in training.network.layers if isinstance(layer, Weighted)]
    shapes = [training.network.input_shape, *(layer.output_shape for layer in layers)]
    return "-".join(
        f"{shape[0]}@{shape[1]}×{shape[2]}" if len(shape) > 1 else str(shape[0]) for shape in shapes
    )


def _hidden_activations(training: Training) -> list[str]:
    """Return the activations of the hidden units, each once; batch norm has that of its layer."""
    layers = pairwise(training.network.layers)
    hidden = (
        layer
        for layer, after in layers
        if isinstance(layer, Activated) and not isinstance(after, BatchNorm)
    )
    return list(dict.fromkeys(layer.activation.name for layer in hidden))
