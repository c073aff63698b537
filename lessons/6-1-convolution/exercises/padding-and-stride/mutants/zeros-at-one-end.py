"""Your zeros are added on one side only, below and at the right. The rim goes all round."""

import numpy as np


def slide(x, w, b, p, s):
    f = len(w)
    H, W = x.shape[0] + 2 * p, x.shape[1] + 2 * p
    x = np.pad(x, ((0, 2 * p), (0, 2 * p)))
    Z = np.zeros(((H - f) // s + 1, (W - f) // s + 1))
    for i, j in np.ndindex(Z.shape):
        Z[i, j] = np.sum(x[i * s : i * s + f, j * s : j * s + f] * w) + b
    return Z
