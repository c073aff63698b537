"""The first layer is right, but every layer begins with the same random numbers. The generator
is made anew inside the loop; make it once and let it go on.
"""

import numpy as np


def initialize(sizes, seed):
    """Return a list with a pair (W, b) for each layer."""
    rng = np.random.default_rng(seed)
    parameters = []
    for n_prev, n in zip(sizes, sizes[1:]):
        rng = np.random.default_rng(seed)
        W = rng.normal(0, np.sqrt(2 / n_prev), (n, n_prev))
        b = np.zeros((n, 1))
        parameters.append((W, b))
    return parameters
