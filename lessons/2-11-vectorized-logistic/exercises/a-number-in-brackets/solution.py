import numpy as np


def train(X, Y, w, b, alpha, steps):
    """The trained w, (n, 1), and b, a number."""
    m = X.shape[1]

    for _ in range(steps):
        A = 1 / (1 + np.exp(-(w.T @ X + b)))
        dZ = A - Y

        dw = X @ dZ.T / m
        db = np.sum(dZ) / m  # a number, as b is

        w = w - alpha * dw
        b = b - alpha * db

    return w, b
