import numpy as np


def slide(x, w, b):
    """The map of the filter w with bias b on the picture x."""
    H, W = x.shape
    f = len(w)
    Z = np.zeros((H - f + 1, W - f + 1))
    for i in range(H - f + 1):
        for j in range(W - f + 1):
            window = x[i : i + f, j : j + f]
            # the same weights at every place
            Z[i, j] = np.sum(window * w) + b
    return Z
