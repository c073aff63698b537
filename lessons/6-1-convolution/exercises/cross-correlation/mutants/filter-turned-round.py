"""Your filter is turned by half a round, as in the mathematician's convolution. Here it lies
on the picture as it is.
"""

import numpy as np


def slide(x, w, b):
    H, W = x.shape
    f = len(w)
    Z = np.zeros((H - f + 1, W - f + 1))
    for i in range(H - f + 1):
        for j in range(W - f + 1):
            Z[i, j] = np.sum(x[i : i + f, j : j + f] * w[::-1, ::-1]) + b
    return Z
