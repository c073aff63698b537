r"""Logistic regression over m examples as an explicit loop, in the words of a first program.

    J = 0; dw = 0; db = 0
    for i = 1..m:
        z = w.x + b;  a = sigmoid(z);  J += loss;  dz = a - y;  dw_k += x_k dz;  db += dz
    J /= m;  dw /= m;  db /= m
    w := w - alpha dw;  b := b - alpha db

The vectorised form of the same step is the trace of a network with one sigmoid unit.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.activations import ACTIVATIONS
from engine.arrays import Array
from engine.loop import Assignment, Loop
from engine.losses import LOSSES
from engine.trace.step import Phase

SIGMOID = ACTIVATIONS["sigmoid"]
LOSS = LOSSES["binary_crossentropy"]


def logistic_loop(X: Array, Y: Array, W: Array, b: float, learning_rate: float = 1.0) -> Loop:
    """One update from all examples, number by number; X (n_x, m), Y (1, m), W (1, n_x)."""
    X, Y, W = np.asarray(X, float), np.asarray(Y, float), np.asarray(W, float)
    n, m = X.shape
    inputs = {f"w{k + 1}": W[0, k] for k in range(n)} | {"b": b}
    for i in range(m):
        inputs |= {f"x{k + 1}({i + 1})": X[k, i] for k in range(n)} | {f"y({i + 1})": Y[0, i]}
    inputs |= {"m": m, "alpha": learning_rate}
    assignments = [zero("loss", "J"), *(zero("backward", name) for name in slopes(n))]
    for i in range(m):
        assignments += example_steps(n, f"({i + 1})")
    assignments += [divided("loss", "J"), *(divided("backward", name) for name in slopes(n))]
    assignments += [updated(name) for name in slopes(n)]
    return Loop(inputs, assignments)


def slopes(n: int) -> list[str]:
    """dw1 to dwn, and db."""
    return [*(f"dw{k + 1}" for k in range(n)), "db"]


def example_steps(n: int, i: str) -> Iterator[Assignment]:
    """The body of the loop for the example `i`, written "(1)"."""
    z, a, y, dz = f"z{i}", f"a{i}", f"y{i}", f"dz{i}"
    yield weighted_sum(n, i)
    yield Assignment("forward", a, (z,), sigmoid, lambda z: rf"\sigma({z})")
    yield Assignment("loss", "J", ("J", y, a, z), plus_loss, plus_loss_text)
    yield Assignment("backward", dz, (a, y), lambda a, y: a - y, lambda a, y: f"{a} - {y}")
    for k in range(n):
        slope, x = f"dw{k + 1}", f"x{k + 1}{i}"
        yield Assignment("backward", slope, (slope, x, dz), plus_product, plus_product_text)
    yield Assignment(
        "backward", "db", ("db", dz), lambda db, dz: db + dz, lambda db, dz: f"{db} + {dz}"
    )


def weighted_sum(n: int, i: str) -> Assignment:
    """z = w_1 x_1 + ... + w_n x_n + b"""
    takes = [name for k in range(1, n + 1) for name in (f"w{k}", f"x{k}{i}")]

    def compute(*values: float) -> float:
        *factors, b = values
        return float(np.dot(factors[::2], factors[1::2])) + b

    def text(*parts: str) -> str:
        *factors, b = parts
        products = [rf"{w} \cdot {x}" for w, x in zip(factors[::2], factors[1::2], strict=True)]
        return " + ".join([*products, b])

    return Assignment("forward", f"z{i}", (*takes, "b"), compute, text)


def sigmoid(z: float) -> float:
    """a = 1 / (1 + e^-z)"""
    return float(SIGMOID(np.array([[z]]))[0, 0])


def plus_loss(J: float, y: float, a: float, z: float) -> float:
    """J + L(a, y), computed from z so that it stays finite."""
    return J + float(LOSS.terms_from_logits(np.array([[z]]), np.array([[y]]))[0, 0])


def plus_loss_text(J: str, y: str, a: str, z: str) -> str:
    return rf"{J} - \left[{y} \log {a} + (1 - {y}) \log(1 - {a})\right]"


def plus_product(slope: float, x: float, dz: float) -> float:
    """dw_k + x_k dz"""
    return slope + x * dz


def plus_product_text(slope: str, x: str, dz: str) -> str:
    return rf"{slope} + {x} \cdot {dz}"


def zero(phase: Phase, name: str) -> Assignment:
    """A sum before its first term."""
    return Assignment(phase, name, (), lambda: 0.0, lambda: "0")


def divided(phase: Phase, name: str) -> Assignment:
    """The sum over the examples becomes their mean."""
    return Assignment(
        phase, name, (name, "m"), lambda s, m: s / m, lambda s, m: rf"\frac{{{s}}}{{{m}}}"
    )


def updated(slope: str) -> Assignment:
    """w := w - alpha dw"""
    name = slope.removeprefix("d")
    return Assignment(
        "update",
        name,
        (name, "alpha", slope),
        lambda w, alpha, dw: w - alpha * dw,
        lambda w, alpha, dw: rf"{w} - {alpha} \cdot {dw}",
    )
