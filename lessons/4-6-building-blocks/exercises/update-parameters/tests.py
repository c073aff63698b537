from itertools import pairwise

import numpy as np

from engine import Dense, Network
from engine.optimizers import SGD


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    for sizes, alpha in (((2, 1), 0.5), ((1, 1, 1), 0.1), ((3, 2, 1), 1.0), ((2, 4, 3, 2), 0.03)):
        parameters, grads = pairs(random, sizes), pairs(random, sizes)
        inputs = {"parameters": parameters, "grads": grads, "alpha": alpha}
        title = f"a network {'-'.join(map(str, sizes))}, alpha = {alpha}"
        yield {"title": title, "shown": sizes == (2, 1), "inputs": inputs}


def pairs(random, sizes):
    """Return a pair of arrays for each layer, with two digits after the point."""
    return [
        (random.normal(size=(n, before)).round(2), random.normal(size=(n, 1)).round(2))
        for before, n in pairwise(sizes)
    ]


def expected(parameters, grads, alpha):
    """Return what a right answer gives, by the engine."""
    layers = [Dense(len(b)) for _, b in parameters]
    network = Network(layers, n_inputs=parameters[0][0].shape[1])
    for layer, (W, b), (dW, db) in zip(layers, parameters, grads, strict=True):
        layer.W[...], layer.b[...], layer.dW[...], layer.db[...] = W, b, dW, db
    SGD(alpha).step(network)
    return [(layer.W, layer.b) for layer in layers]
