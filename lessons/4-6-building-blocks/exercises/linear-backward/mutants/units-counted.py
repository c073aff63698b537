"""dA_prev is right, but you divide by the number of units. The mean is over the examples, and
their number is the last size of dZ.
"""

import numpy as np


def linear_backward(dZ, cache):
    """Return dA_prev, dW and db."""
    A_prev, W = cache
    m = dZ.shape[0]
    dA_prev = W.T @ dZ
    dW = dZ @ A_prev.T / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    return dA_prev, dW, db
