"""Your db adds up over the units and keeps a number for each example. It should be the other way
round: units run down, examples across.
"""

import numpy as np


def linear_backward(dZ, cache):
    """Return dA_prev, dW and db."""
    A_prev, W = cache
    m = dZ.shape[1]
    dA_prev = W.T @ dZ
    dW = dZ @ A_prev.T / m
    db = np.sum(dZ, axis=0, keepdims=True) / m
    return dA_prev, dW, db
