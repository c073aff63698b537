import numpy as np

from engine import Dense, Network


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    for sizes in ([3, 2, 1], [2, 1], [1, 1, 1], [2, 4, 3, 2, 1], [3, 3, 3]):
        inputs = {"sizes": sizes, "seed": int(random.integers(1000))}
        title = f"a network {'-'.join(map(str, sizes))}"
        yield {"title": title, "shown": sizes == [3, 2, 1], "inputs": inputs}


def expected(sizes, seed):
    """Return what a right answer gives, by the engine."""
    layers = [Dense(n) for n in sizes[1:]]
    Network(layers, n_inputs=sizes[0], initializer="he", seed=seed)
    return [(layer.W, layer.b) for layer in layers]
