"""The shapes are right, but the spread is worked out from the units of the layer. What a unit
adds up is what it reads, so count that.
"""

import numpy as np


def initialize(sizes, seed):
    """Return a list with a pair (W, b) for each layer."""
    rng = np.random.default_rng(seed)
    parameters = []
    for n_prev, n in zip(sizes, sizes[1:]):
        W = rng.normal(0, np.sqrt(2 / n), (n, n_prev))
        b = np.zeros((n, 1))
        parameters.append((W, b))
    return parameters
