"""Your biases have the shape (n,). Added to a table of sums they would meet the examples and not
the units; make them columns, (n, 1).
"""

import numpy as np


def initialize(sizes, seed):
    """Return a list with a pair (W, b) for each layer."""
    rng = np.random.default_rng(seed)
    parameters = []
    for n_prev, n in zip(sizes, sizes[1:]):
        W = rng.normal(0, np.sqrt(2 / n_prev), (n, n_prev))
        b = np.zeros(n)
        parameters.append((W, b))
    return parameters
