"""Your cache holds three arrays, and the third is never asked for: the bias is only added, so
its slope is 1 whatever it is. Keep the two that stand in the formulas of the way back.
"""

import numpy as np


def linear_forward(A_prev, W, b):
    """Return Z, shape (n, m), and the cache, a pair of two arrays."""
    Z = W @ A_prev + b
    cache = (A_prev, W, b)
    return Z, cache
