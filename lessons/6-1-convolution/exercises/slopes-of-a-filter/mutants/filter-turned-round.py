"""Your dx spreads the filter turned round. Dot (i + u, j + v) was multiplied by weight (u, v),
so it gets that weight back, as it lies.
"""

import numpy as np


def slide_backward(dZ, x, w):
    f = len(w)
    dw, dx = np.zeros_like(w), np.zeros_like(x)
    for i, j in np.ndindex(dZ.shape):
        dw += dZ[i, j] * x[i : i + f, j : j + f]
        dx[i : i + f, j : j + f] += dZ[i, j] * w[::-1, ::-1]
    return dw, dZ.sum(), dx
