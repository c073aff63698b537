"""The numbers of your dW are right, but it lies on its side, and could not be subtracted from W.
The rows of W are units, so dZ comes first in the product.
"""

import numpy as np


def linear_backward(dZ, cache):
    """Return dA_prev, dW and db."""
    A_prev, W = cache
    m = dZ.shape[1]
    dA_prev = W.T @ dZ
    dW = A_prev @ dZ.T / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    return dA_prev, dW, db
