"""The weights are right as far as the first draw goes, but the biases are random as well. The
weights break the tie; biases may begin at 0.
"""

import numpy as np


def start(n_0, n_1, n_2, seed):
    """Return W1, b1, W2 and b2 of a network before training."""
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, np.sqrt(2 / n_0), (n_1, n_0))
    b1 = rng.normal(0, 1, (n_1, 1))
    W2 = rng.normal(0, np.sqrt(2 / n_1), (n_2, n_1))
    b2 = rng.normal(0, 1, (n_2, 1))
    return W1, b1, W2, b2
