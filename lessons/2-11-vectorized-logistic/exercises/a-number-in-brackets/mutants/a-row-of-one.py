"""One pair of brackets has gone, one is left: b comes back with the shape (1,). Sum over the
whole of dZ.
"""

import numpy as np


def train(X, Y, w, b, alpha, steps):
    m = X.shape[1]
    for _ in range(steps):
        dZ = 1 / (1 + np.exp(-(w.T @ X + b))) - Y
        w = w - alpha * X @ dZ.T / m
        b = b - alpha * dZ.sum(axis=1) / m
    return w, b
