"""You keep the number that is largest in size, whatever its sign. Max pooling compares the
numbers as they are: -9 is less than 1.
"""

import numpy as np


def pool(A, size):
    H, W = A.shape[0] // size, A.shape[1] // size
    P = np.zeros((H, W))
    for i, j in np.ndindex(H, W):
        square = A[i * size : (i + 1) * size, j * size : (j + 1) * size].ravel()
        P[i, j] = square[np.abs(square).argmax()]
    return P
