"""Your windows are right, but you keep the map at the size of stride 1, with zeros between.
Only the places that are visited are in the map.
"""

import numpy as np


def slide(x, w, b, p, s):
    f = len(w)
    x = np.pad(x, p)
    Z = np.zeros((x.shape[0] - f + 1, x.shape[1] - f + 1))
    for i in range(0, Z.shape[0], s):
        for j in range(0, Z.shape[1], s):
            Z[i, j] = np.sum(x[i : i + f, j : j + f] * w) + b
    return Z
