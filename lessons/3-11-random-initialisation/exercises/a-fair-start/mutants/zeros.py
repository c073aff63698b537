"""All your weights are 0. The units of a layer would get the same slopes and stay twins for
ever, and most would learn nothing at all; draw the weights at random.
"""

import numpy as np


def start(n_0, n_1, n_2, seed):
    """Return W1, b1, W2 and b2 of a network before training."""
    rng = np.random.default_rng(seed)
    W1 = np.zeros((n_1, n_0))
    b1 = np.zeros((n_1, 1))
    W2 = np.zeros((n_2, n_1))
    b2 = np.zeros((n_2, 1))
    return W1, b1, W2, b2
