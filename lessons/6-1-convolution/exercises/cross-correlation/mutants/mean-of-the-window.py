"""Your numbers are f times f too small before the bias: you take the mean over the window. A
neuron adds up.
"""

import numpy as np


def slide(x, w, b):
    H, W = x.shape
    f = len(w)
    Z = np.zeros((H - f + 1, W - f + 1))
    for i in range(H - f + 1):
        for j in range(W - f + 1):
            Z[i, j] = np.mean(x[i : i + f, j : j + f] * w) + b
    return Z
