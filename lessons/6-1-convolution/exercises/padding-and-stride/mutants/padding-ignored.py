"""The rim is missing: your map is the one without padding. Put p zeros round the picture
first.
"""

import numpy as np


def slide(x, w, b, p, s):
    f = len(w)
    Z = np.zeros(((x.shape[0] - f) // s + 1, (x.shape[1] - f) // s + 1))
    for i, j in np.ndindex(Z.shape):
        Z[i, j] = np.sum(x[i * s : i * s + f, j * s : j * s + f] * w) + b
    return Z
