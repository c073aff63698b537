import numpy as np

from engine import Dense, Network


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    for sizes in ([5, 3, 4, 1], [2, 1]):
        yield {"title": f"{sizes}", "shown": True, "inputs": {"sizes": sizes}}
    yield {"title": "one input, one unit", "inputs": {"sizes": [1, 1]}}
    yield {"title": "the spiral's network", "inputs": {"sizes": [2, 32, 3]}}
    for _ in range(3):
        sizes = random.integers(2, 9, size=random.integers(3, 6)).tolist()
        yield {"title": f"{sizes}", "inputs": {"sizes": sizes}}


def expected(sizes):
    """Return what a right answer gives, by the engine."""
    network = Network([Dense(units) for units in sizes[1:]], n_inputs=sizes[0])
    weights = sum(layer.W.size for layer in network.layers)
    return weights, sum(layer.b.size for layer in network.layers)
