"""Your map has a row or a column more: you have pooled what is left over at the rim. Rows and
columns that fill no square are left out, so round down.
"""

import numpy as np


def pool(A, size):
    H, W = -(-A.shape[0] // size), -(-A.shape[1] // size)
    P = np.zeros((H, W))
    for i, j in np.ndindex(H, W):
        P[i, j] = A[i * size : (i + 1) * size, j * size : (j + 1) * size].max()
    return P
