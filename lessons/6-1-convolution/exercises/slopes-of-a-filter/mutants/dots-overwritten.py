"""Your dw is right. In dx a later window overwrites what an earlier one has brought to the
same dot: it has to be added, `+=`.
"""

import numpy as np


def slide_backward(dZ, x, w):
    f = len(w)
    dw, dx = np.zeros_like(w), np.zeros_like(x)
    for i, j in np.ndindex(dZ.shape):
        dw += dZ[i, j] * x[i : i + f, j : j + f]
        dx[i : i + f, j : j + f] = dZ[i, j] * w
    return dw, dZ.sum(), dx
