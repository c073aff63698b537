"""What is taken for a layer's sum, or for its activation."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tutor.programs.look_alikes.known import KnownValues, LookAlike, called
from tutor.programs.reference import Array, activated

_LEAKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3)
_KINDS = ("sigmoid", "tanh", "relu", "softmax")


def activations(known: KnownValues, layer: int) -> Iterator[LookAlike]:
    """Yield what is taken for A of a layer."""
    kind, at = known.activation(layer), f"Z[{layer}]"
    Z, meant = (
        known[at],
        f"{at} itself is meant." if kind == "linear" else f"{kind}({at}) is meant.",
    )
    if kind != "linear":
        yield Z, f"This is {at} itself: {kind} is left out."
    for other in _KINDS:
        if other != kind:
            yield activated(other, Z), f"This is {other}({at}); {meant}"
    if kind in ("sigmoid", "softmax"):
        yield np.log(activated(kind, Z)), f"This is log {kind}({at}), its logarithm; {meant}"
    for name in known.names("Z", "A"):
        if name != at and len(known[name]) == len(Z):
            yield activated(kind, known[name]), f"This is {kind}({called(name)}); {meant}"
    slips = {
        "leaky_relu": _leaks,
        "sigmoid": _sigmoids,
        "tanh": _tangents,
        "relu": _relus,
        "softmax": _softmaxes,
    }
    if kind in slips:
        yield from slips[kind](Z, at)


def sums(known: KnownValues, layer: int) -> Iterator[LookAlike]:
    """Yield what is taken for Z of a layer."""
    W, b, kind = known.weights(layer), known.bias(layer), known.activation(layer)
    below, at = f"A[{layer - 1}]", f"b[{layer}]"
    product = W @ known[below]
    yield product, f"{at} is not added to this."
    yield product - b, f"{at} is taken away here, and is to be added."
    yield product * b, f"{at} is multiplied here, and is to be added."
    if kind != "linear":
        said = f"{kind} is applied here already; Z[{layer}] is the sum before it."
        yield activated(kind, product + b), said
    for other in _KINDS:
        if other != kind:
            yield activated(other, product + b), f"{other} is applied here; {_left(kind)}"
    for name in known.names("Z", "A"):
        if name != below and len(known[name]) == W.shape[1]:
            said = f"This takes {called(name)}; {called(below)} is meant."
            yield W @ known[name] + b, said
            yield W @ known[name], said
    if W.shape[0] == W.shape[1]:
        yield W.T @ known[below] + b, f"W[{layer}] is transposed here, and is not to be."


def _left(kind: str) -> str:
    """What is meant in place of an activation of a sum."""
    if kind == "linear":
        return "the last layer's sum is to be left as it is."
    return f"{kind} is to take the sum as it is."


def _sigmoids(Z: Array, at: str) -> Iterator[LookAlike]:
    yield 1 / (1 + np.exp(Z)), f"This is sigmoid(−{at}): in the exponent stands −{at}."
    yield 1 / (1 - np.exp(-Z)), f"The denominator is 1 − exp(−{at}); 1 + exp(−{at}) is meant."
    yield np.exp(-Z), f"This is exp(−{at}) alone; 1/(1 + exp(−{at})) is meant."
    yield 1 + np.exp(-Z), f"This is 1 + exp(−{at}); one divided by it is meant."


def _tangents(Z: Array, at: str) -> Iterator[LookAlike]:
    yield np.tan(Z), f"This is the tangent of {at}; the hyperbolic one, tanh, is meant."
    yield np.sinh(Z), f"This is sinh({at}); tanh({at}) is meant."
    yield np.tanh(-Z), f"This is tanh(−{at}); tanh({at}) is meant."


def _relus(Z: Array, at: str) -> Iterator[LookAlike]:
    yield np.minimum(Z, 0), f"This keeps what is below 0 of {at}; relu keeps what is above."
    yield np.abs(Z), f"This is |{at}|; relu gives 0 where {at} is below 0."
    yield np.maximum(Z, 1), f"This is the larger of {at} and 1; relu gives that of {at} and 0."
    yield np.maximum(-Z, 0), f"This is relu(−{at}); relu({at}) is meant."
    yield np.where(Z > 0, 1.0, 0.0), f"This is 1 where {at} is above 0; relu gives {at} there."


def _leaks(Z: Array, at: str) -> Iterator[LookAlike]:
    for leak in _LEAKS:
        said = f"Where {at} is below 0 this is {leak:g}; {leak:g} times {at} is meant."
        yield np.where(Z > 0, Z, leak), said
        said = f"The leak is on the wrong side: {at} itself is kept where it is above 0."
        yield np.where(Z > 0, leak * Z, Z), said


def _softmaxes(Z: Array, at: str) -> Iterator[LookAlike]:
    """Exponentials may be taken of what the largest number was taken away from."""
    for shift in (Z.max(axis=0), Z.max(), 0.0):
        E = np.exp(Z - shift)
        yield E / E.sum(axis=1, keepdims=True), _OVER_EXAMPLES
        yield E / E.sum(), _OVER_ALL
        yield E, "The exponentials are not divided by their sum."
        yield E / E.max(axis=0), "The exponentials are divided by the largest, not by their sum."
    for moved in (Z - Z.max(axis=0), Z - Z.max()):
        said = f"This is {at} less its largest number: the exponential is left out."
        yield moved, said
        yield moved / moved.sum(axis=0), said
    yield Z / Z.sum(axis=0), f"This is {at} divided by its sum: the exponential is left out."
    yield np.exp(-Z) / np.exp(-Z).sum(axis=0), f"This is softmax(−{at}); softmax({at}) is meant."


_OVER_EXAMPLES = (
    "Each is divided by a sum over the examples; the sum over the outputs of one example is meant."
)
_OVER_ALL = "Each is divided by the sum of all; the sum over the outputs of one example is meant."
