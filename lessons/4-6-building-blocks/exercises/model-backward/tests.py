from itertools import pairwise

import numpy as np

from engine import Dense, Network

CALL = """
A, caches = X, []
for number, (W, b) in enumerate(parameters, start=1):
    A, cache = layer_forward(A, W, b, "relu" if number < len(parameters) else "sigmoid")
    caches.append(cache)
grads = model_backward(A, Y, caches)
"""


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    weights = [[[1.0, 1], [1, -1]], [[1.0, 3], [-1, 2]], [[1.0, -2]]]
    biases = [[[-1.0], [0]], [[0.0], [3]], [[0.0]]]
    pairs = zip(weights, biases, strict=True)
    parameters = [(np.array(W), np.array(b)) for W, b in pairs]
    inputs = {"X": np.array([[1.0], [2]]), "Y": np.array([[1.0]]), "parameters": parameters}
    yield {"title": "2-2-2-1, one example", "shown": True, "call": CALL, "inputs": inputs}
    for sizes, m in (((1, 1), 1), ((3, 2), 4), ((2, 4, 1), 5), ((3, 3, 3, 1), 6)):
        parameters = [
            (random.normal(size=(n, before)), random.normal(size=(n, 1)))
            for before, n in pairwise(sizes)
        ]
        X = random.normal(size=(sizes[0], m))
        Y = random.integers(0, 2, (sizes[-1], m)).astype(float)
        title = f"a network {'-'.join(map(str, sizes))}, m = {m}"
        inputs = {"X": X, "Y": Y, "parameters": parameters}
        yield {"title": title, "call": CALL, "inputs": inputs}


def expected(X, Y, parameters):
    """Return what a right answer gives, by the engine."""
    hidden = [Dense(len(b), "relu") for _, b in parameters[:-1]]
    layers = [*hidden, Dense(len(parameters[-1][1]), "sigmoid")]
    network = Network(layers, n_inputs=len(X), loss="binary_crossentropy")
    for layer, (W, b) in zip(layers, parameters, strict=True):
        layer.W[...], layer.b[...] = W, b
    network.forward(X)
    network.backward(Y)
    return [(layer.dW, layer.db) for layer in layers]
