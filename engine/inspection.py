"""How a network stands inside at one moment: which units still work, what reaches which layer.

    inspect(training)      before, between and after epochs; the run goes on as if nothing had been

What is measured goes through a part of the training examples, forward and backward, without a step.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod, sqrt

import numpy as np

from engine.arrays import Array
from engine.batches import laid_out
from engine.evaluation import examples_at_once
from engine.layer import Activated, Weighted
from engine.layers import BatchNorm
from engine.losses import Loss
from engine.metrics import predicted_classes
from engine.network import Network
from engine.training import Training

MOST_EXAMPLES = 500
_NUMBERS = 2**21  # outputs of all layers together that one look goes through at most
_FEWEST = 32
_FLAT = 0.1  # of the steepest slope of the activation
_NEARLY_ALL = 0.9  # of the examples


@dataclass(frozen=True, slots=True)
class LayerReading:
    """A layer with units; of a convolution, the filters are its units."""

    number: int
    """From 1; batch norm counts with the layer before it, the output is the last."""
    activation: str
    units: int
    dead: int
    """ReLUs that give 0 for every example, so that nothing can move them."""
    saturated: int
    """Units of sigmoid or tanh that are flat for nine examples of ten."""
    twins: bool
    """Whether all its units, if there are several, have the very same weights."""
    signal: float
    """The root mean square of dZ, over units and examples."""


@dataclass(frozen=True, eq=False, slots=True)
class Inspection:
    """What one look found."""

    epoch: int
    step: int
    loss: float
    """Of the examples looked at, without penalties."""
    base: float
    """The loss of the best answer that is the same for all examples."""
    layers: tuple[LayerReading, ...]
    moved: float
    """How far all parameters are from the first look, as a share of how long they were then."""

    @property
    def hidden(self) -> tuple[LayerReading, ...]:
        return self.layers[:-1]


def inspect(training: Training, first: Array | None = None) -> Inspection:
    """Look at the network as it stands; `first` holds the parameters of the first look."""
    network, examples = training.network, training.training_set
    every = -(-examples.m // _examples_for(network))
    X = laid_out(examples.X[..., ::every])
    Y = np.ascontiguousarray(examples.Y[..., ::every])
    of_last_step = network.gradient.copy()
    with np.errstate(all="ignore"):
        network.propagate(X, training=False)
        loss = network.total_loss(Y) / Y.shape[-1]
        network.propagate_back(Y)
        layers = tuple(_readings(network))
        moved = 0.0 if first is None else _distance(network.parameters, first)
        base = base_loss(network.loss, Y)
    network.gradient[...] = of_last_step
    return Inspection(training.epoch, training.step, loss, base, layers, moved)


def base_loss(loss: Loss, Y: Array) -> float:
    """The loss of the best answer that does not look at the inputs: the mean of Y (n_y, m)."""
    mean = Y.mean(axis=-1, keepdims=True)
    with np.errstate(all="ignore"):
        return float(loss.terms(np.broadcast_to(mean, Y.shape), Y).sum() / Y.shape[-1])


def times_predicted(training: Training) -> Array | None:
    """How often each class is predicted on the training set, (k,); None without classes."""
    network, examples = training.network, training.training_set
    if examples.classes is None:
        return None
    kinds = max(len(examples.Y), 2)
    counts = np.zeros(kinds, int)
    size = examples_at_once(network, training.batch_size)
    with np.errstate(all="ignore"):
        for start in range(0, examples.m, size):
            A = network.propagate(examples.X[..., start : start + size], training=False)
            counts += np.bincount(predicted_classes(A), minlength=kinds)
    return counts


def _examples_for(network: Network) -> int:
    """How many examples one look takes: fewer of a large network."""
    outputs = sum(prod(layer.output_shape) for layer in network.layers)
    return max(min(_NUMBERS // outputs, MOST_EXAMPLES), _FEWEST)


def _readings(network: Network) -> list[LayerReading]:
    """A reading of each layer with units, after a pass forward and backward."""
    readings: list[LayerReading] = []
    weighted: Weighted | None = None
    for layer, after in zip(network.layers, [*network.layers[1:], None], strict=True):
        weighted = layer if isinstance(layer, Weighted) else weighted
        if isinstance(layer, Activated) and not isinstance(after, BatchNorm):
            readings.append(_reading(len(readings) + 1, layer, weighted))
    return readings


def _reading(number: int, layer: Activated, weighted: Weighted | None) -> LayerReading:
    A = layer.A.reshape(layer.A.shape[0], -1)
    name = layer.activation.name
    return LayerReading(
        number,
        name,
        len(A),
        dead=int((A.max(axis=1) <= 0.0).sum()) if name == "relu" else 0,
        saturated=_saturated(layer) if name in ("sigmoid", "tanh") else 0,
        twins=weighted is not None and _all_alike(weighted.W),
        signal=sqrt(float(np.mean(np.square(layer.dZ)))),
    )


def _saturated(layer: Activated) -> int:
    """How many units stand where the activation is flat."""
    slopes = np.empty_like(layer.Z)
    layer.activation.derivative(layer.Z, layer.A, slopes)
    steepest = 0.25 if layer.activation.name == "sigmoid" else 1.0
    flat = (slopes < _FLAT * steepest).reshape(len(slopes), -1)
    return int((flat.mean(axis=1) >= _NEARLY_ALL).sum())


def _all_alike(W: Array) -> bool:
    return len(W) > 1 and bool((W[:1] == W).all())


def _distance(parameters: Array, first: Array) -> float:
    length = float(np.linalg.norm(first))
    return float(np.linalg.norm(parameters - first)) / length if length else np.inf
