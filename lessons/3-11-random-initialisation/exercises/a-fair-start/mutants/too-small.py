"""Your weights have the spread 0.01 whatever the layer's width. With several layers such signals
fade to nothing; the width should set the size.
"""

import numpy as np


def start(n_0, n_1, n_2, seed):
    """Return W1, b1, W2 and b2 of a network before training."""
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, 0.01, (n_1, n_0))
    b1 = np.zeros((n_1, 1))
    W2 = rng.normal(0, 0.01, (n_2, n_1))
    b2 = np.zeros((n_2, 1))
    return W1, b1, W2, b2
