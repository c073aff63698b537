"""Your filter lies on its side: rows and columns of w have changed places. Row u of the filter
meets row i + u of the picture.
"""

import numpy as np


def slide(x, w, b):
    H, W = x.shape
    f = len(w)
    Z = np.zeros((H - f + 1, W - f + 1))
    for i in range(H - f + 1):
        for j in range(W - f + 1):
            Z[i, j] = np.sum(x[i : i + f, j : j + f] * w.T) + b
    return Z
