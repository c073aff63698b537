import numpy as np

from engine import Dense, Network


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    small = {
        "dZ": np.array([[1.0, -2], [2, 0], [0, 1]]),
        "cache": (np.array([[2.0, 0], [1, -2]]), np.array([[1.0, -1], [2, 0.5], [0, -2]])),
    }
    yield {"title": "the lesson's layer", "shown": True, "inputs": small}
    for n, before, m in ((1, 1, 1), (2, 3, 1), (1, 4, 5), (4, 1, 3), (3, 3, 3), (4, 2, 6)):
        inputs = {
            "dZ": random.normal(size=(n, m)),
            "cache": (random.normal(size=(before, m)), random.normal(size=(n, before))),
        }
        yield {"title": f"from {before} to {n} units, m = {m}", "inputs": inputs}


def expected(dZ, cache):
    """Return what a right answer gives, by the engine."""
    A_prev, W = cache
    network = Network([Dense(len(W))], n_inputs=len(A_prev))
    layer = network.layers[0]
    layer.W[...] = W
    network.forward(A_prev)
    layer.dA[...] = dZ
    dA_prev = np.empty_like(A_prev)
    layer.backward(dA_prev)
    m = dZ.shape[1]
    return dA_prev, layer.dW / m, layer.db / m
