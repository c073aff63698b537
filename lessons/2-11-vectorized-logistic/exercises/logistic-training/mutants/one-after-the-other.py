"""w is right after the first step, b is not: it follows answers that the new w has given. All
slopes are taken at one place, then everything moves.
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
        w = w - alpha * dw
        db = np.sum(1 / (1 + np.exp(-(w.T @ X + b))) - Y) / m
        b = b - alpha * db
    return w, b
