"""Your sums lack the bias. Each unit adds one of its own, for every example."""

import numpy as np


def linear_forward(A_prev, W, b):
    """Return Z, shape (n, m), and the cache, a pair of two arrays."""
    Z = W @ A_prev
    cache = (A_prev, W)
    return Z, cache
