"""Your db counts the places. The bias has the factor 1 at each of them, but each place has its
own delta: add those up.
"""

import numpy as np


def slide_backward(dZ, x, w):
    f = len(w)
    dw, dx = np.zeros_like(w), np.zeros_like(x)
    for i, j in np.ndindex(dZ.shape):
        dw += dZ[i, j] * x[i : i + f, j : j + f]
        dx[i : i + f, j : j + f] += dZ[i, j] * w
    return dw, float(dZ.size), dx
