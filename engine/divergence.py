"""Where a run went wrong: the first value that is not finite, found by repeating an epoch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from engine.arrays import Array
from engine.network import Network
from engine.optimizers import Optimizer

LOWER_THE_RATE = "Try a lower learning rate."
PARAMETERS = ("W[", "b[", "gamma[", "beta[")


@dataclass(frozen=True, slots=True)
class Divergence:
    """The first value of a run that is infinite or not a number."""

    step: int
    """The training step it appeared in, counted from 1."""
    layer: int | None
    """The layer's number, counted from 1; None if it is the cost or the data."""
    name: str
    """What it is: "Z[2]", "dW[1]", "W[1]", "J", "X"."""
    message: str
    """The same in a sentence, with what to do."""


def find_divergence(
    network: Network, optimizer: Optimizer, batches: Iterable[tuple[Array, Array]], step: int
) -> Divergence | None:
    """Train on `batches` again, from `step` on, and stop at the first value that is not finite."""
    for number, (X, Y) in enumerate(batches, start=step + 1):
        for layer, name, value in values_of_step(network, optimizer, X, Y):
            if not np.isfinite(value).all():
                message = describe(number, layer, name, value)
                return Divergence(number, layer, name, message)
    return None


def describe(step: int, layer: int | None, name: str, value: Array | float) -> str:
    """What is not finite, where, and what to do about it."""
    what = "nan" if np.isnan(value).any() else "infinite"
    place = f" in layer {layer}" if layer else ""
    found = f"{name} is {what} at step {step}{place}"
    if name in ("X", "Y"):
        return f"{found}: look at the data."
    if step == 1 and not name.startswith(PARAMETERS):
        return (
            f"{found}, before anything was learned: "
            "look at the data, the first weights, and whether output and loss go together."
        )
    return f"{found}: the run has diverged. {LOWER_THE_RATE}"


def after_the_last_step(loss: float) -> str:
    """What to say where only the cost of the whole training set, after an epoch, is not finite."""
    return f"J is {loss} on the training set, though every step was finite. {LOWER_THE_RATE}"


def values_of_step(
    network: Network, optimizer: Optimizer, X: Array, Y: Array
) -> Iterator[tuple[int | None, str, Array | float]]:
    """All values (layer, name, value) of one training step, in the order they are computed."""
    numbered = list(enumerate(network.layers, start=1))
    yield None, "X", X
    yield None, "Y", Y
    network.propagate(X, training=True)
    for number, layer in numbered:
        for name in ("Z", "A"):
            if hasattr(layer, name):
                yield number, f"{name}[{number}]", getattr(layer, name)
    yield None, "J", network.total_loss(Y) + network.penalty()
    network.propagate_back(Y)
    network.fill_dA()
    for number, layer in reversed(numbered):
        names = ["dA", "dZ"] if layer is not network.fused else ["dZ"]
        for name in [*names, *(f"d{name}" for name in layer.parameter_shapes())]:
            if hasattr(layer, name):
                yield number, f"{name}[{number}]", getattr(layer, name)
    optimizer.step(network)
    for number, layer in numbered:
        for name in layer.parameter_shapes():
            yield number, f"{name}[{number}]", getattr(layer, name)
