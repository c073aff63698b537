"""What is taken for a gradient, or for the slope of an activation in it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tutor.programs.look_alikes.known import KnownValues, LookAlike, called
from tutor.programs.reference import Array, slope_at


def slopes(known: KnownValues, layer: int) -> Iterator[LookAlike]:
    """Yield what is taken for the slope of a layer's activation."""
    meant = slope_name(known, layer)
    for array, name in _slopes(known, layer):
        said = name if name.endswith(".") else f"This is {name}; {meant} is meant."
        yield array, said


def deltas(known: KnownValues, layer: int) -> Iterator[LookAlike]:
    """Yield what is taken for dZ of a layer."""
    if layer == known.depth:
        yield from _last_deltas(known)
    dA, slope = known.get(f"dA[{layer}]"), known.compared.truth.slopes.get(layer)
    if dA is None or slope is None or known.activation(layer) == "linear":
        return
    at, meant = f"dA[{layer}]", slope_name(known, layer)
    yield dA, f"This is {at} as it came: it is not multiplied by {meant}."
    yield slope, f"This is {meant} alone: it is not multiplied by {at}."
    yield dA * slope**2, f"It is multiplied by {meant} twice."
    yield dA + slope, f"{meant} is added here, and is to be multiplied."
    for array, name in _slopes(known, layer):
        said = f"{at} is multiplied by {name}; {meant} is meant."
        yield dA * array, name if name.endswith(".") else said


def slope_name(known: KnownValues, layer: int) -> str:
    return f"{known.activation(layer)}′(Z[{layer}])"


def _slopes(known: KnownValues, layer: int) -> Iterator[LookAlike]:
    """What is taken for a slope, and its name, or a sentence."""
    kind, at, out = known.activation(layer), f"Z[{layer}]", f"A[{layer}]"
    slope = known.compared.truth.slopes.get(layer)
    if slope is None or kind == "linear":
        return
    Z, A = known[at], known[out]
    if kind in ("relu", "leaky_relu"):
        leak = float(slope.min()) if kind == "leaky_relu" else 0.0
        if (dA := known.get(f"dA[{layer}]")) is not None:
            said = f"The mask asks the gradient; it has to ask {at}, which was on or off."
            yield np.where(dA > 0, 1.0, leak), said
        said = f"The mask is turned round: it is to keep the units with {at} above 0."
        yield np.where(Z > 0, leak, 1.0), said
    yield slope_at(kind, A), f"{kind}′({out})"
    for other in ("sigmoid", "tanh", "relu"):
        if other != kind:
            yield slope_at(other, Z), f"{other}′({at})"
    for name, each in ((out, A), (at, Z)):
        yield each, name
        yield 1 - each, f"1 − {name}"
        yield 1 - each**2, f"1 − {name}²"
        yield 1 + each**2, f"1 + {name}²"
        yield each * (1 - each), f"{name}(1 − {name})"
        yield each * (1 + each), f"{name}(1 + {name})"
    yield from _slopes_of_others(known, layer, slope)


def _slopes_of_others(known: KnownValues, layer: int, slope: Array) -> Iterator[LookAlike]:
    """The slope at another layer's sum; one unit is taken for all where there are several."""
    kind = known.activation(layer)
    for n, other in known.compared.truth.slopes.items():
        is_for_all = len(other) == 1 and known.m > 1
        if n == layer or not (is_for_all or len(other) == len(slope)):
            continue
        Z = known[f"Z[{n}]"]
        leak = float(slope.min()) if kind == "leaky_relu" else None
        at = slope_at(kind, Z) if leak is None else np.where(Z > 0, 1.0, leak)
        for each, name in ((other, slope_name(known, n)), (at, f"{kind}′(Z[{n}])")):
            yield np.broadcast_to(each, slope.shape), name


def _last_deltas(known: KnownValues) -> Iterator[LookAlike]:
    Y, at = known.targets, f"[{known.depth}]"
    if Y is None:
        return
    A, Z, kind = known[f"A{at}"], known[f"Z{at}"], known.reference.outputs
    if Y.any():  # A - 0 is A
        yield A, f"This is A{at}: the targets are not taken away from it."
        yield A + Y, f"The targets are added to A{at}, and are to be taken away."
    if kind != "linear":
        yield Z - Y, f"This is Z{at} − Y: {kind} is left out."
    yield (A - Y) ** 2, f"The difference is squared; that is of the loss, not of dZ{at}."
    if (A > Y).any() and (A < Y).any():
        yield abs(A - Y), f"The sign of A{at} − Y is lost here."
    if known.reference.losses.endswith("crossentropy"):
        said = f"With this loss dZ{at} is A{at} − Y: the slope of {kind} is in it already."
        yield (A - Y) * A * (1 - A), said
        yield (A - Y) * A, f"This is (A{at} − Y) · A{at}; A{at} − Y is meant."
        yield (A - Y) * (1 - A), f"This is (A{at} − Y)(1 − A{at}); A{at} − Y is meant."
        for other in ("tanh", "sigmoid", "relu"):
            wrong = f"With this loss dZ{at} is A{at} − Y alone: it is multiplied by another slope."
            yield from (((A - Y) * slope_at(other, each), wrong) for each in (A, Z))
            yield (A - Y) * (1 - A**2), wrong
        yield A - 2 * Y, "Twice the targets are taken away."
        said = f"The classes of the targets become −1; 1 is to be taken away from A{at} there."
        yield np.where(Y > 0, -1.0, A), said
    if kind == "softmax":
        said = "1 is taken away in whole rows or columns; at each example's own class is meant."
        yield A - (Y > 0).any(axis=1, keepdims=True), said
        said = "1 is taken away at a neighbouring class; at the example's own is meant."
        yield from ((A - np.roll(Y, by, axis=0), said) for by in (1, -1))
    elif kind != "linear":
        yield A - Y, f"This is A{at} − Y: it is not multiplied by {kind}′(Z{at})."


def gradients_of_outputs(known: KnownValues, layer: int) -> Iterator[LookAlike]:
    """Yield what is taken for dA of a layer."""
    if layer == known.depth:
        yield from _slopes_of_loss(known)
        return
    yield from _of_the_way_forward(known, layer, f"dA[{layer}]")
    above = layer + 1
    meant = f"W[{above}]ᵀ dZ[{above}] is meant."
    for n in range(1, known.depth + 1):
        W = known.weights(n)
        for name in known.names("dZ", "dA"):
            D = known[name]
            if len(W) == len(D) and (n, name) != (above, f"dZ[{above}]"):
                yield W.T @ D, f"This is W[{n}]ᵀ {name}; {meant}"
            if n == above and len(W) == len(W.T) == len(D):
                yield W @ D, f"This is W[{n}] {name}: W is not transposed; {meant}"
    yield from _with_biases(known, above)
    if (dW := known.get(f"dW[{above}]")) is not None and len(dW.T) == len(known[f"A[{layer}]"]):
        yield dW.T @ known[f"dZ[{above}]"], f"This takes dW[{above}] for W[{above}]; {meant}"


def _with_biases(known: KnownValues, above: int) -> Iterator[LookAlike]:
    """Where the weights hold the biases as their first column or last, the other is left out."""
    product = known.compared.each.products[above - 1]
    if product.bias is None:
        return
    at = product.bias % product.W.shape[1]
    other = product.W.shape[1] - 1 if at == 0 else 0
    said = f"The {'last' if at == 0 else 'first'} column of W[{above}] is left out here; "
    said += f"that of the biases is to be, which is the {'first' if at == 0 else 'last'}."
    yield np.delete(product.W, other, axis=1).T @ known[f"dZ[{above}]"], said


def _of_the_way_forward(known: KnownValues, layer: int, meant: str) -> Iterator[LookAlike]:
    for name in (f"A[{layer}]", f"Z[{layer}]"):
        if (value := known.get(name)) is not None:
            yield value, f"This is {name}, of the way forward; {meant} is meant."


def _slopes_of_loss(known: KnownValues) -> Iterator[LookAlike]:
    Y, at = known.targets, f"A[{known.depth}]"
    if Y is None or known.reference.losses != "binary_crossentropy":
        return
    A = known[at]
    yield -Y / A - (1 - Y) / (1 - A), "The sign of the second term is turned."
    yield Y / A + (1 - Y) / (1 - A), "The sign of the first term is turned."
    yield -Y / A, "The term with 1 − Y is left out."
    yield (1 - Y) / (1 - A), "The term with Y is left out."
    yield A - Y, f"This is {at} − Y, and holds the slope of the sigmoid already."


def weight_gradients(known: KnownValues, layer: int) -> Iterator[LookAlike]:
    """Yield what is taken for dW of a layer."""
    right = f"dZ[{layer}]", f"A[{layer - 1}]"
    mean = " / m" if known[right[0]].shape[1] > 1 else ""
    meant = f"{right[0]} {called(right[1])}ᵀ{mean} is meant."
    for name in known.names("dZ", "dA"):
        for given in known.names("A", "Z"):
            if (name, given) != right:
                product = known[name] @ known[given].T / known.m
                yield product, f"This is {name} {called(given)}ᵀ{mean}; {meant}"


def bias_gradients(known: KnownValues, layer: int) -> Iterator[LookAlike]:
    """Yield what is taken for db of a layer."""
    names = (each for each in known.names("dA", "dZ", "A", "Z") if each != f"dZ[{layer}]")
    told = [(called(name), known[name]) for name in names]
    slopes = known.compared.truth.slopes.items()
    told += [(slope_name(known, n), slope) for n, slope in slopes if np.ptp(slope) > 0]
    for name, value in told:
        summed = value.sum(axis=1, keepdims=True) / known.m
        begin = "This adds up" if value.shape[1] > 1 else "This is"
        yield summed, f"{begin} {name}; dZ[{layer}] is meant."
