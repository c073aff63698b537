"""Your list is a layer short: the last one is missing. A list of k sizes makes k - 1 layers."""

import numpy as np


def initialize(sizes, seed):
    """Return a list with a pair (W, b) for each layer."""
    rng = np.random.default_rng(seed)
    parameters = []
    for n_prev, n in zip(sizes[:-1], sizes[1:-1]):
        W = rng.normal(0, np.sqrt(2 / n_prev), (n, n_prev))
        b = np.zeros((n, 1))
        parameters.append((W, b))
    return parameters
