"""The choices a network's trace is made from, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine import Dense, Network, datasets
from engine.batches import Batches
from engine.optimizers import Optimizer, optimizer
from engine.trace import Trace
from tutor.stepping.layer_list import Item, input_shape, made_layers, units_of_output
from tutor.stepping.networks import NetworkTrace

Matrix = Sequence[Sequence[float]]
Array = NDArray[np.float64]
DECIMALS = 2
"""Weights and examples drawn at random are rounded, so that they can be followed by hand."""
LOSSES = {"sigmoid": "binary_crossentropy", "softmax": "categorical_crossentropy"}


@dataclass(frozen=True, slots=True)
class StepperSetup:
    """A network, its examples, and how it is trained; None is what suits the rest."""

    layers: tuple[Item, ...]
    """The input first: 3 or "1x8x8"; then units, "conv 2 3", "pool 2", "dropout 0.5", ..."""
    activation: str = "relu"
    output: str | None = None
    """By default sigmoid for one output, softmax for several."""
    loss: str | None = None
    shared_bias: bool = False
    """Whether all units of a layer have one bias together."""
    initializer: str = "he"
    seed: int = 0
    weights: Sequence[Matrix] = ()
    """W of each dense layer in turn, (n_out, n_in), in place of random ones."""
    biases: Sequence[Sequence[float]] = ()
    X: Matrix | None = None
    """Examples as columns; by default drawn from the data set, or at random."""
    Y: Matrix | None = None
    dataset: str | None = None
    examples: int = 4
    optimizer: str = "sgd"
    learning_rate: float = 0.1
    direction: str = "both"
    """`forward` stops at the output, `both` at the gradients, `update` at the new weights."""
    batch_size: int | None = None
    epochs: int = 1

    def trace(self) -> NetworkTrace:
        """Return the trace; raises ValueError where the choices do not go together."""
        trace = self.engine_trace()
        batches = len(trace.batches) if self.direction == "update" else 1
        per_epoch = max(batches // self.epochs, 1)
        return NetworkTrace(trace, self.engine_trace, self.title(), per_epoch)

    def engine_trace(self) -> Trace:
        """Return the engine's trace, of a network made for it."""
        X, Y = self.data()
        batches = self.batches(X, Y) if self.direction != "forward" else [(X, None)]
        if self.direction != "update":
            batches = batches[:1]
        return Trace(self.network(), batches, self.made_optimizer())

    def title(self) -> str:
        sizes = " – ".join(str(item) for item in self.layers)
        return f"network {sizes}" + (f" on {self.dataset}" if self.dataset else "")

    def made_optimizer(self) -> Optimizer | None:
        if self.direction != "update":
            return None
        return optimizer(self.optimizer, self.learning_rate)

    def network(self) -> Network:
        """Return the network with its weights."""
        shape = input_shape(self.layers[0]) if self.layers else ()
        n_out = units_of_output(self.layers)
        output = self.output or ("sigmoid" if n_out == 1 else "softmax")
        network = Network(
            made_layers(self.layers[1:], self.activation, output, self.shared_bias),
            input_shape=shape,
            loss=self.loss or LOSSES.get(output, "mse"),
            initializer=self.initializer,
            seed=self.seed,
        )
        network.parameters[...] = network.parameters.round(DECIMALS)
        _assign(network, "W", [np.array(W, dtype=float) for W in self.weights])
        _assign(network, "b", [np.array(b, dtype=float).reshape(-1, 1) for b in self.biases])
        return network

    def data(self) -> tuple[Array, Array]:
        """Return X and Y, examples on the last axis."""
        rng = np.random.default_rng(
            (self.seed, 1)
        )  # not the numbers that the weights are drawn from
        if self.X is not None:
            X = np.array(self.X, dtype=float)
            Y = self._classes(X.shape[-1], rng) if self.Y is None else np.array(self.Y, dtype=float)
            return self._shaped(X), Y
        if self.dataset is not None:
            data = datasets.load(self.dataset).spread(self.examples)
            if units_of_output(self.layers) > 1:
                data = data.with_one_hot_classes()
            return self._shaped(data.X.round(DECIMALS)), np.asarray(data.Y)
        X = rng.normal(size=(*input_shape(self.layers[0]), self.examples)).round(1)
        return X, self._classes(self.examples, rng)

    def _shaped(self, X: Array) -> Array:
        shape = input_shape(self.layers[0])
        if X.size != np.prod(shape) * X.shape[-1]:
            raise ValueError(f"the input has {self.layers[0]} values, but an example has {len(X)}")
        return X.reshape(*shape, X.shape[-1])

    def _classes(self, m: int, rng: np.random.Generator) -> Array:
        """Targets to go with random examples: every class about as often as another."""
        n_out = units_of_output(self.layers)
        classes = rng.permutation(np.arange(m) % max(n_out, 2))
        return np.asarray(classes.reshape(1, m) if n_out == 1 else np.eye(n_out)[:, classes], float)

    def batches(self, X: Array, Y: Array) -> list[tuple[Array, Array | None]]:
        """Return the batches of all epochs; each epoch has its own order, drawn by the seed."""
        size = self.batch_size or X.shape[-1]
        if size >= X.shape[-1]:
            return [(X, Y)] * self.epochs
        rng = np.random.default_rng((self.seed, 2))
        batches = Batches(X, Y, size)
        return [batch for _ in range(self.epochs) for batch in batches.epoch(rng)]


def _assign(network: Network, name: str, values: Sequence[Array]) -> None:
    """Set a parameter of the dense layers in turn."""
    dense = [(n, la) for n, la in enumerate(network.layers, start=1) if isinstance(la, Dense)]
    if len(values) > len(dense):
        raise ValueError(f"{len(values)} times {name} for {len(dense)} dense layers")
    for (number, layer), value in zip(dense, values, strict=False):
        parameter = getattr(layer, name)
        if parameter.shape != value.shape:
            raise ValueError(f"{name}[{number}] is {value.shape}, but has to be {parameter.shape}")
        parameter[...] = value
