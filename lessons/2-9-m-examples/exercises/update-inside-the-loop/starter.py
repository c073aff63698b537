import numpy as np


def step(X, Y, w, b, alpha):
    """One step over all m examples: the new w and b."""
    m = X.shape[1]
    dw = np.zeros((2, 1))
    db = 0.0

    for i in range(m):
        x, y = X[:, i : i + 1], Y[0, i]
        a = 1 / (1 + np.exp(-(np.sum(w * x) + b)))
        dz = a - y
        dw = dw + dz * x
        db = db + dz
        w = w - alpha * dw / m
        b = b - alpha * db / m

    return w, b
