import numpy as np


def train_step(X, Y, w, b, alpha):
    """One step of gradient descent: the updated weights and offset."""
    m = X.shape[1]

    # forward
    A = 1 / (1 + np.exp(-(w.T @ X + b)))

    # backward
    dZ = A - Y
    dw = X @ dZ.T / m
    db = np.sum(dZ) / m

    # update
    w = w - alpha * dw
    b = b - alpha * db

    return dw, db  # the updated weights
