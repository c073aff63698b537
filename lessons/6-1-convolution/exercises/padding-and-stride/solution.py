import numpy as np


def slide(x, w, b, p, s):
    """The map of the filter w on x, padded by p, with stride s."""
    f = len(w)
    x = np.pad(x, p)
    H, W = x.shape
    Z = np.zeros(((H - f) // s + 1, (W - f) // s + 1))
    for i in range(Z.shape[0]):
        for j in range(Z.shape[1]):
            top, left = i * s, j * s
            Z[i, j] = np.sum(x[top : top + f, left : left + f] * w) + b
    return Z
