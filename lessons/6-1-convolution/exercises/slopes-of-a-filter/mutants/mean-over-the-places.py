"""You take means over the places. The same weights were used at all of them, and roads that
run to the same cost are added: sums, not means.
"""

import numpy as np


def slide_backward(dZ, x, w):
    f = len(w)
    dw, dx = np.zeros_like(w), np.zeros_like(x)
    for i, j in np.ndindex(dZ.shape):
        dw += dZ[i, j] * x[i : i + f, j : j + f] / dZ.size
        dx[i : i + f, j : j + f] += dZ[i, j] * w
    return dw, dZ.mean(), dx
