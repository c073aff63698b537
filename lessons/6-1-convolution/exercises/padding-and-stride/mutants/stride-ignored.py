"""Your map has the right size, but the windows still move one dot at a time. The window for
place (i, j) begins s times as far down and right.
"""

import numpy as np


def slide(x, w, b, p, s):
    f = len(w)
    x = np.pad(x, p)
    Z = np.zeros(((x.shape[0] - f) // s + 1, (x.shape[1] - f) // s + 1))
    for i, j in np.ndindex(Z.shape):
        Z[i, j] = np.sum(x[i : i + f, j : j + f] * w) + b
    return Z
