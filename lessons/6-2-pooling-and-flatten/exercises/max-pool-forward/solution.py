import numpy as np


def pool(A, size):
    """The largest number of each size x size square of the map A."""
    H, W = A.shape[0] // size, A.shape[1] // size
    P = np.zeros((H, W))
    for i in range(H):
        for j in range(W):
            square = A[i * size : (i + 1) * size, j * size : (j + 1) * size]
            P[i, j] = square.max()
    return P
