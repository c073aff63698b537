"""Your Z has no numbers below 0: an activation has crept in. This block gives the sums alone,
the gate is the next block's.
"""

import numpy as np


def linear_forward(A_prev, W, b):
    """Return Z, shape (n, m), and the cache, a pair of two arrays."""
    Z = np.maximum(W @ A_prev + b, 0)
    cache = (A_prev, W)
    return Z, cache
