import numpy as np


def gradient(X, A, Y):
    """Return dw, shape (n_x, 1), and db, a number."""
    m = X.shape[1]
    dZ = A - Y
    dw = X @ dZ.T / m
    db = np.sum(dZ) / m
    return dw, db
