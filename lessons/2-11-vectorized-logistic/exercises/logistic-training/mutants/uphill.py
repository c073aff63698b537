"""Your weights move the wrong way from the first step on: the slopes are added. A step goes
against the slope.
"""

import numpy as np


def train(X, Y, alpha, steps):
    """Return w, shape (n_x, 1), and b, a number, after training."""
    n_x, m = X.shape
    w, b = np.zeros((n_x, 1)), 0.0
    for _ in range(steps):
        Z = w.T @ X + b
        A = 1 / (1 + np.exp(-Z))
        dZ = A - Y
        dw = X @ dZ.T / m
        db = np.sum(dZ) / m
        w = w + alpha * dw
        b = b + alpha * db
    return w, b
