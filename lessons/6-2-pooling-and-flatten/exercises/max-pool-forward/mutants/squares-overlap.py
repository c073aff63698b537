"""Your squares overlap: the next one begins a single dot further on. Squares lie side by side,
so they step by `size`.
"""

import numpy as np


def pool(A, size):
    H, W = A.shape[0] // size, A.shape[1] // size
    P = np.zeros((H, W))
    for i, j in np.ndindex(H, W):
        P[i, j] = A[i : i + size, j : j + size].max()
    return P
