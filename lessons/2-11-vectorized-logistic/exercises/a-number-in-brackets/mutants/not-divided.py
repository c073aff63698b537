"""b is a number now, but its slope is m times too large: the sum has lost its 1/m."""

import numpy as np


def train(X, Y, w, b, alpha, steps):
    m = X.shape[1]
    for _ in range(steps):
        dZ = 1 / (1 + np.exp(-(w.T @ X + b))) - Y
        w = w - alpha * X @ dZ.T / m
        b = b - alpha * np.sum(dZ)
    return w, b
