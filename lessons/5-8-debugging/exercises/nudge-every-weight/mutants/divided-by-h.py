"""Your slopes are exactly twice too large. From the lower weight to the upper one it is 2h."""

import numpy as np


def numeric_gradient(J, W, h):
    """Return the slope of J in each entry of W, by nudges."""
    G = np.zeros(W.shape)
    for i in np.ndindex(W.shape):
        up, down = W.copy(), W.copy()
        up[i] += h
        down[i] -= h
        G[i] = (J(up) - J(down)) / h
    return G
