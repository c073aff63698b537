import numpy as np


def pool_backward(dP, A, size):
    """The slopes of A, from those of the pooled map."""
    dA = np.zeros(A.shape)
    for i in range(dP.shape[0]):
        for j in range(dP.shape[1]):
            square = A[i * size : (i + 1) * size, j * size : (j + 1) * size]
            u, v = divmod(square.argmax(), size)  # the first of equals
            dA[i * size + u, j * size + v] = dP[i, j]
    return dA
