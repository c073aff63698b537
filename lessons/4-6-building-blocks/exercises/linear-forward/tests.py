import numpy as np

from engine import Dense, Network


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    small = {
        "A_prev": np.array([[2.0, 0], [1, -2]]),
        "W": np.array([[1.0, -1], [2, 0.5], [0, -2]]),
        "b": np.array([[0.0], [-1], [2]]),
    }
    yield {"title": "the lesson's layer", "shown": True, "inputs": small}
    for before, n, m in ((1, 1, 1), (3, 2, 1), (4, 1, 5), (2, 3, 6)):
        inputs = {
            "A_prev": random.normal(size=(before, m)),
            "W": random.normal(size=(n, before)),
            "b": random.normal(size=(n, 1)),
        }
        yield {"title": f"from {before} to {n} units, m = {m}", "inputs": inputs}


def expected(A_prev, W, b):
    """Return what a right answer gives, by the engine."""
    network = Network([Dense(len(W))], n_inputs=len(A_prev))
    layer = network.layers[0]
    layer.W[...], layer.b[...] = W, b
    network.forward(A_prev)
    return layer.Z, (layer.A_prev, layer.W)
