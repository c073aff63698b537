"""A network looked into: the activations, gradients and units of its hidden layers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine import Dense, Network, datasets
from engine.optimizers import SGD
from tutor.live.histograms.options import ProbeOptions

Values = NDArray[np.float64]
_ALIKE = 1e-12  # of the size of the weights: twins differ by rounding only
_AT_THE_END = {"sigmoid": (0.02, 0.98), "tanh": (-0.96, 0.96)}


@dataclass(frozen=True, slots=True, eq=False)
class LayerProbe:
    """A hidden layer: its outputs A (units, m), W, b and dW, and what they amount to."""

    A: Values
    W: Values
    b: Values
    dW: Values
    activation: str

    @property
    def mean(self) -> float:
        return float(self.A.mean())

    @property
    def std(self) -> float:
        return float(self.A.std())

    @property
    def norm(self) -> float:
        """The length of dW."""
        return float(np.linalg.norm(self.dW))

    @property
    def dead(self) -> int:
        """How many units answer 0 to every example."""
        return int((self.A == 0).all(axis=1).sum())

    @property
    def saturated(self) -> float:
        """The share of outputs near an end of the activation's range, 0 where it has none."""
        low, high = _AT_THE_END.get(self.activation, (-np.inf, np.inf))
        return float(((low > self.A) | (high < self.A)).mean())

    @property
    def groups(self) -> list[int]:
        """A number for each unit, the same for units with the same weights and bias."""
        rows = np.concatenate([self.W, self.b], axis=1)
        size = float(np.abs(rows).max()) or 1.0
        same = np.abs(rows[:, None] - rows[None]).max(axis=2) <= _ALIKE * size
        first = same.argmax(axis=1)
        return [sorted(set(first.tolist())).index(unit) for unit in first.tolist()]


def probe(options: ProbeOptions) -> list[LayerProbe]:
    """Return the hidden layers after the training that the options ask for."""
    X, Y = _data(options)
    hidden = [Dense(options.units, options.activation) for _ in range(options.depth)]
    network = Network(
        [*hidden, Dense(1, "sigmoid")],
        n_inputs=len(X),
        loss="binary_crossentropy",
        initializer=options.initializer,
        seed=options.seed,
    )
    optimizer = SGD(options.learning_rate)
    with np.errstate(all="ignore"):
        for _ in range(options.steps):
            network.forward(X, training=True)
            network.backward(Y)
            optimizer.step(network)
        network.forward(X)
        network.backward(Y)
    return [
        LayerProbe(la.A.copy(), la.W.copy(), la.b.copy(), la.dW.copy(), options.activation)
        for la in hidden
    ]


def _data(options: ProbeOptions) -> tuple[Values, Values]:
    """Return X (n_x, m) and Y (1, m) of 0 and 1."""
    if options.dataset is not None:
        data = datasets.load(options.dataset).spread(options.examples)
        return data.X, (data.Y if len(data.Y) == 1 else data.Y[:1])
    rng = np.random.default_rng((options.seed, 1))
    X = rng.normal(size=(options.inputs, options.examples))
    return X, rng.integers(0, 2, (1, options.examples)).astype(float)
