import numpy as np


def pool(A, size):
    """The largest number of each size x size square of the map A."""
    H, W = A.shape[0] // size, A.shape[1] // size
    P = np.zeros((H, W))
    # the largest number of each square
    return P
