import numpy as np


def step(x, y, W, b, alpha):
    """One step on one example: the new W, (k, n), and b, (k,)."""
    z = W @ x + b
    dz = 2 * (z - y)

    dW = np.outer(dz, x)  # a table: each error times each input
    db = dz

    W = W - alpha * dW
    b = b - alpha * db
    return W, b
