"""The product for dA_prev does not fit: W leads from n_prev units to n, and on the way back it
is walked the other way. Where sizes happen to agree it runs and is wrong; W has to be turned.
"""

import numpy as np


def linear_backward(dZ, cache):
    """Return dA_prev, dW and db."""
    A_prev, W = cache
    m = dZ.shape[1]
    dA_prev = W @ dZ
    dW = dZ @ A_prev.T / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    return dA_prev, dW, db
