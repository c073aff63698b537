from itertools import pairwise

import numpy as np

from engine import Dense, Network


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    thin = [[[3.0]], -1.0], [[[-1.0]], 4.0], [[[7.0]], 2.0], [[[0.5]], -4.0]
    parameters = [(np.array(W), np.array([[b]])) for W, b in thin]
    inputs = {"X": np.array([[1.0, 2]]), "parameters": parameters}
    yield {"title": "four layers, one unit each", "shown": True, "inputs": inputs}
    for sizes, m in (((3, 1), 1), ((1, 1, 1), 1), ((2, 3, 1), 5), ((4, 3, 2, 2), 3)):
        parameters = [
            (random.normal(size=(n, before)), random.normal(size=(n, 1)))
            for before, n in pairwise(sizes)
        ]
        inputs = {"X": random.normal(size=(sizes[0], m)), "parameters": parameters}
        yield {"title": f"a network {'-'.join(map(str, sizes))}, m = {m}", "inputs": inputs}


def expected(X, parameters):
    """Return what a right answer gives, by the engine."""
    hidden = [Dense(len(b), "relu") for _, b in parameters[:-1]]
    layers = [*hidden, Dense(len(parameters[-1][1]), "sigmoid")]
    network = Network(layers, n_inputs=len(X), loss="binary_crossentropy")
    for layer, (W, b) in zip(layers, parameters, strict=True):
        layer.W[...], layer.b[...] = W, b
    AL = network.forward(X)
    return AL, [(layer.A_prev, layer.W, layer.Z) for layer in layers]
