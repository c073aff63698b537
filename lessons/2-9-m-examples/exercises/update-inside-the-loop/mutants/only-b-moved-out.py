"""b moves once now, but w still moves after every example. Both belong behind the loop."""

import numpy as np


def step(X, Y, w, b, alpha):
    m = X.shape[1]
    dw, db = np.zeros((2, 1)), 0.0
    for i in range(m):
        x, y = X[:, i : i + 1], Y[0, i]
        dz = 1 / (1 + np.exp(-(np.sum(w * x) + b))) - y
        dw = dw + dz * x
        db = db + dz
        w = w - alpha * dw / m
    return w, b - alpha * db / m
