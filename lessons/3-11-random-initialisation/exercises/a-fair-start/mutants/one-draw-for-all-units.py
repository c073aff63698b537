"""Every row of your weights is the same: one draw, copied for each unit. So the units are twins
and stay twins; each weight needs a number of its own.
"""

import numpy as np


def start(n_0, n_1, n_2, seed):
    """Return W1, b1, W2 and b2 of a network before training."""
    rng = np.random.default_rng(seed)
    W1 = np.array([rng.normal(0, np.sqrt(2 / n_0), n_0)] * n_1)
    b1 = np.zeros((n_1, 1))
    W2 = np.array([rng.normal(0, np.sqrt(2 / n_1), n_1)] * n_2)
    b2 = np.zeros((n_2, 1))
    return W1, b1, W2, b2
