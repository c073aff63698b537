import numpy as np


def train_step(X, Y, w, b, alpha):
    """One step of gradient descent: the new w and b."""
    m = X.shape[1]  # examples are columns

    A = 1 / (1 + np.exp(-(w.T @ X + b)))
    dZ = A - Y
    dw = X @ dZ.T / m
    db = np.sum(dZ) / m

    w = w - alpha * dw
    b = b - alpha * db
    return w, b
