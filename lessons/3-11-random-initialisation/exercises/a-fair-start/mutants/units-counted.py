"""The shapes are right, but the spread is worked out from the units of the layer itself. What a
unit adds up are its inputs: count those of the layer before.
"""

import numpy as np


def start(n_0, n_1, n_2, seed):
    """Return W1, b1, W2 and b2 of a network before training."""
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, np.sqrt(2 / n_1), (n_1, n_0))
    b1 = np.zeros((n_1, 1))
    W2 = rng.normal(0, np.sqrt(2 / n_2), (n_2, n_1))
    b2 = np.zeros((n_2, 1))
    return W1, b1, W2, b2
