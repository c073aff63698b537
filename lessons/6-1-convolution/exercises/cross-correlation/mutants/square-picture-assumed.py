"""You use the picture's height for its width as well. It need not be square: the map has W - f
+ 1 columns.
"""

import numpy as np


def slide(x, w, b):
    H, f = x.shape[0], len(w)
    Z = np.zeros((H - f + 1, H - f + 1))
    for i in range(H - f + 1):
        for j in range(H - f + 1):
            Z[i, j] = np.sum(x[i : i + f, j : j + f] * w) + b
    return Z
