"""The bias is missing: your map is too small by b everywhere."""

import numpy as np


def slide(x, w, b):
    H, W = x.shape
    f = len(w)
    Z = np.zeros((H - f + 1, W - f + 1))
    for i in range(H - f + 1):
        for j in range(W - f + 1):
            Z[i, j] = np.sum(x[i : i + f, j : j + f] * w)
    return Z
