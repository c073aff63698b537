"""Your db is a single number, the errors of all units added up. Each unit has a bias of its own:
add over the examples only.
"""

import numpy as np


def linear_backward(dZ, cache):
    """Return dA_prev, dW and db."""
    A_prev, W = cache
    m = dZ.shape[1]
    dA_prev = W.T @ dZ
    dW = dZ @ A_prev.T / m
    db = np.sum(dZ) / m
    return dA_prev, dW, db
