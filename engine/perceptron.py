r"""The perceptron: one unit with a step, and its learning rule.

    y = step(w.x + b)            1 where w.x + b >= 0, else 0
    w := w + lr (t - y) x
    b := b + lr (t - y)

Nothing changes where the answer is right. On classes that a straight line separates the rule stops
making mistakes after finitely many corrections; on others, such as XOR, it never settles.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.activations import ACTIVATIONS
from engine.arrays import Array
from engine.logistic_loop import weighted_sum
from engine.loop import Assignment, Loop

STEP = ACTIVATIONS["step"]


@dataclass(frozen=True, eq=False, slots=True)
class Correction:
    """One example looked at, and the perceptron after it has learned from it."""

    epoch: int
    """Counted from 1."""
    example: int
    """The example's column in X."""
    y: float
    target: float
    W: Array
    """A copy of the weights after the rule, (1, n_x)."""
    b: float
    settled: bool
    """Whether this ends an epoch without a mistake."""

    @property
    def mistaken(self) -> bool:
        """Whether the answer was wrong, so that the line moved."""
        return self.y != self.target


class Perceptron:
    """Weights W (1, n_x) and bias b (1, 1), which start at zero."""

    def __init__(self, n_inputs: int, learning_rate: float = 1.0) -> None:
        self.W: Array = np.zeros((1, n_inputs))
        self.b: Array = np.zeros((1, 1))
        self.learning_rate = learning_rate

    def forward(self, X: Array) -> Array:
        """y = step(W X + b), (1, m)"""
        return STEP(self.W @ np.asarray(X, float) + self.b)

    def learn(self, x: Array, target: float) -> float:
        """Apply the rule to one example x (n_x,); the answer before it."""
        y = float(self.forward(x[:, None])[0, 0])
        error = self.learning_rate * (target - y)
        self.W += error * x
        self.b += error
        return y

    def train(self, X: Array, Y: Array, epochs: int = 100) -> Iterator[Correction]:
        """Go through the examples in their order until an epoch has no mistake, or for `epochs`."""
        for epoch in range(1, epochs + 1):
            mistakes = 0
            for example in range(X.shape[1]):
                target = float(Y[0, example])
                y = self.learn(X[:, example], target)
                mistakes += y != target
                settled = not mistakes and example == X.shape[1] - 1
                W, b = self.W.copy(), float(self.b[0, 0])
                yield Correction(epoch, example, y, target, W, b, settled)
            if not mistakes:
                return


def perceptron_loop(X: Array, Y: Array, learning_rate: float = 1.0, epochs: int = 1) -> Loop:
    """The rule as Steps, example by example: z, y, the error e = t - y, each weight, and b.

    X is (n_x, m), Y (1, m); weights and bias start at zero.
    """
    n, m = X.shape
    inputs = {f"w{k + 1}": 0.0 for k in range(n)} | {"b": 0.0}
    for i in range(m):
        inputs |= {f"x{k + 1}({i + 1})": X[k, i] for k in range(n)} | {f"t({i + 1})": Y[0, i]}
    inputs["alpha"] = learning_rate
    examples = [f"({i + 1})" for i in range(m)] * epochs
    return Loop(inputs, [step for i in examples for step in _example_steps(n, i)])


def _example_steps(n: int, i: str) -> Iterator[Assignment]:
    z, y, t, e = f"z{i}", f"y{i}", f"t{i}", f"e{i}"
    yield weighted_sum(n, i)
    yield Assignment("forward", y, (z,), _answer, lambda z: rf"\mathbf{{1}}_{{[{z} \geq 0]}}")
    yield Assignment("loss", e, (t, y), lambda t, y: t - y, lambda t, y: f"{t} - {y}")
    for k in range(n):
        w, x = f"w{k + 1}", f"x{k + 1}{i}"
        yield Assignment("update", w, (w, "alpha", e, x), _corrected, _corrected_text)
    yield Assignment(
        "update",
        "b",
        ("b", "alpha", e),
        lambda b, alpha, e: b + alpha * e,
        lambda b, alpha, e: rf"{b} + {alpha} \cdot {e}",
    )


def _answer(z: float) -> float:
    return float(STEP(np.array([[z]]))[0, 0])


def _corrected(w: float, alpha: float, e: float, x: float) -> float:
    """w := w + lr (t - y) x"""
    return w + alpha * e * x


def _corrected_text(w: str, alpha: str, e: str, x: str) -> str:
    return rf"{w} + {alpha} \cdot {e} \cdot {x}"
