import numpy as np


def train(X, Y, w, b, alpha, steps):
    """The trained w, (n, 1), and b, a number."""
    m = X.shape[1]
    ones = np.ones((m, 1))

    for _ in range(steps):
        A = 1 / (1 + np.exp(-(w.T @ X + b)))
        dZ = A - Y

        # sums over the examples, as products
        dw = X @ dZ.T / m
        db = dZ @ ones / m

        w = w - alpha * dw
        b = b - alpha * db

    return w, b
