"""The first step is right, and every later one repeats it. The answers are worked out before the
loop, but they change with the weights in each step.
"""

import numpy as np


def train(X, Y, alpha, steps):
    """Return w, shape (n_x, 1), and b, a number, after training."""
    n_x, m = X.shape
    w, b = np.zeros((n_x, 1)), 0.0
    Z = w.T @ X + b
    A = 1 / (1 + np.exp(-Z))
    for _ in range(steps):
        dZ = A - Y
        dw = X @ dZ.T / m
        db = np.sum(dZ) / m
        w = w - alpha * dw
        b = b - alpha * db
    return w, b
