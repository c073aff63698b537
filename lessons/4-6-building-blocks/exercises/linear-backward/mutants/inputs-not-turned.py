"""The product for dW does not fit: in dZ and in A_prev the examples are the last axis, and they
have to stand inside to be added up. Which of the two has to be turned?
"""

import numpy as np


def linear_backward(dZ, cache):
    """Return dA_prev, dW and db."""
    A_prev, W = cache
    m = dZ.shape[1]
    dA_prev = W.T @ dZ
    dW = dZ @ A_prev / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    return dA_prev, dW, db
