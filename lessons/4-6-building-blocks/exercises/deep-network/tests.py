from itertools import pairwise

import numpy as np

from engine import Dense, Network
from engine.optimizers import SGD


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    plans = (
        ((2, 3, 1), 4, 1),
        ((2, 3, 1), 4, 0),
        ((1, 1), 1, 2),
        ((3, 3, 3, 3), 6, 3),
        ((2, 4, 3, 1), 5, 20),
        ((3, 5, 4, 2, 2), 8, 10),
    )
    for number, (sizes, m, steps) in enumerate(plans):
        parameters = [
            (random.normal(size=(n, before)).round(2), random.normal(size=(n, 1)).round(2))
            for before, n in pairwise(sizes)
        ]
        X = random.normal(size=(sizes[0], m)).round(2)
        Y = random.integers(0, 2, (sizes[-1], m)).astype(float)
        inputs = {"parameters": parameters, "X": X, "Y": Y, "alpha": 0.3, "steps": steps}
        title = f"a network {'-'.join(map(str, sizes))}, m = {m}, steps = {steps}"
        yield {"title": title, "shown": number == 0, "inputs": inputs}


def expected(parameters, X, Y, alpha, steps):
    """Return what a right answer gives, by the engine."""
    layers = [Dense(len(b), "relu") for _, b in parameters[:-1]]
    layers.append(Dense(len(parameters[-1][1]), "sigmoid"))
    network = Network(layers, n_inputs=len(X), loss="binary_crossentropy")
    for layer, (W, b) in zip(layers, parameters, strict=True):
        layer.W[...], layer.b[...] = W, b
    optimizer = SGD(alpha)
    for _ in range(steps):
        network.forward(X)
        network.backward(Y)
        optimizer.step(network)
    return [(layer.W, layer.b) for layer in layers]
