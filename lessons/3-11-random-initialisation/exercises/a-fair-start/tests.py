import numpy as np

from engine import Dense, Network


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    sizes = ((3, 2, 1), (1, 1, 1), (2, 4, 3), (6, 3, 2), (3, 3, 3))
    for n_0, n_1, n_2 in sizes:
        inputs = {"n_0": n_0, "n_1": n_1, "n_2": n_2, "seed": int(random.integers(1000))}
        yield {"title": f"a network {n_0}-{n_1}-{n_2}", "shown": n_0 == 3 > n_1, "inputs": inputs}


def expected(n_0, n_1, n_2, seed):
    """Return what a right answer gives, by the engine."""
    first, second = Dense(n_1, "relu"), Dense(n_2, "sigmoid")
    Network([first, second], n_inputs=n_0, initializer="he", seed=seed)
    return first.W, first.b, second.W, second.b
